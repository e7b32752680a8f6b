"""One change for every number that an instance can state, to be made in one model only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.chances import CHANCE_CHANGES
from tests.reference.every import SCHEMES
from tests.reference.goal_changes import GOAL_PARAMETERS
from tests.reference.money_schemes import MONEY_CHANGES
from tests.reference.points_schemes import POINTS_CHANGES
from tests.reference.referrals import REFERRAL_CHANGES
from tests.reference.romance import ROMANCE_CHANGES
from tests.reference.service import SERVICE_CHANGES
from tests.reference.social import SOCIAL_CHANGES
from tests.reference.staff import STAFF_CHANGES
from tests.reference.status import STATUS_CHANGES

from loyaltysim.mechanics.registry import get_mechanic

if TYPE_CHECKING:
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
        "target": ("facilitators", "mail", {}),
        "target.idle_days": ("facilitators", "mail", {"idle_days": 4}),
        "target.when": ("together", "warning", {"when": {"instance": "daily", "is": "at_risk"}}),
        "cap": ("facilitators", "mail", 5),
        "cost": ("signals", "mail", 0.03),
        "outreach": ("advice", "call", False),
        "channel": ("sparks", "mail", "cold_mail"),
        "principle": ("one principle", "mail", "scarcity"),
        "persuasion": ("principles by chance", "mail", "best_average"),
        "profile": ("one profile", "a", None),
    },
}
PARAMETERS |= CHANCE_CHANGES | SOCIAL_CHANGES | STATUS_CHANGES | REFERRAL_CHANGES | ROMANCE_CHANGES
PARAMETERS["points"] |= POINTS_CHANGES
PARAMETERS |= MONEY_CHANGES | STAFF_CHANGES | SERVICE_CHANGES

TERM: dict[str, Any] = {
    "starts": 5,
    "stops": 50,
    "pauses": [{"first": 15, "last": 15}, {"first": 22, "last": 31}],
}
"""Other values of what the seasons state alike; each is tried on every kind."""


def _a_day_later(mechanic: Mechanic) -> list[dict[str, Any]]:
    return [{"day": change.day + 1, "to": change.to} for change in mechanic.changes]


for _kind, _changes in GOAL_PARAMETERS.items():
    PARAMETERS.setdefault(_kind, {}).update(_changes)

for _kind in list(PARAMETERS):
    _season = f"season of {_kind}"
    for _name, _value in {**TERM, "changes": _a_day_later(SCHEMES[_season]["it"])}.items():
        PARAMETERS[_kind][_name] = (_season, "it", _value)


for _kind in (
    "achievements",
    "badge",
    "challenge",
    "leaderboard",
    "leagues",
    "levels",
    "quest",
    "team_goal",
):
    PARAMETERS[_kind]["compulsory"] = (f"season of {_kind}", "it", True)


def with_parameter(mechanic: Mechanic, parameter: str, value: Any) -> Mechanic:
    """Copy a mechanic with one parameter changed."""
    given = mechanic.model_dump(by_alias=True)
    given[parameter.partition(".")[0]] = value
    return get_mechanic(mechanic.kind).model_validate(given)
