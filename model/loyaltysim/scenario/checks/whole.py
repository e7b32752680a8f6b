"""Checks across the parts of a scenario: names that must exist, and settings that must fit together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from loyaltysim.mechanics.helper import Helper
from loyaltysim.mechanics.registry import mechanic_names
from loyaltysim.mechanics.service.touchpoint import Touchpoint
from loyaltysim.scenario.blocks.calendar import is_date
from loyaltysim.scenario.checks.adapting import adapt_faults
from loyaltysim.scenario.checks.differences import difference_faults
from loyaltysim.scenario.checks.links import link_faults
from loyaltysim.scenario.checks.quotas import HINT, excessive
from loyaltysim.scenario.checks.shares import share_faults
from loyaltysim.scenario.checks.written import group, keyed, numeric
from loyaltysim.scenario.faults import Fault, unknown
from loyaltysim.scenario.schemes import written_items
from loyaltysim.scenario.text.nodes import shorten
from loyaltysim.units import plain, read_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.scenario.blocks.scheme import Scheme
    from loyaltysim.scenario.text.nodes import Loc

OWN_ACT = (
    "add one below `acts`, such as recommend: {minutes: 5, need: 0.1}, and write act: recommend"
)
OTHER_ACT = "name another act, or write `act`, which is the main act where it is left out"


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
        *_repeated(data),
        *_acts(data, schemes),
        *_side_acts(data, schemes),
        *_quotas(data, schemes),
        *_kinds(data),
        *link_faults(data, schemes),
        *_newcomers(data),
        *difference_faults(data),
        *share_faults(data),
        *_profit(data),
        *_friends(data, schemes),
        *_helpers(data, schemes),
        *_renewals(data, schemes),
        *adapt_faults(data, schemes),
    ]


def _baseline(data: Mapping[str, object]) -> Iterator[Fault]:
    baseline, schemes = group(data, "compare").get("baseline"), group(data, "schemes")
    if isinstance(baseline, str) and schemes and baseline not in schemes:
        yield unknown(("compare", "baseline"), "scheme", baseline, schemes)


def _needs(data: Mapping[str, object]) -> Iterator[Fault]:
    for name, act in list(group(data, "acts").items())[:1]:
        need = numeric(act.get("need")) if isinstance(act, Mapping) else None
        if need is not None and need != 1:
            hint = "the main act is the measure of the others' need; leave it out"
            yield Fault(("acts", name, "need"), "must be 1 for the main act", hint, shown=str(need))


def _repeated(data: Mapping[str, object]) -> Iterator[Fault]:
    """Find a main act that is done several times on an occasion, where the customers come from a purchase record."""
    acts = group(data, "acts")
    main = next(iter(acts), "")
    act = group(acts, main)
    most = numeric(group(act, "per_occasion").get("most"))
    if most is not None and most > 1 and "fit" in group(data, "population"):
        message = "a purchase record tells days with a purchase, with all that was bought on them"
        hint = "leave `per_occasion` of the main act out, or describe segments"
        yield Fault(("acts", main, "per_occasion"), message, hint)


def _acts(data: Mapping[str, object], schemes: Mapping[str, Scheme]) -> Iterator[Fault]:
    acts = group(data, "acts")
    for loc, kind, params in written_items(data.get("schemes")):
        told = {act for _, act in keyed(params, "act") if isinstance(act, str)}
        named = {*told, *_acts_about(schemes, str(loc[1]), kind, params)}
        missing = {name for name in named if isinstance(name, str) and acts and name not in acts}
        for way, name in _places(params, missing):
            yield unknown((*loc, *way), "act", name, acts)


def _acts_about(
    schemes: Mapping[str, Scheme], scheme: str, kind: str, params: Mapping[str, object]
) -> tuple[str | None, ...]:
    """Name the acts that a mechanic is about, as far as it could be made."""
    made = _made(schemes, scheme, kind, params)
    return made.acts_about() if made else ()


def _made(
    schemes: Mapping[str, Scheme], scheme: str, kind: str, params: Mapping[str, object]
) -> Mechanic | None:
    name = str(params.get("name", kind))
    return next((one.mechanic for one in schemes[scheme].instances if one.name == name), None)


def _side_acts(data: Mapping[str, object], schemes: Mapping[str, Scheme]) -> Iterator[Fault]:
    """Find mechanics that are about the main act, but need an act of its own."""
    main = next(iter(group(data, "acts")), None)
    for loc, kind, params in written_items(data.get("schemes")):
        made = _made(schemes, str(loc[1]), kind, params)
        named = made.side_acts() if made else {}
        for parameter in (parameter for parameter, act in named.items() if act == main):
            own = parameter == "act"
            needs = "needs an act of its own" if own else "is about that already"
            message = f"{shorten(str(main))} is the main act, but {kind} {needs}"
            yield Fault((*loc, parameter), message, OWN_ACT if own else OTHER_ACT)


def _quotas(data: Mapping[str, object], schemes: Mapping[str, Scheme]) -> Iterator[Fault]:
    for loc, kind, params in written_items(data.get("schemes")):
        made = _made(schemes, str(loc[1]), kind, params)
        for way, told in excessive(data, made) if made else ():
            yield Fault((*loc, *way), told, HINT)


def _places(written: object, names: set[str]) -> Iterator[tuple[Loc, str]]:
    """Find where names stand in what was written, `name` left out, which is the instance's own."""
    if isinstance(written, str) and written in names:
        yield (), written
    if isinstance(written, Mapping | list):
        for key, part in written.items() if isinstance(written, Mapping) else enumerate(written):
            if key != "name":
                yield from (((key, *way), name) for way, name in _places(part, names))


