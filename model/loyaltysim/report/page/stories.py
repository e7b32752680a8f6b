"""The days of three customers under every scheme, as a page tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loyaltysim.language import say
from loyaltysim.report.labels import labels
from loyaltysim.report.numbers import amount, percent
from loyaltysim.report.page.telling import told_on
from loyaltysim.report.style import looks

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from loyaltysim.comparison import Comparison

MOST_DAYS = 30
"""Days with something to tell that are told of a customer under a scheme; the rest is in the file."""
LIKE = {
    "kept": "left without the scheme, stays with it",
    "more": "stays anyway, and does more",
    "lost": "stays without the scheme, leaves with it",
    "left": "leaves either way",
    "alike": "stays either way, and does as much as before",
}
_MARKS = {"act": "act", "not": "not", "message": "message", "unseen": "unseen", "left": "left"}
_REWARDS = ("redeem", "grant")


def stories(comparison: Comparison) -> list[dict[str, Any]]:
    """Give the three customers, each with a strip of days and a list of events under every scheme."""
    lives = comparison.lives
    if lives is None:
        return []
    return [
        {
            "number": int(person["story"]) + 1,
            "like": labels(comparison.scenario)(say(LIKE[str(person["like"])])),
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
    scenario, names = comparison.scenario, [str(name) for name in comparison.schemes.index]
    look = looks(names, scenario.compare.baseline)
    for name in names:
        mine = events[events["scheme"] == name]
        left = mine[mine["what"] == "left"]["day"]
        rewards = mine[mine["what"].isin(_REWARDS)]
        days = [(int(rows["day"].iloc[0]), rows) for _, rows in mine.groupby("day")]
        yield {
            "scheme": name,
            "colour": look[name].colour,
            "marks": list(_marks(mine)),
            "until": int(left.iloc[0]) + 1 if len(left) else scenario.days,
            "left": len(left) > 0,
            "sum": _sum(mine, rewards, scenario.currency),
            "days": [
                (day + 1, "; ".join(told_on(rows, scenario.currency)))
                for day, rows in days[:MOST_DAYS]
            ],
            "more": max(0, len(days) - MOST_DAYS),
        }


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


def _marks(events: pd.DataFrame) -> Iterator[tuple[int, str]]:
    """Give what is drawn of every day: the day and the kind of mark, each kind once a day."""
    seen = set()
    for day, what in zip(events["day"], events["what"], strict=True):
        mark = "reward" if what in _REWARDS else _MARKS.get(what)
        if mark is not None and (day, mark) not in seen:
            seen.add((day, mark))
            yield int(day), mark
