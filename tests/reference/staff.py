"""Schemes for employees, and the changes of their parameters that must be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.schemes import instance
from tests.reference.seasons import season

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme

_PAID = {"value": 4.0, "cost": 3.0}
_TASKS: dict[str, Any] = {"places": 6.0, "reward": _PAID}

STAFF: dict[str, Scheme] = {
    "tasks": {"it": instance("unpopular_tasks", **_TASKS)},
    "tasks of a week": {"it": instance("unpopular_tasks", **_TASKS | {"places": 35.0}, every=7)},
    "tasks that rise": {
        "it": instance("unpopular_tasks", **_TASKS | {"places": 20.0}, rises=0.2, most=3.0)
    },
    "season of unpopular_tasks": {
        "it": instance(
            "unpopular_tasks",
            **_TASKS,
            every=3,
            rises=0.3,
            **season({"places": 9.0, "every": 2}),
        )
    },
}
"""Each for one act."""

STAFF_ACTS: Scheme = {
    "few": instance("unpopular_tasks", act="practice", places=8, reward=_PAID),
    "fewer": instance(
        "unpopular_tasks", act="practice", places=4, every=2, reward=_PAID, rises=0.5
    ),
    "the points": instance(
        "points", act="shop", per_act=3, redeem={"points": 20, "value": 4.0, "cost": 2.0}
    ),
    "wanted": instance(
        "unpopular_tasks",
        act="lesson",
        places=12,
        reward={"points": 5, "into": "the points"},
        rises=0.1,
    ),
}
"""On several acts, some of them with room for some only, twice."""

_ACTS = "staff acts"
STAFF_CHANGES: dict[str, dict[str, tuple[str, str, Any]]] = {
    "unpopular_tasks": {
        "act": (_ACTS, "wanted", "practice"),
        "places": ("tasks", "it", 7.0),
        "every": ("tasks of a week", "it", 6),
        "reward": ("tasks", "it", {"value": 4.0, "cost": 3.5}),
        "reward.value": ("tasks", "it", {"value": 4.5, "cost": 3.0}),
        "rises": ("tasks that rise", "it", 0.25),
        "most": ("tasks that rise", "it", 2.5),
    },
}
"""Kind -> parameter -> scheme and instance that it is tried on, and its other value."""
