"""Documents as they are written, those of several files in one piece: the judges read one file.

The other files stand below `x-files` of the entry, by their paths; references into them, and those of discriminators, name
that place. So a cycle stays a cycle, and a schema keeps the last part of its reference, which may be the value of a tag.
Knows nothing of what the parts of a document are for.
"""

import json
import os
import re
from urllib.parse import quote, unquote

import yaml

OTHERS = "x-files"


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


def load(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    return named(json.loads(text) if path.endswith(".json") else yaml.load(text, Loader))


def bundle(entry):
    """The entry with all files that references lead to."""
    folder = os.path.dirname(entry)
    found = {entry: None}
    waiting = [entry]

    def place(reference, file):
        """Where a reference leads inside of the one document; nothing if no file is there."""
        name, _, pointer = reference.partition("#")
        target = os.path.normpath(os.path.join(os.path.dirname(file), unquote(name))) if name else file
        if target not in found:
            if not os.path.isfile(target):
                return None
            found[target] = None
            waiting.append(target)
        parts = [] if target == entry else [OTHERS, *parts_of(target, folder)]
        return "#" + "".join("/" + quote(part.replace("~", "~0")) for part in parts) + pointer

    def moved(node, file):
        if isinstance(node, list):
            return [moved(item, file) for item in node]
        if not isinstance(node, dict):
            return node
        made = {name: moved(value, file) for name, value in node.items()}
        if isinstance(node.get("$ref"), str):
            made["$ref"] = place(node["$ref"], file) or node["$ref"]
        if "propertyName" in node and isinstance(node.get("mapping"), dict):
            # What is no reference is the name of a schema.
            made["mapping"] = {value: place(target, file) or target for value, target in node["mapping"].items()}
        return made

    while waiting:
        file = waiting.pop()
        found[file] = moved(load(file), file)
    root = found.pop(entry)
    for file, tree in found.items():
        *folders, name = parts_of(file, folder)
        at = root.setdefault(OTHERS, {})
        for part in folders:
            at = at.setdefault(part, {})
        at[name] = tree
    return root


def parts_of(file, folder):
    return os.path.relpath(file, folder).split(os.sep)
