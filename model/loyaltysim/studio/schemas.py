"""Ways through the JSON Schema of scenarios: what may stand in a place."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from loyaltysim.scenario.json_schema import scenario_schema

if TYPE_CHECKING:
    from loyaltysim.scenario.text.nodes import Loc, Node

Schema: TypeAlias = dict[str, Any]

ANYTHING: Schema = {}
"""What may stand where any parameter of another group may."""
ANYTHING["anyOf"] = [
    {"type": "string"},
    {"type": "object", "additionalProperties": ANYTHING},
    {"type": "array", "items": ANYTHING},
]
NUMBERS = {"number", "integer"}


@cache
def whole() -> Schema:
    """Give the schema of a scenario."""
    return scenario_schema()


def resolved(schema: Schema) -> Schema:
    """Follow a reference; what stands beside it, such as a description, goes first."""
    while "$ref" in schema:
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        schema = {**whole()["$defs"][schema["$ref"].removeprefix("#/$defs/")], **rest}
    return schema


def variants(schema: Schema) -> list[Schema]:
    """Take a choice apart into what may be chosen, without that of leaving it out."""
    schema = resolved(schema)
    options = schema.get("anyOf") or schema.get("oneOf")
    if not options or "properties" in schema:
        return [] if schema.get("type") == "null" else [schema]
    return [one for option in options for one in variants(option)]


def is_group(schema: Schema) -> bool:
    """Tell whether it is a group of keys."""
    return schema.get("type") == "object"


def is_list(schema: Schema) -> bool:
    """Tell whether it is a list."""
    kind = schema.get("type")
    return kind == "array" or (isinstance(kind, list) and "array" in kind)


def is_number(schema: Schema) -> bool:
    """Tell whether it is a number."""
    kind = schema.get("type")
    return isinstance(kind, str) and kind in NUMBERS


def chosen(schema: Schema, node: Node | None) -> Schema | None:
    """Find which of the variants was written; None for a plain value or where nothing stands."""
    content = node.content if node is not None else None
    if node is None or not isinstance(content, dict | list):
        return None
    fitting = [
        one
        for one in variants(schema)
        if (is_list(one) if isinstance(content, list) else is_group(one))
    ]
    return max(fitting, key=lambda one: _fit(one, node), default=None)


def _fit(schema: Schema, node: Node) -> int:
    """Say how well a group fits: keys that it knows, less those it lacks, and a kind that is named."""
    known = schema.get("properties", {})
    score = 0
    for key, value in node.mapping.items():
        part = resolved(known[key]) if key in known else None
        if part is None:
            score -= 0 if schema.get("additionalProperties", True) else 3
            continue
        words = part.get("enum", [part["const"]] if "const" in part else None)
        score += 2 if words is None or value.content in words else -2
    return score - sum(key not in node.mapping for key in schema.get("required", ()))


def below(schema: Schema, part: str | int) -> Schema | None:
    """Give what may stand under a key or in a list."""
    if isinstance(part, int):
        items: Schema | None = schema.get("items")
        return items
    if part in schema.get("properties", {}):
        found: Schema = schema["properties"][part]
        return found
    more = schema.get("additionalProperties")
    if more is True:
        return ANYTHING
    return more if isinstance(more, dict) and more else None


def plain_schema_at(path: Loc, root: Node | None) -> Schema | None:
    """Follow a way through the schema, by what stands in the file, as far as the schema itself says what may stand there."""
    return schema_from(whole(), path, root)


def schema_from(schema: Schema | None, path: Loc, node: Node | None) -> Schema | None:
    """Follow a way on from a place, by what stands there."""
    for part in path:
        if schema is None:
            return None
        group = chosen(schema, node) or next(
            (one for one in variants(schema) if below(one, part) is not None), None
        )
        schema = None if group is None else below(group, part)
        node = None if node is None else node.child(part)
    return schema


def is_mechanics(schema: Schema) -> bool:
    """Tell whether it is a list of mechanics."""
    options = schema.get("items", {}).get("anyOf", [])
    return any("stamp_card" in one.get("properties", {}) for one in options)
