"""What new entries of a scenario begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruamel.yaml import YAML

from loyaltysim.mechanics.registry import get_mechanic
from loyaltysim.scenario.examples import mechanic_example
from loyaltysim.studio.roundtrip import Data, as_flow
from loyaltysim.studio.schemas import is_group, is_list, is_number, variants
from loyaltysim.studio.varying import first_variants, own_value, schema_at

if TYPE_CHECKING:
    from loyaltysim.scenario.text.nodes import Loc, Node
    from loyaltysim.studio.schemas import Schema

_USUAL: dict[str, object] = {"days": 30, "share": "10%"}
_EXAMPLES: dict[Loc, object] = {
    ("acts", "*"): {"minutes": 5},
    ("population", "*"): {"share": "10%", "need_rate": {"per": "week", "mean": 1, "cv": 1}},
    ("schemes", "*"): [],
    ("rivals", "*"): {"appeal": 0.5},
    ("calendar",): {"starts_on": "monday"},
    ("network",): {"degree": 6},
    ("arrivals",): {"per_1000": "30 per month"},
}
"""What some new entries begin with; others with what their schema asks for."""


def example(path: Loc, root: Node | None) -> Data:
    """Give what a new entry begins with."""
    for known, begun in _EXAMPLES.items():
        if len(known) == len(path) and all(a in {"*", b} for a, b in zip(known, path, strict=True)):
            return as_flow(begun)
    own = own_value(path, root)
    if own is not None:
        return as_flow(own.plain())
    if path[0] == "schemes" and path[2:] == ("adapt",):
        return as_flow({"variants": first_variants(path[:2], root)})
    schema = schema_at(path, root)
    return as_flow({} if schema is None else _example(schema))


def mechanic(kind: str) -> Data:
    """Give a mechanic as a scheme could have it."""
    written = mechanic_example(get_mechanic(kind)).removeprefix("- ")
    plain = YAML(typ="safe", pure=True).load(written)
    return {key: as_flow(params) for key, params in plain.items()}


def _example(schema: Schema) -> object:
    usual = schema.get("default")
    if usual and isinstance(usual, dict):
        return usual
    options = variants(schema)
    one = next(filter(is_group, options), options[0] if options else {})
    if is_group(one):
        needed = one.get("required", ())
        return {key: _example(one["properties"][key]) for key in needed}
    return [_example(one["items"])] if is_list(one) else _value(one, str(schema.get("unit", "")))


def _value(schema: Schema, unit: str) -> object:
    words = [schema["const"]] if "const" in schema else schema.get("enum")
    if words:
        return words[0]
    if is_number(schema):
        return _number(schema, unit)
    return True if schema.get("type") == "boolean" else "name"


def _number(schema: Schema, unit: str) -> object:
    low, high = schema.get("minimum", 0), schema.get("maximum", 1)
    if unit in _USUAL:
        return _USUAL[unit] if unit == "share" or low <= 30 <= high else high
    return max(1, int(low)) if high >= 1 else high
