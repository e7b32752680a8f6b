"""What a scenario asks beside who is best, answered in a sentence each: sales, buyers and what they cost."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.comparison.measures.metrics import identical
from loyaltysim.comparison.verdict.assumptions import spread_of
from loyaltysim.comparison.verdict.earning import sells
from loyaltysim.comparison.verdict.wording import quoted
from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.answer import Answer, answer
from loyaltysim.report.lasting import SAME, lasting_answers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from loyaltysim.comparison import Comparison
    from loyaltysim.comparison.measures.effects import Effect, FloatArray


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
    SALES: "cannot be told of {schemes}, where it is not sure that anything is sold",
    **dict.fromkeys(
        MONEY,
        "cannot be told of {schemes}, where it is not sure that there are any, or that they cost more",
    ),
    "taken_from_rivals": "cannot be told of {schemes}, where it is not sure that there are more",
}
"""By figure: what is said of schemes of which it has no useful value."""
NEWCOMERS = "cannot be told of {schemes}, where newcomers come: these cost, too, and only customers of the launch are counted"
NOTHING_SOLD = "Sales: nothing is sold, so that no scheme causes any."
MODELS = "; plausible models: {span}{above}"
BEYOND = (
    "the figure of {schemes} lies outside of its plausible models, which are drawn between the bounds of constants, not around "
    "the values used: trust the range rather than the figure"
)
SOME = "; can be told in {hits} of {draws} plausible models only"
ABOVE = ", above 0 in {hits} of {draws}"


def asked_lines(comparison: Comparison) -> list[str]:
    """Answer what the scenario asks `also`, in a sentence each."""
    return [one.sentence for one in asked_answers(comparison)]


def asked_answers(comparison: Comparison) -> list[Answer]:
    """Answer what the scenario asks `also`, in the order of the file."""
    if not comparison.caused:
        return []
    asked = dict.fromkeys(comparison.scenario.compare.also)
    return [one for name in asked for one in ANSWERS[name](comparison)]


def _sales(comparison: Comparison) -> Iterator[Answer]:
    if sells(comparison.panels):
        yield from _each(SALES, comparison)
    else:
        yield Answer(say(NOTHING_SOLD))


def _buyers(comparison: Comparison) -> Iterator[Answer]:
    for figure in (*MONEY, "taken_from_rivals"):
        yield from _each(figure, comparison)


def _each(figure: str, comparison: Comparison) -> Iterator[Answer]:
    """Tell a figure of all schemes that have it, the best first; nothing where none has, as without rivals."""
    compare, dear = comparison.scenario.compare, figure in MONEY
    found = {name: told[figure] for name, told in comparison.caused.items() if figure in told}
    if not found:
        return
    same = [name for name in found if identical(comparison.panels, name, compare.baseline)]
    known = [name for name in found if name not in same and not math.isnan(found[name].estimate)]
    ranked = sorted(known, key=lambda name: found[name].estimate, reverse=not dear)
    told = [_value(name, found[name], figure, comparison) for name in ranked]
    told += _untold([name for name in found if name not in (*known, *same)], figure, comparison)
    told += [say(SAME, schemes=quoted(same))] if same else []
    beyond = [name for name in ranked if _beyond(name, found[name], figure, comparison)]
    told += [say(BEYOND, schemes=quoted(beyond))] if beyond else []
    yield answer(
        ONE_EACH[figure],
        told,
        baseline=compare.baseline,
        days=comparison.scenario.days,
        active_days=comparison.scenario.active_within,
    )


def _untold(names: list[str], figure: str, comparison: Comparison) -> Iterator[str]:
    """Say of schemes why a figure has no useful value."""
    new = [name for name in names if figure in MONEY and comparison.gathered.newcomers(name)]
    for text, schemes in (
        (NEWCOMERS, new),
        (UNKNOWN[figure], [name for name in names if name not in new]),
    ):
        if schemes:
            yield say(text, schemes=quoted(schemes))


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
    """Write the spread over the plausible models: none where a few cannot tell, which would be the dear ones."""
    over = _over(name, figure, comparison)
    if over is None:
        return ""
    draws, known = len(over), int((~np.isnan(over)).sum())
    if known < draws:
        return say(SOME, hits=known, draws=draws)
    spread, above = spread_of(over), int((over > 0).sum())
    return say(
        MODELS,
        span=span(spread.low, spread.high),
        above="" if figure in MONEY else say(ABOVE, hits=above, draws=draws),
    )


def _over(name: str, figure: str, comparison: Comparison) -> FloatArray | None:
    """Give a figure of a scheme in every plausible model; None if they cannot tell."""
    models = comparison.assumptions
    return models.over(figure, name) if models is not None and models.tell else None


def _beyond(name: str, effect: Effect, figure: str, comparison: Comparison) -> bool:
    """Tell whether a figure lies outside of what is written of the plausible models."""
    over = _over(name, figure, comparison)
    if over is None or np.isnan(over).any():
        return False
    spread = spread_of(over)
    return not spread.low <= effect.estimate <= spread.high


ANSWERS = {"sales": _sales, "buyers": _buyers, "lasting": lasting_answers}
"""What a scenario can ask `also`, and who answers."""
