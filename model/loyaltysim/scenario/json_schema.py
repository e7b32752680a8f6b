"""The JSON Schema of scenario files, with which editors complete keys and mark mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from loyaltysim.mechanics.registry import get_mechanic, mechanic_names
from loyaltysim.scenario.blocks.ready_segments import ready_segments
from loyaltysim.scenario.blocks.rivals import Copy
from loyaltysim.scenario.schema import Scenario
from loyaltysim.units import DURATION_UNIT

if TYPE_CHECKING:
    from collections.abc import Mapping

Schema: TypeAlias = dict[str, Any]

_NUMBER = r"[-+]?(\d[\d_]*\.?\d*|\.\d+)([eE][-+]?\d+)?"
_PATTERNS = {
    "": rf"^{_NUMBER}$",
    "share": rf"^{_NUMBER}( *(%|pp|percent|percentage points?))?$",
    "days": rf"^{_NUMBER}( *{DURATION_UNIT})?$",
}
_RATE = {"type": "string", "pattern": rf"^{_NUMBER} *(per|a|/) *(day|week|month|year)$"}
WAYS = {"OptIn": "opt_in", "Invited": "invited"}
"""Ways to join that have parameters, by their blocks."""
_SWITCH = {"enum": ["on", "off"]}
_OPTIONAL = ("baseline", "matters")
"""Keys of `compare` that are filled in where they are left out."""


def scenario_schema() -> Schema:
    """Make the JSON Schema of a whole scenario file, with the parameters of every mechanic."""
    schema = Scenario.model_json_schema()
    parts: Schema = schema.pop("$defs")
    ways = parts["Scheme"]["properties"]["joining"]["oneOf"]
    joining = {"description": "who is a member; automatic if left out", "oneOf": ways}
    adapt = {
        "description": "what may vary among customers, and how the firm decides who has what",
        "anyOf": [{"$ref": "#/$defs/AdaptSpec"}],
    }
    for internal in ("Scheme", "RivalScheme", "Instance", "Mechanic"):
        parts.pop(internal)
    mechanics = {kind: _mechanic(kind, parts) for kind in mechanic_names()}
    parts["Copy"] = Copy.model_json_schema()
    schema, parts = _readable(schema), {name: _readable(part) for name, part in parts.items()}
    _short_forms(parts)
    schema["properties"] |= {
        "schemes": _schemes(
            schema["properties"]["schemes"]["description"], mechanics, joining, adapt
        ),
        "extends": {
            "type": "string",
            "description": "a bundled scenario, or a file beside this one",
        },
        "changes": {"type": "object", "description": "new values by dotted path"},
    }
    scheme = parts["RivalSpec"]["properties"]["scheme"]
    after = parts["Copy"]["properties"]["after"]
    parts["RivalSpec"]["properties"]["scheme"] = _rival_scheme(
        scheme["description"], mechanics, after
    )
    schema["properties"]["relationship"].pop("default")
    needed = [name for name in schema.pop("required") if name != "compare"]
    schema["anyOf"] = [{"required": needed}, {"required": ["extends"]}]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "loyaltysim scenario",
        **schema,
        "$defs": parts,
    }


def _mechanic(kind: str, parts: Schema) -> Schema:
    """Give a mechanic's parameters; their groups go to the shared parts under names of their own."""
    template = f"#/$defs/{kind}.{{model}}"
    schema = get_mechanic(kind).model_json_schema(ref_template=template)
    for name, part in schema.pop("$defs", {}).items():
        parts[f"{kind}.{name}"] = part
    schema = dict(_readable(schema))
    name = {
        "type": "string",
        "description": "unique in the scheme; the mechanic's kind if left out",
    }
    schema["properties"] = {"name": name, **schema["properties"]}
    return schema


def _mechanics(mechanics: Mapping[str, Schema]) -> Schema:
    items = [
        {
            "type": "object",
            "properties": {kind: mechanic},
            "required": [kind],
            "additionalProperties": False,
        }
        for kind, mechanic in mechanics.items()
    ]
    return {"type": ["array", "null"], "items": {"anyOf": items}}


