"""Holds the requests of a client against the document they were made for.

    judge.py DOCUMENT CASES REQUESTS FOLDER

prints one JSON object: how many requests are right, which ones are wrong and why, and how many could not be judged, by reason.

The first judge is openapi-core: it finds the path, and reads and checks each parameter and the body, which then have to be equal
to what was put in. It is given what stands in the request, decoded by Python's own library. Where it has no notion of what
the standard says (`excuse` lists these cases), the request is compared with that of swagger-client for the same arguments, and
bodies of forms with what Python's library and Werkzeug read in them. Bodies of parts are read by Node as well, and the media
types of the parts by Python's library, in any case. Both libraries are asked of every request, so what is
counted as right by the second judge is what the first one could not do.
"""

import base64
import json
import re
import sys
import warnings
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from core import Core, request_parameters
from document import BASE, Document
from forms import branches, compare_fields, compare_types, form_fields, multipart_fields, parts_of_node
from second import ask_second, compare_requests
from values import plain, same_json, same_text

IGNORED_HEADERS = {"accept", "content-type", "authorization"}
ODD_TEMPLATE = "a template with names or characters that openapi-core cannot find; the path is that of the template"


def said(error):
    """What openapi-core says, with what it says it of."""
    cause = error.__cause__ or error
    details = getattr(cause, "schema_errors", None) or [cause]
    lines = []
    for one in details:
        try:
            lines.append((str(one).splitlines() or [""])[0])
        except Exception:  # some of its errors cannot be shown
            lines.append(repr(getattr(one, "value", one))[:100])
    return f"{type(error).__name__}: {type(cause).__name__}: {' | '.join(lines)}"[:300]


def read_lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


