"""Schemes of tiers, and one change for each of their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.schemes import REWARD, instance
from tests.reference.seasons import season

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme

_GEMS = {"points": 20, "into": "gems"}
_PURSE = instance("points", per_spend=2, redeem={"points": 200, "value": 9.0, "cost": 5.0})
_PERK = {"value": 1.5, "cost": 0.5}
_LEVELS = [
    {"name": "silver", "at": 3, "perk": _PERK},
    {"name": "gold", "at": 7, "perk": {"value": 3.0, "cost": 1.0}},
]
_NAMES = [{"name": "silver", "at": 3}, {"name": "gold", "at": 6}, {"name": "black", "at": 9}]
_FAST = [{"name": "silver", "at": 3, "time_left": 0.6}, {"name": "gold", "at": 6, "perk": _PERK}]
_EARN = [
    {"name": "silver", "at": 40, "multiplier": 1.5},
    {"name": "gold", "at": 100, "multiplier": 3, "perk": _GEMS},
]


def _levels(levels: list[dict[str, Any]], **changes: Any) -> list[dict[str, Any]]:
    """Give levels of which the first is another."""
    return [{**levels[0], **changes}, *levels[1:]]


_BASE = {"points": 2, "into": "gems"}
_SPENT = {"per_act": 0, "per_spend": 1.0, "window": 25, "multiplies": _BASE}

STATUS: dict[str, Scheme] = {
    "tiers": {"it": instance("tiers", levels=_LEVELS, window=15)},
    "tiers of names": {"it": instance("tiers", levels=_NAMES, window=12, downgrade="one_down")},
    "tiers for life": {"it": instance("tiers", levels=_LEVELS, window=12, downgrade="none")},
    "tiers rolling": {"it": instance("tiers", levels=_LEVELS, window=18, rolling=True)},
    "tiers rolling down": {
        "it": instance("tiers", levels=_LEVELS, window=11, rolling=True, downgrade="one_down")
    },
    "tiers of priority": {"it": instance("tiers", levels=_FAST, window=20)},
    "tiers of points": {"gems": _PURSE, "it": instance("tiers", levels=_EARN, **_SPENT)},
    "tiers of points per act": {
        "gems": _PURSE,
        "it": instance(
            "tiers",
            levels=_levels(_LEVELS, multiplier=2),
            window=20,
            per_act=0.8,
            per_spend=0.03,
            rolling=True,
            multiplies={"points": 15, "into": "gems", "per": "act"},
        ),
    },
    "tiers with mail": {
        "it": instance("tiers", levels=_LEVELS, window=15, near=0.6, warn_days=4),
        "near": instance(
            "message", every=2, target={"when": {"instance": "it", "is": "near_next_tier"}}
        ),
        "risk": instance(
            "message",
            every=1,
            sends="spark",
            target={"when": {"instance": "it", "is": "at_risk_of_demotion"}},
        ),
    },
    "season of tiers": {
        "it": instance(
            "tiers",
            levels=_LEVELS,
            window=14,
            **season({"levels": _levels(_LEVELS, at=2, perk=REWARD), "downgrade": "one_down"}),
        )
    },
}

STATUS_OF_ACTS: Scheme = {
    "gems": instance("points", act="shop", per_spend=1, redeem=_PURSE.redeem.model_dump()),  # type: ignore[attr-defined]
    "practice": instance("tiers", act="practice", levels=_NAMES, window=20),
    "shop": instance(
        "tiers", act="shop", levels=_EARN, **{**_SPENT, "multiplies": {**_BASE, "points": 3}}
    ),
    "second": instance("tiers", act="practice", levels=_FAST, window=30, rolling=True),
}

STATUS_CHANGES: dict[str, dict[str, tuple[str, str, Any]]] = {
    "tiers": {
        "act": ("status of acts", "practice", None),
        "levels": ("tiers", "it", [*_LEVELS, {"name": "black", "at": 12}]),
        "levels.at": ("tiers", "it", _levels(_LEVELS, at=4)),
        "levels.perk": ("tiers", "it", _levels(_LEVELS, perk={"value": 1.5, "cost": 0.6})),
        "levels.perk.value": ("tiers", "it", _levels(_LEVELS, perk={"value": 1.7, "cost": 0.5})),
        "levels.multiplier": ("tiers of points", "it", _levels(_EARN, multiplier=1.6)),
        "levels.time_left": ("tiers of priority", "it", _levels(_FAST, time_left=0.5)),
        "per_act": ("tiers", "it", 1.2),
        "per_spend": ("tiers of points", "it", 1.2),
        "window": ("tiers", "it", 16),
        "rolling": ("tiers", "it", True),
        "downgrade": ("tiers of names", "it", "balance_based"),
        "multiplies": ("tiers of points", "it", {"points": 2.2, "into": "gems"}),
        "multiplies.per": ("tiers of points", "it", {**_BASE, "per": "act"}),
        "near": ("tiers with mail", "it", 0.4),
        "warn_days": ("tiers with mail", "it", 6),
    },
}
