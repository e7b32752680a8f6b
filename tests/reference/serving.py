"""Problems: what goes wrong, who turns to whom with it, and what is left of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.reference import behaviour as be
from tests.reference.persuading import pull, resolved

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from tests.reference.customer import Customer
    from tests.reference.instance import Instance
    from tests.reference.mechanics.membership import Membership
    from tests.reference.model import ReferenceModel

    from loyaltysim.behaviour.constants import Constants


@dataclass
class Problem:
    """Something that went wrong and that nobody has solved."""

    since: int
    again: int
    """First day on which the customer can turn to somebody."""
    act: int
    """Which act went wrong; of several on the first day, the worst."""
    place: int = 0
    """How many of those who help are done with it."""
    waits: bool = False
    handed: int = 0


@dataclass(frozen=True)
class Meeting:
    """A meeting with a firm."""

    sender: Membership
    ease: float
    stage: str
    warmth: float
    human: bool
    late: int = 0
    outreach: bool = False
    solved: bool | None = None
    principle: str | None = None
    """None where none is ever carried, empty for none this time."""

    def feeling(self, k: Constants) -> float:
        """Say how it feels, from -1 to 1; nothing hangs on it."""
        kind = self.warmth + (k.recovery if self.solved else 0.0)
        felt = kind * math.exp(-self.late / k.gesture_days) - (1.0 - self.ease)
        return min(1.0, max(-1.0, felt))


def ease_of(customer: Customer, demands: Sequence[float]) -> float:
    k = customer.model.constants
    return math.exp(-be.ability_of(demands, customer.traits.ln_resource, k).gap)


def go_wrong(customer: Customer, j: int) -> None:
    """Find whether an act that has just been done goes wrong."""
    act = customer.model.setup.acts[j]
    if act.incidents is None or customer.model.day < 0:
        return
    chance = act.incidents.rate * customer.traits.origin.incident_factor
    if customer.luck(f"incident:{act.name}") < chance:
        customer.today.wrong.append(act.incidents.severity)
        worst = max(customer.today.wrong)
        if act.incidents.severity == worst and customer.today.wrong.count(worst) == 1:
            customer.today.went_wrong = j


def serve(model: ReferenceModel) -> None:
    """Open the problems of the day, and let those who help try one after the other."""
    for customer in model.here:
        if customer.today.wrong and customer.problem is None:
            customer.problem = Problem(model.day, model.day, customer.today.went_wrong)
    _skip(model)
    for place, desk in enumerate(model.desks):
        troubled = [c for c in model.here if c.problem and c.problem.place == place]
        for instance in desk:
            _attend(model, instance, [c for c in troubled if instance.is_under(c.variant)])
    _skip(model)
    for customer in model.here:
        if customer.problem and customer.problem.place == len(model.desks):
            customer.problem, customer.today.unhelped = None, True


def _skip(model: ReferenceModel) -> None:
    """Nobody is at the place of a helper whom he or she does not have, by the variant."""
    for customer in model.here:
        problem = customer.problem
        while problem and problem.place < len(model.desks):
            if any(one.is_under(customer.variant) for one in model.desks[problem.place]):
                break
            problem.place, problem.waits = problem.place + 1, False


def _attend(model: ReferenceModel, instance: Instance, people: list[Customer]) -> None:
    troubled = [(c, c.problem) for c in people if c.problem]
    if instance.ended:
        for _, problem in troubled:
            problem.waits = False
    for customer, problem in troubled:
        if problem.waits or problem.again > model.day:
            continue
        problem.waits = instance.in_force and _turns(customer, instance)
        if problem.waits:
            customer.membership(instance.name).queue(problem.handed)
        else:
            problem.place += 1
    for market in model.members_by_market(instance) if instance.in_force else ():
        instance.member.work(market)


def _turns(customer: Customer, instance: Instance) -> bool:
    if not instance.is_for(customer):
        return False
    member, k, problem = (
        customer.membership(instance.name),
        customer.model.constants,
        customer.problem,
    )
    assert problem
    chance = member.reach(problem.handed)
    if instance.rule.act is not None and problem.act != instance.acts[0]:
        chance = 0.0
    if not member.unasked:
        ln_ease = math.log(ease_of(customer, member.asked()))
        chance *= be.act_chance(1.0, ln_ease, k)
    return bool(customer.luck(f"instance:{member.name}:turns") < chance)


def hand_on(customer: Customer) -> None:
    """Let a customer who was not helped try the next one tomorrow."""
    problem = customer.problem
    assert problem is not None
    problem.place, problem.waits = problem.place + 1, False
    problem.handed, problem.again = problem.handed + 1, customer.model.day + 1


def meet(
    member: Membership,
    stage: str,
    demands: Sequence[float],
    warmth: float,
    *,
    human: bool,
    outreach: bool = False,
    solved: bool | None = None,
    principle: str | None = None,
) -> None:
    """Note a meeting; help with a problem comes late, and a principle makes it warmer or colder."""
    customer = member.customer
    if principle is not None:
        principle = resolved(customer, member.bond, principle)
        warmth = min(1.0, max(0.0, warmth + pull(customer, member.bond, principle)))
    late = 0
    if solved is not None and customer.problem:
        late = customer.model.day - customer.problem.since
    ease = ease_of(customer, demands)
    meeting = Meeting(member, ease, stage, warmth, human, late, outreach, solved, principle)
    customer.today.meetings.append(meeting)
    if principle is not None:
        member.tally.note(meeting)
    if warmth:
        member.felt.gestures.append((member, warmth, late))


def vexation(customer: Customer, k: Constants) -> None:
    """Let vexation fade, grow and be taken away."""
    v = customer.vexation
    if customer.problem is None:
        v *= math.exp(-1.0 / k.vexation_days)
    if customer.today.wrong:
        v += max(customer.today.wrong) * (1.0 - v)
    for meeting in customer.today.meetings:
        if meeting.sender.instance.rival:
            continue
        v += k.effort_vexation * (1.0 - meeting.ease) * (1.0 - v)
        if meeting.solved:
            v *= 1.0 - k.recovery * math.exp(-meeting.late / k.gesture_days)
    customer.vexation = v


def journey(customers: Sequence[Customer], sums: Counter[str], k: Constants) -> None:
    """Add the meetings of a day to what is told of the journey."""
    for customer in customers:
        for one in customer.today.meetings:
            if not one.sender.instance.rival:
                score, feeling = 1.0 + 6.0 * one.ease, one.feeling(k)
                place = f"{one.stage}/{'human' if one.human else 'machine'}"
                sums[f"{place}/score"] += score  # type: ignore[assignment]
                sums[f"{place}/easy"] += score >= 5.0
                sums[f"{place}/solved"] += bool(one.solved)
                sums[f"{place}/late"] += one.late
                _felt(sums, place, feeling)
        if customer.today.wrong:
            _felt(sums, "problem/nobody", -max(customer.today.wrong))


def _felt(sums: Counter[str], place: str, feeling: float) -> None:
    sums[f"{place}/meetings"] += 1
    sums[f"{place}/feeling"] += feeling  # type: ignore[assignment]
    sums[f"{place}/highs"] += feeling >= 0.25
    sums[f"{place}/lows"] += feeling <= -0.25


def counted(today: list[Any]) -> dict[str, int]:
    """Count what went wrong today, and what became of it."""
    helped = [one for t in today for one in t.meetings if one.solved is not None]
    return {
        "incidents": sum(len(t.wrong) for t in today),
        "contacts": len(helped),
        "solved": sum(bool(one.solved) for one in helped),
        "unhelped": sum(t.unhelped for t in today),
    }
