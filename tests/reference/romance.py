"""Schemes of the romantic mechanics, and the changes of their parameters that must be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.schemes import instance
from tests.reference.seasons import season

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme

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
}
"""Each for one act, without friends."""

ROMANTIC_ACTS: Scheme = {
    "note": instance("human_gesture", act="practice", chance=0.5, rest_days=5, capacity=80),
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
}
"""Kind -> parameter -> scheme and instance that it is tried on, and its other value."""
