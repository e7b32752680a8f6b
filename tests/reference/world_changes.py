"""One change for every number of a world, to be made in one model only."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.reference.cases import COMING, OPEN_ON_SATURDAYS, TALKING
from tests.reference.rival_cases import COPY, SCHEMES_OF_ALL

from loyaltysim.behaviour.user_type_fit import Fit
from loyaltysim.customers.calendar import Calendar, Rhythm
from loyaltysim.customers.network import SmallWorld
from loyaltysim.customers.newcomers import Talk
from loyaltysim.customers.population import Incidents, Rival, Spread
from loyaltysim.simulation.setup import Contract

if TYPE_CHECKING:
    from collections.abc import Iterator

# path from the case -> case and scheme that it is tried on, and its other value
WORLD: dict[str, tuple[str, str, Any]] = {
    "setup.acts.0.name": ("shop", "none", "call"),
    "setup.acts.0.ticket": ("shop", "points", Spread(12.5, 0.5)),
    "setup.acts.0.ticket.cv": ("shop", "points", Spread(12.0, 0.45)),
    "setup.acts.1.minutes": ("acts", "several acts", 9.0),
    "setup.acts.0.basket_cv": ("shop", "none", 0.42),
    "setup.acts.0.margin": ("shop", "none", 0.41),
    "setup.acts.0.interest": ("shop", "discount", 0.8),
    "setup.acts.0.helps_firm": ("shop", "surprise", 0.5),
    "setup.acts.1.need": ("acts", "none", 0.52),
    "setup.acts.3.limit": ("acts", "several acts", 2),
    "setup.acts.0.limit": ("limited", "none", None),
    "setup.acts.0.most": ("rounds", "none", 3),
    "setup.acts.0.satiation": ("rounds", "none", 0.13),
    "setup.acts.0.demands": ("shop", "none", (1.3, 1.5, 0.0, 0.0, 0.0, 1.2)),
    "setup.acts.1.demands": ("acts", "none", (0.0, 0.0, 1.4, 0.0, 0.9, 0.0)),
    "setup.acts.0.ease": ("shop", "none", 0.3),
    "setup.acts.0.incidents": ("trouble", "path", None),
    "setup.acts.0.incidents.rate": ("trouble", "path", Incidents(0.28, 0.6)),
    "setup.acts.0.incidents.severity": ("trouble", "path", Incidents(0.25, 0.7)),
    "population.segments.0.incident_factor": ("trouble", "path", 1.6),
    "setup.acts.1.rival": ("rivals", "none", Rival(0.75, 1.2)),
    "setup.acts.1.rival.price": ("rivals", "none", Rival(0.7, 1.15)),
    "setup.acts.3.rival.starts": ("rivals", "none", Rival(0.8, 0.85, starts=26)),
    "setup.rival_schemes": (
        "rivals",
        "none",
        {**SCHEMES_OF_ALL, "kiosk": replace(COPY, after=9)},
    ),
    "setup.days": ("shop", "none", 61),
    "setup.burn_in": ("shop", "none", 21),
    "setup.market_size": ("shop", "none", 299),
    "setup.learning": ("shop", "none", False),
    "setup.fits": ("shop", "streak", {"streak": Fit((1.0, 0.5, 0.0, 0.2, 0.1, 1.0), game=True)}),
    "setup.contract": ("subscription", "none", Contract(20, 8.0)),
    "setup.contract.period_days": ("subscription", "none", Contract(21, 7.5, 2.5)),
    "setup.contract.cost": ("subscription", "none", Contract(20, 7.5, 2.0)),
    "setup.calendar": ("calendar", "none", Calendar()),
    "setup.calendar.launch": (
        "calendar",
        "none",
        Calendar(date(2026, 12, 4), OPEN_ON_SATURDAYS.need),
    ),
    "setup.calendar.need": ("calendar", "none", Calendar(OPEN_ON_SATURDAYS.launch, Rhythm())),
    "setup.newcomers": ("arrivals", "none", None),
    "setup.newcomers.per_day": ("arrivals", "none", replace(COMING, per_day=0.021)),
    "setup.newcomers.rhythm": ("arrivals", "none", replace(COMING, rhythm=Rhythm())),
    "setup.newcomers.each": ("arrivals", "guests", replace(COMING, each=1)),
    "setup.newcomers.talk": ("talk", "none", replace(TALKING, talk=None)),
    "setup.newcomers.talk.per_act": ("talk", "none", replace(TALKING, talk=Talk(0.165, 2, 9.0))),
    "setup.newcomers.talk.most": ("talk", "none", replace(TALKING, talk=Talk(0.15, 1, 9.0))),
    "setup.newcomers.talk.warns": ("talk", "none", replace(TALKING, talk=Talk(0.15, 2, 11.0))),
    "population.newcomer_shares": ("arrivals", "none", None),
    "setup.network": ("friends", "none", None),
    "setup.network.degree": ("friends", "none", SmallWorld(6, 0.2)),
    "setup.network.rewiring": ("friends", "none", SmallWorld(4, 0.5)),
    "population.segments.0.share": ("shop", "none", 0.6),
    "population.segments.0.rate": ("shop", "none", Spread(0.52, 0.6)),
    "population.segments.0.rate.cv": ("shop", "none", Spread(0.5, 0.65)),
    "population.segments.1.rate": ("shop", "none", Spread(0.21, 0.8)),
    "population.segments.0.rate_is_acts": ("shop", "none", True),
    "population.segments.0.hazard": ("crowd", "none", Spread(0.007, 1.0)),
    "population.segments.0.hazard.cv": ("shop", "none", Spread(0.006, 1.2)),
    "population.segments.0.ticket_factor": ("shop", "none", 1.25),
    "population.segments.0.reward_sensitivity": ("shop", "points", 1.6),
    "population.segments.0.user_types": ("shop", "streak", (0.2, 0.2, 0.25, 0.18, 0.13, 0.04)),
    "population.segments.0.susceptibility": (
        "shop",
        "principles by chance",
        (0.5, None, 0.8, None, None, -0.3),
    ),
    "markets": ("two markets", "none", range(4, 6)),
    "seed": ("shop", "none", 12),
}
UNPLAYED = {"name", "active_days", "persuades"}
"""Fields that change no run: a segment's name, a window of the summary, and whether there may be principles, without which
they are refused."""


def changed(whole: Any, path: str, value: Any) -> Any:
    """Copy a nested dataclass with one field changed; a last key that is not a field is a remark."""
    head, _, rest = path.partition(".")
    if isinstance(whole, tuple):
        items = list(whole)
        items[int(head)] = changed(items[int(head)], rest, value)
        return tuple(items)
    inner = getattr(whole, head)
    place = rest.partition(".")[0]
    if place.isdigit() or (rest and head in {"setup", "population"}):
        value = changed(inner, rest, value)
    return replace(whole, **{head: value})


def stated(whole: Any, prefix: str = "") -> Iterator[str]:
    """List the fields that a case states, without the numbers of places in tuples."""
    for item in fields(whole):
        inner = getattr(whole, item.name)
        yield prefix + item.name
        for part in inner if isinstance(inner, tuple) else ():
            if is_dataclass(part):
                yield from stated(part, f"{prefix}{item.name}.")