class Judge:
    def __init__(self, document, core):
        self.document, self.core = document, core
        self.operations = {}
        for path, method, operation, item in document.operations():
            parameters = document.parameters(operation, item)
            self.operations[f"{method.upper()} {path}"] = (path, method, operation, item, parameters)

    def judge(self, case, made, second):
        """What is wrong with a request, and what openapi-core could not judge, by reason."""
        path, method, operation, item, parameters = self.operations[case["operation"]]
        node = self.core.operation(path, method)
        wrong, unsure = [], []
        parts = urlsplit(made["url"])
        at = f"{parts.scheme}://{parts.netloc}{parts.path}"
        base = self.document.base(operation, item)
        if not at.startswith(base):
            return [f"goes to {at}, not below {base}"], []
        template = path.partition("?")[0].partition("#")[0]
        try:
            found = self.core.find(method, BASE + at[len(base):])
            raw = found.path_result.variables
            if found.path_result.resolved is None or str(found.path.parts[-1]) != path:
                is_odd = "?" in path or "#" in path
                unsure.append(("settled", ODD_TEMPLATE) if is_odd else "openapi-core takes another path template that fits as well")
                raw = self.variables(template, at[len(base):])
                if raw is None:
                    wrong.append(f"a path that the template does not fit: {at[len(base):]}")
        except Exception as error:
            raw = self.variables(template, at[len(base):])
            is_odd = raw is not None and not (encoded(template) == template and all(re.fullmatch(r"\w+", name) for name in raw))
            if is_odd or raw is not None and ("?" in path or "#" in path):
                unsure.append(("settled", ODD_TEMPLATE))
            else:
                wrong.append(f"no path: {type(error).__name__}: {error}")
        query = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        headers = [(name, value) for name, value in made["headers"]]
        cookies = [pair.partition("=") for name, value in headers if name == "cookie" for pair in value.split("; ")]
        jar = [(unquote(name), unquote(text)) for name, _, text in cookies]
        sent = Sent({name: unquote(value) for name, value in (raw or {}).items()}, query, dict(headers), jar)
        in_template = re.findall(r"\{(.*?)\}", template)
        for name in in_template:
            # The client has a text for what the document does not declare.
            if ("path", name) not in parameters and sent.path.get(name) != case["arguments"].get(f"path {name}"):
                wrong.append(f"path parameter `{name}`: {sent.path.get(name)!r}")
        for (place, name), (parameter, owner, index) in parameters.items():
            if place == "path" and name not in in_template:
                continue
            if place == "header" and name.lower() in IGNORED_HEADERS or f"{place} {name}" in made["unknown"]:
                continue
            at_parameter = (node if owner == "operation" else self.core.item(path)) / "parameters" / index
            problem = self.parameter(sent, parameter, at_parameter, place, name, case)
            if problem and is_branched(parameter, name, query, case["arguments"].get(f"{place} {name}")):
                unsure.append(("settled", "`deepObject` of what openapi-core does not read; as brackets are read in forms"))
            elif problem:
                reason = excuse(parameter, self.schema(parameter), case["arguments"].get(f"{place} {name}"), problem)
                if "TypeError: Expected a string value, got <class 'list'>" in problem:
                    reason = "a schema of several types, at which openapi-core fails"
                if place == "query" and shared_names(name, case):
                    reason = "several objects without names of their own, whose members have the same names"
                if place == "path" and shared_segment(template, name):
                    reason = "a segment of the path with several parameters, whose values hold what is between them"
                (unsure.append(reason) if reason else wrong.append(f"{place} parameter `{name}`: {problem}"))
        wrong += self.strangers(query, case, parameters, path)
        if "requestBody" in operation:
            self.body(case, made, second, node, headers, wrong, unsure)
        elif made["body"]:
            wrong.append("a body that the document does not know")
        try:
            self.core.security(node, sent.parameters())
        except Exception as error:
            unsure.append(f"security: {type(error).__name__}: {error}"[:120])
        return wrong, unsure

    def schema(self, parameter):
        schema = parameter.get("schema")
        return self.document.follow(schema) if schema is not None else {}

    def variables(self, template, path):
        """The raw values of a template's parameters."""
        pattern = re.sub(r"\\\{(.*?)\\\}", "([^/]*)", re.escape(encoded(template)))
        match = re.fullmatch(pattern, path)
        return dict(zip(re.findall(r"\{(.*?)\}", template), match.groups())) if match else None

    def parameter(self, sent, parameter, node, place, name, case):
        """What is wrong with a parameter."""
        key = f"{place} {name}"
        is_absent = parameter.get("style") == "deepObject" and not any(other.startswith(f"{name}[") for other, _ in sent.query)
        if is_absent and key not in case["arguments"]:
            return None
        expected = case["arguments"].get(key)
        try:
            value = self.core.parameter(node, sent.adapted(parameter, case))
        except Exception as error:
            # It also reads a `default`, which need not fit the schema.
            if key not in case["arguments"] and not sent.holds(place, name):
                return None
            return said(error)
        if key not in case["arguments"]:
            schema = self.schema(parameter) or {}
            if "default" in schema and same_text(value, schema["default"]):
                return None
            return None if place == "header" and name.lower() == "user-agent" else f"sent as {value!r}, and should not be"
        if "content" in parameter:
            return None if same_json(value, expected) else f"{value!r} instead of {expected!r}"
        return None if same_text(value, expected) else f"{value!r} instead of {expected!r}"

    def strangers(self, query, case, parameters, path):
        """Members of the query that nothing accounts for."""
        known = {name for place, name in parameters if place == "query"}
        for key, value in case["arguments"].items():
            if key.startswith("query ") and isinstance(value, dict):
                known |= set(value)
        known |= {name for name, _ in parse_qsl(path.partition("?")[2], keep_blank_values=True)}
        schemes = (self.document.root.get("components") or {}).get("securitySchemes") or {}
        known |= {scheme.get("name") for scheme in schemes.values() if scheme.get("in") == "query"}
        found = [name for name, _ in query if name not in known and name.partition("[")[0] not in known]
        return [f"an unknown member `{name}` of the query" for name in found]

    def body(self, case, made, second, node, headers, wrong, unsure):
        data = base64.b64decode(made["body"])
        if "body" not in case:
            if data:
                wrong.append("a body that was not put in")
            return
        content_type = dict(headers).get("content-type", "")
        essence = content_type.split(";")[0].strip().lower()
        wanted, value = case["body"]["media_type"], case["body"]["value"]
        if essence != wanted.split(";")[0].strip().lower() and not self.is_same(case, essence):
            wrong.append(f"a body of {content_type} instead of {wanted}")
            return
        is_json = essence.endswith(("/json", "+json"))
        is_form = essence.endswith("x-www-form-urlencoded")
        is_multipart = essence.startswith("multipart/")
        problem = None
        try:
            if is_json and not same_json(json.loads(data), value):
                wrong.append(f"the body {data.decode()[:300]} instead of {json.dumps(value)[:300]}")
                return
            if not (is_json or is_form or is_multipart):
                expected = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
                if data != expected.encode() and not same_text(data.decode("utf-8", "replace"), value):
                    wrong.append(f"the body {data[:200]!r} instead of {expected[:200]!r}")
                    return
            found = self.core.body(node, content_type, data)
            if (is_form or is_multipart) and not same_text(found, value):
                problem = f"{found!r} instead of {value!r}"
        except Exception as error:
            problem = said(error)
        difference = self.parts(case, data, content_type, second) if is_multipart else None
        if difference:
            wrong.append(f"the parts: {difference}")
            return
        if problem is None:
            return
        if is_json and "InvalidSchemaValue: b'" in problem:
            unsure.append(("settled", "a media type that openapi-core does not know as JSON; as Python reads it"))
            return
        if is_form or is_multipart:
            media_type = self.media_type(case)
            fields = form_fields(data) if is_form else multipart_fields(data, content_type)
            difference = compare_fields(fields, value, media_type, self.document.is_30, is_multipart)
            if difference is None:
                unsure.append(("settled", "members of forms that openapi-core does not read; as Python and Werkzeug read them"))
            else:
                wrong.append(f"the form: {difference}; openapi-core: {problem}")
            return
        if "xml" in essence:
            unsure.append(("settled", "XML: only that the bytes are those given"))
        elif not is_json:
            unsure.append(("settled", "a body that is no JSON: only that the bytes are those given"))
        else:
            wrong.append(f"the body: {problem}")

    def parts(self, case, data, content_type, second):
        """What is wrong with a body of parts as Node reads it, and with the media types of the parts, whatever openapi-core says."""
        if second.get("unreadable"):
            return f"Node cannot read them: {second['unreadable']}"
        value, media_type = case["body"]["value"], self.media_type(case)
        found = parts_of_node(second) if "parts" in second else None
        difference = found and compare_fields(found, value, media_type, self.document.is_30, True)
        return difference or compare_types(data, content_type, value, media_type, self.document.is_30)

    def is_same(self, case, essence):
        """Whether the document has another media type for the same body: a value alone does not say which one is meant."""
        path, method, operation, item, parameters = self.operations[case["operation"]]
        request_body = self.document.follow(operation["requestBody"])
        content = {name.split(";")[0].strip().lower(): media_type for name, media_type in request_body["content"].items()}
        said = [{word: one.get(word) for word in ("schema", "encoding")} for one in (content.get(essence) or {}, self.media_type(case))]
        return essence in content and said[0] == said[1]

    def media_type(self, case):
        path, method, operation, item, parameters = self.operations[case["operation"]]
        request_body = self.document.follow(operation["requestBody"])
        return self.document.follow(request_body["content"][case["body"]["key"]])


