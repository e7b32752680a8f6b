"""One change for every number that a goal can state, to be made in one model only."""

from __future__ import annotations

from typing import Any

_HUNT = "goals of several acts"
_STEPS = [{"times": 3, "reward": {"value": 3.0, "cost": 1.0}}, {"times": 2}, {"times": 4}]

GOAL_PARAMETERS: dict[str, dict[str, tuple[str, str, Any]]] = {
    "challenge": {
        "act": (_HUNT, "challenge", None),
        "acts": ("challenge", "it", 5),
        "spend": ("challenge of spend", "it", 42.0),
        "days": ("challenge", "it", 21),
        "recurrence": ("challenge again", "it", "none"),
        "recurrence.in_periods": ("challenge in periods", "it", "on_completion"),
        "reward": ("challenge", "it", {"value": 9.0, "cost": 4.5}),
        "reward.value": ("challenge", "it", {"value": 9.5, "cost": 4.0}),
    },
    "badge": {
        "act": (_HUNT, "badges", None),
        "at": ("badges", "it", [2, 6, 9, 20]),
        "counts": ("badges", "it", "streak"),
        "every": ("badges for streaks", "it", 3),
    },
    "levels": {
        "act": (_HUNT, "levels", "practice"),
        "experience": (_HUNT, "levels", [{"act": "practice", "xp": 4.0}, {"xp": 5.0}]),
        "experience.xp": ("levels", "it", [{"xp": 8.0}]),
        "first": ("levels", "it", 14.0),
        "growth": ("levels", "it", 1.5),
        "most": ("levels that pay", "it", 4),
        "reward": ("levels that pay", "it", {"value": 3.0, "cost": 1.5}),
    },
    "achievements": {
        "act": (_HUNT, "tasks", "practice"),
        "every": ("weekly tasks", "it", 5),
        "tasks": ("weekly tasks", "it", [{"times": 2}, {"times": 3}]),
        "bonus": ("weekly tasks", "it", None),
    },
    "quest": {
        "act": (_HUNT, "hunt", "shop"),
        "steps": ("quest", "it", [{"times": 3}, *_STEPS[1:]]),
        "steps.times": ("quest", "it", [_STEPS[0], {"times": 3}, _STEPS[2]]),
        "steps.optional": ("quest", "it", [*_STEPS[:2], {"times": 4, "optional": True}]),
        "trophy": ("quest", "it", False),
        "reward": ("quest", "it", None),
    },
    "progress_bar": {
        "act": (_HUNT, "bar", "lesson"),
        "steps": (_HUNT, "bar", ["profile", "practice", "lesson"]),
        "head_start": ("profile", "it", 0.3),
        "reward": ("profile", "it", {"value": 10.0, "cost": 4.0}),
        "stalls_after": ("profile", "it", 7),
    },
    "unlock": {
        "act": (_HUNT, "lock", "practice"),
        "after": ("unlock", "it", 5),
        "opens": (_HUNT, "lock", None),
        "discount": ("unlock", "it", 0.16),
        "eases": ("unlock of ease", "it", "time"),
        "demand_left": ("unlock of ease", "it", 0.5),
    },
    "comeback_bonus": {
        "act": (_HUNT, "back", "practice"),
        "missed": ("comeback", "it", 3),
        "reward": ("comeback", "it", {"value": 1.5, "cost": 1.1}),
        "rest": ("comeback now and then", "it", 14),
    },
    "streak": {
        "repair": ("streak with repair", "it", {"within": 5, "acts": 2}),
        "repair.acts": ("streak with repair", "it", {"within": 4, "acts": 3}),
        "free_days": ("streak with free days", "it", ["tue", "sat"]),
    },
}
