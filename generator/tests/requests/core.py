"""openapi-core, asked in pieces: one parameter, one body, one value, so that each of them has a verdict of its own."""

import re

from jsonschema_path import SchemaPath
from openapi_core.datatypes import RequestParameters
from openapi_core.validation.request.validators import V30RequestValidator, V31RequestValidator
from werkzeug.datastructures import Headers, ImmutableMultiDict

from document import for_openapi_core


def is_time(value):
    return not isinstance(value, str) or bool(re.fullmatch(r"\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", value))


def without_value(error):
    """What is wrong with any value of that kind, so that equal reasons are equal texts."""
    message = getattr(error, "message", str(error)).splitlines()[0]
    return message.replace(repr(getattr(error, "instance", None)), "a value", 1)


class Core:
    def __init__(self, document):
        self.document = document
        self.spec = SchemaPath.from_dict(for_openapi_core(document), resolved_cache_maxsize=100_000)
        kind = V30RequestValidator if document.is_30 else V31RequestValidator
        # Its own check of `time` refuses the offset that RFC 3339 demands, and fractions.
        self.validator = kind(self.spec, extra_format_validators={"time": is_time})

    def item(self, path):
        return self.spec / "paths" / path

    def operation(self, path, method):
        return self.spec / "paths" / path / method

    def problem(self, parameter_or_content, value):
        """Why a value is not valid by the schema of a parameter or media type; nothing if it is."""
        at = parameter_or_content
        if "schema" not in at:
            content = at.get("content")
            if content is None:
                return None
            at = content / next(iter(content.keys()))
            if "schema" not in at:
                return None
        try:
            self.validator._validate_schema(at / "schema", value)
        except Exception as error:  # whatever it is, the value cannot be judged
            errors = getattr(error, "schema_errors", None) or [error]
            return f"{type(error).__name__}: {' | '.join(without_value(one) for one in errors if str(one))[:300]}"
        return None

    def find(self, method, url):
        """The path template and the raw values of its parameters."""
        return self.validator.path_finder.find(method.lower(), url)

    def parameter(self, node, parameters):
        return self.validator._get_parameter(parameters, node)

    def body(self, operation, content_type, data):
        return self.validator._get_body(data, content_type, operation)

    def security(self, operation, parameters):
        return self.validator._get_security(parameters, operation)


def request_parameters(path, query, headers, cookies):
    return RequestParameters(
        path=path, query=ImmutableMultiDict(query), header=Headers(headers), cookie=ImmutableMultiDict(cookies)
    )
