"""Schemes that do not last from the launch to the horizon, or not with the same rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.schemes import REWARD, instance

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme


def season(to: dict[str, Any], **parameters: Any) -> dict[str, Any]:
    """Give a term with pauses, and another rule from a day on."""
    return {
        "starts": 4,
        "stops": 52,
        "pauses": [{"first": 15, "last": 15}, {"first": 22, "last": 30}],
        "changes": [{"day": 40, "to": to}],
        **parameters,
    }


CUT: Scheme = {"it": instance("discount", act="shop", rate=0.15, **season({"rate": 0.3}))}
"""Prices of a second act that fall when some have bought already."""
_CHEAPER = {"points": 40, "value": 9.0, "cost": 5.0}

SEASONS: dict[str, Scheme] = {
    "season of stamp_card": {
        "it": instance(
            "stamp_card",
            stamps=6,
            head_start=1,
            expires_after=14,
            reward=REWARD,
            **season({"reward": {"value": 15.0, "cost": 6.0}, "expires_after": 9}),
        )
    },
    "season of points": {
        "it": instance(
            "points",
            per_spend=1.0,
            per_act=2,
            pending_days=3,
            redeem={"points": 60, "value": 8.0, "cost": 5.0},
            **season({"per_act": 9, "redeem": _CHEAPER}),
        )
    },
    "season of discount": {"it": instance("discount", rate=0.15, **season({"rate": 0.3}))},
    "season of streak": {
        "it": instance(
            "streak",
            every=3,
            freezes=1,
            milestones=[{"at": 2, "reward": {"value": 3.0, "cost": 1.0}}],
            **season({"freezes": 3, "milestones": []}),
        )
    },
    "season of lottery": {
        "it": instance(
            "lottery",
            chance=0.15,
            prize=REWARD,
            draw_every=7,
            **season({"chance": 0.3, "draw_every": 4}),
        )
    },
    "season of surprise": {
        "it": instance(
            "surprise", chance=0.3, gift=REWARD, **season({"chance": 0.6, "gift_kind": "cash"})
        )
    },
    "season of message": {
        "it": instance(
            "message", sends="spark", every=2, cost=0.05, cap=14, **season({"every": 3, "cap": 4})
        )
    },
    "season of old points": {
        "it": instance(
            "points",
            per_act=7,
            pending_days=4,
            expiry={"policy": "rolling", "days": 6},
            redeem={"points": 50, "value": 10.0, "cost": 8.0},
            **season(
                {"pending_days": 1, "expiry": {"policy": "rolling", "days": 3}},
                stops=95,
            ),
        )
    },
    "season of idle points": {
        "it": instance(
            "points",
            per_act=10,
            expiry={"policy": "activity", "days": 9},
            redeem={"points": 50, "value": 10.0, "cost": 8.0},
            **season({"expiry": {"policy": "activity", "days": 5}}),
        )
    },
}

_STEPS = [
    {"day": 2, "to": {"rate": 0.05}},
    {"day": 20, "to": {"rate": 0.2, "min_spend": 8.0}},
    {"day": 41, "to": {"min_spend": 15.0}},
]
CALENDAR: Scheme = {
    "card": instance("stamp_card", stamps=5, reward=REWARD, starts=10, stops=45),
    "cheaper": instance("discount", rate=0.1, changes=_STEPS),
    "daily": instance("streak", **season({"freezes": 2})),
    "second daily": instance("streak", every=2, freezes=1),
    "weekly": instance("streak", every=7, acts=2, starts=7),
    "warning": instance(
        "message",
        sends="spark",
        every=1,
        starts=5,
        cap=20,
        target={"when": {"instance": "daily", "is": "at_risk"}},
    ),
    "late points": instance("points", per_act=5, redeem=_CHEAPER, pauses=[{"first": 0, "last": 8}]),
    "reminder": instance("message", every=4, target={"idle_days": 5}, **season({"cost": 0.2})),
}
