"""What must be known of schemes that learn before their tables are read, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.mechanics.adaptation import Goal, Policy, Whom
from loyaltysim.mechanics.capacity import PER_MEMBERS
from loyaltysim.report import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from loyaltysim.comparison import Comparison
    from loyaltysim.comparison.measures.adaptation import Learnt


def wanted(one: Learnt, currency: str) -> str:
    """Name what a scheme wants, with its unit."""
    return {
        Goal.ACTS: say("acts"),
        Goal.ACTIVE: say("active periods"),
        Goal.SPEND: say("{currency} spend", currency=currency),
        Goal.PROFIT: say("{currency} profit", currency=currency),
    }[one.plan.goal]


def leading(comparison: Comparison, found: Sequence[Learnt]) -> Learnt:
    """Give the scheme that learns which is best in what is compared."""
    metric = comparison.panels[comparison.scenario.compare.metric]
    return max(found, key=lambda one: float(metric.of(one.scheme).mean()))


def adaptation_sentences(comparison: Comparison) -> Iterator[str]:
    """Say who learns from how many, who gains and who loses by it, and whose budget was spent."""
    found = comparison.learnt
    if found:
        yield _who_learns(comparison)
        yield from _upkeep(found, comparison.scenario.currency)
    for one in found:
        if one.plan.policy is Policy.SPLIT and one.plan.whom is Whom.EVERYONE and one.chooses:
            yield _one_winner(one)
    for one in found:
        if one.knows and len(one.segments) > 1:
            yield _fairness(one, comparison.scenario.currency)
    for one in found:
        if one.plan.budget is not None:
            yield _budget(one, comparison)


def _who_learns(comparison: Comparison) -> str:
    return say(
        "Each of the {markets} markets is a firm of {size} customers at launch, which learns from its own customers alone. Firms with more "
        "learn sooner, those with fewer later: market_size says how many, --customers does not.",
        markets=numbers.whole(comparison.markets_played),
        size=numbers.whole(comparison.market_size),
    )


def _upkeep(found: Sequence[Learnt], currency: str) -> Iterator[str]:
    """Say of which schemes the costs of the system that learns are booked."""
    for one in found:
        if one.plan.cost:
            yield say(
                'The system with which "{scheme}" learns costs {currency} {cost} a day per 1,000 members, which is booked with its rewards, and not '
                "in what is played beside it: variants for all, and by lot.",
                scheme=one.scheme,
                currency=currency,
                cost=numbers.amount(one.plan.cost * PER_MEMBERS),
            )
    free = [one.scheme for one in found if not one.plan.cost]
    if free:
        yield say(
            "What the system costs that learns is not booked under {schemes}: say it with cost, or take it off what was learnt.",
            schemes=", ".join(f'"{scheme}"' for scheme in free),
        )


def _one_winner(one: Learnt) -> str:
    return say(
        'Under "{scheme}" each firm gives all its customers one winner: shares at the last decision tell how many of the firms chose it.',
        scheme=one.scheme,
    )


def _by_side(one: Learnt) -> dict[str, list[str]]:
    """Tell by how much segments gain, lose, or neither can be told from luck."""
    groups: dict[str, list[str]] = {"gain": [], "lose": [], "open": []}
    for number, name in enumerate(one.segments):
        gain = one.gain_over_best(number)
        side = "gain" if gain.low > 0 else "lose" if gain.high < 0 else "open"
        told = f"{name} {numbers.signed_amount(gain.estimate)}"
        groups[side].append(f"{told} ({numbers.amount_interval(gain.low, gain.high)})")
    return groups


def _sides_told(one: Learnt) -> str:
    """Say who gains, who loses, and of whom it cannot be told."""
    groups = _by_side(one)
    named = {
        "gain": say("those who gain: {whom}", whom=", ".join(groups["gain"])),
        "lose": say("those who lose: {whom}", whom=", ".join(groups["lose"])),
        "open": say("not to be told from luck: {whom}", whom=", ".join(groups["open"])),
    }
    return "; ".join(named[side] for side, whom in groups.items() if whom)


def _fairness(one: Learnt, currency: str) -> str:
    return say(
        'Fairness of "{scheme}" against "{variant}" for all, in {unit} per launch customer of a segment (95% interval): {told}.',
        scheme=one.scheme,
        variant=one.variants[one.best],
        unit=wanted(one, currency),
        told=_sides_told(one),
    )


def _budget(one: Learnt, comparison: Comparison) -> str:
    markets, spent = one.launched.size, one.spent_from
    budget = f"{comparison.scenario.currency} {numbers.amount(one.plan.budget or 0.0)}"
    if not spent:
        return say(
            'The budget of "{scheme}" ({budget} per launch customer) lasted in all markets.',
            scheme=one.scheme,
            budget=budget,
        )
    told = say(
        'The budget of "{scheme}" ({budget} per launch customer) was spent in {spent} of {markets} markets, in the first on day {day}: from then '
        'on all customers there have "{variant}", whatever was learnt.',
        scheme=one.scheme,
        budget=budget,
        spent=len(spent),
        markets=markets,
        day=min(spent) * one.plan.every,
        variant=one.variants[0],
    )
    return f"{told} {_spent_in_the_end(one, comparison)}"


def spent_there(one: Learnt, comparison: Comparison) -> float:
    """Give what was spent in the end where the budget was spent, per launch customer."""
    return float(comparison.panels["programme_cost"].of(one.scheme)[one.spenders].mean())


def _spent_in_the_end(one: Learnt, comparison: Comparison) -> str:
    """Say what those markets cost that have spent their budget."""
    cost = f"{comparison.scenario.currency} {numbers.amount(spent_there(one, comparison))}"
    variant = one.variants[0]
    if one.plan.variants[variant]:
        return say(
            'It is looked at on days of decisions only, and what "{variant}" costs goes on, so that {cost} per launch customer was spent there '
            "in the end.",
            variant=variant,
            cost=cost,
        )
    return say(
        "It is looked at on days of decisions only, so that {cost} per launch customer was spent there in the end.",
        cost=cost,
    )
