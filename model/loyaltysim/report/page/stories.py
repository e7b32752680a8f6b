"""The days of three customers under every scheme, as a page tells them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from loyaltysim.language import say
from loyaltysim.report.labels import labels
from loyaltysim.report.numbers import amount, percent
from loyaltysim.report.page.telling import told_on
from loyaltysim.report.plots.plane import shown_scheme

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from loyaltysim.comparison import Comparison

MOST_DAYS = 20
"""Days with something to tell that are told of a customer under a scheme; the rest is in the file."""
MOST_TOLD = 5
"""Schemes under which days are told; of more there are the strips alone, and all days are in the file."""
LIKE = {
    "kept": 'left under "{baseline}", stays under "{scheme}"',
    "more": "stays anyway, and does more",
    "lost": 'stays under "{baseline}", leaves under "{scheme}"',
    "left": "leaves either way",
    "alike": "stays either way, and does as much as before",
}
_SHAPES = {
    "act": "M{x} 10v13",
    "not": "M{x} 19v4",
    "rival": "M{x} 14v9",
    "message": "M{x} 3h{b}v4h-{b}z",
    "reward": "M{x} 1m{h} 0l{t} 4l-{t} 4l-{t}-4z",
    "left": "M{x} 8l{b} 12m0-12l-{b} 12",
}
"""How marks are drawn on a strip whose unit is a day across, on day x; the first three are lines as wide as a mark."""
_NEXT = {"act": "m{x}-13v13", "not": "m{x}-4v4", "rival": "m{x}-9v9"}
"""How lines follow one another, x days after the one before: shorter than by the day, and there are hundreds."""
MARKS_ACROSS = 260
"""Marks that have room side by side on a strip."""
_REWARDS = ("redeem", "grant")


def stories(comparison: Comparison) -> list[dict[str, Any]]:
    """Give the three customers, each with a strip of days and a list of events under every scheme."""
    lives = comparison.lives
    if lives is None:
        return []
    names = {"baseline": comparison.scenario.compare.baseline, "scheme": shown_scheme(comparison)}
    return [
        {
            "number": int(person["story"]) + 1,
            "like": labels(comparison.scenario)(say(LIKE[str(person["like"])], **names)),
            "alike": percent(float(person["alike"])),
            "segment": str(person["segment"]),
            "user_type": say(str(person["user_type"])),
            "need": amount(7 * float(person["need"])),
            "schemes": list(
                _schemes(comparison, lives.events[lives.events["story"] == person["story"]])
            ),
        }
        for _, person in lives.people.iterrows()
    ]


def _schemes(comparison: Comparison, events: pd.DataFrame) -> Iterator[dict[str, Any]]:
    scenario, told = comparison.scenario, _told(comparison)
    bar = max(0.8, scenario.days / MARKS_ACROSS)
    for name in map(str, comparison.schemes.index):
        mine = events[events["scheme"] == name]
        left = mine[mine["what"] == "left"]["day"]
        rewards = mine[mine["what"].isin(_REWARDS)]
        days = [(int(rows["day"].iloc[0]), rows) for _, rows in mine.groupby("day")]
        yield {
            "scheme": name,
            "marks": _marks(mine, bar),
            "bar": f"{bar:g}",
            "half": f"{bar / 2:g}",
            "until": int(left.iloc[0]) + 1 if len(left) else scenario.days,
            "left": len(left) > 0,
            "sum": _sum(mine, rewards, scenario.currency),
            "days": [
                (day + 1, "; ".join(told_on(rows, scenario.currency)))
                for day, rows in days[: MOST_DAYS * (name in told)]
            ],
            "more": max(0, len(days) - MOST_DAYS),
        }


def _told(comparison: Comparison) -> list[str]:
    """Name the schemes whose days are told: the baseline, and the best others."""
    scenario = comparison.scenario
    return list(dict.fromkeys([scenario.compare.baseline, *comparison.ranked]))[:MOST_TOLD]


def _sum(events: pd.DataFrame, rewards: pd.DataFrame, currency: str) -> str:
    """Say how often the customer acted, and what he or she got."""
    acts = int((events["what"] == "act").sum())
    often = {0: say("never acts"), 1: say("acts once")}
    told = often.get(acts, say("acts {acts} times", acts=acts))
    worth = f"{currency} {amount(float(rewards['amount'].sum()))}"
    if rewards.empty:
        return told
    got = say("gets 1 reward worth {worth}", worth=worth)
    if len(rewards) > 1:
        got = say("gets {rewards} rewards worth {worth}", rewards=len(rewards), worth=worth)
    return f"{told}, {got}"


def _marks(events: pd.DataFrame, bar: float) -> dict[str, str]:
    """Give the paths of a strip by the kind of mark, each kind once a day, or once where it has room.

    Parameters
    ----------
    bar
        Width of a mark, in days.
    """
    days: dict[str, dict[int, None]] = {}
    step = max(1.0, bar)
    for day, what in zip(events["day"], events["what"], strict=True):
        mark = "reward" if what in _REWARDS else what
        if mark in _SHAPES:
            days.setdefault(mark, {})[int(int(day) // step * step)] = None
    return {mark: _path(mark, list(days[mark]), bar) for mark in _SHAPES if mark in days}


def _path(mark: str, days: list[int], bar: float) -> str:
    """Draw a mark on each of some days."""
    if mark not in _NEXT:
        return "".join(_SHAPES[mark].format(x=day, **_sizes(bar)) for day in days)
    steps = (_NEXT[mark].format(x=day - before) for before, day in pairwise(days))
    return _SHAPES[mark].format(x=days[0]) + "".join(steps)


def _sizes(bar: float) -> dict[str, str]:
    return {"b": f"{bar:g}", "h": f"{bar / 2:g}", "t": f"{1.1 * bar:g}"}
