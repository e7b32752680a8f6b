"""Checks across the parts of a scenario: names that must exist, and settings that must fit together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic import BaseModel

from loyaltysim.errors import closest
from loyaltysim.mechanics.prompts.message import When
from loyaltysim.scenario.faults import Fault
from loyaltysim.scenario.nodes import shorten
from loyaltysim.scenario.schemes import written_items
from loyaltysim.units import read_number, read_share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loyaltysim.scenario.nodes import Loc
    from loyaltysim.scenario.scheme import Scheme

LARGEST_DIFFERENCE = 0.2
"""No scheme moves retention by more than a fifth; a larger number was meant in percentage points."""


def cross_faults(data: Mapping[str, object], schemes: Mapping[str, Scheme]) -> list[Fault]:
    """Find what does not fit together, even where single parts are wrong.

    Parameters
    ----------
    data
        The scenario as it was written, defaults filled in.
    schemes
        What could be made of its schemes.
    """
    return [
        *_baseline(data),
        *_needs(data),
        *_acts(data),
        *_targets(data, schemes),
        *_differences(data),
        *_profit(data),
    ]


def _group(data: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = data.get(name)
    return found if isinstance(found, Mapping) else {}


def _unknown(loc: Loc, what: str, name: object, known: Iterable[str]) -> Fault:
    listed = list(known)
    near = closest(str(name), listed)
    hint = f"did you mean {near}?" if near else f"known: {', '.join(listed) or 'none'}"
    return Fault(loc, f"there is no {what} named {shorten(str(name))}", hint)


def _baseline(data: Mapping[str, object]) -> Iterator[Fault]:
    baseline, schemes = _group(data, "compare").get("baseline"), _group(data, "schemes")
    if isinstance(baseline, str) and schemes and baseline not in schemes:
        yield _unknown(("compare", "baseline"), "scheme", baseline, schemes)


def _needs(data: Mapping[str, object]) -> Iterator[Fault]:
    for name, act in list(_group(data, "acts").items())[:1]:
        need = _number(act.get("need")) if isinstance(act, Mapping) else None
        if need is not None and need != 1:
            hint = "the main act is the measure of the others' need; leave it out"
            yield Fault(("acts", name, "need"), "must be 1 for the main act", hint, shown=str(need))


def _number(value: object) -> float | None:
    if isinstance(value, str):
        return read_number(value.strip())
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _acts(data: Mapping[str, object]) -> Iterator[Fault]:
    acts = _group(data, "acts")
    for loc, _, params in written_items(data.get("schemes")):
        act = params.get("act")
        if isinstance(act, str) and acts and act not in acts:
            yield _unknown((*loc, "act"), "act", act, acts)


def _targets(data: Mapping[str, object], schemes: Mapping[str, Scheme]) -> Iterator[Fault]:
    items = list(written_items(data.get("schemes")))
    named = [(loc[1], str(params.get("name", kind))) for loc, kind, params in items]
    for (loc, _, _), (place, name) in zip(items, named, strict=True):
        scheme = schemes[str(place)]
        own = next((i for i in scheme.instances if i.name == name), None)
        names = [other for where, other in named if where == place]
        for way, when in _whens(own.mechanic) if own else ():
            yield from _target((*loc, *way), when, scheme, names)


def _target(loc: Loc, when: When, scheme: Scheme, names: list[str]) -> Iterator[Fault]:
    if when.instance not in names:
        yield _unknown((*loc, "instance"), "mechanic in this scheme", when.instance, names)
    for instance in scheme.instances:
        signals = [column.name for column in instance.mechanic.columns() if column.signal]
        if instance.name == when.instance and when.is_ not in signals:
            what = f"yes-or-no column of {shorten(instance.name)}"
            yield _unknown((*loc, "is"), what, when.is_, signals)


def _whens(group: BaseModel, loc: Loc = ()) -> Iterator[tuple[Loc, When]]:
    for name, field in type(group).model_fields.items():
        value, way = getattr(group, name), (*loc, field.alias or name)
        if isinstance(value, When):
            yield way, value
        elif isinstance(value, BaseModel):
            yield from _whens(value, way)


def _differences(data: Mapping[str, object]) -> Iterator[Fault]:
    compare = _group(data, "compare")
    written = {
        ("compare", "matters"): compare.get("matters"),
        ("precision",): data.get("precision"),
    }
    in_money = compare.get("metric") == "profit"
    for loc, value in written.items():
        share = read_share(value.strip()) if isinstance(value, str) else None
        if in_money and share is not None:
            hint = "for the metric profit give currency per customer, such as 0.50"
            yield Fault(loc, "must be an amount of money", hint, shown=str(value))
        elif not in_money and (share or _number(value) or 0.0) > LARGEST_DIFFERENCE:
            hint = "write percentage points, such as 0.5pp"
            yield Fault(loc, "must be at most 20 percentage points", hint, shown=str(value))


def _profit(data: Mapping[str, object]) -> Iterator[Fault]:
    if _group(data, "compare").get("metric") != "profit":
        return
    acts = [act for act in _group(data, "acts").values() if isinstance(act, Mapping)]
    is_sold = any(act.get("ticket") is not None for act in acts)
    if acts and not is_sold and data.get("relationship", "open") == "open":
        hint = "give an act a ticket and a margin, or compare retention"
        yield Fault(("compare", "metric"), "there is no profit where nothing is sold", hint)
