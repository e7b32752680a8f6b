"""Principles of persuasion: who is susceptible to what, what it does, and what came of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from scipy.special import ndtri

from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.customers.population import SegmentPopulation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.reference.customer import Customer
    from tests.reference.mechanics.membership import Message
    from tests.reference.model import ReferenceModel
    from tests.reference.rivals import Bond
    from tests.reference.serving import Meeting

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.population import Population

NEVER = -(10**6)


def usual_means(k: Constants) -> list[float]:
    return [float(getattr(k, f"susceptible_{name}")) for name in PRINCIPLES]


def draw_susceptibility(
    stated: Sequence[float | None], draw: Callable[[str], float], k: Constants
) -> dict[str, float]:
    """Draw one person's susceptibility to each principle."""
    r, general = k.susceptibility_correlation, float(ndtri(draw("susceptibility")))
    found = {}
    for name, own, usual in zip(PRINCIPLES, stated, usual_means(k), strict=True):
        z = float(ndtri(draw(f"susceptibility:{name}")))
        mean = usual if own is None else own
        deviation = math.sqrt(r) * general + math.sqrt(1.0 - r) * z
        found[name] = mean + k.susceptibility_sd * deviation
    return found


def known_means(population: Population, k: Constants) -> dict[str, float]:
    """Give what a firm knows of everybody together."""
    means = dict(zip(PRINCIPLES, usual_means(k), strict=True))
    if not isinstance(population, SegmentPopulation):
        return means
    whole = sum(segment.share for segment in population.segments)
    for place, (name, usual) in enumerate(means.items()):
        stated = [
            (s.share, usual if s.susceptibility[place] is None else s.susceptibility[place])
            for s in population.segments
        ]
        means[name] = sum(share * mean for share, mean in stated if mean is not None) / whole
    return means


def best_on_average(model: ReferenceModel) -> str:
    return max(PRINCIPLES, key=lambda name: model.means_known[name])


def familiarity(bond: Bond, principle: str, day: int, k: Constants) -> float:
    """Give how often a principle was met, as far as absence has not made it forgotten."""
    if bond.heard_of[principle] == 0.0:
        return 0.0
    away = day - 1 - bond.heard_of_on[principle]
    return bond.heard_of[principle] * math.exp(-away / k.novelty_rest)


def pull_of(susceptibility: float, met: float, k: Constants) -> float:
    left = k.novelty_floor + (1.0 - k.novelty_floor) * math.exp(-met / k.novelty_days)
    return k.persuasion * susceptibility * left


def pull(customer: Customer, bond: Bond, principle: str) -> float:
    """Give what a principle does to a customer's motivation today."""
    if not principle:
        return 0.0
    k = customer.model.constants
    met = familiarity(bond, principle, customer.model.day, k)
    return pull_of(customer.traits.susceptibility[principle], met, k)


def resolved(customer: Customer, bond: Bond, principle: str) -> str:
    """Find the principle that a message carries: an oracle's is whatever moves most, if anything does."""
    if principle != "best":
        return principle
    pulls = {name: pull(customer, bond, name) for name in PRINCIPLES}
    best = max(PRINCIPLES, key=lambda name: pulls[name])
    return best if pulls[best] > 0.0 else ""


def persuasion(customer: Customer, j: int) -> float:
    """Give what the messages for an act do: of several the one that moves most."""
    strongest = 0.0
    for message in customer.today.noticed:
        if message.act == j and message.persuades:
            found = pull(customer, message.sender.bond, message.principle)
            strongest = found if abs(found) > abs(strongest) else strongest
    return strongest


def agreed(chance: float, moved: float, k: Constants) -> float:
    """Give the chance to take a solution, whose odds grow as those of an act do."""
    odds = max(1.0 + moved, k.motivation_floor) ** k.action_slope
    return float(chance * odds / (1.0 - chance + chance * odds))


