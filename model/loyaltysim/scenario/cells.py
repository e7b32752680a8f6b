"""What the cells of the reference's tables say of a key: its default, and which values it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from loyaltysim.scenario.blocks.block import options
from loyaltysim.units import plain

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

_FILLED_IN = {
    ("Compare", "baseline"): "see meaning",
    ("Compare", "matters"): "0.5pp",
    ("Scenario", "compare"): "see below",
    ("Segments", "use"): "none",
    ("Suits", "fit"): "as usual",
    ("Scenario", "mechanics"): "as usual",
    ("RivalSpec", "scheme"): "none",
    ("RivalSpec", "starts"): "none",
    ("Scenario", "rivals"): "none",
    ("Scenario", "name"): "the file's name",
    ("Scenario", "relationship"): "open",
    ("SegmentSpec", "attrition"): "0.5 per year, cv 1.2",
    ("SegmentSpec", "user_types"): "see below",
    ("SegmentSpec", "susceptibility"): "see below",
    ("AdaptSpec", "sees"): "acts, spend, responses",
    ("ActSpec", "need"): "see meaning",
    ("ActSpec", "demands"): "nothing",
    ("ActSpec", "per_occasion"): "once",
    ("FitSpec", "columns"): "customer, date",
}
"""Defaults that the schema cannot tell in a few words."""
_PLAIN = {
    bool: "on or off",
    str: "text",
    int: "whole number",
    float: "number",
    dict: "named groups",
}


def groups(field: FieldInfo) -> tuple[type[BaseModel], ...]:
    """List the kinds of group that a value may be, or that the items of a list may be."""
    kinds = options(field.annotation)
    inside = [item for kind in kinds for arg in get_args(kind) for item in options(arg)]
    found = (k for k in (*kinds, *inside) if isinstance(k, type) and issubclass(k, BaseModel))
    return tuple(dict.fromkeys(found))


def default(model: type[BaseModel], name: str, field: FieldInfo) -> str:
    """Say what stands for a key that is left out."""
    return _FILLED_IN.get((model.__name__, name)) or _default(field)


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is PydanticUndefined:
        return "required"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, BaseModel) or value is None or value in {"", ()}:
        return "none"
    if isinstance(value, tuple) and isinstance(value[0], BaseModel):
        return f"[{', '.join(f'{{{_written(one)}}}' for one in value)}]"
    return plain(value) if isinstance(value, int | float) else str(getattr(value, "value", value))


def _written(group: BaseModel) -> str:
    told = group.model_dump(exclude_none=True)
    return ", ".join(
        f"{name}: {plain(one) if isinstance(one, int | float) else one}"
        for name, one in told.items()
    )


def values(field: FieldInfo) -> str:
    """Say which values a key takes."""
    kinds = [kind for kind in options(field.annotation) if kind is not type(None)]
    named = [str(getattr(v, "value", v)) for kind in kinds for v in _choices(kind)]
    if named:
        return ", ".join(named)
    if groups(field):
        is_list = any(get_origin(kind) is tuple for kind in kinds)
        return "list of groups" if is_list else "group"
    if get_origin(kinds[0]) is tuple:
        (item, *_) = options(get_args(kinds[0])[0])
        named = [str(getattr(one, "value", one)) for one in _choices(item)]
        return f"list of {', '.join(named) or _PLAIN.get(item, 'text') + 's'}"
    return _range(field) or _PLAIN.get(kinds[0], "group")


def _choices(kind: Any) -> tuple[Any, ...]:  # noqa: ANN401 -- annotations have no common type
    if get_origin(kind) is Literal:
        return get_args(kind)
    return tuple(getattr(kind, "__members__", {}).values())


def _range(field: FieldInfo) -> str:
    bounds = {
        word: getattr(rule, name)
        for name, word in {"ge": "from", "gt": "above", "le": "to", "lt": "below"}.items()
        for rule in field.metadata
        if getattr(rule, name, None) is not None
    }
    return " ".join(f"{word} {plain(bound)}" for word, bound in bounds.items())
