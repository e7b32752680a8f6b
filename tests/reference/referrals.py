"""Schemes in which customers refer others, and the changes of their parameters that must be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.schemes import instance
from tests.reference.seasons import season

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme

OWN, THEIRS = {"value": 6.0, "cost": 4.0}, {"value": 5.0, "cost": 3.0}
PURSE = {"per_act": 3, "redeem": {"points": 20, "value": 4.0, "cost": 2.0}}


def _referral(**parameters: Any) -> Any:
    usual = {"act": "practice", "converts": 0.3, "most": 2, "social_cost": 0.5, "commits": 0.6}
    return instance("referral", **{**usual, **parameters})


REFERRALS: dict[str, Scheme] = {
    "referral": {"it": _referral(referrer=OWN, friend=THEIRS, after=2)},
    "referral of one": {"it": _referral(referrer=OWN, after=0, most=1, converts=0.1)},
    "referral for friends": {"it": _referral(friend=THEIRS, qualifies="shop", cares=0.5)},
    "referral on joining": {"it": _referral(referrer=OWN, friend=THEIRS, after=0)},
    "referral unpaid": {"it": _referral()},
    "referral at the act itself": {
        "it": _referral(act="lesson", referrer=OWN, friend=THEIRS, converts=0.03, social_cost=0.0)
    },
    "referrals in points": {
        "a": _referral(referrer={"points": 30, "into": "purse"}, most=1),
        "b": _referral(act="lesson", friend={"points": 9, "into": "purse"}, most=1, after=3),
        "guide": instance("streak", every=3),
        "purse": instance("points", **PURSE),
    },
    "season of referral": {
        "it": _referral(referrer=OWN, friend=THEIRS, after=3, **season({"after": 1, "friend": OWN}))
    },
}

REFERRAL_CHANGES: dict[str, dict[str, tuple[str, str, Any]]] = {
    "referral": {
        "act": ("referral", "it", "shop"),
        "referrer": ("referral", "it", {"value": 6.0, "cost": 4.2}),
        "referrer.value": ("referral", "it", {"value": 6.5, "cost": 4.0}),
        "friend": ("referral", "it", {"value": 5.0, "cost": 3.1}),
        "friend.value": ("referral", "it", {"value": 5.5, "cost": 3.0}),
        "after": ("referral", "it", 3),
        "qualifies": ("referral for friends", "it", None),
        "converts": ("referral", "it", 0.33),
        "most": ("referral", "it", 1),
        "cares": ("referral", "it", 0.4),
        "social_cost": ("referral", "it", 0.7),
        "commits": ("referral", "it", 0.4),
    }
}
