"""Turn the JSON Schema of a mechanic into rows that people read: name, values, default, meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from loyaltysim.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

Node: TypeAlias = dict[str, Any]

_WORDS = {
    "number": "number",
    "integer": "whole number",
    "boolean": "true or false",
    "string": "text",
}
_LEAST = "at least {}"
TINY, HUGE = 1e-6, 1e6
_BOUNDS = (
    ("minimum", _LEAST),
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


def own_rows(schema: Node, common: Node) -> list[Row]:
    """List the parameters that a mechanic does not share with all others, the required ones first.

    Parameters
    ----------
    schema
        Of the mechanic.
    common
        Of the parameters that every mechanic has.
    """
    shared = common["properties"]
    own = {name for name, node in schema["properties"].items() if node != shared.get(name)}
    rows = [row for row in parameter_rows(schema) if _outermost(row.name) in own]
    return sorted(rows, key=lambda row: _outermost(row.name) not in schema.get("required", ()))


def _outermost(name: str) -> str:
    return name.partition(".")[0].removesuffix("[]")


def _members(node: Node, groups: Node, prefix: str) -> Iterator[Row]:
    for key, member in node.get("properties", {}).items():
        needed = key in node.get("required", ())
        yield from _parameter(member, groups, prefix + key, needed=needed)


def _parameter(node: Node, groups: Node, name: str, *, needed: bool) -> Iterator[Row]:
    options = list(_options(node, groups))
    default = REQUIRED if needed else _value(node.get("default"))
    nested = [option for option in options if "properties" in option]
    several = "one of these groups" if len(nested) > 1 else ""
    values = several or " or ".join(_values(option, groups) for option in options)
    yield Row(name, values, default, node.get("description", ""))
    for group in nested:
        yield from _members(group, groups, f"{name}.")
    for option in options:
        yield from _members(_item(option, groups), groups, f"{name}[].")


def _options(node: Node, groups: Node) -> Iterator[Node]:
    """Give the alternatives that a parameter has, without that of leaving it out."""
    alternatives: list[Node] = node.get("anyOf") or node.get("oneOf") or []
    for alternative in alternatives:
        yield from _options(alternative, groups)
    if not alternatives and node.get("type") != "null":
        yield _resolved(node, groups)


def _item(node: Node, groups: Node) -> Node:
    """Give what a list consists of; nothing for what is no list."""
    return _resolved(node.get("items", {}), groups)


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
        return f"a list; each: {_values(_item(node, groups), groups)}"
    word = _WORDS.get(str(node.get("type")), "a group")
    bounds = [_bound(text, node[key]) for key, text in _BOUNDS if key in node]
    return ", ".join([word, *filter(None, bounds)])


def _bound(text: str, value: float) -> str:
    """Write a bound; those that only keep numbers computable would say nothing to a reader."""
    if 0 < value <= TINY and text == _LEAST:
        return "above 0"
    return "" if value >= HUGE else text.format(_value(value))


def _value(value: object) -> str:
    if value is None or value == []:
        return "none"
    if isinstance(value, dict):
        return "as below"
    if isinstance(value, bool):
        return str(value).lower()
    return plain(value) if isinstance(value, int | float) else str(value)
