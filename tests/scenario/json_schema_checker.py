"""A checker of the parts of JSON Schema that the scenario schema uses; any other part is an error."""

import re
from typing import Any

_TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
    "integer": int,
    "number": (int, float),
}
_SAYS_NOTHING = {"description", "default", "unit", "title", "$schema", "$defs"}


def fits(value, schema, root=None):
    """Tell whether a value is as the schema wants it."""
    root = root or schema
    return all(
        _CHECKS[key](value, rule, schema, root)
        for key, rule in schema.items()
        if key not in _SAYS_NOTHING
    )


def _type(value, rule, schema, root):
    wanted = [rule] if isinstance(rule, str) else rule
    is_switch = isinstance(value, bool)
    return any(
        isinstance(value, _TYPES[name]) and (is_switch <= (name == "boolean")) for name in wanted
    )


def _properties(value, rule, schema, root):
    return not isinstance(value, dict) or all(
        fits(value[key], part, root) for key, part in rule.items() if key in value
    )


def _additional(value, rule, schema, root):
    if not isinstance(value, dict):
        return True
    others = [value[key] for key in value if key not in schema.get("properties", {})]
    if isinstance(rule, bool):
        return rule or not others
    return all(fits(other, rule, root) for other in others)


def _number(compare):
    return lambda value, rule, schema, root: (
        not isinstance(value, int | float) or compare(value, rule)
    )


def _length(kind, compare):
    return lambda value, rule, schema, root: (
        not isinstance(value, kind) or compare(len(value), rule)
    )


_CHECKS = {
    "$ref": lambda value, rule, schema, root: fits(value, root["$defs"][rule.split("/")[-1]], root),
    "additionalProperties": _additional,
    "anyOf": lambda value, rule, schema, root: any(fits(value, part, root) for part in rule),
    "const": lambda value, rule, schema, root: value == rule,
    "discriminator": lambda value, rule, schema, root: True,
    "enum": lambda value, rule, schema, root: value in rule,
    "exclusiveMaximum": _number(lambda value, rule: value < rule),
    "exclusiveMinimum": _number(lambda value, rule: value > rule),
    "items": lambda value, rule, schema, root: (
        not isinstance(value, list) or all(fits(item, rule, root) for item in value)
    ),
    "maxItems": _length(list, lambda length, rule: length <= rule),
    "maximum": _number(lambda value, rule: value <= rule),
    "minimum": _number(lambda value, rule: value >= rule),
    "minItems": _length(list, lambda length, rule: length >= rule),
    "minLength": _length(str, lambda length, rule: length >= rule),
    "minProperties": _length(dict, lambda length, rule: length >= rule),
    "maxProperties": _length(dict, lambda length, rule: length <= rule),
    "oneOf": lambda value, rule, schema, root: sum(fits(value, part, root) for part in rule) == 1,
    "pattern": lambda value, rule, schema, root: (
        not isinstance(value, str) or re.search(rule, value) is not None
    ),
    "properties": _properties,
    "required": lambda value, rule, schema, root: (
        not isinstance(value, dict) or set(rule) <= set(value)
    ),
    "type": _type,
}
