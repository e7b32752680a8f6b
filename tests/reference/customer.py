"""One customer as a Mesa agent, and what he or she does in the steps of a day."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import mesa
from scipy.special import ndtri
from tests.reference import behaviour as be
from tests.reference.learning import learn
from tests.reference.mechanics.kinds import KINDS

from loyaltysim.customers.columns import FACTORS

if TYPE_CHECKING:
    from tests.reference.mechanics.membership import Membership
    from tests.reference.model import ReferenceModel
    from tests.reference.traits import Traits


@dataclass
class Today:
    """What happens to one customer on one day; lists are in the order of the acts."""

    occasion: list[bool]
    motivation: list[float]
    ln_ability: list[float]
    acted: list[bool]
    spend: list[float]
    brought: list[defaultdict[str, float]]
    sent: list[Membership] = field(default_factory=list)
    noticed: list[Membership] = field(default_factory=list)
    gifts: list[tuple[Membership, bool, float]] = field(default_factory=list)
    goals: int = 0
    broken: list[int] = field(default_factory=list)
    opted_out: bool = False


class Customer(mesa.Agent):  # type: ignore[misc]
    """One person with traits, states and a membership in each instance of the scheme."""

    model: ReferenceModel

    def __init__(self, model: ReferenceModel, number: int, traits: Traits) -> None:
        super().__init__(model)
        self.number, self.traits = number, traits
        n_acts = len(model.setup.acts)
        wait = min(1.0 / traits.need, 3650.0) if traits.need > 0.0 else 3650.0
        self.habit = list(traits.habit)
        self.last_act = [-model.setup.burn_in - math.floor(wait)] * n_acts
        self.acts = [0] * n_acts
        self.crowding = [0.0] * n_acts
        self.attachment = self.efficacy = self.fatigue = self.sting = 0.0
        self.satisfaction = 1.0
        self.opted_in, self.present = True, traits.origin.present
        self.memberships: list[Membership] = []
        self.today = self._blank()

    def _blank(self) -> Today:
        n = len(self.model.setup.acts)
        brought = [defaultdict[str, float](float) for _ in range(n)]
        return Today([False] * n, [0.0] * n, [0.0] * n, [False] * n, [0.0] * n, brought)

    def luck(self, decision: str) -> float:
        return self.model.luck_of(decision, self.number)

    def membership(self, name: str) -> Membership:
        return next(m for m in self.memberships if m.name == name)

    @property
    def price(self) -> list[float]:
        return self.traits.price

    def of_act(self, j: int) -> list[Membership]:
        return [m for m in self.memberships if m.act == j]

    # The scheme begins, and a day begins.

    def join(self) -> None:
        for name, rule in sorted(self.model.scheme.items()):
            act = self.model.act_number(rule.act)
            self.memberships.append(KINDS[rule.kind](name, rule, self, act))
        for membership in self.memberships if self.present else ():
            membership.launch()

    def open(self) -> None:
        self.today = self._blank()
        for membership in self.memberships:
            membership.open(self.model.day)

    # Prompt

    def prompt(self) -> None:
        k, today = self.model.constants, self.today
        for j, act in enumerate(self.model.setup.acts):
            chance = be.occasion_chance(self.traits.need * act.need, self.habit[j], k)
            today.occasion[j] = self.luck(f"occasion:{act.name}") < chance
        if self.opted_in:
            today.sent = [m for m in self.memberships if m.sends(self.model.day)]
        chance = self.traits.attention * (1.0 - self.fatigue)
        today.noticed = [m for m in today.sent if self.luck(f"notice:{m.name}") < chance]

    def prompted(self, j: int) -> bool:
        return self.today.occasion[j] or any(m.act == j for m in self.today.noticed)

    def _help(self, j: int, kind: str) -> bool:
        return any(m.act == j and m.rule.sends == kind for m in self.today.noticed)

    # Decide

    def decide(self) -> None:
        for j, act in enumerate(self.model.setup.acts):
            if self.prompted(j):
                self.today.motivation[j] = self._motivation(j)
                self.today.ln_ability[j] = self._ln_ability(j)
                self.today.acted[j] = self.luck(f"act:{act.name}") < self.act_chance(
                    self.today.motivation[j], self.today.ln_ability[j]
                )

    def act_chance(self, motivation: float, ln_ability: float) -> float:
        return be.act_chance(motivation, ln_ability, self.model.constants)

    def _motivation(self, j: int) -> float:
        k, traits, act = self.model.constants, self.traits, self.model.setup.acts[j]
        interest = be.intrinsic_factor(self.crowding[j], act.interest, k)
        m = traits.intrinsic * interest * (1.0 + k.attachment_pull * self.attachment)
        m += traits.reward_sensitivity * self._rewards(j)
        m += k.symbolic_pull * self._tokens(j) + k.play * self._games(j) - k.sting * self.sting
        if not self.today.occasion[j] and act.need > 0.0:
            idle = self.model.day - self.last_act[j]
            m *= k.off_occasion * -math.expm1(-traits.need * act.need * idle)
        if self._help(j, "spark"):
            m += k.spark
        return max(m, k.motivation_floor)

    def _rewards(self, j: int) -> float:
        offers = [offer for m in self.of_act(j) for offer in m.offers(self.model.day)]
        if not offers:
            return 0.0
        k, traits, act = self.model.constants, self.traits, self.model.setup.acts[j]
        pace = 1.0
        if act.need > 0.0:
            pace = max(traits.need * act.need * (1.0 + k.habit_cue * self.habit[j]), 1e-6)
        return be.reward_value(
            offers,
            traits.ticket[j],
            pace,
            self.efficacy,
            traits.discount_rate,
            traits.loss_aversion,
            k,
        )

    def _fit(self, membership: Membership) -> float:
        assert membership.fit is not None
        return sum(w * membership.fit[kind] for kind, w in self.traits.user_type.items())

    def _tokens(self, j: int) -> float:
        k, total = self.model.constants, 0.0
        for m in self.of_act(j):
            token = m.token(self.model.day)
            if token is not None:
                strength = self._fit(m) * token.urgency * be.token_novelty(self.rested(m), k)
                if token.loss:
                    strength *= self.traits.loss_aversion / k.loss_aversion
                total += strength**2
        return math.sqrt(total)

    def rested(self, membership: Membership) -> float:
        """Give the exposure to an instance, as far as it is not forgotten."""
        idle = self.model.day - membership.seen - 1
        return membership.exposure * math.exp(-idle / self.model.constants.novelty_rest)

    def _games(self, j: int) -> float:
        k = self.model.constants
        games = [m for m in self.of_act(j) if m.fit is not None and m.game]
        total = sum((self._fit(m) * be.worn_novelty(self.rested(m), k)) ** 2 for m in games)
        return self.traits.novelty_seeking * math.sqrt(total)

    def _ln_ability(self, j: int) -> float:
        k = self.model.constants
        facilitator = k.facilitator if self._help(j, "facilitator") else 0.0
        return be.ln_ability(self.ability(j).gap, self.habit[j], facilitator, k)

    def ability(self, j: int) -> be.Ability:
        """Find what makes the act hard, with what the scheme changes in it."""
        changes: Counter[str] = Counter()
        added: Counter[str] = Counter()
        for membership in self.of_act(j):
            changes.update(membership.demands())
            added.update(membership.added_demands())
        if not changes and not added:
            return self.traits.ability[j]
        asked, resources = self.model.setup.acts[j].demands, self.traits.ln_resource
        demands = [
            demand * math.exp(changes[name]) + added[name]
            for name, demand in zip(FACTORS, asked, strict=True)
        ]
        return be.ability_of(demands, resources, self.model.constants)

    # Act

    def act(self) -> None:
        for j, act in enumerate(self.model.setup.acts):
            if self.today.acted[j]:
                self.today.spend[j] = spend = self._spend(j)
                self.last_act[j] = self.model.day
                self.acts[j] += 1
                self.model.ledger.sale(spend, spend * act.margin)

    def _spend(self, j: int) -> float:
        act, price = self.model.setup.acts[j], self.price[j]
        if act.basket_cv == 0.0 or price == 0.0:
            return price
        variance = math.log1p(act.basket_cv**2)
        y = float(ndtri(self.luck(f"basket:{act.name}") + 2.0**-25))
        return price * math.exp(math.sqrt(variance) * y - variance / 2.0)

    # Reward

    def reward(self) -> None:
        for membership in self.memberships:
            if self.today.acted[membership.act]:
                membership.on_act(self.model.day, self.today.spend[membership.act])
        for membership in self.memberships:
            membership.close(self.model.day)

    # Learn

    def learn(self) -> None:
        if self.model.setup.learning:
            learn(self, self.model.constants)

    # Leave

    def leave(self) -> None:
        days, contract = 1, self.model.setup.contract
        if contract:
            days = contract.period_days
            if (self.model.day + self.traits.contract_phase) % days != 0:
                return
        if self.luck("leave") < -math.expm1(-days * self._hazard()):
            self.present = False
            self.remove()
        elif contract:
            self.model.ledger.sale(contract.fee, contract.fee)

    def _hazard(self) -> float:
        k, traits = self.model.constants, self.traits
        balance = sum(m.stake for m in self.memberships)
        at_stake = 0.0
        if balance > 0.0:
            worth = math.pow(balance / traits.ticket[0], k.value_exponent)
            at_stake = traits.loss_aversion * traits.reward_sensitivity * worth
        factor = be.leaving_factor(self.satisfaction, at_stake, k)
        return (
            traits.hazard
            * math.exp(-k.habit_hold * self.habit[0] + k.annoyance * self.fatigue)
            * factor
        )
