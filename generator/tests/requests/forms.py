"""Forms, read by Python's library, by Werkzeug and by Node, and held against the object they were made of by the table of the standard."""

import base64
import collections
import email
import json
import re
from io import BytesIO
from urllib.parse import parse_qsl, urlencode

from werkzeug.formparser import MultiPartParser

from values import strict


def form_fields(data):
    return [(name, text, None) for name, text in parse_qsl(data.decode(), keep_blank_values=True)]


def multipart_fields(data, content_type):
    boundary = re.search(r'boundary="?([^";]+)', content_type).group(1).encode()
    form, files = MultiPartParser().parse(BytesIO(data), boundary, len(data))
    found = [(name, text, None) for name, text in form.items(multi=True)]
    return found + [(name, file.read().decode("utf-8", "surrogateescape"), file.content_type) for name, file in files.items(multi=True)]


def parts_of_node(second):
    """What Node found, as the others say it."""
    return [(name, base64.b64decode(content).decode("utf-8", "surrogateescape"), None) for name, content in second["parts"]]


def compare_types(data, content_type, value, media_type, is_30):
    """What is wrong with the media types of parts, as Python's library finds them; nothing is said of those of texts and files."""
    message = email.message_from_bytes(b"content-type: " + content_type.encode() + b"\r\n\r\n" + data)
    encoding = media_type.get("encoding") or {}
    for part in message.get_payload():
        headers = {name.lower(): text.encode("ascii", "surrogateescape").decode() for name, text in part.raw_items()}
        name = re.search(r' name="([^"]*)"', headers["content-disposition"]).group(1)
        kind = headers.get("content-type", "text/plain").split(";")[0].strip().lower()
        said = encoding.get(name) or {}
        if not is_30 and any(word in said for word in ("style", "explode", "allowReserved")):
            continue
        allowed = [one.split(";")[0].strip().lower() for one in str(said.get("contentType") or "").split(",")]
        if allowed == [""]:
            member = value.get(name)
            items = member if isinstance(member, list) else [member]
            allowed = ["application/json"] if any(isinstance(item, dict) for item in items) else []
            if all(isinstance(item, (bool, int, float)) for item in items):
                allowed = ["text/plain"]
        if allowed and not any(re.fullmatch(re.escape(one).replace(r"\*", ".*"), kind) for one in allowed):
            return f"part `{name}` is {kind}, and not {' or '.join(allowed)}"
    return None


def compare_fields(fields, value, media_type, is_30, is_multipart):
    """What differs between the fields of a form and the object they were made of, by the table of the standard."""
    wanted = collections.Counter()
    found = collections.Counter()
    encoding = media_type.get("encoding") or {}
    for name, member in value.items():
        if isinstance(member, list):
            member = [item for item in member if item is not None]  # which has no form
        said = encoding.get(name) or {}
        style, explode = said.get("style"), said.get("explode")
        if style is None and not is_multipart and ("explode" in said or "allowReserved" in said):
            style = "form"
        if is_multipart and is_30:
            style, explode = None, None  # OpenAPI 3.0.4, Encoding Object: they are for forms without parts
        kind = str(said.get("contentType", "")).split(",")[0].strip() if style is None else ""
        if kind.endswith(("/json", "+json")):
            wanted[name, canonical(member)] += 1
            continue
        if kind == "application/x-www-form-urlencoded" and isinstance(member, dict):
            wanted[name, urlencode(member, doseq=True)] += 1
            continue
        if style == "deepObject" and isinstance(member, (dict, list)):
            for key, text in branches(name, member):
                wanted[key, canonical(text)] += 1
        elif isinstance(member, list) and explode is not False:
            for item in member:
                wanted[name, canonical(item)] += 1
        elif isinstance(member, list):
            mark = {"spaceDelimited": " ", "pipeDelimited": "|"}.get(style, ",")
            wanted[name, mark.join(text_of(item) for item in member)] += 1
        elif isinstance(member, dict) and style == "form" and explode is not False:
            for key, text in member.items():
                wanted[key, canonical(text)] += 1
        elif isinstance(member, dict) and style is not None:
            wanted[name, ",".join(text_of(piece) for pair in member.items() for piece in pair)] += 1
        else:
            wanted[name, canonical(member)] += 1
    for name, text, _ in fields:
        found[name, text] += 1
    wanted = collections.Counter(normal(wanted))
    found = collections.Counter(normal(found))
    return None if wanted == found else f"has {list((found - wanted).elements())[:3]}, should have {list((wanted - found).elements())[:3]}"


def branches(name, member):
    if isinstance(member, dict):
        return [pair for key, one in member.items() for pair in branches(f"{name}[{key}]", one)]
    if isinstance(member, list):
        nested = any(isinstance(one, (dict, list)) for one in member)
        return [pair for at, one in enumerate(member) for pair in branches(f"{name}[{at if nested else ''}]", one)]
    return [(name, member)]


def text_of(value):
    return value if isinstance(value, str) else json.dumps(value)


def canonical(value):
    return value if isinstance(value, str) else json.dumps(value)


def normal(counter):
    """Fields with the JSON in them in one spelling."""
    for (name, text), count in counter.items():
        if text[:1] in ("{", "[") or re.fullmatch(r"-?[0-9.eE+-]+", text):
            try:
                text = json.dumps(strict(json.loads(text)), sort_keys=True)
            except ValueError:
                pass
        for _ in range(count):
            yield name, text
