"""The reference model: plain Mesa, one object a customer, one scheme, scalar arithmetic.

It is written from `model/ODD.md` and shares with the product nothing but the constants, the luck
and the parsed scenario.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

import mesa
from tests.reference import persuading
from tests.reference.adapting import LearningFirm
from tests.reference.customer import Customer
from tests.reference.dates import rush, weekday
from tests.reference.friends import introduce, make_friends
from tests.reference.instance import Instance
from tests.reference.ledger import Ledger
from tests.reference.mechanics.kinds import KINDS
from tests.reference.newcomers import (
    days_of_arrival,
    most_brought,
    row_of_guest,
    settle_in,
    welcome,
)
from tests.reference.repeats import begin_again, end_rounds
from tests.reference.rivals import category, rivals_of
from tests.reference.serving import counted, journey, serve
from tests.reference.talk import speak, stays_away
from tests.reference.traits import draw_traits
from tests.reference.why_not import why_not

from loyaltysim.customers.joining import AUTOMATIC

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.reference.joining import Trial
    from tests.reference.offers import Occasion

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.joining import Joining
    from loyaltysim.customers.population import Population
    from loyaltysim.mechanics.adaptation import Adaptation
    from loyaltysim.randomness import Luck
    from loyaltysim.simulation.setup import Setup


BURN_IN_STEPS = ("open", "prompt", "decide", "act", "reward", "repeat", "answer", "close", "learn")
STEPS = (
    *("open", "prompt", "decide", "join", "act", "reward", "repeat", "serve", "answer", "close"),
    *("learn", "leave", "hear"),
)


class ReferenceModel(mesa.Model):  # type: ignore[misc]
    """One scheme on all customers of a luck.

    Parameters
    ----------
    scheme
        Parameters of the instances by their names.
    """

    def __init__(
        self,
        setup: Setup,
        population: Population,
        scheme: Mapping[str, Any],
        constants: Constants,
        luck: Luck,
        joining: Joining = AUTOMATIC,
        adaptation: Adaptation | None = None,
    ) -> None:
        super().__init__(rng=0)
        self.setup, self.population, self.constants = setup, population, constants
        self.means_known = persuading.known_means(population, constants)
        self.offer(scheme, joining, adaptation)
        self._rivals_books = {setup.acts[j].name: Ledger() for j in rivals_of(setup)}
        self._luck, self._drawn = luck, dict[str, list[float]]()
        self._shares: dict[tuple[int, int], float] = {}
        self.categories = [category(setup, j) for j in range(len(setup.acts))]
        self.occasions: dict[tuple[int, int], Occasion] = {}
        self.day, self.rush, self.weekday = -setup.burn_in, 1.0, 0
        self.repetition = 1
        self.ledger = Ledger()
        self.daily: list[dict[str, float]] = []
        self.why_not: list[Counter[str]] = []
        self.here: list[Customer] = []
        self.trial: Trial | None = None
        self.sales: dict[tuple[int, ...], float] = {}
        self.customers = [self._born(i) for i in range(luck.n)]
        self._guests: list[tuple[Any, int]] = []
        self._coming: dict[int, int] = {}
        self.journey = Counter[str]()
        self.warnings, self.brought, self.deterred = defaultdict[int, float](float), 0, 0
        for first in range(setup.market_size, luck.n, luck.size):
            self._coming |= days_of_arrival(setup, first, self._trait)
        self._drawn.clear()

    def offer(
        self,
        scheme: Mapping[str, Any],
        joining: Joining = AUTOMATIC,
        adaptation: Adaptation | None = None,
    ) -> None:
        """Take a scheme for the one that is launched: until then it changes nothing."""
        self.joining = joining
        self.instances = [
            Instance(name, rule, KINDS[rule.kind], self.act_number)
            for name, rule in sorted(scheme.items())
        ]
        self.firm: LearningFirm | None = None
        if adaptation is not None:
            self.firm = LearningFirm(self, adaptation)
            self.instances = list(self._variants(adaptation))
        self.rivals_instances = [
            instance for j in rivals_of(self.setup) for instance in self._rivals_scheme(j)
        ]
        self.most_brought = most_brought(self.setup, scheme.values())

    def _variants(self, plan: Adaptation) -> Iterator[Instance]:
        """Make one instance of each for all variants under which its rules are the same."""
        for name in sorted({name for scheme in plan.variants.values() for name in scheme}):
            rules: list[tuple[Any, list[int]]] = []
            for number, scheme in enumerate(plan.variants.values()):
                if name in scheme:
                    same = [numbers for rule, numbers in rules if rule == scheme[name]]
                    if same:
                        same[0].append(number)
                    else:
                        rules.append((scheme[name], [number]))
            for rule, numbers in rules:
                under = ", ".join(plan.names[number] for number in numbers)
                title = name if len(numbers) == len(plan.names) else f"{name} ({under})"
                kind = KINDS[rule.kind]
                yield Instance(name, rule, kind, self.act_number, variants=numbers, title=title)

    @cached_property
    def lots(self) -> list[float]:
        """Give everybody's lot, which never changes."""
        lots: list[float] = self._luck.traits("adapt").tolist()
        return lots

    @cached_property
    def other_lots(self) -> list[float]:
        """Give everybody's lot when a variant is given by lot once more."""
        lots: list[float] = self._luck.traits("adapt:again").tolist()
        return lots

    def _rivals_scheme(self, j: int) -> list[Instance]:
        act = self.setup.acts[j]
        scheme = self.setup.rival_schemes.get(act.name)
        if scheme is None or act.rival is None:
            return []
        begins = (act.rival.starts or 0) + scheme.after
        return [
            Instance(name, rule, KINDS[rule.kind], lambda _: j, act.name, begins)
            for name, rule in sorted(scheme.instances.items())
        ]

    def books_of(self, rival: str) -> Ledger:
        return self._rivals_books[rival] if rival else self.ledger

    def _markets(self) -> list[list[Customer]]:
        size, rows = self.setup.market_size, self._luck.size
        return [self.customers[i : i + size] for i in range(0, len(self.customers), rows)]

    def _born(self, number: int) -> Customer:
        def draw(decision: str) -> float:
            return self._trait(decision, number)

        new = number % self._luck.size >= self.setup.market_size
        traits = draw_traits(self.setup, self.population, draw, self.constants, new=new)
        return Customer(self, number, traits)

    def _trait(self, decision: str, number: int) -> float:
        if decision not in self._drawn:
            self._drawn[decision] = self._luck.traits(decision).tolist()
        return self._drawn[decision][number]

    def luck_of(self, decision: str, number: int) -> float:
        if decision not in self._drawn:
            self._drawn[decision] = self._luck.events(decision).tolist()
        return self._drawn[decision][number]

    @property
    def rows(self) -> int:
        """Give the rows of a market, newcomers' among them."""
        return self._luck.size

    def market_of(self, customer: Customer) -> int:
        """Give the number of a customer's market, counted from the first of the batch."""
        return customer.number // self._luck.size

    def share_who_did(self, act: int, number: int) -> float:
        """Give the share of the members of a customer's market who did an act today."""
        market = self.market_of(self.customers[number])
        if (act, market) not in self._shares:
            everybody = self.setup.acts[act].rival is not None
            mates = [
                c for c in self.here if (c.member or everybody) and self.market_of(c) == market
            ]
            self._shares[act, market] = sum(c.today.acted[act] for c in mates) / len(mates)
        return self._shares[act, market]

    def act_number(self, name: str | None) -> int:
        if name is None:
            return 0
        return next(j for j, act in enumerate(self.setup.acts) if act.name == name)

    def step(self) -> None:
        """Play one day."""
        self._luck.begin_day(self.day)
        self.rush = rush(self.setup.calendar, self.setup.calendar.need, self.day)
        self.weekday = weekday(self.setup.calendar, self.day)
        self._drawn.clear()
        self._shares.clear()
        self.trial = None
        self.ledger.begin_day()
        if self.day == 0:
            self._launch()
        for instance in [*self.instances, *self.rivals_instances] if self.day >= 0 else ():
            instance.begin_day(self.day)
        guests = self._arrive()
        self._gather()
        for name in STEPS if self.day >= 0 else BURN_IN_STEPS:
            if name == "repeat":
                self._repeat()
            elif name == "serve":
                serve(self)
            else:
                self._all(name)
            if name == "open":
                welcome(guests, self.customers)
        if self.day >= 0:
            speak(self)
            journey(self.here, self.journey, self.constants)
            self.why_not.append(Counter(why_not(customer) for customer in self.here))
            self.daily.append(self._count())
            self._note_sales()
        self.day += 1

    def _all(self, name: str, customers: Sequence[Customer] | None = None) -> None:
        """Let all customers who are here, or those who are given, take a step of the day."""
        for customer in self.here if customers is None else customers:
            getattr(customer, name)()
        if name in {"decide", "decide_again"}:
            self._let_in()

    def _repeat(self) -> None:
        """Let those who acted act again, all at once, until nobody does."""
        self.repetition, again = 2, self.here
        while again := [customer for customer in again if any(customer.today.acted)]:
            for customer in again:
                begin_again(customer)
            for name in ("decide_again", "act", "reward"):
                self._all(name, again)
            self.repetition += 1
        self.repetition = 1
        for customer in self.here:
            end_rounds(customer)

    def _gather(self) -> None:
        """Find who is here today, make those members who decided to join, and let the firm decide who has what."""
        self.here = [customer for customer in self.customers if customer.present]
        for customer in self.here:
            customer.member = customer.member or customer.decided_to_join
        if self.firm is not None and self.day >= 0:
            self.firm.turn()

    def _let_in(self) -> None:
        """Turn away those whom an instance has no room for."""
        for j in range(len(self.setup.acts)) if self.day >= 0 else ():
            for instance in [*self.instances, *self.rivals_instances]:
                if instance.member.turns_away and instance.in_force and j in instance.acts:
                    for came in self._who_came(instance, j):
                        let_in = instance.member.let_in(came)
                        for m in came:
                            if not any(m is one for one in let_in):
                                m.today.acted[j], m.today.turned_away[j] = False, True

    @property
    def desks(self) -> list[list[Instance]]:
        """List those who help with problems, in their order; variants of one at one place."""
        helping = [one for one in self.instances if one.member.helps]
        places = sorted({(one.given.step, one.name) for one in helping})
        return [[i for i in helping if (i.given.step, i.name) == place] for place in places]

    def members_by_market(self, instance: Instance) -> list[list[Any]]:
        """List the members of an instance, market by market."""
        found: dict[int, list[Any]] = {}
        for c in self.here:
            if instance.is_for(c) and c.membership(instance.name).has_joined:
                found.setdefault(self.market_of(c), []).append(c.membership(instance.name))
        return list(found.values())

    def _who_came(self, instance: Instance, j: int) -> list[list[Any]]:
        """List the members who set about an act today, market by market."""
        found: dict[int, list[Any]] = {}
        for c in self.here:
            if instance.is_for(c) and c.today.acted[j]:
                found.setdefault(self.market_of(c), []).append(c.membership(instance.name))
        return list(found.values())

    def supported(self) -> float:
        """Sum how much others do for those who are here."""
        total = 0.0
        self.day -= 1  # the day that has been played
        for c in self.customers:
            own = [m for m in c.active if not m.instance.rival] if c.present else []
            total += 1.0 - math.prod(1.0 - m.support() for m in own)
        self.day += 1
        return total

    def measured(self) -> dict[str, float]:
        """Give the instances' own figures: the part and the whole."""
        found: dict[str, float] = {}
        for instance in self.instances:
            if instance.began:
                told = instance.member.measured(instance, self)
                tallies = [
                    m.tally for c in self.customers for m in c.memberships if m.instance is instance
                ]
                if any(tally.noticed for tally in tallies):
                    told = {**told, **persuading.measured(tallies, self)}
                for name, (part, whole) in told.items():
                    key = f"{instance.title}/{name}"
                    found |= {f"{key}: part": float(part), f"{key}: whole": float(whole)}
        return found

    def _arrive(self) -> list[tuple[Any, int]]:
        guests, self._guests = self._guests, []
        due = [row for row, day in self._coming.items() if day == self.day]
        rows = [row for row in due if not stays_away(self, row)]
        self.brought, self.deterred = len(guests), len(due) - len(rows)
        for row in (*rows, *(row for _, row in guests)):
            settle_in(self.customers[row], self.day)
        return guests

    def bring(self, membership: Any, host: Customer) -> None:
        """Let a customer bring a newcomer, who comes tomorrow."""
        row = row_of_guest(
            self.setup, self._luck.size, host.number, host.brought, self.most_brought
        )
        if row is not None:
            host.brought += 1
            introduce(host, self.customers[row])
            self._guests.append((membership, row))

    def _launch(self) -> None:
        if self.setup.network:
            for market in self._markets():
                make_friends(self.setup.network, market, self._trait)
            self._drawn.clear()
        for customer in self.customers:
            customer.acts = [0] * len(self.setup.acts)
            running = [*self.instances, *self.rivals_instances]
            customer.memberships = [one.member(one, customer) for one in running]
            customer.member = self.joining.way == "automatic"
            customer.was_launched = customer.present
        self._drawn.clear()
        for customer in self.customers if self.joining.way == "invited" else ():
            customer.member = self._trait("invited", customer.number) < self.joining.share
        self._drawn.clear()

    def _count(self) -> dict[str, float]:
        today, ledger = [customer.today for customer in self.here], self.ledger
        own = self.setup.own
        left = [customer for customer in self.here if not customer.present]
        return {
            "customers": len(self.here) - len(left),
            "retained": sum(c.present and c.cohort == 0 for c in self.here),
            "arrived": sum(0 < c.cohort == self.day for c in self.here),
            "referred": self.brought,
            "deterred": self.deterred,
            "acts": sum(t.times(j) for t in today for j in range(own)),
            "occasions": sum(t.occasion[0] for t in today),
            "prompted": sum(customer.today.prompted[0] for customer in self.here),
            "sent": sum(m.act < own for t in today for m in t.sent),
            "noticed": sum(m.act < own for t in today for m in t.noticed),
            "revenue": ledger.revenue,
            "margin": ledger.margin,
            "reward_value": ledger.reward_value,
            "reward_cost": ledger.reward_cost,
            "message_cost": ledger.message_cost,
            "left": len(left),
            "followed": sum(c.followed for c in left),
            **{
                f"left_{cause}": sum(c.why_left == cause for c in left)
                for cause in ("motivation", "messages", "friends", "service", "several")
            },
            "opted_out": sum(t.opted_out for t in today),
            **counted(today),
        }

    def _note_sales(self) -> None:
        if self.firm is not None:
            self.firm.watch()
        for customer in self.here:
            for r, one in enumerate(customer.today.rounds):
                for j, acted in enumerate(one.acted[: self.setup.own]):
                    if acted:
                        self.sales[self.day, customer.number, j, r] = one.spend[j]

    def totals(self, numbers: range | None = None) -> dict[str, float]:
        """Sum the accounts, in currency to the customer; the liability at cost."""
        customers = [self.customers[i] for i in numbers or range(len(self.customers))]
        members = [(c.present, m) for c in customers for m in c.memberships if not m.instance.rival]
        final = [(present, m) for present, m in members if not m.is_exchanged]
        return {
            "earned_value": sum(m.account.earned * m.worth for _, m in final),
            "redeemed_value": sum(m.account.redeemed * m.worth for _, m in final),
            "expired_value": sum(m.account.expired * m.worth for _, m in final),
            "forfeited_value": sum(m.outstanding for present, m in final if not present),
            "liability": sum(m.liability for present, m in members if present),
        }

    def run(self) -> None:
        """Play the burn-in and the days after the launch."""
        while self.day < self.setup.days:
            self.step()
