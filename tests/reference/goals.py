"""Schemes of goals and of what holds people to them: each alone, in seasons, and for several acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.schemes import REWARD, instance
from tests.reference.seasons import season

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme

SMALL = {"value": 3.0, "cost": 1.0}
OTHER = {"value": 15.0, "cost": 6.0}


def _it(kind: str, **parameters: Any) -> Scheme:
    return {"it": instance(kind, **parameters)}


GOALS: dict[str, Scheme] = {
    "challenge": _it("challenge", acts=4, days=20, reward=REWARD),
    "challenge again": _it("challenge", acts=3, days=12, recurrence="on_completion", reward=REWARD),
    "challenge in periods": _it(
        "challenge", acts=3, days=9, recurrence="on_expiration", reward=REWARD
    ),
    "challenge of spend": _it(
        "challenge", spend=40.0, days=14, recurrence="on_expiration", reward=REWARD
    ),
    "challenge for its own sake": _it("challenge", acts=2, days=7, recurrence="on_expiration"),
    "badges": _it("badge", at=[2, 5, 9, 20]),
    "badges for streaks": _it("badge", at=[2, 3, 6], counts="streak", every=4),
    "levels": _it("levels", experience=[{"xp": 7.0}], first=12.0, growth=1.4),
    "levels that pay": _it(
        "levels", experience=[{"xp": 30.0}], first=12.0, growth=1.3, most=9, reward=SMALL
    ),
    "daily tasks": _it("achievements", tasks=[{"reward": {"value": 1.0, "cost": 0.5}}]),
    "weekly tasks": _it(
        "achievements",
        every=6,
        tasks=[{"times": 1}, {"times": 3, "reward": SMALL}],
        bonus={"value": 2.0, "cost": 1.0},
    ),
    "quest": _it(
        "quest", steps=[{"times": 3, "reward": SMALL}, {"times": 2}, {"times": 4}], reward=REWARD
    ),
    "quest with a branch": _it(
        "quest",
        steps=[{"times": 2}, {"times": 2, "optional": True, "reward": SMALL}, {"times": 3}],
        trophy=False,
        reward=REWARD,
    ),
    "profile": _it("progress_bar", steps=["visit"], head_start=0.25, reward=REWARD, stalls_after=6),
    "unlock": _it("unlock", after=4, discount=0.15),
    "unlock of ease": _it("unlock", after=3, eases="money", demand_left=0.6),
    "comeback": _it("comeback_bonus", missed=2, reward={"value": 1.5, "cost": 1.0}),
    "comeback now and then": _it("comeback_bonus", missed=3, rest=15, reward=SMALL),
    "streak with free days": _it("streak", free_days=["tue", "sat", "sun"], freezes=1),
    "streak with much that forgives": _it(
        "streak",
        freezes=1,
        free_days=["tue", "sat"],
        milestones=[{"at": 2, "reward": SMALL}, {"at": 4, "reward": REWARD}],
    ),
    "streak with repair": _it(
        "streak",
        repair={"within": 4, "acts": 2},
        milestones=[{"at": 3, "reward": SMALL}, {"at": 6, "reward": REWARD}],
    ),
    "weeks with repair": _it("streak", every=4, acts=1, repair={"within": 6, "acts": 2}, freezes=1),
}
"""For worlds with one act."""

_BRANCH = {"act": "profile", "optional": True, "reward": SMALL}
_TASKS = [{"act": "lesson", "times": 3, "reward": SMALL}, {"act": "shop"}, {"times": 2}]

SEVERAL_GOALS: Scheme = {
    "challenge": instance("challenge", act="practice", acts=3, days=20, reward=REWARD),
    "spend": instance("challenge", act="shop", spend=60.0, days=30, reward=REWARD),
    "free": instance("challenge", act="lesson", spend=5.0, days=9),
    "badges": instance("badge", act="practice", at=[1, 4]),
    "levels": instance(
        "levels",
        experience=[{"act": "practice", "xp": 4.0}, {"act": "profile", "xp": 9.0}, {"xp": 5.0}],
        first=10.0,
        growth=1.2,
        reward=SMALL,
    ),
    "tasks": instance("achievements", every=7, tasks=_TASKS, bonus=SMALL),
    "hunt": instance(
        "quest",
        steps=[
            {"act": "lesson", "times": 2},
            _BRANCH,
            {"act": "practice"},
            {"times": 2},
            {"act": "shop"},
        ],
        reward=REWARD,
    ),
    "bar": instance(
        "progress_bar", steps=["profile", "shop", "practice"], reward=SMALL, stalls_after=9
    ),
    "lock": instance("unlock", act="lesson", after=4, opens="shop", discount=0.1),
    "ease": instance("unlock", act="practice", after=2, opens="lesson", eases="brain_cycles"),
    "back": instance("comeback_bonus", act="shop", missed=10, reward=SMALL),
    "call": instance("message", act="profile", every=3),
    "next step": instance(
        "message",
        act="practice",
        every=2,
        target={"when": {"instance": "hunt", "is": "at_3"}},
    ),
    "unfinished": instance(
        "message", act="shop", every=5, target={"when": {"instance": "bar", "is": "unfinished"}}
    ),
    "welcome": instance(
        "message", act="shop", every=4, target={"when": {"instance": "back", "is": "waits"}}
    ),
}

GOALS_TOGETHER: Scheme = {
    **{name: scheme["it"] for name, scheme in GOALS.items() if "streak" not in name},
    "points": instance("points", per_act=1, redeem={"points": 30, "value": 6.0, "cost": 3.0}),
    "paid in points": instance("challenge", acts=2, days=9, reward={"points": 12}),
    "mend": instance("streak", repair={"within": 5, "acts": 2}),
    "near": instance("message", every=2, target={"when": {"instance": "badges", "is": "near"}}),
    "at it": instance(
        "message", every=3, target={"when": {"instance": "challenge", "is": "running"}}
    ),
    "locked": instance("message", every=7, target={"when": {"instance": "unlock", "is": "open"}}),
    "mendable": instance(
        "message", every=1, target={"when": {"instance": "mend", "is": "repairable"}}, cap=9
    ),
}

_LATE = [{"first": 39, "last": 39}, {"first": 44, "last": 46}]
"""A bar of one visit is full too soon for the usual pauses and change."""

GOAL_SEASONS: dict[str, Scheme] = {
    "season of challenge": _it(
        "challenge",
        acts=3,
        days=9,
        recurrence="on_expiration",
        reward=REWARD,
        **season({"reward": OTHER, "acts": 2, "days": 5}),
    ),
    "season of badge": _it("badge", at=[2, 4, 7], **season({"at": [1, 3, 5, 6]})),
    "season of levels": _it(
        "levels",
        experience=[{"xp": 10.0}],
        first=15.0,
        reward=SMALL,
        **season({"reward": REWARD, "growth": 1.1}),
    ),
    "season of achievements": _it(
        "achievements",
        every=4,
        tasks=[{"times": 2, "reward": SMALL}],
        bonus=SMALL,
        **season({"tasks": [{"times": 1, "reward": REWARD}]}),
    ),
    "season of quest": _it(
        "quest",
        steps=[{"times": 3}, {"times": 4, "reward": SMALL}, {"times": 3}],
        reward=REWARD,
        **season({"reward": OTHER, "steps": [{"times": 2}, {"times": 2}, {"times": 3}]}),
    ),
    "season of progress_bar": _it(
        "progress_bar",
        steps=["visit"],
        head_start=0.5,
        stalls_after=9,
        reward=REWARD,
        **season({"reward": OTHER, "head_start": 0.3}, starts=38, pauses=_LATE),
    ),
    "season of unlock": _it("unlock", after=3, discount=0.1, **season({"discount": 0.4})),
    "season of comeback_bonus": _it(
        "comeback_bonus", missed=1, reward=SMALL, **season({"reward": REWARD})
    ),
}
