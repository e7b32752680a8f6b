"""Whether effects last: those of the last third of the run beside those of the first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.comparison.measures.effects import Effect, mean_effect, per_launch, ratio_effect
from loyaltysim.comparison.measures.endings import WEEK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.comparison.measures.collect import SchemeSums
    from loyaltysim.comparison.measures.effects import FloatArray

THIRDS = 3


def thirds_of(days: int) -> tuple[range, ...]:
    """Give the thirds of a run, of which the middle one bears the rest; none of less than a week."""
    third = days // THIRDS
    if third < WEEK:
        return ()
    return range(third), range(third, days - third), range(days - third, days)


def lasting(base: SchemeSums, sums: SchemeSums, days: int) -> Iterator[tuple[str, Effect]]:
    """Give the rise of acts and of staying over the baseline in the first third and in the last, and what is left of acts.

    With A acts and D customer-days of a third, newcomers' among both, that of acts is (A / D) / (A / D of the
    baseline) - 1, so that more people who stay are not taken for people who do more; still, those whom a scheme holds may
    do less than others. What is left is the last rise over the first, with Fieller's interval; unknown where the
    first is not told from luck. That of staying is by how much a smaller share of those who are there as the third
    begins leaves in it. Nothing is said to be left of it: those who are easily lost leave first, so that a hazard that
    is the same share lower all the time is a smaller and smaller difference (Vaupel & Yashin 1985).
    """
    thirds = thirds_of(days)
    if not thirds or not set(thirds) <= base.customer_days.keys() & sums.customer_days.keys():
        return
    first, last = (_acts(base, sums, third) for third in (thirds[0], thirds[-1]))
    yield from _told("acts", first, last)
    # a harm that lasts is left as a gain is
    sign = math.copysign(1.0, float(first.mean()))
    yield "acts_left", ratio_effect(sign * last, sign * first)
    yield from _told("stay", *(_stay(base, sums, thirds, number) for number in (0, -1)))


def _told(what: str, first: FloatArray, last: FloatArray) -> Iterator[tuple[str, Effect]]:
    yield f"{what}_first_third", mean_effect(first)
    yield f"{what}_last_third", mean_effect(last)


def _acts(base: SchemeSums, sums: SchemeSums, third: range) -> FloatArray:
    """Give the relative rise of acts per customer and day in a third, shape (markets,)."""
    own, other = (per_launch(one.spans[third][0], one.customer_days[third]) for one in (sums, base))
    return per_launch(own, other) - 1.0


def _stay(base: SchemeSums, sums: SchemeSums, thirds: tuple[range, ...], number: int) -> FloatArray:
    """Give by how much a smaller share leaves in a third, shape (markets,)."""
    return _leaving(base, thirds, number) - _leaving(sums, thirds, number)


def _leaving(sums: SchemeSums, thirds: tuple[range, ...], number: int) -> FloatArray:
    """Give the share of those who are there as a third begins that leaves in it, shape (markets,)."""
    before = sums.spans[thirds[number - 1]][1] if number else sums.markets["launched"]
    return per_launch(before - sums.spans[thirds[number]][1], before)