class Sent:
    """What stands in a request, decoded."""

    def __init__(self, path, query, headers, cookies):
        self.path, self.query, self.headers, self.cookies = path, query, headers, cookies

    def holds(self, place, name):
        """Whether something stands there under a name."""
        if place == "header":
            return name.lower() in self.headers
        names = self.path if place == "path" else [one for one, _ in (self.query if place == "query" else self.cookies)]
        return any(one == name or one.startswith(f"{name}[") for one in names)

    def parameters(self):
        return request_parameters(self.path, self.query, self.headers, list(self.cookies))

    def adapted(self, parameter, case):
        """The same under the names and in the spelling that openapi-core looks for."""
        name, place = parameter["name"], parameter["in"]
        style = parameter.get("style", "simple" if place in ("path", "header") else "form")
        explode = parameter.get("explode", style == "form")
        path, query, cookies = dict(self.path), list(self.query), list(self.cookies)
        if place == "path" and name in path:
            for sign in (";", "."):
                path[sign + name] = path[sign + name + "*"] = path[name]
        value = case["arguments"].get(f"{place} {name}")
        if place in ("query", "cookie") and style == "form" and explode and isinstance(value, dict) and "schema" in parameter:
            pairs = query if place == "query" else cookies
            own = "&".join(f"{key}={text}" for key, text in pairs if key in value)
            if place == "query":
                query = [(name, own)]
            else:
                cookies = [(name, own)]
        if style == "spaceDelimited" and not explode:
            query = [(key, text.replace(" ", "%20") if key == name else text) for key, text in query]
        return request_parameters(path, query, self.headers, cookies)


def encoded(template):
    """A path template as its fixed parts stand in a URL."""
    return quote(template, safe="/{}-._~!$&'()*+,;=:@%")


