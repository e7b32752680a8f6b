"""A firm that learns, market by market and customer by customer, from the rules of `mechanics/adaptation/README.md`."""

from __future__ import annotations

import math
from collections import defaultdict
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import ndtri

if TYPE_CHECKING:
    from tests.reference.customer import Customer
    from tests.reference.model import ReferenceModel

    from loyaltysim.mechanics.adaptation import Adaptation

IDLE, LIGHT, HEAVY, NEW = range(4)


@dataclass
class Seen:
    """What a firm has seen of one customer since the last decision."""

    acts: float = 0.0
    spend: float = 0.0
    margin: float = 0.0
    cost: float = 0.0
    owed: float = 0.0
    """Liability at the end of the period, less that at its beginning."""
    noticed: float = 0.0
    answered: float = 0.0
    helped: float = 0.0
    solved: float = 0.0
    idle: float = 0.0

    def goal(self, what: str) -> float:
        profit = self.margin - self.cost - self.owed
        active = float(self.acts > 0.0)
        return {"acts": self.acts, "active": active, "spend": self.spend, "profit": profit}[what]


@dataclass
class Outcomes:
    """Number, sum and sum of squares of outcomes under one variant."""

    n: float = 0.0
    total: float = 0.0
    square: float = 0.0

    def add(self, y: float) -> None:
        self.n, self.total, self.square = self.n + 1, self.total + y, self.square + y * y

    def fade(self, kept: float) -> None:
        self.n, self.total, self.square = self.n * kept, self.total * kept, self.square * kept


@dataclass
class Known:
    """What the firm keeps of one customer."""

    seen: Seen = field(default_factory=Seen)
    behaviour: int = NEW
    x: np.ndarray = field(default_factory=lambda: np.array([1.0] + [0.0] * 6))
    since: int = 0
    """Day on which the customer came to the variant."""
    owed: float = 0.0
    """Liability to the customer when the last period ended."""
    belongs: int | None = None
    """Day on which the customer became a member."""
    periods: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))
    totals: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))


