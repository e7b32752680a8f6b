"""Schemes with mechanics made for the comparison, alone and among built-in ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reference.made_up.club import Club
from tests.reference.made_up.guests import Guests
from tests.reference.made_up.host import Host
from tests.reference.made_up.wheel import Wheel
from tests.reference.schemes import REWARD, SEVERAL_ACTS, instance
from tests.reference.seasons import season

from loyaltysim.mechanics.term import Pause

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme

_PURSE = {"per_spend": 1.0, "redeem": {"points": 40, "value": 8.0, "cost": 5.0}}

MADE_UP: dict[str, Scheme] = {
    "wheel": {"wheel": Wheel()},
    "guests": {
        "guests": Guests(),
        "points": instance("points", per_spend=1.0, redeem=_PURSE["redeem"]),
    },
    "guests at times": {
        "first": Guests(pauses=(Pause(first=20, last=33),)),
        "later": Guests(starts=9, stops=31),
        "card": instance("stamp_card", stamps=9, head_start=2, reward=REWARD),
    },
    "club": {"club": Club()},
    "club with a purse": {
        "a club": Club(purse="purse"),
        "purse": instance("points", pending_days=2, **_PURSE),
        "streak": instance("streak", every=2),
        "wheel": Wheel(),
        "zealots": Club(purse="purse", starts=9),
    },
    "purse at rest": {
        "club": Club(purse="purse"),
        "purse": instance("points", starts=7, pauses=[{"first": 15, "last": 28}], **_PURSE),
    },
    "purse closed": {
        "club": Club(purse="purse"),
        "purse": instance("points", pending_days=2, stops=30, **_PURSE),
    },
    "season of club": {
        "club": Club.model_validate({"purse": "purse", **season({"purse": "later"})}),
        "purse": instance("points", expiry={"policy": "rolling", "days": 4}, **_PURSE),
        "later": instance("points", pending_days=3, **_PURSE),
    },
}
"""On one act."""

CLUB_OF_TWO: Scheme = {
    "club": Club(other="practice", purse="points"),
    "points": instance("points", per_act=1, redeem=_PURSE["redeem"]),
    "mail": instance("message", every=3, sends="spark"),
}
CLUBS: Scheme = {
    **SEVERAL_ACTS,
    "a club": Club(other="practice", purse="gems"),
    "club of shops": Club(act="shop", other="profile", purse="back", starts=3),
    "host": Host(other="practice"),
    "hosts": Host(act="profile", other="shop", pauses=(Pause(first=20, last=33),)),
    "wheel": Wheel(act="practice"),
    "titles": Wheel(act="practice", starts=12),
    "prize": instance("lottery", act="practice", chance=0.2, prize=REWARD, stops=31),
}
"""On several acts."""