def _rival_scheme(description: str, mechanics: Mapping[str, Schema], after: Schema) -> Schema:
    many = _mechanics(mechanics)
    begun = {
        "type": "object",
        "properties": {"mechanics": many, "after": after},
        "required": ["mechanics"],
        "additionalProperties": False,
    }
    return {"description": description, "anyOf": [many, begun, {"$ref": "#/$defs/Copy"}]}


def _schemes(
    description: str, mechanics: Mapping[str, Schema], joining: Schema, adapt: Schema
) -> Schema:
    many = _mechanics(mechanics)
    joined = {
        "type": "object",
        "properties": {"joining": joining, "adapt": adapt, "mechanics": many},
        "required": ["mechanics"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "description": description,
        "minProperties": 1,
        "additionalProperties": {"anyOf": [many, joined]},
    }


def _short_forms(parts: Schema) -> None:
    """Add the shorter ways of writing that validators accept."""
    parts["Compare"]["required"] = []
    amount = parts["Ticket"]["properties"]["mean"]["anyOf"]
    parts["Ticket"] = {"anyOf": [*amount, parts["Ticket"]]}
    parts["Rate"] = {"anyOf": [parts["Rate"], _RATE]}
    parts["Open"] = {"const": "open"}
    write_ways_to_join(parts)
    for name, key in WAYS.items():
        parts[name] = {"anyOf": [{"const": key}, parts[name]]}
    _ready_segments(parts)
    for name, key in {"Subscription": "subscription", "FitSpec": "fit"}.items():
        parts[name] = _wrapped(key, parts[name])


def write_ways_to_join(parts: Schema) -> None:
    """Give the ways to join a scheme the form that they have in files: each under its name."""
    parts["Automatic"] = {"const": "automatic"}
    for name, key in WAYS.items():
        parts[name] = _wrapped(key, parts[name])


def _wrapped(key: str, part: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {key: part},
        "required": [key],
        "additionalProperties": False,
    }


def _ready_segments(parts: Schema) -> None:
    """Let ready-made segments be named, and a single segment have no share."""
    names = {"enum": list(ready_segments())}
    described, many = parts["SegmentSpec"], parts["Segments"]["properties"]["use"]
    described["properties"]["use"] |= names
    many["propertyNames"] = names
    described.pop("required", None)
    parts["Segments"]["properties"]["use"] = {
        "description": many.pop("description"),
        "anyOf": [names, many],
    }


def _readable(node: Any, unit: str = "") -> Any:  # noqa: ANN401 -- any part of a schema
    """Let numbers be written with units, and leave out the titles that only repeat names."""
    if isinstance(node, list):
        return [_readable(part, unit) for part in node]
    if not isinstance(node, dict):
        return node
    unit = _unit(node) or unit
    kept = {
        key: _readable(part, unit) if key not in {"default", "properties"} else part
        for key, part in node.items()
        if not (key == "title" and isinstance(part, str))
    }
    if "properties" in node:
        kept["properties"] = {name: _readable(part) for name, part in node["properties"].items()}
    if node.get("type") in {"number", "integer"}:
        return _number(kept, unit)
    if node.get("type") == "boolean":
        kept["anyOf"] = [{"type": kept.pop("type")}, _SWITCH]
    return kept


def _unit(node: Schema) -> str:
    if "unit" in node:
        return str(node["unit"])
    if node.get("type") == "number" and node.get("maximum", 2) <= 1:
        return "share"
    return "days" if str(node.get("description", "")).startswith("days") else ""


def _number(node: Schema, unit: str) -> Schema:
    pattern = _PATTERNS.get(unit, _PATTERNS[""])
    outer: Schema = {
        key: node.pop(key) for key in ("description", "default", "unit") if key in node
    }
    return {**outer, "anyOf": [node, {"type": "string", "pattern": pattern}]}
