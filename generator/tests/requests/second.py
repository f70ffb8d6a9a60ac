"""The second judge: whole requests, compared with those that swagger-client makes of the same arguments."""

import base64
import json
import os
import re
import subprocess
from urllib.parse import parse_qsl, unquote, urlsplit

from document import BASE
from values import same_json


def compare_requests(made, second, case):
    """What differs between the request and that of swagger-client; it knows neither credentials nor headers of its own."""
    if "error" in second or "url" not in second:
        return second.get("error", "no request")
    ours, theirs = urlsplit(made["url"]), urlsplit(second["url"])
    # What the document does not declare, swagger-client does not know.
    if unquote(ours.path) != unquote(re.sub(r"\{[^{}/]*\}", "undeclared", theirs.path)):
        return f"path {ours.path} against {theirs.path}"
    pairs = [parse_qsl(parts.query, keep_blank_values=True) for parts in (ours, theirs)]
    pairs[0] = [pair for pair in pairs[0] if pair[1] != "key" or pair in pairs[1]]
    if sorted(pairs[0]) != sorted(pairs[1]):
        return f"query {ours.query} against {theirs.query}"
    headers = {name.lower(): value for name, value in made["headers"]}
    for key in case["arguments"]:
        place, name = key.split(" ", 1)
        if place == "header" and headers.get(name.lower()) != str(second["headers"].get(name)):
            return f"header {name}: {headers.get(name.lower())} against {second['headers'].get(name)}"
        if place == "cookie":
            cookies = [{unquote(pair) for pair in text.split("; ")} for text in (headers.get("cookie", ""), second["headers"].get("Cookie", ""))]
            if not cookies[1] <= cookies[0]:
                return f"cookies {cookies[0]} against {cookies[1]}"
    body, kind = base64.b64decode(made["body"]), headers.get("content-type", "")
    if "body" in case and "multipart" not in kind:
        text = second.get("body")
        if "urlencoded" in kind:
            if sorted(parse_qsl(body.decode(), keep_blank_values=True)) != sorted(parse_qsl(text or "", keep_blank_values=True)):
                return f"form {body.decode()[:200]} against {(text or '')[:200]}"
        elif "json" in kind and (text is None or not same_json(loaded(body.decode()), loaded(text))):
            return f"body {body.decode()[:200]} against {(text or '')[:200]}"
    return None


def loaded(text):
    """What is sent as JSON. Of texts swagger-client sends the text itself, and lines of JSON are texts."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def ask_second(document, cases, made, folder):
    """What swagger-client makes of the arguments, without the servers of operations; and the parts that Node finds."""
    paths = {}
    for path, method, operation, item in document.operations():
        own = paths.setdefault(path, {"parameters": item.get("parameters", [])})
        own[method] = {name: value for name, value in operation.items() if name != "servers"}
    root = {**document.root, "servers": [{"url": BASE}], "paths": paths}
    path = os.path.join(folder, "document.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(root, file)
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "second.mjs")
    done = subprocess.run(["node", script, path, cases, made], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"the second judge: {done.stderr[-300:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]
