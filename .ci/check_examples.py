"""Validates every example of an OpenAPI 3.1 document against its schema.

Examples stand in media types, parameters and headers (`example`, `examples`) and in schemas (`examples`, `example`,
`default`). Each is checked as JSON Schema 2020-12 says, and more strictly in two ways: formats count, and an object may
hold no member that its schema does not name, so that a misspelt member is found although the schemas are open.

Usage: check_examples.py FILE [--at-least N]
Exit code: 0 if all are valid and there are at least N, 1 if not, 2 if the arguments are wrong.
"""

import argparse
import copy
import re
import sys

import yaml
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

BASE = "urn:openapi"

# Where a schema holds other schemas: one, a list, or a map from names.
ONE = ("additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then",
       "unevaluatedItems", "unevaluatedProperties")
LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
MAPS = ("$defs", "dependentSchemas", "patternProperties", "properties")


class Loader(yaml.SafeLoader):
    """YAML as JSON has it: an unquoted date is a string, and a key that occurs twice is an error."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"duplicate key {key!r}", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

formats = FormatChecker()


@formats.checks("int32")
def is_int32(value):
    return not isinstance(value, int) or -(2**31) <= value < 2**31


@formats.checks("int64")
def is_int64(value):
    return not isinstance(value, int) or -(2**63) <= value < 2**63


def ecma_pattern(_validator, pattern, value, _schema):
    """`pattern` as ECMA-262 reads it: the classes are ASCII, and `$` is the very end."""
    if isinstance(value, str) and not re.search(re.sub(r"(?<!\\)\$$", r"\\Z", pattern), value, re.ASCII):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


Validator = extend(Draft202012Validator, {"pattern": ecma_pattern})


def escape(key):
    return str(key).replace("~", "~0").replace("/", "~1")


def holders(node, pointer=""):
    """Every media type, parameter and header: whatever holds a schema without being one."""
    if isinstance(node, dict):
        if "schema" in node:
            yield pointer, node
        for key, value in node.items():
            if key not in ("schema", "schemas", "example", "examples") and not key.startswith("x-"):
                yield from holders(value, f"{pointer}/{escape(key)}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from holders(value, f"{pointer}/{index}")


def schemas(node, pointer):
    """The schema at a pointer and all schemas inside it."""
    if not isinstance(node, dict):
        return
    yield pointer, node
    for key in ONE:
        yield from schemas(node.get(key), f"{pointer}/{key}")
    for key in LISTS:
        for index, value in enumerate(node.get(key, [])):
            yield from schemas(value, f"{pointer}/{key}/{index}")
    for key in MAPS:
        for name, value in node.get(key, {}).items():
            yield from schemas(value, f"{pointer}/{key}/{escape(name)}")


def all_schemas(document):
    """Every schema of the document, once."""
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        yield from schemas(schema, f"/components/schemas/{escape(name)}")
    for pointer, holder in holders(document):
        yield from schemas(holder["schema"], f"{pointer}/schema")


def resolve(document, node):
    """Follows a local `$ref`; KeyError if it leads nowhere."""
    while isinstance(node, dict) and "$ref" in node:
        target = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def dangling(document, node):
    """Every `$ref` that leads nowhere."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            try:
                resolve(document, node)
            except (KeyError, TypeError):
                yield node["$ref"]
        node = list(node.values())
    if isinstance(node, list):
        for value in node:
            yield from dangling(document, value)


def examples(document):
    """Every example: what kind it is, where it stands, which schema it has to meet, and the value."""
    for pointer, schema in all_schemas(document):
        for index, value in enumerate(schema.get("examples", [])):
            yield "schema", f"{pointer}/examples/{index}", pointer, value
        for key in ("example", "default"):
            if key in schema:
                yield "default" if key == "default" else "schema", f"{pointer}/{key}", pointer, schema[key]
    for pointer, holder in holders(document):
        kind = "parameter" if "in" in holder else "media type"
        if "example" in holder:
            yield kind, f"{pointer}/example", f"{pointer}/schema", holder["example"]
        for name, example in holder.get("examples", {}).items():
            yield kind, f"{pointer}/examples/{escape(name)}", f"{pointer}/schema", resolve(document, example)["value"]


def closed(document):
    """The document with every object schema closed. Right as long as no object is composed with `allOf`."""
    document = copy.deepcopy(document)
    for pointer, schema in all_schemas(document):
        if "allOf" in schema and any("properties" in resolve(document, part) for part in schema["allOf"]):
            raise SystemExit(f"{pointer}: an object composed with `allOf` cannot be closed; teach this script")
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
    return document


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--at-least", type=int, default=1, metavar="N", help="fail if there are fewer examples")
    arguments = parser.parse_args()
    try:
        with open(arguments.file, encoding="utf-8") as file:
            document = yaml.load(file, Loader)
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        print(error, file=sys.stderr)
        return 1
    nowhere = sorted(set(dangling(document, document)))
    if nowhere:
        print(f"{arguments.file}: nothing at {', '.join(nowhere)}", file=sys.stderr)
        return 1

    problems = []
    known = set(formats.checkers) | {"password"}
    for pointer, schema in all_schemas(document):
        if schema.get("format", "password") not in known:
            problems.append(f"{pointer}/format: nothing here can check {schema['format']!r}")

    registry = Registry().with_resource(BASE, Resource(closed(document), DRAFT202012))
    counts = {}
    for kind, place, schema, value in examples(document):
        counts[kind] = counts.get(kind, 0) + 1
        validator = Validator({"$ref": f"{BASE}#{schema}"}, registry=registry, format_checker=formats)
        for error in validator.iter_errors(value):
            problems.append(f"{place}{''.join(f'/{escape(part)}' for part in error.path)}: {error.message}")
    for name in document.get("components", {}).get("examples", {}):
        if f"'#/components/examples/{name}'" not in str(document):
            problems.append(f"/components/examples/{name}: no media type uses it, so nothing checks it")

    total = sum(counts.values())
    if total < arguments.at_least:
        problems.append(f"{total} examples, expected at least {arguments.at_least}")
    for problem in problems:
        print(f"{arguments.file}: {problem}", file=sys.stderr)
    summary = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    print(f"{total} examples ({summary}), {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
