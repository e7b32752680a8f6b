"""Why customers did not act: the funnel from no prompt to too little motivation or ability."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.report.numbers import percent
from loyaltysim.report.tables.shapes import plain_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.table import Table

    from loyaltysim.comparison import Comparison

CLASSES = {
    "acted": "acted",
    "no_prompt": "no prompt: no occasion, no message",
    "not_noticed": "a message, but not noticed",
    "motivation": "prompted: too little motivation",
    "ability_time": "prompted: too much time",
    "ability_money": "prompted: too much money",
    "ability_physical_effort": "prompted: too much bodily effort",
    "ability_brain_cycles": "prompted: too much thinking",
    "ability_social_deviance": "prompted: against what others do",
    "ability_non_routine": "prompted: against their routine",
    "either": "prompted: motivation or ease would do",
    "both": "prompted: motivation and ease missing",
    "chance": "prompted: the day went otherwise",
    "turned_away": "came, but there was no room",
    "elsewhere": "prompted: chose a rival",
}
"""The classes of customer-days, in the order of the funnel, in plain words."""

BEFORE = ("no_prompt", "not_noticed")
"""Classes of days without a prompt."""
PROMPTED = "prompted: "

SHOWN = 0.0005
"""Share of customer-days from which a class is worth a row."""

ACROSS = 4
"""Schemes beside one another, so that a terminal of 80 characters has room for them."""

_LACKS = [
    name
    for name, words in CLASSES.items()
    if words.startswith(PROMPTED) and name not in {"chance", "elsewhere"}
]


def why_not_tables(comparison: Comparison) -> Iterator[Table]:
    """Tabulate the classes of customer-days that matter, one column a scheme."""
    shares, act = comparison.why_not, comparison.scenario.main_act
    classes = [name for name in shares.columns if (shares[name] >= SHOWN).any()]
    for start in range(0, len(shares), ACROSS):
        part = shares.iloc[start : start + ACROSS]
        schemes = [str(scheme) for scheme in part.index]
        title = say('Why customers did not act: "{act}"', act=act) if start == 0 else None
        days = say("share of all customers' days")
        table = plain_table(days, *schemes, title=title, wrap=True)
        for name in classes:
            table.add_row(say(CLASSES[str(name)]), *(percent(float(share)) for share in part[name]))
        yield table


def why_not_sentence(comparison: Comparison) -> str:
    """Say in one sentence what kept customers from acting under the baseline."""
    baseline = comparison.scenario.compare.baseline
    shares = {str(name): float(share) for name, share in comparison.why_not.T[baseline].items()}
    idle = 1 - shares["acted"]
    if idle <= 0:
        return say('Under "{baseline}" customers acted on every day.', baseline=baseline)
    sentence = say(
        'Under "{baseline}", {share} of the days without "{act}" had no prompt.',
        baseline=baseline,
        share=percent(shares["no_prompt"] / idle),
        act=comparison.scenario.main_act,
    )
    unseen = _unseen(shares["not_noticed"] / idle)
    return " ".join(part for part in (sentence, unseen, _lack(shares)) if part)


def _unseen(share: float) -> str:
    """Say how often a message came that nobody noticed."""
    if share < SHOWN:
        return ""
    return say("On {share} a message came, but was not noticed.", share=percent(share))


def _lack(shares: Mapping[str, float]) -> str:
    """Name what was missing most often among those who were prompted."""
    missing = {name: shares.get(name, 0.0) for name in _LACKS}
    most = max(missing, key=missing.__getitem__)
    if not missing[most]:
        return ""
    others = {name: shares.get(name, 0.0) for name in ("chance", "elsewhere")}
    rest = max(others, key=others.__getitem__)
    all_of_them = sum(missing.values()) + sum(others.values())
    told = [f"{_plain(most)} ({percent(missing[most] / all_of_them)})"]
    if others[rest] > missing[most]:
        told.insert(0, f"{_plain(rest)} ({percent(others[rest] / all_of_them)})")
    return say(
        "Where one was noticed and nothing followed, most often: {lacks}.",
        lacks=say(", then ").join(told),
    )


def _plain(name: str) -> str:
    return say(CLASSES[name]).removeprefix(say(PROMPTED))
