"""When two values are the same: as JSON, and as the texts that parameters and forms make of them."""

import json


def plain(value):
    """A value as texts alone: what a parameter or a form can say of it."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    try:
        number = float(value)
        return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number) if abs(number) < 1e15 else str(value)
    except (ValueError, OverflowError):
        return str(value)


def same_text(one, other):
    return plain(one) == plain(other)


def strict(value):
    """A JSON value in which `true` is not 1, and 1 is 1.0."""
    if isinstance(value, dict):
        return {name: strict(one) for name, one in value.items()}
    if isinstance(value, list):
        return [strict(one) for one in value]
    return ("boolean", value) if isinstance(value, bool) else value


def same_json(one, other):
    return strict(one) == strict(other)
