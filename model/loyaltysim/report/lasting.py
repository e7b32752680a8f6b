"""Whether effects last, in a sentence each on acts and on staying."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.comparison.measures.lasting import thirds_of
from loyaltysim.comparison.verdict.wording import quoted
from loyaltysim.language import say
from loyaltysim.report import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from loyaltysim.comparison import Comparison
    from loyaltysim.comparison.measures.effects import Effect

TOO_SHORT = "Whether it lasts cannot be told of less than three weeks."
LASTING = {
    "acts": 'Does it last? Acts against "{baseline}": {told}.',
    "stay": 'Does it last? Fewer who leave, of those who are there, than under "{baseline}": {told}.',
}
BY_LUCK = "{schemes}: nothing that may not be luck alone"
THEN = "{scheme} {first} in the first {days} days and {last} in the last {days}{left}"
LEFT = ", {left} of it (luck alone: {span}{models})"
MORE = ", more than at first (luck alone: {span} of it{models})"
FADES = "; less than at first in {hits} of {draws} plausible models"

WIDE = 1.0
"""Length of an interval of what is left from which on a figure would say too much."""


def lasting_lines(comparison: Comparison) -> Iterator[str]:
    """Tell of acts and of staying, scheme by scheme, what is left in the last third."""
    thirds = thirds_of(comparison.scenario.days)
    if not thirds:
        yield say(TOO_SHORT)
        return
    for what, text in LASTING.items():
        known = [name for name in comparison.caused if not _by_luck(name, what, comparison)]
        told = [_then(name, what, len(thirds[0]), comparison) for name in known]
        rest = [name for name in comparison.caused if name not in known]
        told += [say(BY_LUCK, schemes=quoted(rest))] if rest else []
        yield say(text, baseline=comparison.scenario.compare.baseline, told="; ".join(told))


def _by_luck(name: str, what: str, comparison: Comparison) -> bool:
    """Tell whether luck alone could be behind both effects."""
    ends = (comparison.caused[name][f"{what}_{part}_third"] for part in ("first", "last"))
    return not any(effect.low > 0 or effect.high < 0 for effect in ends)


def _then(name: str, what: str, days: int, comparison: Comparison) -> str:
    first, last, left = (
        comparison.caused[name][f"{what}_{part}"] for part in ("first_third", "last_third", "left")
    )
    write = numbers.signed_percent if what == "acts" else numbers.points
    return say(
        THEN,
        scheme=quoted([name]),
        first=_rise(first, write),
        last=_rise(last, write),
        days=days,
        left=_left(left, _fades(name, what, comparison)),
    )


def _rise(effect: Effect, write: Callable[[float], str]) -> str:
    """Write an effect, and whether luck alone could be behind it."""
    luck = not (effect.low > 0 or effect.high < 0 or effect.same)
    return write(effect.estimate) + (say(" (may be luck alone)") if luck else "")


def _left(left: Effect, fades: str) -> str:
    """Say what is left of an effect, or that there is surely more; nothing where luck leaves it open."""
    span = numbers.percent_interval(left.low, left.high)
    if left.low > 1:
        return say(MORE, span=span, models=fades)
    if not left.high - left.low <= WIDE:
        return ""
    return say(LEFT, left=numbers.whole_percent(left.estimate), span=span, models=fades)


def _fades(name: str, what: str, comparison: Comparison) -> str:
    """Count the plausible models in which less is left than there was at first."""
    models = comparison.assumptions
    if models is None or not models.tell:
        return ""
    first, last = (models.over(f"{what}_{part}_third", name) for part in ("first", "last"))
    hits = int((np.sign(first) * last < np.abs(first)).sum())
    return say(FADES, hits=hits, draws=len(first))