class LearningFirm:
    """All firms of a model: each market is one."""

    def __init__(self, model: ReferenceModel, plan: Adaptation) -> None:
        self.model, self.plan = model, plan
        self.known: defaultdict[int, Known] = defaultdict(Known)
        self.decided: list[Customer] = []
        self.informed: set[int] = set()
        """Markets of which something has been learnt."""
        self.cells: defaultdict[Any, list[Outcomes]] = defaultdict(self._none)
        self.products: defaultdict[Any, np.ndarray] = defaultdict(lambda: np.eye(7))
        self.sums: defaultdict[Any, np.ndarray] = defaultdict(lambda: np.zeros(7))
        self.result: dict[Any, list[Outcomes]] | None = None
        """What was known when the test was over."""
        self.costs: defaultdict[int, float] = defaultdict(float)
        self.spent: set[int] = set()
        self.record: dict[str, list[float]] = {"assigned": [], "seen": [], "goal": []}
        self._sums_seen: defaultdict[Any, list[float]] = defaultdict(lambda: [0.0, 0.0])

    def _none(self) -> list[Outcomes]:
        return [Outcomes() for _ in self.plan.names]

    # Watching

    def cost(self, customer: Customer, cost: float) -> None:
        """Bear the cost of a reward, a message or the system."""
        self.known[customer.number].seen.cost += cost
        self.costs[self.model.market_of(customer)] += cost

    def fee(self, customer: Customer, fee: float) -> None:
        """Take the fee of a customer who stays."""
        self.known[customer.number].seen.margin += fee

    def watch(self) -> None:
        """Look at a day that has been played, and at the end of a period count what it brought."""
        own = range(self.model.setup.own)
        for c in self.model.here:
            seen = self.known[c.number].seen
            for one in c.today.rounds:
                for j in own:
                    seen.acts += one.acted[j]
                    seen.spend += one.spend[j] if one.acted[j] else 0.0
                    part = self.model.setup.acts[j].margin
                    seen.margin += one.spend[j] * part if one.acted[j] else 0.0
            for message in c.today.noticed:
                seen.noticed += 1.0
                seen.answered += c.today.acted[message.act]
            for meeting in c.today.meetings:
                if meeting.solved is not None and not meeting.sender.instance.rival:
                    seen.helped += 1.0
                    seen.solved += meeting.solved
        if self._begins(self.model.day + 1) or self.model.day + 1 == self.model.setup.days:
            self._count_goal()

    def _begins(self, day: int) -> bool:
        return day % self.plan.every == 0

    def _count_goal(self) -> None:
        sums: defaultdict[Any, float] = defaultdict(float)
        for c in self.model.customers:
            self._count_owed(c)
            sums[self._place(c)] += self.known[c.number].seen.goal(self.plan.goal)
            self.known[c.number].seen.idle = min(self.model.day - last for last in c.last_act)
        self.record["goal"] += [sums[place] for place in self._places()]

    def _count_owed(self, c: Customer) -> None:
        own = [m.liability for m in c.memberships if not m.instance.rival]
        known, now = self.known[c.number], sum(own) if c.present else 0.0
        known.seen.owed, known.owed = now - known.owed, now

    def _place(self, customer: Customer) -> tuple[int, int]:
        return self._segment(customer), self.model.market_of(customer)

    def _segment(self, customer: Customer) -> int:
        names = [segment.name for segment in self.model.population.segments]  # type: ignore[union-attr]
        return names.index(customer.traits.origin.segment)

    def _places(self) -> list[tuple[int, int]]:
        markets = len(self.model.customers) // self.model.rows
        segments = len(self.model.population.segments)  # type: ignore[union-attr]
        return [(s, m) for s in range(segments) for m in range(markets)]

    # Deciding

    def turn(self) -> None:
        """Decide for all on the day of a decision, else for newcomers, and pay for the system."""
        day = self.model.day
        self._enrol()
        self._decide(day)
        for c in self.model.here if self.plan.cost else ():
            if c.member:
                self.model.ledger.grant(0.0, self.plan.cost)
                self.cost(c, self.plan.cost)

    def _decide(self, day: int) -> None:
        if not self._begins(day):
            for c in self.model.here:
                if c.cohort == day > 0:
                    self._give(c, self._choose(c))
            return
        if day > 0:
            self._learn()
            self._end_test()
        for c, variant in [(c, self._choose(c)) for c in self.model.here]:
            self._give(c, variant)
        self.decided = [c for c in self.model.here if c.member]
        counts: defaultdict[Any, float] = defaultdict(float)
        for c in self.decided:
            counts[c.variant, self._place(c)] += 1.0
        self.record["assigned"] += [
            counts[v, place] for v in range(len(self.plan.names)) for place in self._places()
        ]

    def _enrol(self) -> None:
        """Note who is a member from today on."""
        for c in self.model.here:
            known = self.known[c.number]
            if c.member and known.belongs is None:
                known.belongs = self.model.day

    def _give(self, c: Customer, variant: int) -> None:
        if c.variant != variant:
            self.known[c.number].since = self.model.day
        c.come_to(variant)

    def _fade(self) -> None:
        if self.plan.memory is None:
            return
        kept = 0.5 ** (self.plan.every / self.plan.memory)
        for outcomes in self.cells.values():
            for one in outcomes:
                one.fade(kept)
        for known in self.known.values():
            for v in known.periods:
                known.periods[v], known.totals[v] = known.periods[v] * kept, known.totals[v] * kept
        for place in self.products:
            self.products[place] = np.eye(7) + kept * (self.products[place] - np.eye(7))
            self.sums[place] = kept * self.sums[place]

    def _learn(self) -> None:
        self._fade()
        began = self.model.day - self.plan.every
        for c in self.decided:
            known, variant, market = self.known[c.number], c.variant, self.model.market_of(c)
            assert known.belongs is not None
            if min(began - known.since, began - known.belongs) < self.plan.washout:
                continue
            self.informed.add(market)
            y = known.seen.goal(self.plan.goal)
            for cell in {self._cell(c), market}:
                self.cells[cell][variant].add(y)
            known.periods[variant] += 1.0
            known.totals[variant] += y
            self.products[market, variant] = self.products[market, variant] + np.outer(
                known.x, known.x
            )
            self.sums[market, variant] = self.sums[market, variant] + known.x * y
            told = self._sums_seen[variant, self._place(c)]
            told[0], told[1] = told[0] + 1.0, told[1] + y
        for market in {self.model.market_of(c) for c in self.model.customers}:
            self._look([c for c in self.decided if self.model.market_of(c) == market])
            limit = self.plan.budget
            if limit is not None and self.costs[market] > limit * self._launched(market):
                self.spent.add(market)
        for c in self.model.customers:
            self.known[c.number].seen = Seen()

    def _end_test(self) -> None:
        if self.result is None and self.model.day >= self.plan.test_days:
            self.result = deepcopy(self.cells)

    def _launched(self, market: int) -> int:
        return sum(
            c.cohort == 0 and c.was_launched
            for c in self.model.customers
            if self.model.market_of(c) == market
        )

    def _look(self, people: list[Customer]) -> None:
        seen = [self.known[c.number].seen for c in people]
        active = [one.acts for one in seen if one.acts > 0.0]
        usual = sum(active) / len(active) if active else 0.0
        mean = sum(one.spend for one in seen) / max(len(seen), 1)
        for c, one in zip(people, seen, strict=True):
            known = self.known[c.number]
            known.behaviour = IDLE if one.acts == 0.0 else HEAVY if one.acts > usual else LIGHT
            if "acts" in self.plan.sees:
                known.x[1], known.x[2] = math.log(1.0 + one.acts), math.log(1.0 + one.idle)
            if "spend" in self.plan.sees:
                known.x[3] = one.spend / (one.spend + mean) if one.spend + mean > 0.0 else 0.0
            if "responses" in self.plan.sees:
                known.x[4] = one.answered / max(one.noticed, 1.0)
            if "service" in self.plan.sees:
                known.x[5] = math.log(1.0 + one.helped)
                known.x[6] = (one.helped - one.solved) / max(one.helped, 1.0)

    def _cell(self, customer: Customer) -> tuple[int, Any]:
        kind = {
            "segment": self._segment(customer),
            "behaviour": self.known[customer.number].behaviour,
        }
        return self.model.market_of(customer), kind.get(self.plan.whom, "all")

    def _choose(self, c: Customer) -> int:
        if self.model.market_of(c) in self.spent:
            return 0
        lot = math.floor(len(self.plan.names) * self.model.lots[c.number])
        if self.plan.by_lot and self.plan.policy == "split" and self.result is not None:
            return math.floor(len(self.plan.names) * self.model.other_lots[c.number])
        if self.plan.policy == "split":
            return lot if self.result is None else self._best(c, self.result)
        return self._weighed(c) if self.model.market_of(c) in self.informed else lot

    def _weighed(self, c: Customer) -> int:
        if self.plan.policy == "epsilon_greedy":
            if c.luck("adapt:try") < self.plan.epsilon:
                return math.floor(len(self.plan.names) * c.luck("adapt:which"))
            return (
                self._first_of_largest(self._personal(c, 0.0))
                if self._of_persons
                else self._best(c, self.cells)
            )
        z = [float(ndtri(c.luck(f"adapt:{name}") + 2.0**-25)) for name in self.plan.names]
        if self.plan.policy == "linear_thompson":
            return self._first_of_largest(self._linear(c, z))
        if self._of_persons:
            return self._first_of_largest(self._personal(c, 1.0, z))
        return self._first_of_largest(self._thompson(c, z))

    @property
    def _of_persons(self) -> bool:
        return self.plan.whom == "person"

    @staticmethod
    def _first_of_largest(values: list[float]) -> int:
        return values.index(max(values))

    def _best(self, c: Customer, cells: dict[Any, list[Outcomes]]) -> int:
        own, market = cells[self._cell(c)], cells[self.model.market_of(c)]
        means = []
        for mine, all_of_them in zip(own, market, strict=True):
            told = mine if mine.n else all_of_them
            means.append(told.total / told.n if told.n else math.inf)
        return self._first_of_largest(means)

    @staticmethod
    def _spread(cell: list[Outcomes]) -> tuple[float, float]:
        n = sum(one.n for one in cell)
        if not n:
            return 0.0, 1.0
        mean = sum(one.total for one in cell) / n
        return mean, max(sum(one.square for one in cell) / n - mean * mean, 1e-12)

    def _thompson(self, c: Customer, z: list[float]) -> list[float]:
        cell = self.cells[self._cell(c)]
        mean, variance = self._spread(cell)
        return [
            (one.total + mean) / (one.n + 1.0) + math.sqrt(variance / (one.n + 1.0)) * u
            for one, u in zip(cell, z, strict=True)
        ]

    def _personal(self, c: Customer, drawn: float, z: list[float] | None = None) -> list[float]:
        market, known = self.cells[self.model.market_of(c)], self.known[c.number]
        mean, variance = self._spread(market)
        usual = [one.total / one.n - mean if one.n else 0.0 for one in market]
        weights = [
            1.0 / (0.45 * variance + 0.05 * variance * known.periods[v]) for v in range(len(usual))
        ]
        beyond = [known.totals[v] - known.periods[v] * (mean + u) for v, u in enumerate(usual)]
        above = sum(w * r for w, r in zip(weights, beyond, strict=True))
        below = 1.0 / (0.5 * variance) + sum(w * known.periods[v] for v, w in enumerate(weights))
        base, found = above / below, []
        for v, (w, r) in enumerate(zip(weights, beyond, strict=True)):
            e = 0.05 * variance * w * (r - known.periods[v] * base)
            noise = math.sqrt(0.05 * variance * 0.45 * variance * w) * (z[v] if z else 0.0)
            found.append(usual[v] + e + drawn * noise)
        return found

    def _linear(self, c: Customer, z: list[float]) -> list[float]:
        market, x = self.model.market_of(c), self.known[c.number].x
        _, variance = self._spread(self.cells[market])
        found = []
        for v, u in enumerate(z):
            known = self.products[market, v]
            doubt = float(x @ np.linalg.solve(known, x))
            mean = float(x @ np.linalg.solve(known, self.sums[market, v]))
            found.append(mean + math.sqrt(variance * doubt) * u)
        return found

    def recorded(self) -> dict[str, list[float]]:
        """Give what was decided and seen, in the order of the product's arrays."""
        seen = [
            self._sums_seen[v, place][number]
            for number in range(2)
            for v in range(len(self.plan.names))
            for place in self._places()
        ]
        variants = [float(c.variant) for c in self.model.customers if c.present]
        return {**self.record, "seen": seen, "variant": variants}
