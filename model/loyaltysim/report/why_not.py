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

_OTHERWISE = ("chance", "elsewhere", "turned_away")
"""Classes of days with a prompt on which nobody lacked anything."""
_LACKS = [
    name for name, words in CLASSES.items() if words.startswith(PROMPTED) and name not in _OTHERWISE
]


def prompted_share(shares: Mapping[str, float]) -> float:
    """Give the share of customer-days with a prompt, of which the bars and the sentence are shares."""
    return 1.0 - sum(shares[name] for name in BEFORE)


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
    baseline, act = comparison.scenario.compare.baseline, comparison.scenario.main_act
    shares = {str(name): float(share) for name, share in comparison.why_not.T[baseline].items()}
    idle = 1 - shares["acted"]
    if idle <= 0:
        return say('Under "{baseline}" customers acted on every day.', baseline=baseline)
    sentence = say(
        'Under "{baseline}", {share} of the days without "{act}" had no prompt.',
        baseline=baseline,
        share=percent(shares["no_prompt"] / idle),
        act=act,
    )
    unseen = _unseen(shares["not_noticed"] / idle)
    return " ".join(part for part in (sentence, unseen, _lack(shares, act)) if part)


def _unseen(share: float) -> str:
    """Say how often a message came that nobody noticed."""
    if share < SHOWN:
        return ""
    return say("On {share} a message came, but was not noticed.", share=percent(share))


def _lack(shares: Mapping[str, float], act: str) -> str:
    """Name what kept those from acting who were prompted: the lack most often met, and all that was met more often."""
    prompted = prompted_share(shares)
    most = max(shares.get(name, 0.0) for name in _LACKS)
    met = [name for name in (*_OTHERWISE, *_LACKS) if 0 < shares.get(name, 0.0) >= most]
    if not met:
        return ""
    met.sort(key=lambda name: -shares[name])
    return say(
        'What became of the days on which one was noticed: "{act}" ({acted}); without it, most often {lacks}.',
        act=act,
        acted=percent(shares["acted"] / prompted),
        lacks=say(", then ").join(
            f"{_plain(name)} ({percent(shares[name] / prompted)})" for name in met
        ),
    )


def _plain(name: str) -> str:
    return say(CLASSES[name]).removeprefix(say(PROMPTED))
