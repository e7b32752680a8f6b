"""Schemes in which rewards are paid in points of another instance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reference.schemes import instance
from tests.reference.seasons import season

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme

_REDEEM = {"points": 40, "value": 8.0, "cost": 5.0}
_DEARER = {"points": 30, "value": 9.0, "cost": 2.0}
_GEMS = {"points": 15, "into": "gems"}

PAID_IN_POINTS: dict[str, Scheme] = {
    "paid in points": {
        "a card": instance("stamp_card", stamps=4, reward=_GEMS, head_start=1),
        "gems": instance("points", per_act=1, pending_days=2, redeem=_REDEEM),
        "gift": instance("surprise", chance=0.2, gift={"points": 6, "into": "gems"}),
        "lucky": instance("lottery", chance=0.1, prize=_GEMS),
        "streak": instance("streak", every=3, milestones=[{"at": 2, "reward": _GEMS}]),
        "ticket": instance("lottery", chance=0.2, prize=_GEMS, draw_every=6),
    },
    "a purse only": {
        "card": instance("stamp_card", stamps=3, reward=_GEMS),
        "gems": instance("points", redeem=_REDEEM, expiry={"policy": "activity", "days": 9}),
    },
    "seasons of points": {
        "a card": instance(
            "stamp_card", stamps=4, reward=_GEMS, **season({"reward": {"value": 9.0, "cost": 4.0}})
        ),
        "gems": instance(
            "points", redeem=_REDEEM, changes=[{"day": 20, "to": {"redeem": _DEARER}}]
        ),
        "streak": instance("streak", milestones=[{"at": 2, "reward": _GEMS}]),
    },
    "a purse that ends": {
        "a card": instance("stamp_card", stamps=4, reward=_GEMS),
        "gems": instance("points", redeem=_REDEEM, stops=25),
        "ticket": instance("lottery", chance=0.2, prize=_GEMS, draw_every=6),
    },
}
