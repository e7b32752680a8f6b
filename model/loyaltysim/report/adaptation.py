"""What schemes that learn came to: regret, who has what, and the firm's own figures beside the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.adaptation_text import leading, wanted
from loyaltysim.report.tables.shapes import plain_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.table import Table

    from loyaltysim.comparison import Comparison
    from loyaltysim.comparison.measures.adaptation import Learnt
    from loyaltysim.comparison.measures.effects import Effect


SUITS = "the best for the customer's segment"
SUITS_ALL = "the best for all, where outcomes of everyone are taken together, else the best for the customer's segment"
SPENT = " Who has the first variant since the budget was spent has it whatever was learnt, and does not count."


def adaptation_tables(comparison: Comparison) -> Iterator[Table]:
    """Tabulate what was learnt; nothing where no scheme learns."""
    found = comparison.learnt
    known = [one for one in found if one.knows]
    currency = comparison.scenario.currency
    if known:
        yield _regret(known, currency)
        yield from _course([one for one in known if one.chooses], currency)
    if found:
        yield _shares(found, currency)
    if known:
        yield from _uplifts([one for one in known if len(one.variants) > 1])
        yield _types(leading(comparison, known))


def _shared_goal(found: Sequence[Learnt], currency: str) -> str:
    """Name what all of the schemes want; empty where they want different things."""
    goals = {wanted(one, currency) for one in found}
    return goals.pop() if len(goals) == 1 else ""


def _regret(found: list[Learnt], currency: str) -> Table:
    goal = _shared_goal(found, currency)
    about = say("What learning brought: {goal} per launch customer", goal=goal)
    table = plain_table(
        *(say("scheme"), *[say("goal")] * (not goal), say("got"), say("best for all")),
        *(say("would bring"), say("regret"), say("95% interval")),
        *(say("by lot"), say("learnt"), say("95% interval")),
        title=about if goal else say("What learning brought"),
        caption=say(
            "got: the goal per launch customer. Best for all: the variant that would have brought most, had all customers had it with the same "
            "luck. Regret: what it would have brought more; below 0, learning brought more than any one variant. By lot: what the scheme would "
            "have got, had it given customers any of its variants by lot, as often, and learnt nothing. Learnt: what the scheme got more than that."
        ),
        wrap=True,
    )
    for one in found:
        regret, gain = one.regret(), one.gain_over_lot()
        table.add_row(
            one.scheme,
            *[wanted(one, currency)] * (not goal),
            numbers.count(one.goal().estimate),
            one.variants[one.best],
            numbers.count(one.goal_if_all(one.best).estimate),
            numbers.signed_amount(regret.estimate),
            numbers.amount_interval(regret.low, regret.high),
            numbers.count(one.goal_by_lot().estimate),
            numbers.signed_amount(gain.estimate),
            numbers.amount_interval(gain.low, gain.high),
        )
    return table


def _course(found: list[Learnt], currency: str) -> Iterator[Table]:
    """Tabulate when each scheme was right, and what it cost until then; nothing where none has anything to choose."""
    if not found:
        return
    goal = _shared_goal(found, currency)
    table = plain_table(
        *(say("scheme"), say("right from"), say("right markets"), *[say("goal")] * (not goal)),
        *(say("learning cost"), say("95% interval")),
        title=say("How long learning took, and what it cost"),
        caption=say(
            "right from: the first day from which on most markets are right: more than half of their customers have the right variant. The right "
            "variant: {right}. Days before anything can be known do not count. Right markets: the markets that are right on that day and stay "
            "so; where that day never comes, on the last day of a decision. Learning cost: what the best for all would have brought more until then, {goal}per launch "
            "customer.{spent}",
            right=say(SUITS_ALL if any(one.alike for one in found) else SUITS),
            goal=say("in {goal}, ", goal=goal) if goal else "",
            spent=say(SPENT) if any(one.spent_from for one in found) else "",
        ),
        wrap=True,
    )
    for one in found:
        cost = one.cost_of_learning()
        table.add_row(
            one.scheme,
            _right_from(one),
            say("{part} of {all}", part=one.right_markets, all=one.peopled_markets),
            *[wanted(one, currency)] * (not goal),
            numbers.signed_amount(cost.estimate),
            numbers.amount_interval(cost.low, cost.high),
        )
    yield table


def _right_from(one: Learnt) -> str:
    if one.right_from is None:
        return say("never")
    return say("day {day}", day=one.right_from * one.plan.every)


def _shares(found: tuple[Learnt, ...], currency: str) -> Table:
    columns = list(dict.fromkeys(name for one in found for name in one.variants))
    goal = _shared_goal(found, currency)
    rewards = any(one.reward_value().estimate > 0 for one in found)
    table = plain_table(
        *(say("scheme"), say("segment"), *columns, *[say("rewards")] * rewards),
        *(say("gain in {goal}", goal=goal) if goal else say("gain"), say("95% interval")),
        *[say("goal")] * (not goal),
        keys=2,
        title=say("Fairness: who has what in the end, and who gains"),
        caption=say(
            "shares of the customers of a segment at the last decision, in all markets together, with * at what would have been best for it; "
            "{rewards}gain: what the scheme brought of its goal more than the variant that is best for all, by "
            "launch customer of the segment",
            rewards=say("rewards: their worth per launch customer of the segment; ")
            if rewards
            else "",
        ),
        wrap=True,
    )
    table.columns[1].justify = "left"
    for one in found:
        for number, segment in enumerate(one.segments):
            cells = [_share(one, number, name) for name in columns]
            value = numbers.amount(one.reward_value(number).estimate)
            first = "" if number else one.scheme
            wants = [wanted(one, currency)] * (not goal)
            table.add_row(first, segment, *cells, *[value] * rewards, *_gain(one, number), *wants)
    return table


def _share(one: Learnt, segment: int, name: str) -> str:
    if name not in one.variants:
        return numbers.NOTHING
    variant = one.variants.index(name)
    best = one.knows and one.best_of_segments[segment] == variant
    return numbers.percent(one.share(-1, segment, variant)) + ("*" if best else "")


def _gain(one: Learnt, number: int) -> list[str]:
    if not one.knows:
        return [numbers.NOTHING] * 2
    gain = one.gain_over_best(number)
    return [numbers.signed_amount(gain.estimate), numbers.amount_interval(gain.low, gain.high)]


def _uplifts(found: list[Learnt]) -> Iterator[Table]:
    """Tabulate what is seen of variants, and what is true; nothing where schemes have one variant each."""
    if not found:
        return
    table = plain_table(
        *(say("scheme"), say("segment"), say("variant")),
        *(say("seen"), say("95% interval"), say("true"), say("95% interval")),
        keys=3,
        title=say("What the firm's own figures say of its variants, and what is true"),
        caption=say(
            "by how much customers with the variant did more than those with the first one of the scheme; seen: as the firm's "
            "own figures say, by customer and period; true: had all customers of the segment had it. They differ since customers who were "
            "given a variant are others, and since what is new pulls more than what lasts"
        ),
        wrap=True,
    )
    for column in (1, 2):
        table.columns[column].justify = "left"
    for one in found:
        first = one.scheme
        for number, segment in enumerate(one.segments):
            for variant in range(1, len(one.variants)):
                uplifts = one.seen_uplift(variant, number), one.true_uplift(variant, number)
                cells = [cell for uplift in uplifts for cell in _told(uplift)]
                table.add_row(first, segment, one.variants[variant], *cells)
                first = ""
    yield table


def _told(uplift: Effect) -> tuple[str, str]:
    share = numbers.percent(uplift.estimate)
    interval = numbers.percent_interval(uplift.low, uplift.high)
    return f"+{share}" if uplift.estimate > 0 else share, interval


def _types(one: Learnt) -> Table:
    table = plain_table(
        *(say("user type"), *one.variants, say("holds most")),
        *(say("ahead by"), say("95% interval")),
        title=say('Which user types are held by what: "{scheme}"', scheme=one.scheme),
        caption=say(
            "share of the customers of a user type who have the variant at the horizon, and in brackets who of the type at launch "
            "would have stayed, had all had it; holds most: several where luck does not tell them apart; ahead by: how much more of the type "
            "it would hold than the next one; no firm sees user types"
        ),
        wrap=True,
    )
    for kind, name in one.present_types():
        held = [one.held_if_all(kind, variant) for variant in range(len(one.variants))]
        cells = [
            f"{numbers.percent(one.share_of_type(kind, variant))} ({numbers.percent(stay)})"
            for variant, stay in enumerate(held)
        ]
        best = ", ".join(one.variants[number] for number in one.holds_most(kind))
        lead = one.held_lead(kind)
        by = numbers.points(lead.estimate), numbers.points_interval(lead.low, lead.high)
        table.add_row(say(name.replace("_", " ")), *cells, best, *by)
    return table
