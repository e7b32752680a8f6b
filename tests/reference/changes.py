"""One change for every number that a scenario can state, to be made in one model only."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from loyaltysim.customers.population import Spread
from loyaltysim.mechanics.registry import get_mechanic
from loyaltysim.simulation.setup import Contract

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.mechanics.mechanic import Mechanic

# kind -> parameter -> scheme and instance that it is tried on, and its other value
PARAMETERS: dict[str, dict[str, tuple[str, str, Any]]] = {
    "stamp_card": {
        "act": ("several acts", "card", None),
        "stamps": ("card", "card", 9),
        "head_start": ("card given", "card", 1),
        "head_start_on": ("cards given", "card", "first"),
        "reward": ("card", "card", {"value": 9.0, "cost": 4.5}),
        "reward.value": ("card", "card", {"value": 9.5, "cost": 4.0}),
        "repeat": ("card once", "card", True),
        "expires_after": ("card expires", "card", 13),
    },
    "points": {
        "act": ("several acts", "gems", None),
        "per_spend": ("points", "points", 1.05),
        "per_act": ("points", "points", 2.1),
        "min_spend": ("points rolling", "points", 9.5),
        "pending_days": ("points rolling", "points", 5),
        "expiry": ("points rolling", "points", None),
        "expiry.policy": ("points activity", "points", {"policy": "rolling", "days": 9}),
        "expiry.days": ("points rolling", "points", {"policy": "rolling", "days": 8}),
        "expiry.days of activity": (
            "points activity",
            "points",
            {"policy": "activity", "days": 10},
        ),
        "redeem": ("points", "points", {"points": 60, "value": 8.0, "cost": 5.5}),
        "redeem.value": ("points", "points", {"points": 60, "value": 8.5, "cost": 5.0}),
        "redeem.points": ("points", "points", {"points": 61, "value": 8.0, "cost": 5.0}),
    },
    "discount": {
        "act": ("several acts", "off", None),
        "rate": ("discount", "discount", 0.16),
        "min_spend": ("discount from", "discount", 11.5),
    },
    "streak": {
        "act": ("several acts", "practice streak", None),
        "every": ("streak", "streak", 6),
        "acts": ("streak", "streak", 3),
        "freezes": ("streak", "streak", 2),
        "milestones": ("streak daily", "streak", ()),
        "milestones.reward": (
            "streak daily",
            "streak",
            [
                {"at": 2, "reward": {"value": 3.2, "cost": 1.0}},
                {"at": 5, "reward": {"value": 6.0, "cost": 2.0}},
            ],
        ),
        "milestones.at": (
            "streak daily",
            "streak",
            [
                {"at": 2, "reward": {"value": 3.0, "cost": 1.0}},
                {"at": 4, "reward": {"value": 6.0, "cost": 2.0}},
            ],
        ),
    },
    "lottery": {
        "act": ("several acts", "ticket", None),
        "chance": ("lottery", "lottery", 0.085),
        "prize": ("lottery", "lottery", {"value": 9.0, "cost": 4.2}),
        "prize.value": ("lottery", "lottery", {"value": 9.5, "cost": 4.0}),
        "draw_every": ("lottery later", "lottery", 8),
    },
    "surprise": {
        "act": ("several acts", "welcome", None),
        "chance": ("surprise", "surprise", 0.32),
        "gift": ("surprise", "surprise", {"value": 9.0, "cost": 4.2}),
        "gift.value": ("surprise", "surprise", {"value": 10.0, "cost": 4.0}),
        "gift_kind": ("surprise", "surprise", "cash"),
    },
    "message": {
        "act": ("several acts", "nudge", None),
        "sends": ("sparks", "mail", "facilitator"),
        "every": ("signals", "mail", 4),
        "first_day": ("facilitators", "mail", 4),
        "target": ("facilitators", "mail", {}),
        "target.idle_days": ("facilitators", "mail", {"idle_days": 4}),
        "target.when": ("together", "warning", {"when": {"instance": "daily", "is": "at_risk"}}),
        "cap": ("facilitators", "mail", 5),
        "cost": ("signals", "mail", 0.03),
    },
}

# path from the case -> case and scheme that it is tried on, and its other value
WORLD: dict[str, tuple[str, str, Any]] = {
    "setup.acts.0.name": ("shop", "none", "call"),
    "setup.acts.0.ticket": ("shop", "points", Spread(12.5, 0.5)),
    "setup.acts.0.ticket.cv": ("shop", "points", Spread(12.0, 0.45)),
    "setup.acts.1.minutes": ("acts", "several acts", 9.0),
    "setup.acts.0.basket_cv": ("shop", "none", 0.42),
    "setup.acts.0.margin": ("shop", "none", 0.41),
    "setup.acts.0.interest": ("shop", "discount", 0.8),
    "setup.acts.1.need": ("acts", "none", 0.52),
    "setup.acts.0.demands": ("shop", "none", (1.3, 1.5, 0.0, 0.0, 0.0, 1.2)),
    "setup.acts.1.demands": ("acts", "none", (0.0, 0.0, 1.4, 0.0, 0.9, 0.0)),
    "setup.days": ("shop", "none", 61),
    "setup.burn_in": ("shop", "none", 21),
    "setup.market_size": ("shop", "none", 299),
    "setup.learning": ("shop", "none", False),
    "setup.contract": ("subscription", "none", Contract(20, 8.0)),
    "setup.contract.period_days": ("subscription", "none", Contract(21, 7.5)),
    "population.segments.0.share": ("shop", "none", 0.6),
    "population.segments.0.rate": ("shop", "none", Spread(0.52, 0.6)),
    "population.segments.0.rate.cv": ("shop", "none", Spread(0.5, 0.65)),
    "population.segments.1.rate": ("shop", "none", Spread(0.21, 0.8)),
    "population.segments.0.rate_is_acts": ("shop", "none", True),
    "population.segments.0.hazard": ("shop", "none", Spread(0.007, 1.0)),
    "population.segments.0.hazard.cv": ("shop", "none", Spread(0.006, 1.2)),
    "population.segments.0.ticket_factor": ("shop", "none", 1.25),
    "population.segments.0.reward_sensitivity": ("shop", "points", 1.6),
    "population.segments.0.user_types": ("shop", "streak", (0.2, 0.2, 0.25, 0.18, 0.13, 0.04)),
    "markets": ("two markets", "none", range(4, 6)),
    "seed": ("shop", "none", 12),
}
UNPLAYED = {"name", "active_days"}
"""Fields that change no run: a segment's name, and a window of the summary."""


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


def with_parameter(mechanic: Mechanic, parameter: str, value: Any) -> Mechanic:
    """Copy a mechanic with one parameter changed."""
    given = mechanic.model_dump(by_alias=True)
    given[parameter.partition(".")[0]] = value
    return get_mechanic(mechanic.kind).model_validate(given)


def stated(whole: Any, prefix: str = "") -> Iterator[str]:
    """List the fields that a case states, without the numbers of places in tuples."""
    for item in fields(whole):
        inner = getattr(whole, item.name)
        yield prefix + item.name
        for part in inner if isinstance(inner, tuple) else ():
            if is_dataclass(part):
                yield from stated(part, f"{prefix}{item.name}.")
