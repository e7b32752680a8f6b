"""What a scenario asks beside who is best, answered in a sentence each: sales, buyers, and whether effects last."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.comparison.measures.lasting import thirds_of
from loyaltysim.comparison.verdict.assumptions import spread_of
from loyaltysim.comparison.verdict.reasons import sells
from loyaltysim.comparison.verdict.wording import quoted
from loyaltysim.language import say
from loyaltysim.report import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from loyaltysim.comparison import Comparison
    from loyaltysim.comparison.measures.effects import Effect


SALES = "sales_caused"
MONEY = ("cost_per_buyer", "cost_per_active")
"""Figures that are money, of which less is better; others are shares."""
ONE_EACH = {
    SALES: 'Share of sales that a scheme causes, against "{baseline}": {told}.',
    "cost_per_buyer": 'Cost of each customer won, who buys in {days} days and under "{baseline}" would not: {told}.',
    "cost_per_active": "Cost of each customer more who still acts in the last {active_days} days: {told}.",
    "taken_from_rivals": "Taken from rivals, of the acts that a scheme adds (the rest would not have been done at all): {told}.",
}
KNOWN = "{scheme} {value} ({known}{models})"
UNKNOWN = {
    True: "cannot be told of {schemes}, with surely none more, or no higher cost",
    False: "cannot be told of {schemes}, with surely no more",
}
"""By whether it is money: what is said of schemes of which a figure has no useful value."""
NOTHING_SOLD = "Sales: nothing is sold, so that no scheme causes any."
TOO_SHORT = "Whether it lasts cannot be told of less than three weeks."
LASTING = {
    "acts": 'Does it last? Acts against "{baseline}": {told}.',
    "stay": 'Does it last? Fewer who leave, of those who are there, than under "{baseline}": {told}.',
}
BY_LUCK = "{schemes}: nothing that may not be luck alone"
THEN = "{scheme} {first} in the first {days} days and {last} in the last {days}{left}"
LEFT = ", {left} of it (luck alone: {span}{models})"
FADES = "; less than at first in {hits} of {draws} plausible models"
MODELS = "; plausible models: {span}{none}"
NONE = ", not to be told in {hits} of {draws}"
ABOVE = ", above 0 in {hits} of {draws}"


def asked_lines(comparison: Comparison) -> list[str]:
    """Answer what the scenario asks `also`, in the order of the file."""
    asked = dict.fromkeys(comparison.scenario.compare.also)
    return [line for name in asked for line in ANSWERS[name](comparison) if comparison.caused]


def _sales(comparison: Comparison) -> Iterator[str]:
    if sells(comparison.panels):
        yield from _each(SALES, comparison)
    else:
        yield say(NOTHING_SOLD)


def _buyers(comparison: Comparison) -> Iterator[str]:
    for figure in (*MONEY, "taken_from_rivals"):
        yield from _each(figure, comparison)


def _each(figure: str, comparison: Comparison) -> Iterator[str]:
    """Tell a figure of all schemes that have it, the best first; nothing where none has, as without rivals."""
    compare, dear = comparison.scenario.compare, figure in MONEY
    found = {name: told[figure] for name, told in comparison.caused.items() if figure in told}
    if not found:
        return
    known = {name: one for name, one in found.items() if not math.isnan(one.estimate)}
    ranked = sorted(known, key=lambda name: known[name].estimate, reverse=not dear)
    told = [_value(name, known[name], figure, comparison) for name in ranked]
    unknown = [name for name in found if name not in known]
    if unknown:
        told.append(say(UNKNOWN[dear], schemes=quoted(unknown)))
    yield say(
        ONE_EACH[figure],
        baseline=compare.baseline,
        days=comparison.scenario.days,
        active_days=compare.active_days,
        told="; ".join(told),
    )


def _value(name: str, effect: Effect, figure: str, comparison: Comparison) -> str:
    """Write a figure with its interval by luck alone and over the plausible models."""
    value, span = numbers.percent(effect.estimate), numbers.percent_interval
    if figure in MONEY:
        value = f"{comparison.scenario.currency} {numbers.amount(effect.estimate)}"
        span = numbers.between
    return say(
        KNOWN,
        scheme=quoted([name]),
        value=value,
        known=say("luck alone: {span}", span=span(effect.low, effect.high)),
        models=_models(name, figure, span, comparison),
    )


def _models(
    name: str, figure: str, span: Callable[[float, float], str], comparison: Comparison
) -> str:
    models = comparison.assumptions
    if models is None or not models.tell:
        return ""
    over = models.over(figure, name)
    known = over[~np.isnan(over)]
    if not known.size:
        return ""
    draws, above = len(over), int((known > 0).sum())
    none = "" if figure in MONEY else say(ABOVE, hits=above, draws=draws)
    if known.size < draws:
        none = say(NONE, hits=draws - known.size, draws=draws)
    spread = spread_of(known)
    return say(MODELS, span=span(spread.low, spread.high), none=none)


def _lasting(comparison: Comparison) -> Iterator[str]:
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
    if math.isnan(left.estimate):
        return ""
    span = numbers.percent_interval(left.low, left.high)
    return say(LEFT, left=numbers.whole_percent(left.estimate), span=span, models=fades)


def _fades(name: str, what: str, comparison: Comparison) -> str:
    """Count the plausible models in which less is left than there was at first."""
    models = comparison.assumptions
    if models is None or not models.tell:
        return ""
    first, last = (models.over(f"{what}_{part}_third", name) for part in ("first", "last"))
    hits = int((np.sign(first) * last < np.abs(first)).sum())
    return say(FADES, hits=hits, draws=len(first))


ANSWERS = {"sales": _sales, "buyers": _buyers, "lasting": _lasting}
"""What a scenario can ask `also`, and who answers."""
