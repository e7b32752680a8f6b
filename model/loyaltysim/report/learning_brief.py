"""What learning brought, in two sentences for those who read no tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.adaptation_text import leading, sides_told, wanted

if TYPE_CHECKING:
    from loyaltysim.comparison import Comparison
    from loyaltysim.comparison.measures.adaptation import Learnt


def learning_brief(comparison: Comparison) -> list[str]:
    """Say of the best scheme that learns when it was right and what that cost, what was learnt, and who gains and loses.

    Nothing where no scheme learns, or it was not played what would have been best.
    """
    known = [one for one in comparison.learnt if one.knows]
    if not known:
        return []
    best, currency = leading(comparison, known), comparison.scenario.currency
    return [_what_it_took(best, currency), _whom(best, currency)]


def _what_it_took(one: Learnt, currency: str) -> str:
    figures = {
        "scheme": one.scheme,
        "cost": _cost(one, currency),
        "learnt": _learnt(one, currency),
    }
    if one.right_from is None:
        return say(
            '"{scheme}": most customers never come to keep what is best for them, and learning {cost}; {learnt}.',
            **figures,
        )
    return say(
        '"{scheme}": most customers have what is best for them from day {day} on, and until then learning {cost}; {learnt}.',
        day=one.right_from * one.plan.every,
        **figures,
    )


def _cost(one: Learnt, currency: str) -> str:
    """Say what the best for all would have brought more until it was right."""
    cost = one.cost_of_learning()
    if cost.high <= 0:
        return say("cost nothing")
    if not cost.low > 0:
        return say("cost nothing that can be told from luck")
    return say(
        "cost {cost} {unit} a customer",
        cost=numbers.count(cost.estimate),
        unit=wanted(one, currency),
    )


def _learnt(one: Learnt, currency: str) -> str:
    """Set what was learnt apart from what switching by lot brings."""
    gain = one.gain_over_lot()
    brought = {
        "got": numbers.count(one.goal().estimate),
        "unit": wanted(one, currency),
        "lot": numbers.count(one.goal_by_lot().estimate),
        "gain": numbers.signed_amount(gain.estimate),
        "interval": numbers.amount_interval(gain.low, gain.high),
    }
    if gain.low > 0 or gain.high < 0 or gain.same:
        return say(
            "it brought {got} {unit} a customer, switching alone, by lot, would bring {lot}: what was learnt added {gain} ({interval})",
            **brought,
        )
    return say(
        "it brought {got} {unit} a customer, switching alone, by lot, would bring {lot}: that anything was learnt cannot be told from "
        "luck, {gain} ({interval})",
        **brought,
    )


def _whom(one: Learnt, currency: str) -> str:
    """Say which variant holds which user types, and who gains or loses against one variant for all."""
    held = _held(one)
    if len(one.segments) < 2:
        return say("{held}.", held=held)
    return say(
        '{held}; against "{variant}" for all, in {unit} a customer, {sides}.',
        held=held,
        variant=one.variants[one.best],
        unit=wanted(one, currency),
        sides=sides_told(one, intervals=False),
    )


def _held(one: Learnt) -> str:
    """Name the user types that luck leaves no doubt about, by the variant that holds most of them."""
    by_variant: dict[int, list[str]] = {}
    for kind, name in enumerate(one.user_types):
        first, *others = one.holds_most(kind)
        if not others:
            by_variant.setdefault(first, []).append(say(name.replace("_", " ")))
    if not by_variant:
        return say("Which variant holds which user type most cannot be told from luck")
    told = ", ".join(
        say('"{variant}" ({types})', variant=one.variants[number], types=", ".join(kinds))
        for number, kinds in sorted(by_variant.items())
    )
    return say("User types are held best by {told}", told=told)
