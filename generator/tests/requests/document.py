"""Documents as they are written: reading, references, and what the requests are held against.

Knows nothing of the generator. Four things are changed in what openapi-core sees, and nothing else:

* `servers` name the one server that the program sends to, so that paths are found below it;
* `required` does not name what is `readOnly`: OpenAPI 3.1 leaves it to tools whether such members are sent, and the client sends none;
* dialects of schemas are not named: openapi-core refuses those it does not know;
* mappings of discriminators name schemas by references: openapi-core follows nothing else.
"""

import json
import os
import re
from urllib.parse import unquote, urljoin, urlsplit

import yaml

BASE = "https://judge.invalid/base"
METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML by the JSON schema, nearly: dates stay texts, and `no` and `on` are words."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in Loader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), "tTfF")


def named(node):
    """The same with texts for names: status codes are written as numbers."""
    if isinstance(node, dict):
        return {str(name): named(value) for name, value in node.items()}
    return [named(item) for item in node] if isinstance(node, list) else node


class Document:
    def __init__(self, path):
        self.path = os.path.abspath(path)
        self.files = {}
        self.root = self.load(self.path)
        self.is_30 = str(self.root["openapi"]).startswith("3.0")

    def load(self, path):
        if path not in self.files:
            with open(path, encoding="utf-8") as file:
                text = file.read()
            self.files[path] = named(json.loads(text) if path.endswith(".json") else yaml.load(text, Loader))
        return self.files[path]

    def follow(self, node, file):
        """What a reference, or a chain of them, stands for, and the file it is in."""
        for _ in range(50):
            if not (isinstance(node, dict) and isinstance(node.get("$ref"), str)):
                return node, file
            node, file = self.target(node["$ref"], file)
        raise ValueError("a reference that ends nowhere")

    def target(self, reference, file):
        name, _, pointer = reference.partition("#")
        if name:
            file = os.path.normpath(os.path.join(os.path.dirname(file), unquote(name)))
        node = self.load(file)
        for part in pointer.split("/")[1:]:
            part = unquote(part).replace("~1", "/").replace("~0", "~")
            node = node[int(part)] if isinstance(node, list) else node[part]
        return node, file

    def operations(self):
        """Each operation: path, method, the operation, its file, the path item, its file."""
        for path, item in (self.root.get("paths") or {}).items():
            if path.startswith("x-"):
                continue
            item, file = self.follow(item, self.path)
            for method in METHODS:
                if method in item:
                    operation, own = self.follow(item[method], file)
                    yield path, method, operation, own, item, file

    def parameters(self, operation, own, item, file):
        """The parameters of an operation by place and name: the parameter, its file, and where it stands."""
        found = {}
        for owner, node, at in (("item", item, file), ("operation", operation, own)):
            for index, parameter in enumerate(node.get("parameters") or []):
                parameter, place = self.follow(parameter, at)
                found[(parameter["in"], parameter["name"])] = (parameter, place, owner, index)
        return found

    def base(self, operation, item):
        """Where an operation goes: below the path of its own first server, if it has one."""
        servers = operation.get("servers") or item.get("servers")
        if not servers:
            return BASE
        url = servers[0]["url"]
        for name, variable in (servers[0].get("variables") or {}).items():
            url = url.replace("{" + name + "}", str(variable.get("default", "{" + name + "}")))
        if "{" in url:
            return BASE
        if "//" in url:
            return BASE + urlsplit(url).path.rstrip("/")
        return urljoin(BASE + "/", url).rstrip("/")


def for_openapi_core(document, path):
    """A file, changed as the head of this file says."""

    def change(node):
        if isinstance(node, list):
            return [change(item) for item in node]
        if not isinstance(node, dict):
            return node
        left_out = {"servers": list, "jsonSchemaDialect": str, "$schema": str}
        changed = {name: change(value) for name, value in node.items() if not isinstance(value, left_out.get(name, ()))}
        mapping = node["mapping"] if isinstance(node.get("mapping"), dict) and "propertyName" in node else {}
        for name, target in mapping.items():
            if target in schemas:
                changed["mapping"][name] = f"#/components/schemas/{target}"
        properties, required = node.get("properties"), node.get("required")
        if isinstance(properties, dict) and isinstance(required, list):
            changed["required"] = [name for name in required if not is_read_only(document, properties.get(name), path)]
        return changed

    schemas = (document.root.get("components") or {}).get("schemas") or {}
    changed = change(document.load(path))
    if path == document.path:
        changed["servers"] = [{"url": BASE}]
    return changed


def is_read_only(document, schema, file):
    if not isinstance(schema, dict):
        return False
    if schema.get("readOnly") is True and not (document.is_30 and "$ref" in schema):
        return True
    if "$ref" in schema:
        target, own = document.follow(schema, file)
        return isinstance(target, dict) and target.get("readOnly") is True
    return any(is_read_only(document, part, file) for part in schema.get("allOf") or [])
