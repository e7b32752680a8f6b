"""What learning brought, in a few sentences for those who read no tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.adaptation_text import leading, spent_there, wanted
from loyaltysim.report.learning_figures import figures_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from loyaltysim.comparison import Comparison
    from loyaltysim.comparison.measures.adaptation import Learnt


def learning_brief(comparison: Comparison) -> list[str]:
    """Say of the best scheme that learns what it brought, how long that took, and whether its own figures tell what is true.

    Nothing where no scheme has anything to learn, or it was not played what would have been best.
    """
    known = [one for one in comparison.learnt if one.knows and one.chooses]
    if not known:
        return []
    best, currency = leading(comparison, known), comparison.scenario.currency
    return [
        " ".join((_brought(best, currency), *_in_vain(best, known))),
        " ".join(_how_long(best, comparison)),
        f"{_held(best)} {figures_told(best)}",
    ]


def _brought(one: Learnt, currency: str) -> str:
    """Set it against the best variant for all, and what was learnt apart from what switching by lot brings."""
    return say(
        '"{scheme}": {regret}; {learnt}.',
        scheme=one.scheme,
        regret=_regret(one, currency),
        learnt=_learnt(one),
    )


def _regret(one: Learnt, currency: str) -> str:
    regret = one.regret()
    more = regret.estimate > 0
    ends = (regret.low, regret.high) if more else (-regret.high, -regret.low)
    figures = {
        "variant": one.variants[one.best],
        "regret": numbers.count(abs(regret.estimate)),
        "interval": numbers.between(*ends),
        "unit": wanted(one, currency),
    }
    if regret.same:
        return say('"{variant}" for all would have brought as much', variant=figures["variant"])
    if regret.low > 0:
        return say(
            '"{variant}" for all would have brought {regret} ({interval}) {unit} a customer more',
            **figures,
        )
    if regret.high < 0:
        return say(
            '"{variant}" for all, the best single variant, would have brought {regret} ({interval}) {unit} a customer less',
            **figures,
        )
    figures |= {
        "regret": numbers.signed_amount(regret.estimate),
        "interval": numbers.amount_interval(regret.low, regret.high),
    }
    return say(
        'whether "{variant}" for all would have brought more cannot be told from luck, {regret} ({interval}) {unit} a customer',
        **figures,
    )


def _learnt(one: Learnt) -> str:
    gain = one.gain_over_lot()
    brought = {
        "gain": numbers.signed_amount(gain.estimate),
        "interval": numbers.amount_interval(gain.low, gain.high),
    }
    if gain.low > 0 or gain.high < 0 or gain.same:
        return say("what was learnt added {gain} ({interval}) to switching by lot", **brought)
    return say(
        "that what was learnt added anything to switching by lot cannot be told from luck, {gain} ({interval})",
        **brought,
    )


def _in_vain(best: Learnt, known: Sequence[Learnt]) -> list[str]:
    """Name the other schemes of which it cannot be told that they learnt anything of use."""
    names = [
        f'"{one.scheme}"' for one in known if one is not best and not one.gain_over_lot().low > 0
    ]
    if not names:
        return []
    return [
        say(
            "What was learnt brought nothing that can be told under {schemes}.",
            schemes=", ".join(names),
        )
    ]


def _how_long(one: Learnt, comparison: Comparison) -> Iterator[str]:
    """Say from when on most firms are right and what learning cost until then, or that the budget ended it."""
    if 2 * len(one.spent_from) > one.launched.size:
        yield from _ended(one, comparison)
        return
    yield _right(one)
    if one.right_from is not None:
        yield _cost(one, comparison.scenario.currency)


def _ended(one: Learnt, comparison: Comparison) -> Iterator[str]:
    """Say that the budget ended it, and where more was spent than that."""
    yield say(
        'The budget ended it in {spent} of {markets} firms, in the first on day {day}: from then on all have "{variant}" there, whatever was '
        "learnt.",
        spent=len(one.spent_from),
        markets=one.launched.size,
        day=min(one.spent_from) * one.plan.every,
        variant=one.variants[0],
    )
    cost, budget = spent_there(one, comparison), one.plan.budget or 0.0
    if one.plan.variants[one.variants[0]] and cost > budget:
        yield say(
            'What "{variant}" costs goes on: {currency} {cost} a customer was spent there, where {budget} was the budget.',
            variant=one.variants[0],
            currency=comparison.scenario.currency,
            cost=numbers.amount(cost),
            budget=numbers.amount(budget),
        )


def _right(one: Learnt) -> str:
    """Say in how many firms most customers have what is best for them, from when on, and how many have it in the end."""
    figures = {
        "part": one.right_markets,
        "all": one.peopled_markets,
        "share": numbers.percent(one.right_at_last),
        "lot": numbers.percent(1.0 / len(one.variants)),
    }
    if one.right_from is None:
        return say(
            "Most firms never come to be right: in {part} of {all} most customers have what is best for them at the last decision, in all {share} of "
            "customers, where a lot gives {lot}.",
            **figures,
        )
    return say(
        "From day {day} on most customers have what is best for them in {part} of {all} firms; at the last decision {share} of all customers do, "
        "where a lot gives {lot}.",
        day=one.right_from * one.plan.every,
        **figures,
    )


def _cost(one: Learnt, currency: str) -> str:
    """Say what the best for all would have brought more until it was right."""
    cost = one.cost_of_learning()
    if cost.high <= 0:
        return say("Until then learning cost nothing.")
    if not cost.low > 0:
        return say("What learning cost until then cannot be told from luck.")
    return say(
        "Until then learning cost {cost} ({interval}) {unit} a customer.",
        cost=numbers.count(cost.estimate),
        interval=numbers.between(cost.low, cost.high),
        unit=wanted(one, currency),
    )


def _held(one: Learnt) -> str:
    """Name the user types by the variant that would hold most of them, and those of which luck does not tell."""
    by_variant: dict[int, list[str]] = {}
    open_kinds: list[str] = []
    for kind, name in one.present_types():
        first, *others = one.holds_most(kind)
        told = open_kinds if others else by_variant.setdefault(first, [])
        told.append(say(name.replace("_", " ")))
    if not by_variant:
        return say("Which variant keeps which user type longest cannot be told from luck.")
    held = ", ".join(
        say('"{variant}" ({types})', variant=one.variants[number], types=", ".join(kinds))
        for number, kinds in sorted(by_variant.items())
    )
    if not open_kinds:
        return say(
            "Had all had one variant, most would stay with, by user type: {told}.", told=held
        )
    return say(
        "Had all had one variant, most would stay with, by user type: {told}; of others luck does not tell ({types}).",
        told=held,
        types=", ".join(open_kinds),
    )
