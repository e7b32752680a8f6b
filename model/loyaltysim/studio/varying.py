"""What a variant of a scheme that learns may change: the mechanics of its own list, each of which it may leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.scenario.blocks.adapting import OFF
from loyaltysim.studio.schemas import plain_schema_at, resolved, schema_from

if TYPE_CHECKING:
    from loyaltysim.scenario.text.nodes import Loc, Node
    from loyaltysim.studio.schemas import Schema

MECHANICS = "mechanics"
DEPTH = 5
"""Parts of the way to a variant: schemes, the scheme, adapt, variants, the variant."""


def is_variant(path: Loc) -> bool:
    """Tell whether a way leads to a variant of a scheme."""
    return len(path) == DEPTH and path[0] == "schemes" and path[2:4] == ("adapt", "variants")


def schema_at(path: Loc, root: Node | None) -> Schema | None:
    """Follow a way through the schema, by what stands in the file."""
    if not is_variant(path[:DEPTH]):
        return plain_schema_at(path, root)
    variant, more = path[:DEPTH], path[DEPTH:]
    return schema_from(variant_schema(variant, root), more, _at(variant, root))


def variant_schema(path: Loc, root: Node | None) -> Schema:
    """Say what may stand in a variant: each mechanic of the list by its name, off or with other parameters."""
    ways = _instances(path[:2], root)
    properties = {name: _changed(plain_schema_at(way, root) or {}) for name, way in ways.items()}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _changed(schema: Schema) -> Schema:
    params = resolved(schema)
    known = {key: one for key, one in params.get("properties", {}).items() if key != "name"}
    group = {**params, "properties": known, "required": []}
    told = say("what this variant changes of it: leave it out, or give it other parameters")
    return {"anyOf": [{"enum": [OFF]}, group], "default": say("as it is"), "description": told}


def own_value(path: Loc, root: Node | None) -> Node | None:
    """Give what the scheme's own list says of a parameter that a variant may change; None where it says nothing."""
    if not is_variant(path[:DEPTH]) or len(path) < DEPTH + 2:
        return None
    way = _instances(path[:2], root).get(str(path[DEPTH]))
    return None if way is None else _at((*way, *path[DEPTH + 1 :]), root)


def first_variants(scheme: Loc, root: Node | None) -> dict[str, dict[str, str]]:
    """Give the variants with which a scheme begins to learn: the list as it is, and without its first mechanic."""
    made: dict[str, dict[str, str]] = {say("as it is"): {}}
    for name in list(_instances(scheme, root))[:1]:
        made[say("without {name}", name=name)] = {name: OFF}
    return made


def _instances(scheme: Loc, root: Node | None) -> dict[str, Loc]:
    """Give the way to the parameters of each mechanic in a scheme's list, by its name."""
    found: dict[str, Loc] = {}
    node = _at((*scheme, MECHANICS), root)
    for number, item in enumerate(node.sequence if node is not None else ()):
        for kind, params in item.mapping.items():
            name = params.child("name")
            found[kind if name is None else name.text] = (*scheme, MECHANICS, number, kind)
    return found


def _at(path: Loc, root: Node | None) -> Node | None:
    node = root
    for part in path:
        node = None if node is None else node.child(part)
    return node
