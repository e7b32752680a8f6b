"""Schemes of regret lotteries, prize wheels and mystery boxes, and one change for each of their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.schemes import REWARD, instance
from tests.reference.seasons import season

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme

_GEMS = {"points": 30, "into": "gems"}
_PURSE = instance("points", per_act=1, redeem={"points": 60, "value": 9.0, "cost": 5.0})
_SMALL = {"value": 2.0, "cost": 1.0}
_MIX = [{"chance": 0.4, "reward": _SMALL}, {"chance": 0.1, "reward": REWARD}]
_RICH = [{"chance": 0.6, "reward": _SMALL}, {"chance": 0.2, "reward": {"value": 15.0, "cost": 6.0}}]
_OTHER = [{"chance": 0.4, "reward": _SMALL}, {"chance": 0.12, "reward": REWARD}]
_DEARER = [{"chance": 0.4, "reward": {"value": 2.0, "cost": 1.1}}, _MIX[1]]
_POINTS = [{"chance": 0.5, "reward": _GEMS}, {"chance": 0.2, "reward": REWARD}]

CHANCES: dict[str, Scheme] = {
    "regret": {"it": instance("regret_lottery", chance=0.3, prize=REWARD)},
    "regret daily": {"it": instance("regret_lottery", chance=0.2, prize=REWARD, every=1)},
    "no regret": {"it": instance("regret_lottery", chance=0.3, prize=REWARD, tell_missed=False)},
    "regret of three": {
        "it": instance("regret_lottery", chance=0.5, prize=REWARD, every=9, acts=3),
        "nag": instance(
            "message",
            every=3,
            cost=0.01,
            target={"when": {"instance": "it", "is": "missed"}},
        ),
    },
    "regret in points": {
        "gems": _PURSE,
        "it": instance("regret_lottery", chance=0.3, prize=_GEMS, every=5, acts=2),
    },
    "wheel of two": {"it": instance("prize_wheel", prizes=_MIX)},
    "wheel now and then": {
        "it": instance("prize_wheel", prizes=_MIX, acts_per_spin=3, spins=1, every=6)
    },
    "wheel in points": {
        "gems": _PURSE,
        "it": instance("prize_wheel", prizes=_POINTS, acts_per_spin=2),
    },
    "boxes": {"it": instance("mystery_box", contents=_MIX)},
    "boxes weekly": {"it": instance("mystery_box", contents=_MIX, every=7)},
    "boxes known": {"it": instance("mystery_box", contents=_MIX, hidden=False)},
    "boxes known weekly": {"it": instance("mystery_box", contents=_MIX, every=7, hidden=False)},
    "boxes in points": {"gems": _PURSE, "it": instance("mystery_box", contents=_POINTS)},
    "season of regret_lottery": {
        "it": instance(
            "regret_lottery",
            chance=0.4,
            prize=REWARD,
            every=6,
            **season({"chance": 0.7, "every": 4, "acts": 2}),
        )
    },
    "season of prize_wheel": {
        "it": instance(
            "prize_wheel",
            prizes=_MIX,
            acts_per_spin=2,
            **season({"prizes": _RICH, "acts_per_spin": 1, "spins": 1, "every": 3}),
        )
    },
    "season of mystery_box": {
        "it": instance(
            "mystery_box", contents=_MIX, every=4, **season({"contents": _RICH, "hidden": False})
        )
    },
    "boxes more often": {
        "it": instance(
            "mystery_box",
            contents=_MIX,
            every=9,
            changes=[{"day": 20, "to": {"every": None}}, {"day": 40, "to": {"every": 2}}],
        )
    },
    "games of chance": {
        "a wheel": instance("prize_wheel", prizes=_MIX, spins=2, every=5),
        "box": instance("mystery_box", contents=_POINTS, every=3),
        "boxes": instance("mystery_box", contents=_MIX),
        "gems": _PURSE,
        "news": instance(
            "message", every=1, cap=9, target={"when": {"instance": "box", "is": "there"}}
        ),
        "regret": instance("regret_lottery", chance=0.3, prize=_GEMS, every=5, acts=2),
        "wheel": instance("prize_wheel", prizes=_POINTS, acts_per_spin=4),
    },
}

CHANCES_OF_ACTS: Scheme = {
    "box": instance("mystery_box", act="practice", contents=_MIX),
    "regret": instance("regret_lottery", act="practice", chance=0.4, prize=_SMALL, every=3),
    "second box": instance("mystery_box", act="shop", contents=_MIX, every=4),
    "wheel": instance("prize_wheel", act="practice", prizes=_MIX, acts_per_spin=2),
}

CHANCE_CHANGES: dict[str, dict[str, tuple[str, str, Any]]] = {
    "regret_lottery": {
        "act": ("chances of acts", "regret", None),
        "chance": ("regret", "it", 0.32),
        "prize": ("regret", "it", {"value": 9.0, "cost": 4.2}),
        "prize.value": ("regret", "it", {"value": 9.5, "cost": 4.0}),
        "every": ("regret", "it", 8),
        "acts": ("regret of three", "it", 2),
        "tell_missed": ("regret", "it", False),
    },
    "prize_wheel": {
        "act": ("chances of acts", "wheel", None),
        "prizes": ("wheel of two", "it", _OTHER),
        "prizes.reward": ("wheel of two", "it", _DEARER),
        "acts_per_spin": ("wheel now and then", "it", 2),
        "spins": ("wheel now and then", "it", None),
        "every": ("wheel now and then", "it", 9),
    },
    "mystery_box": {
        "act": ("chances of acts", "box", None),
        "contents": ("boxes", "it", _OTHER),
        "contents.reward": ("boxes", "it", _DEARER),
        "every": ("boxes weekly", "it", 8),
        "hidden": ("boxes weekly", "it", False),
    },
}
