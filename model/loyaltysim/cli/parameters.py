"""Turn the JSON Schema of a mechanic into rows that people read: name, values, default, meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Node: TypeAlias = dict[str, Any]

_WORDS = {
    "number": "number",
    "integer": "whole number",
    "boolean": "true or false",
    "string": "text",
}
_BOUNDS = (
    ("minimum", "at least {}"),
    ("exclusiveMinimum", "above {}"),
    ("maximum", "at most {}"),
    ("exclusiveMaximum", "below {}"),
)
REQUIRED = "required"


class Row(NamedTuple):
    """One parameter in words."""

    name: str
    values: str
    default: str
    meaning: str


def parameter_rows(schema: Node) -> Iterator[Row]:
    """List the parameters of a mechanic, those of groups as `group.parameter`.

    Parameters
    ----------
    schema
        What pydantic's `model_json_schema()` gives.
    """
    yield from _members(schema, schema.get("$defs", {}), "")


def _members(node: Node, groups: Node, prefix: str) -> Iterator[Row]:
    for key, member in node.get("properties", {}).items():
        needed = key in node.get("required", ())
        yield from _parameter(member, groups, prefix + key, needed=needed)


def _parameter(node: Node, groups: Node, name: str, *, needed: bool) -> Iterator[Row]:
    options = list(_options(node, groups))
    nested = [option for option in options if "properties" in option]
    default = REQUIRED if needed else _value(node.get("default"))
    meaning = node.get("description", "")
    if nested:
        kind = "a group" if len(nested) == 1 else "one of these groups"
        yield Row(name, kind, default, meaning)
    else:
        values = " or ".join(_values(option, groups) for option in options)
        yield Row(name, values, default, meaning)
    for group in nested:
        yield from _members(group, groups, f"{name}.")


def _options(node: Node, groups: Node) -> Iterator[Node]:
    """Give the alternatives that a parameter has, without that of leaving it out."""
    alternatives: list[Node] = node.get("anyOf") or node.get("oneOf") or []
    for alternative in alternatives:
        yield from _options(alternative, groups)
    if not alternatives and node.get("type") != "null":
        yield _resolved(node, groups)


def _resolved(node: Node, groups: Node) -> Node:
    if "$ref" not in node:
        return node
    group: Node = groups[node["$ref"].rpartition("/")[2]]
    return group


def _values(node: Node, groups: Node) -> str:
    if "const" in node:
        return _value(node["const"])
    if "enum" in node:
        return ", ".join(_value(value) for value in node["enum"])
    if node.get("type") == "array":
        return f"list of {_values(_resolved(node['items'], groups), groups)}"
    word = _WORDS.get(str(node.get("type"))) or str(node.get("title", "a group"))
    bounds = [text.format(_value(node[key])) for key, text in _BOUNDS if key in node]
    return ", ".join([word, *bounds])


def _value(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:_g}" if isinstance(value, int | float) else str(value)
