"""The reference of the file format, made from the schema: `python -m loyaltysim.scenario.reference`."""

from __future__ import annotations

import re
import sys
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from loyaltysim.mechanics.registry import BUILT_IN, get_mechanic
from loyaltysim.mechanics.term import Term
from loyaltysim.scenario.blocks.acts import ActSpec, Demands, IncidentsSpec, PerOccasion
from loyaltysim.scenario.blocks.adapting import AdaptSpec
from loyaltysim.scenario.blocks.arrivals import ArrivalsSpec
from loyaltysim.scenario.blocks.block import options, unit_of
from loyaltysim.scenario.blocks.calendar import CalendarSpec, Seasons, Weekdays
from loyaltysim.scenario.blocks.fit import FitSpec
from loyaltysim.scenario.blocks.network import Network
from loyaltysim.scenario.blocks.rates import Rate, Ticket
from loyaltysim.scenario.blocks.rivals import Copy, RivalSpec
from loyaltysim.scenario.blocks.segments import Segments, SegmentSpec
from loyaltysim.scenario.blocks.suits import Suits, TypeFit
from loyaltysim.scenario.blocks.susceptibility import Susceptibility
from loyaltysim.scenario.blocks.user_types import UserTypes
from loyaltysim.scenario.blocks.word_of_mouth import WordOfMouth
from loyaltysim.scenario.fields import named_fields
from loyaltysim.scenario.schema import Compare, Scenario, Subscription
from loyaltysim.units import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pydantic.fields import FieldInfo

_GROUPS: tuple[type[BaseModel], ...] = (
    ActSpec, AdaptSpec, ArrivalsSpec, CalendarSpec, Compare, Copy, Demands, FitSpec, IncidentsSpec, Network, PerOccasion, Rate,
    RivalSpec, Scenario, Seasons, Segments, SegmentSpec, Subscription, Suits, Susceptibility, Ticket, TypeFit, UserTypes, Weekdays,
    WordOfMouth,
)  # fmt: skip
_HEAD = "| key | meaning | unit | default | values |\n|---|---|---|---|---|"
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


def reference() -> str:
    """Write the reference of scenario files in Markdown."""
    template = files("loyaltysim.scenario").joinpath("reference.md").read_text("utf-8")
    tables = {model.__name__: table(model) for model in _GROUPS}
    tables["Term"] = table(Term)
    tables["mechanics"] = "\n\n".join(_mechanic(kind) for kind in BUILT_IN)
    return re.sub(r"<!-- table (\w+) -->", lambda found: tables[found[1]], template)


def table(model: type[BaseModel]) -> str:
    """Write the table of a group's keys."""
    return _table(model, "", but=())


def _table(model: type[BaseModel], prefix: str, but: Collection[str]) -> str:
    return "\n".join([_HEAD, *_rows(model, prefix, but)])


def _mechanic(kind: str) -> str:
    model = get_mechanic(kind)
    own = _table(model, "", but=Term.model_fields)
    return f"### {kind}\n\n{(model.__doc__ or '').strip()}\n\n{own}"


def _rows(
    model: type[BaseModel], prefix: str, but: Collection[str] = (), unless: str = ""
) -> Iterator[str]:
    for name, field in named_fields(model).items():
        if name in but:
            continue
        default = _FILLED_IN.get((model.__name__, name)) or _default(field)
        default += f", unless `{unless}`" if unless and field.is_required() else ""
        meaning = field.description or ""
        cells = (f"`{prefix}{name}`", meaning, unit_of(field), default, _values(field))
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
        if model not in _GROUPS:
            kinds = _groups(field)
            for kind in kinds:
                yield from _rows(kind, f"{prefix}{name}.", unless=_instead(kind, kinds))


def _groups(field: FieldInfo) -> list[type[BaseModel]]:
    kinds = options(field.annotation)
    inside = [item for kind in kinds for arg in get_args(kind) for item in options(arg)]
    return [k for k in (*kinds, *inside) if isinstance(k, type) and issubclass(k, BaseModel)]


def _instead(kind: type[BaseModel], kinds: Collection[type[BaseModel]]) -> str:
    """Name the key that makes a group one of another kind; nothing where one key of all kinds tells which it is."""
    needed = [
        {name for name, field in named_fields(one).items() if field.is_required()} for one in kinds
    ]
    if not needed or set.intersection(*needed):
        return ""
    others = (name for one in kinds if one is not kind for name in named_fields(one))
    return next((name for name in others if any(name in keys for keys in needed)), "")


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


def _values(field: FieldInfo) -> str:
    kinds = [kind for kind in options(field.annotation) if kind is not type(None)]
    named = [str(getattr(v, "value", v)) for kind in kinds for v in _choices(kind)]
    if named:
        return ", ".join(named)
    if _groups(field):
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


if __name__ == "__main__":
    sys.stdout.write(reference())
