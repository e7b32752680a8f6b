"""Schemes whose messages carry principles of persuasion, by each policy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.reference.cases import CASES
from tests.reference.schemes import instance

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme

SHOP = CASES["shop"]
FEW = replace(SHOP, setup=replace(SHOP.setup, market_size=60, days=45))
"""A world of few customers, each of whom notices a message nearly every day."""

PRINCIPLED: dict[str, Scheme] = {
    "one principle": {
        "mail": instance("message", sends="spark", every=2, principle="commitment", cost=0.01)
    },
    "principles by chance": {"mail": instance("message", every=1, persuasion="random")},
    "best on average": {"mail": instance("message", every=1, persuasion="best_average")},
    "profiles": {"mail": instance("message", every=1, persuasion="profile")},
    "one profile": {
        "a": instance("message", every=1, persuasion="profile", profile="of all"),
        "b": instance("message", every=2, persuasion="profile", profile="of all", starts=9),
        "c": instance("message", every=3, persuasion="profile"),
    },
    "oracle": {"mail": instance("message", sends="facilitator", every=1, persuasion="oracle")},
    "principles together": {
        "a": instance("message", sends="spark", every=2, principle="social_proof"),
        "b": instance("message", every=3, principle="social_proof", channel="in_person"),
        "c": instance("message", every=2, persuasion="profile", channel="e_mail"),
        "d": instance(
            "message",
            every=1,
            principle="scarcity",
            starts=5,
            changes=[{"day": 30, "to": {"principle": "liking"}}],
        ),
        "e": instance("message", every=4),
    },
}
"""Instances of one scheme use the same principle on the same day, and plain messages stand beside them."""
