"""Schemes whose rules are revised while cards, points and streaks are under way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.schemes import REWARD, instance

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme

    from loyaltysim.mechanics.mechanic import Mechanic


def revised(kind: str, to: dict[str, Any], **parameters: Any) -> Mechanic:
    """Make an instance that gets other parameters on day 25."""
    return instance(kind, changes=[{"day": 25, "to": to}], **parameters)


_POINTS = {"per_spend": 1.0, "redeem": {"points": 40, "value": 8.0, "cost": 5.0}}
_DEARER = {"points": 80, "value": 9.0, "cost": 2.0}

REVISIONS: dict[str, Scheme] = {
    "longer cards": {"card": revised("stamp_card", {"stamps": 9}, stamps=6, reward=REWARD)},
    "shorter cards": {"card": revised("stamp_card", {"stamps": 3}, stamps=6, reward=REWARD)},
    "more given": {
        "card": revised(
            "stamp_card",
            {"head_start": 3, "head_start_on": "every"},
            stamps=8,
            head_start=1,
            reward=REWARD,
        )
    },
    "cards go on": {
        "card": revised("stamp_card", {"repeat": True}, stamps=4, reward=REWARD, repeat=False)
    },
    "cards end": {"card": revised("stamp_card", {"repeat": False}, stamps=4, reward=REWARD)},
    "cards expire": {
        "card": revised("stamp_card", {"expires_after": 8}, stamps=6, head_start=1, reward=REWARD)
    },
    "dearer rewards": {"points": revised("points", {"redeem": _DEARER}, **_POINTS)},
    "later points": {"points": revised("points", {"pending_days": 5}, **_POINTS)},
    "earlier points": {"points": revised("points", {"pending_days": 0}, pending_days=5, **_POINTS)},
    "no expiry": {
        "points": revised(
            "points", {"expiry": None}, expiry={"policy": "activity", "days": 4}, **_POINTS
        )
    },
    "longer periods": {"streak": revised("streak", {"every": 5}, every=3, freezes=1)},
    "shorter periods": {"streak": revised("streak", {"every": 1, "acts": 1}, every=7, acts=2)},
    "harder streak": {"streak": revised("streak", {"acts": 2}, every=3, freezes=1)},
    "no freezes": {"streak": revised("streak", {"freezes": 0}, every=3, freezes=2)},
    "another prize": {
        "lottery": revised(
            "lottery",
            {"prize": {"value": 3.0, "cost": 1.0}},
            chance=0.2,
            prize=REWARD,
            draw_every=7,
        )
    },
    "another target": {"mail": revised("message", {"target": {"idle_days": 4}}, every=2)},
}
