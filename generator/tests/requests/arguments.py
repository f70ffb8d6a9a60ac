"""Chooses random valid arguments for each operation of a document, from the document alone.

    arguments.py DOCUMENT SEED OTHERS

prints a JSON line for each request that is to be made of each operation that the file OTHERS does not name: the operation, its arguments by place and name, its body. The first
request of an operation has everything that it can have, the second one what it must have, both of plain texts; the others
have what chance gives, of texts that have to be encoded. What openapi-core's own check of schemas refuses is not used.
"""

import json
import re
import sys
import warnings

from core import Core
from document import Document
from sampler import NoValue, Sampler

REQUESTS = 4
IGNORED_HEADERS = {"accept", "content-type", "authorization"}


def fits(value, place, is_list=False):
    """Whether a value can stand at a place of a request at all."""
    if isinstance(value, dict):
        return all(fits(name, place, True) and fits(one, place, True) for name, one in value.items())
    if isinstance(value, list):
        return all(fits(one, place, True) for one in value)
    if not isinstance(value, str) or place == "body":
        return value is not None or place == "body"
    if value == "" or any(ord(letter) < 32 for letter in value):
        return False
    if place == "path" and value in (".", ".."):
        return False
    if place == "header":
        return value.isascii() and value == value.strip() and not (is_list and "," in value)
    return True


def separator(parameter):
    """What cannot stand in an item, since it separates items and is the same when it is encoded."""
    explode = parameter.get("explode", parameter.get("style", "form") == "form")
    if explode and parameter.get("style") == "label":
        return "."
    return None if explode else {"spaceDelimited": " ", "pipeDelimited": "|"}.get(parameter.get("style"))


def texts(value):
    if isinstance(value, (list, dict)):
        items = value if isinstance(value, list) else [*value, *value.values()]
        return [text for item in items for text in texts(item)]
    return [str(value)]


def argument(sampler, core, parameter, node):
    """A valid value of a parameter."""
    place = parameter["in"]
    schema = parameter.get("schema")
    if "content" in parameter and "schema" not in parameter:
        schema = next(iter(parameter["content"].values())).get("schema")
        place = "body"
    reason = "no schema"
    for _ in range(30):
        value = sampler.value(schema, place) if schema is not None else "x"
        mark = separator(parameter)
        # What is content is text there: of a part of the path at least one character.
        within = fits(value, place) and value not in ([], {}, None, "", ".", "..")
        if within and mark and isinstance(value, (list, dict)):
            within = not any(mark in text for text in texts(value))
        if not within:
            reason = "no value that can stand there"
            continue
        reason = core.problem(node, value)
        if reason is None:
            return value
    raise NoValue(reason)


def concrete(media_type):
    """A media type of a range."""
    ranges = {"*/*": "application/octet-stream", "application/*": "application/octet-stream", "text/*": "text/plain"}
    return ranges.get(media_type, media_type.replace("/*", "/png"))


def body(sampler, core, request_body, node, turn):
    """A valid body, as one of the media types in turn."""
    names = list(request_body.get("content") or {})
    if not names:
        raise NoValue("a body without media types")
    name = names[turn % len(names)]
    media_type = sampler.document.follow(request_body["content"][name])
    schema = media_type.get("schema")
    made = {"key": name, "media_type": concrete(name)}
    kind = name.split(";")[0].strip().lower()
    is_json = kind.endswith(("/json", "+json"))
    is_form = kind.startswith("multipart/") or kind.endswith("x-www-form-urlencoded")
    if "xml" in kind:
        return {**made, "value": "<a>1</a>"}
    if schema is None:
        return {**made, "value": {"a": 1} if is_json else {"a": "1"} if is_form else "some text"}
    reason = None
    for _ in range(30):
        value = sampler.value(schema, "body")
        if is_form and not isinstance(value, dict):
            raise NoValue("a form of what is no object")
        if is_form:
            # Of these nothing is left in a form.
            value = {name: one for name, one in value.items() if one not in (None, [], {}, "")}
        if not (is_json or is_form) and (value is None or isinstance(value, (dict, list))):
            value = "some text"
            return {**made, "value": value}
        reason = core.problem(node / "content" / name, value)
        if reason is None:
            return {**made, "value": value}
    raise NoValue(reason)


def cases(document, core, seed, others):
    for path, method, operation, item in document.operations():
        if f"{method.upper()} {path}" in others:
            continue
        node = core.operation(path, method)
        parameters = document.parameters(operation, item)
        for turn in range(REQUESTS):
            generous = [1, 0, 0.5, 0.5][turn]
            key = f"{seed} {document.path.rsplit('/', 1)[-1]} {method} {path} {turn}"
            sampler = Sampler(document, key, odd=turn >= 2, generous=generous)
            case = {"operation": f"{method.upper()} {path}", "arguments": {}, "notes": []}
            try:
                in_template = re.findall(r"\{(.*?)\}", path)
                for name in in_template:
                    if ("path", name) not in parameters:
                        case["arguments"][f"path {name}"] = "undeclared"
                for (place, name), (parameter, owner, index) in parameters.items():
                    if place == "path" and name not in in_template:
                        continue
                    if place == "header" and name.lower() in IGNORED_HEADERS:
                        continue
                    needed = parameter.get("required") is True or place == "path"
                    if not needed and not sampler.chance(generous):
                        continue
                    at = (node if owner == "operation" else core.item(path)) / "parameters" / index
                    try:
                        case["arguments"][f"{place} {name}"] = argument(sampler, core, parameter, at)
                    except NoValue as error:
                        if needed:
                            raise NoValue(f"{place} parameter `{name}`: {error}") from error
                        case["notes"].append(f"{place} parameter `{name}`: {error}")
                if "requestBody" in operation:
                    request_body = document.follow(operation["requestBody"])
                    if request_body.get("required") is True or sampler.chance(max(generous, 0.5)):
                        try:
                            case["body"] = body(sampler, core, request_body, node / "requestBody", turn)
                        except NoValue as error:
                            raise NoValue(f"the body: {error}") from error
            except NoValue as error:
                case["none"] = str(error)
            yield case


def main():
    warnings.simplefilter("ignore")
    document = Document(sys.argv[1])
    with open(sys.argv[3], encoding="utf-8") as file:
        others = set(file.read().splitlines())
    for case in cases(document, Core(document), sys.argv[2], others):
        print(json.dumps(case, ensure_ascii=False))


main()
