"""Schemes for employees, and the changes of their parameters that must be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.schemes import instance
from tests.reference.seasons import season

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme

_PAID = {"value": 4.0, "cost": 3.0}
_TASKS: dict[str, Any] = {"places": 6.0, "reward": _PAID}

_THANKS: dict[str, Any] = {"awards": 2, "every": 7, "team": 8, "award": {"value": 2.0, "cost": 1.5}}

STAFF: dict[str, Scheme] = {
    "tasks": {"it": instance("unpopular_tasks", **_TASKS)},
    "tasks of a week": {"it": instance("unpopular_tasks", **_TASKS | {"places": 35.0}, every=7)},
    "tasks that rise": {
        "it": instance("unpopular_tasks", **_TASKS | {"places": 25.0}, rises=0.2, most=1.5)
    },
    "thanks by colleagues": {"it": instance("recognition_points", **_THANKS)},
    "thanks by managers": {
        "it": instance(
            "recognition_points", **_THANKS | {"awards": 0, "manager_awards": 4, "use": 0.8}
        )
    },
    "thanks by all": {"it": instance("recognition_points", **_THANKS, manager_awards=6)},
    "season of recognition_points": {
        "it": instance(
            "recognition_points", **_THANKS, **season({"awards": 5, "manager_awards": 3})
        )
    },
    "bonus": {"it": instance("service_bonus", acts=2, every=7, reward=_PAID)},
    "season of service_bonus": {
        "it": instance("service_bonus", acts=3, every=9, reward=_PAID, **season({"acts": 1}))
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
    "bonus": instance(
        "service_bonus",
        act="practice",
        instead_of="lesson",
        acts=2,
        every=9,
        takes=0.8,
        reward=_PAID,
    ),
    "bonus for speed": instance(
        "service_bonus",
        act="lesson",
        instead_of="practice",
        acts=3,
        every=7,
        reward={"points": 8, "into": "the points"},
    ),
    "few": instance("unpopular_tasks", act="practice", places=8, reward=_PAID),
    "fewer": instance(
        "unpopular_tasks", act="practice", places=4, every=2, reward=_PAID, rises=0.5
    ),
    "thanks": instance("recognition_points", act="practice", **_THANKS),
    "the points": instance(
        "points", act="shop", per_act=3, redeem={"points": 20, "value": 4.0, "cost": 2.0}
    ),
    "thanks in points": instance(
        "recognition_points",
        act="lesson",
        awards=1,
        manager_awards=3,
        every=5,
        award={"points": 4, "into": "the points"},
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
    "recognition_points": {
        "act": (_ACTS, "thanks", "shop"),
        "awards": ("thanks by all", "it", 3),
        "manager_awards": ("thanks by all", "it", 5),
        "every": ("thanks by all", "it", 8),
        "use": ("thanks by all", "it", 0.7),
        "team": ("thanks by all", "it", 9),
        "award": ("thanks by all", "it", {"value": 2.0, "cost": 1.6}),
        "award.value": ("thanks by all", "it", {"value": 2.2, "cost": 1.5}),
    },
    "service_bonus": {
        "act": (_ACTS, "bonus", "shop"),
        "acts": ("bonus", "it", 3),
        "every": ("bonus", "it", 8),
        "reward": ("bonus", "it", {"value": 4.0, "cost": 3.2}),
        "reward.value": ("bonus", "it", {"value": 4.4, "cost": 3.0}),
        "instead_of": (_ACTS, "bonus", "shop"),
        "takes": (_ACTS, "bonus", 0.9),
    },
    "unpopular_tasks": {
        "act": (_ACTS, "wanted", "practice"),
        "places": ("tasks", "it", 7.0),
        "every": ("tasks of a week", "it", 6),
        "reward": ("tasks", "it", {"value": 4.0, "cost": 3.5}),
        "reward.value": ("tasks", "it", {"value": 4.5, "cost": 3.0}),
        "rises": ("tasks that rise", "it", 0.25),
        "most": ("tasks that rise", "it", 1.4),
    },
}
"""Kind -> parameter -> scheme and instance that it is tried on, and its other value."""
