"""Documents: references, operations, and what the requests are held against.

Knows nothing of the generator. Five things are changed in what openapi-core sees, and nothing else:

* `servers` name the one server that the program sends to, so that paths are found below it;
* `required` does not name what is `readOnly`: OpenAPI 3.1 leaves it to tools whether such members are sent, and the client sends none;
* `readOnly` is not said: openapi-core refuses values of such schemas also where they are no properties, as parameters are. No
  property that is `readOnly` is among the arguments, and nothing that is not may be sent;
* dialects of schemas are not named: openapi-core refuses those it does not know;
* mappings of discriminators name schemas by references: openapi-core follows nothing else.
"""

import os
from urllib.parse import unquote, urljoin, urlsplit

from bundle import bundle

BASE = "https://judge.invalid/base"
METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]


class Document:
    def __init__(self, path):
        self.path = os.path.abspath(path)
        self.root = bundle(self.path)
        self.is_30 = str(self.root["openapi"]).startswith("3.0")

    def follow(self, node):
        """What a reference, or a chain of them, stands for."""
        for _ in range(50):
            if not (isinstance(node, dict) and isinstance(node.get("$ref"), str)):
                return node
            node = self.target(node["$ref"])
        raise ValueError("a reference that ends nowhere")

    def target(self, reference):
        node = self.root
        for part in reference.partition("#")[2].split("/")[1:]:
            part = unquote(part).replace("~1", "/").replace("~0", "~")
            node = node[int(part)] if isinstance(node, list) else node[part]
        return node

    def operations(self):
        """Each operation: path, method, the operation, the path item."""
        for path, item in (self.root.get("paths") or {}).items():
            if path.startswith("x-"):
                continue
            item = self.follow(item)
            for method in METHODS:
                if method in item:
                    yield path, method, self.follow(item[method]), item

    def parameters(self, operation, item):
        """The parameters of an operation by place and name: the parameter, and where it stands."""
        found = {}
        for owner, node in (("item", item), ("operation", operation)):
            for index, parameter in enumerate(node.get("parameters") or []):
                parameter = self.follow(parameter)
                found[(parameter["in"], parameter["name"])] = (parameter, owner, index)
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


def for_openapi_core(document):
    """The document, changed as the head of this file says."""

    def change(node):
        if isinstance(node, list):
            return [change(item) for item in node]
        if not isinstance(node, dict):
            return node
        left_out = {"servers": list, "jsonSchemaDialect": str, "$schema": str, "readOnly": bool}
        changed = {name: change(value) for name, value in node.items() if not isinstance(value, left_out.get(name, ()))}
        mapping = node["mapping"] if isinstance(node.get("mapping"), dict) and "propertyName" in node else {}
        for name, target in mapping.items():
            if target in schemas:
                changed["mapping"][name] = f"#/components/schemas/{target}"
        properties, required = node.get("properties"), node.get("required")
        if isinstance(properties, dict) and isinstance(required, list):
            changed["required"] = [name for name in required if not is_read_only(document, properties.get(name))]
        return changed

    schemas = (document.root.get("components") or {}).get("schemas") or {}
    return {**change(document.root), "servers": [{"url": BASE}]}


def is_read_only(document, schema):
    if not isinstance(schema, dict):
        return False
    if schema.get("readOnly") is True and not (document.is_30 and "$ref" in schema):
        return True
    if "$ref" in schema:
        target = document.follow(schema)
        return isinstance(target, dict) and target.get("readOnly") is True
    return any(is_read_only(document, part) for part in schema.get("allOf") or [])
