"""Whether effects last, in a sentence each on acts and on staying."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.comparison.measures.lasting import thirds_of
from loyaltysim.comparison.verdict.wording import quoted
from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.answer import Answer, answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from loyaltysim.comparison import Comparison
    from loyaltysim.comparison.measures.effects import Effect

TOO_SHORT = "Whether it lasts cannot be told of less than three weeks."
LASTING = {
    "acts": 'Does it last? Acts of each customer who is there, against "{baseline}": {told}.',
    "stay": 'Does it last? Fewer who leave, of those who are there, than under "{baseline}": {told}. '
    "Who is still there differs from who left, so that a smaller difference need not be a weaker effect.",
}
SAME = "{schemes}: no difference"
BY_LUCK = "{schemes}: nothing that may not be luck alone"
UNKNOWN = "{schemes}: cannot be told, for there is nothing to compare with"
THEN = "{scheme} {first} in the first {days} days and {last} in the last {days}{left}"
LEFT = ", {left} of it (luck alone: {span}{models})"
MORE = ", more than at first (luck alone: {span} of it{models})"
TURNED = ", turned round (luck alone: {span} of it, the other way{models})"
AT_MOST = ", at most {high} of it (luck alone{models})"
FADES = "; less than at first in {hits} of {draws} plausible models"

TESTS = 2
"""Effects of a scheme that are tested on either figure, in the first third and in the last."""
WIDE = 1.0
"""Length of an interval of what is left from which on a figure would say too much."""


def lasting_answers(comparison: Comparison) -> Iterator[Answer]:
    """Tell of acts and of staying, scheme by scheme, the effect in the first third and in the last, and of acts what is left."""
    thirds = thirds_of(comparison.scenario.days)
    if not thirds:
        yield Answer(say(TOO_SHORT))
        return
    for what, text in LASTING.items():
        known, luck, same, unknown = _sorted(what, comparison)
        told = [_then(name, what, len(thirds[0]), comparison) for name in known]
        told += [say(BY_LUCK, schemes=quoted(luck))] if luck else []
        told += [say(SAME, schemes=quoted(same))] if same else []
        told += [say(UNKNOWN, schemes=quoted(unknown))] if unknown else []
        yield answer(text, told, baseline=comparison.scenario.compare.baseline)


def _sorted(what: str, comparison: Comparison) -> tuple[list[str], ...]:
    """Give the schemes that have an effect, those of which luck alone could be behind both, those without any difference and those of which nothing is known."""
    known, luck, same, unknown = list[str](), list[str](), list[str](), list[str]()
    for name, told in comparison.caused.items():
        ends = [told[f"{what}_{part}_third"] for part in ("first", "last")]
        if all(effect.same for effect in ends):
            same.append(name)
        elif all(math.isnan(effect.estimate) for effect in ends):
            unknown.append(name)
        else:
            (known if any(effect.clear(TESTS) for effect in ends) else luck).append(name)
    return known, luck, same, unknown


def _then(name: str, what: str, days: int, comparison: Comparison) -> str:
    told = comparison.caused[name]
    first, last = (told[f"{what}_{part}_third"] for part in ("first", "last"))
    left = told.get(f"{what}_left")
    write = numbers.signed_percent if what == "acts" else numbers.points
    return say(
        THEN,
        scheme=quoted([name]),
        first=_rise(first, write),
        last=_rise(last, write),
        days=days,
        left="" if left is None else _left(left, first, last, _fades(name, what, comparison)),
    )


def _rise(effect: Effect, write: Callable[[float], str]) -> str:
    """Write an effect, and whether luck alone could be behind it; unknown where nobody is there or acts any more."""
    if math.isnan(effect.estimate):
        return say("an effect that cannot be told")
    if effect.same:
        return say("no difference")
    luck = "" if effect.clear(TESTS) else say(" (may be luck alone)")
    return f"{write(effect.estimate)}{luck}"


def _left(left: Effect, first: Effect, last: Effect, fades: str) -> str:
    """Say what is left of an effect, that there is surely more or that it turned; nothing where luck leaves it open."""
    if last.same or not first.clear(TESTS):
        return ""
    span = numbers.percent_interval(left.low, left.high)
    if left.low > 1:
        return say(MORE, span=span, models=fades)
    if left.high < 0 and last.clear(TESTS):
        back = numbers.percent_interval(-left.high, -left.low)
        return say(TURNED, span=back, models=fades)
    if not left.high - left.low <= WIDE:
        return ""
    if left.estimate < 0:
        high = numbers.percent(max(left.high, 0.0))
        return say(AT_MOST, high=high, models=fades)
    return say(LEFT, left=numbers.percent(left.estimate), span=span, models=fades)


def _fades(name: str, what: str, comparison: Comparison) -> str:
    """Count the plausible models in which less is left than there was at first."""
    models = comparison.assumptions
    if models is None or not models.tell:
        return ""
    first, last = (models.over(f"{what}_{part}_third", name) for part in ("first", "last"))
    hits = int((np.sign(first) * last < np.abs(first)).sum())
    return say(FADES, hits=hits, draws=len(first))
