"""Schemes of the romantic mechanics, and the changes of their parameters that must be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.schemes import instance
from tests.reference.seasons import season

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme

_GIFT = {"value": 4.0, "cost": 1.5}
_GEMS = {"points": 25, "into": "gems"}
_PURSE = instance("points", per_spend=1, redeem={"points": 90, "value": 9.0, "cost": 5.0})
_EVENTS = {"first": 8, "lasts": 4, "every": 15}
_MAIL: Scheme = {
    "mail": instance("message", sends="spark", every=2, cost=0.01, cap=12),
    "reminder": instance("message", every=3, target={"idle_days": 4}),
}

ROMANCE: dict[str, Scheme] = {
    "gestures": {"it": instance("human_gesture", chance=0.3, rest_days=9, cost=0.7)},
    "gestures of a few": {
        "it": instance(
            "human_gesture",
            occasion={"acts": 3},
            chance=1,
            rest_days=0,
            personal=0.7,
            delay=2,
            capacity=25,
        )
    },
    "gestures to the new": {"it": instance("human_gesture", new_days=12, chance=0.4, rest_days=0)},
    "calls to the idle": {
        "it": instance("human_gesture", occasion={"idle_days": 9}, chance=0.8, cost=2)
    },
    "gestures near a badge": {
        "badge": instance("badge", at=[3, 7, 12, 18]),
        "other badge": instance("badge", at=[4, 9]),
        "it": instance(
            "human_gesture",
            occasion={"when": {"instance": "badge", "is": "near"}},
            chance=0.6,
            rest_days=2,
            capacity=40,
        ),
    },
    "season of human_gesture": {
        "it": instance(
            "human_gesture",
            occasion={"acts": 2},
            chance=0.7,
            rest_days=3,
            delay=1,
            capacity=60,
            **season({"chance": 0.3, "delay": 0}),
        )
    },
    "one event": {"it": instance("pop_up", first=20, lasts=5, announced=9, cost=600)},
    "events": {"it": instance("pop_up", **_EVENTS, announced=4, gift=_GIFT, missed=0.8)},
    "events told by mail": {
        "gems": _PURSE,
        "it": instance("pop_up", **_EVENTS, gift=_GEMS, announced=3),
        "mail": instance("message", every=1, target={"when": {"instance": "it", "is": "on"}}),
        "teaser": instance("message", every=2, target={"when": {"instance": "it", "is": "soon"}}),
    },
    "always an event": {"it": instance("pop_up", first=3, lasts=6, every=6)},
    "season of pop_up": {
        "it": instance(
            "pop_up", **_EVENTS, gift=_GIFT, **season({"first": 4, "every": 9, "missed": 1.0})
        )
    },
    "ritual": {"it": instance("friction", effort=1.3, chooses=0.7, cost=0.2)},
    "hurdle": {"it": instance("friction", effort=0.9, factor="time", chosen=False)},
    "no effort": {"it": instance("friction", effort=0)},
    "season of friction": {
        "it": instance("friction", effort=0.8, factor="money", **season({"effort": 1.5}))
    },
    "secret": {"it": instance("mystery", chance=0.15, reward=_GIFT)},
    "mere secret": {"it": instance("mystery", chance=0.1)},
    "season of mystery": {
        "gems": _PURSE,
        "it": instance("mystery", chance=0.1, reward=_GEMS, **season({"chance": 0.4})),
    },
    "silence": {**_MAIL, "it": instance("restraint", every=10, quiet_days=4)},
    "few messages": {**_MAIL, "it": instance("restraint", every=12, most=3)},
    "peace after acts": {
        **_MAIL,
        "it": instance("restraint", after_act=3),
        "norm": instance("social_norm", every=6),
        "regret": instance("regret_lottery", every=4, chance=0.4, prize=_GIFT),
    },
    "season of restraint": {
        **_MAIL,
        "it": instance("restraint", every=6, most=2, **season({"most": 1, "after_act": 2})),
    },
    "character": {"it": instance("character", puts_off=0.2, cost=0.05)},
    "half automated": {
        "it": instance("character", speaks_to=0.5, strength=0.9, automated=0.4, acts=6)
    },
    "season of character": {
        "it": instance("character", speaks_to=0.5, acts=5, **season({"automated": 0.8}))
    },
}
"""Each for one act, without friends."""

ROMANCE_OF_FRIENDS: dict[str, Scheme] = {
    "secret that is told": {"it": instance("mystery", chance=0.05, tells=0.3, reward=_GIFT)},
    "season of a secret that is told": {
        "gems": _PURSE,
        "it": instance("mystery", tells=0.2, reward=_GEMS, **season({"tells": 0.6})),
    },
    "all romance": {
        **_MAIL,
        "character": instance("character", automated=0.2),
        "event": instance("pop_up", **_EVENTS, gift=_GIFT),
        "note": instance("human_gesture", chance=0.3, rest_days=20, capacity=30, delay=1),
        "peace": instance("restraint", every=14, most=4, quiet_days=2, after_act=1),
        "ritual": instance("friction"),
        "secret": instance("mystery", tells=0.2, reward=_GIFT),
    },
}
"""Only where customers have friends."""

ROMANTIC_ACTS: Scheme = {
    "note": instance("human_gesture", act="practice", chance=0.5, rest_days=5, capacity=80),
    "event": instance("pop_up", act="lesson", **_EVENTS, gift=_GIFT),
    "ritual": instance("friction", act="shop", factor="time"),
    "secret": instance("mystery", act="practice", chance=0.2, reward=_GIFT),
    "mail": instance("message", act="lesson", every=1),
    "peace": instance("restraint", act="practice", after_act=3),
    "stand": instance("character", act="lesson", speaks_to=0.6, acts=4),
}

ROMANCE_CHANGES: dict[str, dict[str, tuple[str, str, Any]]] = {
    "human_gesture": {
        "act": ("romantic acts", "note", None),
        "occasion": ("gestures of a few", "it", {"acts": 4}),
        "occasion.idle_days": ("calls to the idle", "it", {"idle_days": 10}),
        "occasion.when": (
            "gestures near a badge",
            "it",
            {"when": {"instance": "other badge", "is": "near"}},
        ),
        "new_days": ("gestures to the new", "it", 13),
        "chance": ("gestures", "it", 0.33),
        "rest_days": ("gestures", "it", 10),
        "personal": ("gestures of a few", "it", 0.75),
        "delay": ("gestures of a few", "it", 1),
        "cost": ("gestures", "it", 0.8),
        "capacity": ("gestures of a few", "it", 22.0),
    },
    "pop_up": {
        "act": ("romantic acts", "event", "shop"),
        "first": ("events", "it", 9),
        "lasts": ("events", "it", 5),
        "every": ("events", "it", 16),
        "announced": ("one event", "it", 8),
        "gift": ("events", "it", {"value": 4.0, "cost": 1.6}),
        "gift.value": ("events", "it", {"value": 4.5, "cost": 1.5}),
        "missed": ("events", "it", 0.7),
        "cost": ("one event", "it", 650.0),
    },
    "friction": {
        "act": ("romantic acts", "ritual", "lesson"),
        "effort": ("ritual", "it", 1.4),
        "factor": ("hurdle", "it", "money"),
        "chosen": ("hurdle", "it", True),
        "chooses": ("ritual", "it", 0.6),
        "cost": ("ritual", "it", 0.3),
    },
    "mystery": {
        "act": ("romantic acts", "secret", "lesson"),
        "chance": ("secret", "it", 0.2),
        "reward": ("secret", "it", {"value": 4.0, "cost": 1.6}),
        "reward.value": ("secret", "it", {"value": 4.5, "cost": 1.5}),
        "tells": ("secret that is told", "it", 0.4),
    },
    "restraint": {
        "act": ("romantic acts", "peace", "lesson"),
        "every": ("silence", "it", 11),
        "quiet_days": ("silence", "it", 5),
        "most": ("few messages", "it", 4),
        "after_act": ("peace after acts", "it", 4),
    },
    "character": {
        "act": ("romantic acts", "stand", "shop"),
        "speaks_to": ("character", "it", 0.4),
        "puts_off": ("character", "it", 0.15),
        "strength": ("half automated", "it", 0.8),
        "automated": ("half automated", "it", 0.3),
        "acts": ("half automated", "it", 7),
        "cost": ("character", "it", 0.06),
    },
}
"""Kind -> parameter -> scheme and instance that it is tried on, and its other value."""
