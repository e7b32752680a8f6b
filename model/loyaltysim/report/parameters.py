"""Turn the JSON Schema of a mechanic into rows that people read: name, values, default, meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from loyaltysim.language import in_figures, say
from loyaltysim.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

Node: TypeAlias = dict[str, Any]

WORDS = {
    "number": "number",
    "integer": "whole number",
    "boolean": "on or off",
    "string": "text",
    "object": "a group",
}
LEAST, ABOVE = "at least {size}", "above {size}"
TINY, HUGE = 1e-6, 1e6
BOUNDS = {
    "minimum": LEAST,
    "exclusiveMinimum": ABOVE,
    "maximum": "at most {size}",
    "exclusiveMaximum": "below {size}",
}


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
    for key, member in _in_order(node.get("properties", {})):
        needed = key in node.get("required", ())
        about = {"description": node.get("description", "")} if "const" in member else {}
        yield from _parameter({**about, **member}, groups, prefix + key, needed=needed)


def _in_order(members: Node) -> list[tuple[str, Node]]:
    """Put first what says which of several groups it is."""
    return sorted(members.items(), key=lambda one: "const" not in one[1])


def _parameter(node: Node, groups: Node, name: str, *, needed: bool) -> Iterator[Row]:
    options = list(_options(node, groups))
    default = say("required") if needed else _default(node.get("default"), options)
    nested = [option for option in options if "properties" in option]
    told = (
        _keys(one) if len(nested) > 1 and one in nested else _values(one, groups) for one in options
    )
    yield Row(name, say(" or ").join(told), default, node.get("description", ""))
    # what several groups share is told once
    yield from dict.fromkeys(row for one in nested for row in _members(one, groups, f"{name}."))
    for option in options:
        yield from _members(_item(option, groups), groups, f"{name}[].")


def _keys(group: Node) -> str:
    """Write what one of several groups consists of, such as `{points, into}`."""
    told = (
        f"{key}: {member['const']}" if "const" in member else key
        for key, member in _in_order(group["properties"])
    )
    return f"{{{', '.join(told)}}}"


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
        return say("a list; each: {item}", item=_values(_item(node, groups), groups))
    word = say(WORDS.get(str(node.get("type")), WORDS["object"]))
    bounds = [_bound(text, node[key]) for key, text in BOUNDS.items() if key in node]
    return ", ".join([word, *filter(None, bounds)])


def _bound(text: str, value: float) -> str:
    """Write a bound; those that only keep numbers computable would say nothing to a reader."""
    if 0 < value <= TINY and text == LEAST:
        return say(ABOVE, size=0)
    return "" if value >= HUGE else say(text, size=in_figures(_value(value)))


def _default(value: object, options: list[Node]) -> str:
    """Write a default as a scenario file would, of a group what differs from its members' own defaults."""
    if isinstance(value, dict):
        usual = {key: member.get("default") for key, member in options[0]["properties"].items()}
        own = {key: one for key, one in value.items() if one != usual.get(key)}
        return _written(own) if own else say("as below")
    if value is None or value == []:
        return say("none")
    return in_figures(_value(value)) if isinstance(value, int | float) else _written(value)


def _written(value: object) -> str:
    if isinstance(value, dict):
        told = (f"{key}: {_written(one)}" for key, one in value.items() if one is not None)
        return f"{{{', '.join(told)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    return _value(value).replace(",", "") if isinstance(value, int | float) else _value(value)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return plain(value) if isinstance(value, int | float) else str(value)