def _kinds(data: Mapping[str, object]) -> Iterator[Fault]:
    for kind in group(data, "mechanics"):
        if kind not in mechanic_names():
            fault = unknown(("mechanics", str(kind)), "mechanic", kind, mechanic_names())
            yield replace(fault, at_key=True)


def _friends(data: Mapping[str, object], schemes: Mapping[str, Scheme]) -> Iterator[Fault]:
    if data.get("network") is not None:
        return
    for loc, kind, params in written_items(data.get("schemes")):
        made = _made(schemes, str(loc[1]), kind, params)
        if made and made.needs_friends():
            hint = "give the scenario a network, such as network: {degree: 6, rewiring: 0.1}"
            yield Fault(loc, f"{kind} is about friends, but customers have none", hint, at_key=True)


def _helpers(data: Mapping[str, object], schemes: Mapping[str, Scheme]) -> Iterator[Fault]:
    """Find help with problems that nobody has: told once, for one line mends it for all who help."""
    if any(
        group(act, "incidents") for act in group(data, "acts").values() if isinstance(act, Mapping)
    ):
        return
    first: dict[str, Loc] = {}
    for loc, kind, params in written_items(data.get("schemes")):
        if isinstance(_made(schemes, str(loc[1]), kind, params), Helper):
            first.setdefault(kind, loc)
    for kind, loc in list(first.items())[:1]:
        others = " and ".join(list(first)[1:])
        as_others = f", as {others} would" if others else ""
        hint = "say what, such as incidents: {per_1000: 20, severity: 0.4} of the main act"
        told = f"{kind} helps with problems{as_others}, but nothing goes wrong"
        yield Fault(loc, told, hint, at_key=True)


def _renewals(data: Mapping[str, object], schemes: Mapping[str, Scheme]) -> Iterator[Fault]:
    """Find renewals of contracts that nobody signed."""
    period = _period(data)
    for loc, kind, params in written_items(data.get("schemes")):
        made = _made(schemes, str(loc[1]), kind, params)
        if not isinstance(made, Touchpoint) or made.at != "renewal":
            continue
        if period is None:
            hint = "relationship: {subscription: {period: 30 days, fee: 9.99}}, or another place"
            yield Fault((*loc, "at"), "there is no contract to renew", hint)
        elif made.days_before >= period:
            hint = f"a contract lasts {plain(period)} days"
            yield Fault((*loc, "days_before"), "is before the contract begins", hint)


def _period(data: Mapping[str, object]) -> float | None:
    """Give the days of a contract, None where there is none or it cannot be read."""
    relationship = group(data, "relationship")
    written = (group(relationship, "subscription") or relationship).get("period")
    return read_days(written.strip()) if isinstance(written, str) else numeric(written)


def _newcomers(data: Mapping[str, object]) -> Iterator[Fault]:
    arrivals, calendar = group(data, "arrivals"), group(data, "calendar")
    if arrivals.get("seasons") is not None and not is_date(calendar.get("starts_on")):
        hint = "write it as calendar: {starts_on: 2027-03-01}"
        yield Fault(("arrivals", "seasons"), "seasons need the date of the launch", hint)
    population = group(data, "population")
    used = population.get("use") or ()
    known = [
        *([used] if isinstance(used, str) else used if isinstance(used, Mapping) else []),
        *(name for name in population if name not in {"use", "called"}),
    ]
    for name in group(arrivals, "segments"):
        if "fit" in population:
            hint = "leave `segments` out; newcomers are drawn from what was fitted"
            yield Fault(("arrivals", "segments"), "fitted customers have no segments", hint)
            return
        if population and name not in known:
            yield unknown(("arrivals", "segments", name), "segment", name, known)


def _profit(data: Mapping[str, object]) -> Iterator[Fault]:
    if group(data, "compare").get("metric") != "profit":
        return
    acts = [act for act in group(data, "acts").values() if isinstance(act, Mapping)]
    is_sold = any(act.get("ticket") is not None for act in acts)
    is_replaced = bool(numeric(data.get("replacement_cost")))
    if acts and not (is_sold or is_replaced) and data.get("relationship", "open") == "open":
        hint = "give an act a ticket and a margin, or a replacement_cost, or compare retention"
        yield Fault(("compare", "metric"), "there is no profit where nothing is sold", hint)