def hear(customer: Customer) -> None:
    """Remember the principles of today's messages and meetings, each once."""
    day, k = customer.model.day, customer.model.constants
    told: list[Message | Meeting] = [*customer.today.noticed, *customer.today.meetings]
    met = {(one.sender.instance.rival, one.principle) for one in told if one.principle}
    for rival, principle in met:
        bond = customer.bonds[rival]
        bond.heard_of[principle] = familiarity(bond, principle, day, k) + 1.0
        bond.heard_of_on[principle] = day


class Tally:
    """What one instance's messages did to one customer, beside the truth."""

    def __init__(self, customer: Customer) -> None:
        self.customer = customer
        self.noticed = self.repelled = self.harmful = 0
        self.carried: list[str] = []
        self.right = False
        self.gains: list[float] = []
        self.days: list[int] = []
        self._heard, self._before_today, self._heard_on = 0.0, 0.0, NEVER

    def note(self, message: Message | Meeting) -> None:
        customer, model = self.customer, self.customer.model
        own, k = customer.traits.susceptibility, model.constants
        principle = message.principle or ""
        met = own[principle] if principle else 0.0
        usual = own[best_on_average(model)]
        most = max(PRINCIPLES, key=lambda name: own[name])
        self.right = principle == (most if own[most] > 0.0 else "")
        self.noticed += 1
        self.repelled += met < 0.0
        self.harmful += usual < 0.0
        self.carried.append(principle)
        away = model.day - 1 - self._heard_on
        before = self._heard * math.exp(-away / k.novelty_rest) if self._heard else 0.0
        if self._heard_on == model.day:
            before = self._before_today
        self._before_today = before
        self._heard, self._heard_on = before + 1.0, model.day
        told = pull(customer, message.sender.bond, principle)
        self.gains.append(told - pull_of(usual, before, k))
        self.days.append(model.day)


def measured(tallies: list[Tally], model: ReferenceModel) -> dict[str, tuple[float, float]]:
    """Sum up what came of an instance's principles."""
    here = [one for one in tallies if one.customer.present and one.noticed]
    noticed = sum(one.noticed for one in tallies)
    gain = sum(sum(one.gains) for one in tallies)
    until = [_until(of_market) for of_market in _by_market(tallies, model)]
    days = [_days_until(of_market) for of_market in _by_market(tallies, model)]
    return {
        "right_principle": (sum(one.right for one in here), len(here)),
        "repelled": (sum(one.repelled for one in tallies), noticed),
        "harm_avoided": (
            sum(one.harmful - one.repelled for one in tallies),
            noticed,
        ),
        "gain_over_best_average": (gain / model.constants.persuasion, noticed),
        "messages_until_ahead": (sum(until), sum(u > 0 for u in until)),
        "days_until_ahead": (sum(days), sum(d > 0 for d in days)),
        **{
            f"carried_{name}": (sum(one.carried.count(name) for one in tallies), noticed)
            for name in PRINCIPLES
        },
    }


def _by_market(tallies: list[Tally], model: ReferenceModel) -> list[list[Tally]]:
    found: dict[int, list[Tally]] = {}
    for one in tallies:
        found.setdefault(model.market_of(one.customer), []).append(one)
    return list(found.values())


def _until(tallies: list[Tally]) -> int:
    """Give the first message from which on all gains so far are more than nothing; 0 for never."""
    first, total = 0, 0.0
    for number in range(max(len(one.gains) for one in tallies)):
        total += sum(one.gains[number] for one in tallies if len(one.gains) > number)
        if total <= 0.0:
            first = 0
        elif first == 0:
            first = number + 1
    return first


def _days_until(tallies: list[Tally]) -> int:
    """Give the first day from the end of which on all gains so far are more than nothing; 0 for never."""
    by_day: dict[int, float] = {}
    for one in tallies:
        for day, gain in zip(one.days, one.gains, strict=True):
            by_day[day] = by_day.get(day, 0.0) + gain
    first, total = 0, 0.0
    for day in sorted(by_day):
        total += by_day[day]
        first = 0 if total <= 0.0 else first or day + 1
    return first
