"""Schemes with all that points can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.schemes import instance

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme

    from loyaltysim.mechanics.mechanic import Mechanic

SMALL = {"points": 40, "value": 4.0, "cost": 3.0}
MIDDLE = {"points": 90, "value": 11.0, "cost": 6.0}
LARGE = {"points": 250, "value": 40.0, "cost": 20.0}
IDLE = {"policy": "activity", "days": 8, "remind": 3}
FIXED = {"policy": "fixed", "on": 33, "remind": 6}


def points(**parameters: Any) -> Mechanic:
    """Make points for spend, with rewards of which the larger are the better."""
    return instance("points", **{"per_spend": 1.0, "redeem": [SMALL, MIDDLE, LARGE], **parameters})


def _reminder(to: str = "points") -> Mechanic:
    target = {"when": {"instance": to, "is": "expiring_soon"}}
    return instance("message", every=1, sends="spark", target=target)


POINTS: dict[str, Scheme] = {
    "catalogue": {"points": points(saves_for=60)},
    "catalogue at once": {"points": points(saves_for=0, pending_days=3)},
    "catalogue rolling": {
        "points": points(expiry={"policy": "rolling", "days": 9, "remind": 5}),
        "reminder": _reminder(),
    },
    "catalogue fixed": {
        "points": points(expiry=FIXED, pending_days=1),
        "reminder": _reminder(),
    },
    "catalogue idle": {
        "points": points(expiry=IDLE),
        "reminder": _reminder(),
    },
    "bonus days": {
        "points": points(
            multiplier=1.5,
            bonus_days=[
                {"weekdays": ["tue", "sat"], "multiplier": 3},
                {"every_weeks": 3, "multiplier": 2},
            ],
            redeem=MIDDLE,
        )
    },
    "capped": {"points": points(cap={"points": 55, "every": 10}, redeem=MIDDLE)},
    "capped for good": {"points": points(cap={"points": 130}, redeem=SMALL)},
    "capped in all": {
        "points": points(cap_total=60, cap={"points": 80, "every": 15}, redeem=SMALL, starts=3)
    },
    "paid by a streak": {
        "points": points(min_spend=11.0),
        "streak": instance("streak", milestones=[{"at": 2, "reward": {"points": 60}}]),
    },
}

RATES = [{"act": "practice", "per_act": 12}, {"act": "shop", "per_spend": 0.5, "min_spend": 25}]
COALITIONS: dict[str, Scheme] = {
    "coalition": {
        "points": points(per_spend=0, per_act=5, partners=RATES, redeem=[SMALL, MIDDLE]),
        "nudge": instance("message", act="profile", sends="spark", every=6),
    },
    "coalition with limits": {
        "points": points(
            per_spend=0,
            per_act=5,
            partners=RATES,
            cap={"points": 60, "every": 20},
            cap_total=70,
            bonus_days=[{"weekdays": ["fri"], "multiplier": 4}],
            expiry={"policy": "activity", "days": 6, "remind": 2},
        ),
        "reminder": _reminder(),
    },
}
"""On several acts."""

POINTS_CHANGES: dict[str, tuple[str, str, Any]] = {
    "multiplier": ("bonus days", "points", 1.6),
    "bonus_days": ("bonus days", "points", [{"every_weeks": 3, "multiplier": 2}]),
    "cap": ("capped", "points", {"points": 55, "every": 11}),
    "cap.points": ("capped for good", "points", {"points": 120}),
    "cap_total": ("capped in all", "points", 50),
    "partners": ("coalition", "points", [RATES[0], {**RATES[1], "min_spend": 20}]),
    "saves_for": ("catalogue", "points", 20),
    "redeem.several": ("catalogue", "points", [SMALL, LARGE]),
    "expiry.remind": ("catalogue idle", "points", {**IDLE, "remind": 1}),
    "expiry.on": ("catalogue fixed", "points", {**FIXED, "on": 34}),
}
"""Other values of parameters, each to be made in one model only."""