def is_branched(parameter, name, query, value):
    """Whether a value in the style `deepObject` stands in the query with a pair of brackets for each step."""
    if parameter.get("style") != "deepObject" or "content" in parameter or value is None:
        return False
    wanted = sorted((key, str(plain(text))) for key, text in branches(name, value))
    return wanted == sorted((key, str(plain(text))) for key, text in query if key == name or key.startswith(f"{name}["))


def excuse(parameter, schema, value, problem):
    """What openapi-core cannot do that the standard allows, where that is why it found a problem."""
    style = parameter.get("style", "simple" if parameter["in"] in ("path", "header") else "form")
    explode = parameter.get("explode", style == "form")
    if "content" in parameter:
        both = "`schema` and `content` of a parameter, which the standard forbids: openapi-core reads the content"
        return both if "schema" in parameter else None
    if isinstance(value, (list, dict)):
        inner = list(value.values()) if isinstance(value, dict) else value
        if any(isinstance(one, (list, dict)) for one in inner):
            return "lists and objects inside those of a parameter, which the standard leaves open"
        texts = [str(one) for one in inner] + (list(value) if isinstance(value, dict) else [])
        marks = {"label": ".", "matrix": ";"}.get(style, ",") if explode else {"pipeDelimited": "|", "spaceDelimited": " "}.get(style, ",")
        marks += "=" if isinstance(value, dict) and explode else ""
        marks += "&" if isinstance(value, dict) and explode and style == "form" else ""
        if not (explode and style == "form" and isinstance(value, list)) and any(mark in text for mark in marks for text in texts):
            return "items with the character that separates items: openapi-core splits after decoding"
        if schema.get("type") not in ("array", "object"):
            return "a schema whose type is said by parts of it: openapi-core reads one text"
        if style in ("spaceDelimited", "pipeDelimited") and explode:
            return "`spaceDelimited` and `pipeDelimited` with `explode`, which openapi-core does not have"
    if not isinstance(value, str) and "type" not in schema:
        return "a schema whose type is said by parts of it: openapi-core reads one text"
    return None


def shared_segment(template, name):
    """Whether another parameter stands in the same segment of a path."""
    return any("{" + name + "}" in segment and segment.count("{") > 1 for segment in template.split("/"))


def shared_names(name, case):
    """Whether another object of the query has a member of the same name."""
    objects = {key: set(value) for key, value in case["arguments"].items() if key.startswith("query ") and isinstance(value, dict)}
    own = objects.pop(f"query {name}", set())
    return any(own & other for other in objects.values())


def main():
    warnings.simplefilter("ignore")
    path, cases_path, made_path, folder = sys.argv[1:5]
    document = Document(path)
    core = Core(document)
    judge = Judge(document, core)
    cases, made = read_lines(cases_path), read_lines(made_path)
    result = {"operations": len({case["operation"] for case in cases}), "requests": 0, "right": 0, "second": 0, "wrong": [], "settled": {}, "open": {}, "differences": []}
    verdicts = []
    seconds = ask_second(document, cases_path, made_path, folder)
    for case, request, second in zip(cases, made, seconds, strict=True):
        if "none" in case:
            count(result["open"], f"no valid arguments: {case['none']}"[:160])
            verdicts.append(None)
            continue
        result["requests"] += 1
        if "problem" in request:
            problem = request["problem"]
            if problem.startswith("unavailable"):
                count(result["open"], problem)
            else:
                result["wrong"].append({"operation": case["operation"], "why": problem[:400], "case": case})
            verdicts.append(None)
            continue
        for name in request["unknown"]:
            count(result["settled"], f"a parameter that the client does not have: {name}")
        verdicts.append(judge.judge(case, request, second))
    for case, request, second, verdict in zip(cases, made, seconds, verdicts):
        if verdict is None:
            continue
        wrong, unsure = verdict
        difference = compare_requests(request, second, case) if not wrong else None
        settled = [reason[1] for reason in unsure if isinstance(reason, tuple)]
        left = [reason for reason in unsure if not isinstance(reason, tuple)]
        for reason in settled + left:
            count(result["settled"], reason)
        if wrong:
            result["wrong"].append({"operation": case["operation"], "why": "; ".join(wrong), "case": case, "request": request})
        elif not left:
            result["second" if settled else "right"] += 1
            if difference:
                result["differences"].append(f"{case['operation']}: {difference}"[:400])
        elif difference is None:
            result["second"] += 1
        else:
            for reason in left:
                count(result["open"], f"{reason}; swagger-client: {difference}"[:500])
    print(json.dumps(result))


def count(counts, reason):
    counts[reason] = counts.get(reason, 0) + 1


main()
