"""One customer as a Mesa agent, and what he or she does in the steps of a day."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import mesa
from scipy.special import ndtri
from tests.reference import behaviour as be
from tests.reference.friends import contagion, hear, in_company
from tests.reference.joining import joins
from tests.reference.learning import learn
from tests.reference.motivation import ability, motivation
from tests.reference.newcomers import row_of_guest
from tests.reference.persuading import resolved
from tests.reference.repeats import decide_again
from tests.reference.rivals import Bond, choose, is_open, rivals_of
from tests.reference.serving import go_wrong
from tests.reference.today import Today

if TYPE_CHECKING:
    from tests.reference.mechanics.membership import Membership, Memory
    from tests.reference.mechanics.profile import Counts
    from tests.reference.model import ReferenceModel
    from tests.reference.serving import Problem
    from tests.reference.traits import Traits


NEVER = -(10**9)
NOBODY = -1


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
        rivals = [model.setup.acts[j].name for j in rivals_of(model.setup)]
        self.bonds = {"": Bond(), **{name: Bond() for name in rivals}}
        self.efficacy = 0.0
        self.satisfaction = 1.0
        self.vexation = 0.0
        self.problem: Problem | None = None
        self.friends: list[Customer] = []
        self.company: list[Customer] = []
        self.friends_lost, self.left_on, self.followed = 0.0, NEVER, False
        self.why_left = ""
        self.present = traits.origin.present
        self.cohort = self.brought = self.talked = 0
        self.memberships = []
        self.knows: dict[str, Memory] = {}
        self.profiles: dict[tuple[str, str], Counts] = {}
        """What firms, and rivals, learnt of the customer under a name."""
        self.variant = NOBODY
        self.was_launched = False
        self.member = self.decided_to_join = False
        self.today = Today.blank(n_acts)

    def luck(self, decision: str) -> float:
        """Give today's draw of a decision; in a repetition another one."""
        if self.model.repetition > 1:
            decision = f"{decision}:{self.model.repetition}"
        return self.model.luck_of(decision, self.number)

    @property
    def memberships(self) -> list[Membership]:
        return self._memberships

    @memberships.setter
    def memberships(self, held: list[Membership]) -> None:
        self._memberships = held
        self._named: dict[str, list[Membership]] = {}
        self._active: dict[tuple[int, bool, int], list[Membership]] = {}
        self._of_act: dict[int, list[Membership]] = {}

    def membership(self, name: str) -> Membership:
        if name not in self._named:
            self._named[name] = [m for m in self.memberships if m.name == name]
        found = self._named[name]
        if len(found) == 1:
            return found[0]
        return next((m for m in found if m.instance.is_under(self.variant)), found[0])

    def come_to(self, variant: int) -> None:
        """Come to a variant of the scheme, and begin anew what one was not under until then."""
        for m in self.memberships:
            if m.instance.is_under(variant) and not m.instance.is_under(self.variant):
                m.has_joined = False
        self.variant = variant

    @property
    def active(self) -> list[Membership]:
        """The memberships in what is in force today, listed once a day."""
        now = self.model.day, self.member, self.variant
        if now not in self._active:
            in_force = [m for m in self.memberships if m.instance.in_force]
            self._active = {now: [m for m in in_force if m.instance.is_for(self)]}
            self._of_act = {}
        return self._active[now]

    def met(self, rival: str) -> bool:
        """Tell whether something prompted an act of the firm, or of a rival, today."""
        acts = zip(self.model.setup.acts, self.today.prompted, strict=True)
        return any(prompted for act, prompted in acts if (act.name if act.rival else "") == rival)

    def bond_of(self, j: int) -> Bond:
        act = self.model.setup.acts[j]
        return self.bonds[act.name if act.rival else ""]

    @property
    def attachment(self) -> float:
        return self.bonds[""].attachment

    @property
    def praise(self) -> float:
        return self.bonds[""].praise

    @property
    def sting(self) -> float:
        return self.bonds[""].sting

    @property
    def fatigue(self) -> float:
        return self.bonds[""].fatigue

    @property
    def woken(self) -> float:
        return self.bonds[""].woken

    @property
    def opted_in(self) -> bool:
        return self.bonds[""].opted_in

    @property
    def heard(self) -> list[float]:
        return self.bonds[""].heard

    @property
    def heard_on(self) -> list[int]:
        return self.bonds[""].heard_on

    def of_act(self, j: int) -> list[Membership]:
        active = self.active
        if j not in self._of_act:
            self._of_act[j] = [m for m in active if j in m.acts]
        return self._of_act[j]

    @property
    def price(self) -> list[float]:
        return self.traits.price

    def idle(self, j: int) -> int:
        """Give the days since the last act."""
        return self.model.day - self.last_act[j]

    def unserved(self, j: int) -> int:
        """Give the days since anybody met the need for an act."""
        return self.model.day - max(self.last_act[i] for i in self.model.categories[j])

    def may(self, j: int) -> bool:
        """Tell whether the act can be done once more."""
        limit = self.model.setup.acts[j].limit
        return self.model.day < 0 or limit is None or self.acts[j] < limit

    # A day begins.

    def open(self) -> None:
        self.today = Today.blank(len(self.model.setup.acts))
        for membership in self.memberships:
            if membership.instance.ends:
                membership.end()
        self.enter()

    def enter(self) -> None:
        """Begin the day in what is in force, on the first day by joining it."""
        for membership in self.active:
            membership.due()
        for membership in self.active:
            if not membership.has_joined:
                membership.has_joined = True
                membership.join()
            membership.open()

    # Prompt

    def prompt(self) -> None:
        k, today = self.model.constants, self.today
        for j, act in enumerate(self.model.setup.acts):
            if act.rival:
                today.occasion[j] = today.occasion[0] and is_open(act, self.model.day)
                continue
            need = self.traits.need * act.need * self.model.rush
            met = self.model.categories[j]
            chance = be.occasion_chance(need, max(self.habit[i] for i in met), k)
            today.occasion[j] = self.may(j) and self.luck(f"occasion:{act.name}") < chance
        sparing = today.sparing = {
            m.instance.rival for m in self.active if m.bond.opted_in and m.spares()
        }
        senders = [m for m in self.active if m.bond.opted_in and m.instance.rival not in sparing]
        sent = [message for m in senders for message in m.messages()]
        today.sent = [
            replace(m, principle=resolved(self, m.sender.bond, m.principle)) if m.principle else m
            for m in sent
        ]
        for message in today.sent:
            seen = be.attention_to(message.channel, self.traits.attention, k)
            chance = seen * (1.0 - message.sender.bond.fatigue)
            message.sender.bond.sent += 1
            message.sender.ledger.send(message.cost)
            if self.model.firm is not None and not message.sender.instance.rival:
                self.model.firm.cost(self, message.cost)
            asked = self.model.setup.acts[message.act].name
            if self.luck(f"notice:{message.sender.name}:{asked}") < chance:
                today.noticed.append(message)
                message.sender.note(message)
        for j in range(len(today.prompted)):
            noticed = any(message.act == j for message in today.noticed)
            today.prompted[j] = self.may(j) and (today.occasion[j] or noticed)

    def helped(self, j: int, kind: str) -> bool:
        """Tell whether a message of a kind was noticed."""
        return any(message.act == j and message.kind == kind for message in self.today.noticed)

    # Decide

    def decide(self) -> None:
        k, today = self.model.constants, self.today
        for j, act in enumerate(self.model.setup.acts):
            if today.prompted[j]:
                today.motivation[j] = motivation(self, j)
                facilitator = k.facilitator if self.helped(j, "facilitator") else 0.0
                asked = ability(self, j)
                today.hardest[j] = asked.factor
                today.ln_ability[j] = be.ln_ability(asked.gap, self.habit[j], facilitator, k)
                if j not in self.model.categories[0]:
                    today.acted[j] = self.luck(f"act:{act.name}") < self.act_chance(
                        today.motivation[j], today.ln_ability[j]
                    )
        choose(self)

    def decide_again(self) -> None:
        decide_again(self)

    def act_chance(self, motivation: float, ln_ability: float, others: float = 0.0) -> float:
        """Give the chance to act, beside others who have odds, too."""
        return be.act_chance(motivation, ln_ability, self.model.constants, others)

    # Act

    def join(self) -> None:
        if self.today.acted[0] and not self.member and self.model.joining.way == "opt_in":
            self.decided_to_join = joins(self)

    def act(self) -> None:
        for j, act in enumerate(self.model.setup.acts):
            if self.today.acted[j]:
                self.today.spend[j] = spend = self._spend(j)
                self.acts[j] += 1
                if not act.rival:
                    self.model.ledger.sale(spend, spend * act.margin)
                go_wrong(self, j)

    def _spend(self, j: int) -> float:
        act, price = self.model.setup.acts[j], self.price[j]
        if act.basket_cv == 0.0 or price == 0.0:
            return price
        variance = math.log1p(act.basket_cv**2)
        sold = self.model.setup.acts[0] if act.rival else act
        y = float(ndtri(self.luck(f"basket:{sold.name}") + 2.0**-25))
        return price * math.exp(math.sqrt(variance) * y - variance / 2.0)

    # Reward

    def reward(self) -> None:
        today = self.today
        for j, spend in enumerate(today.spend):
            today.answering = j
            for membership in self.of_act(j) if today.acted[j] else ():
                membership.on_act(j, spend)
        today.answering = None

    def answer(self) -> None:
        for message in self.today.noticed:
            message.sender.on_contact(message, answered=self.today.acted[message.act])

    def close(self) -> None:
        for membership in self.active:
            membership.close()

    # Learn

    def learn(self) -> None:
        for j, acted in enumerate(self.today.acted):
            if acted:
                self.last_act[j] = self.model.day
        if self.model.setup.learning:
            learn(self, self.model.constants)

    # Leave

    def bring(self, membership: Membership) -> None:
        """Bring somebody along tomorrow."""
        self.model.bring(membership, self)

    def can_bring(self) -> bool:
        """Tell whether there is a place for one more."""
        model = self.model
        most = model.most_brought
        return row_of_guest(model.setup, model.rows, self.number, self.brought, most) is not None

    def leave(self) -> None:
        days, contract = 1, self.model.setup.contract
        if contract:
            days = contract.period_days
            begun = self.cohort or -self.traits.contract_phase
            if (self.model.day - begun) % days != 0:
                return
        new = contract is not None and 0 < self.cohort == self.model.day
        alone, luck = self._hazard(), self.luck("leave")
        if not new and luck < -math.expm1(-days * alone * contagion(self, self.model.constants)):
            self.present, self.left_on = False, self.model.day
            self.followed = luck >= -math.expm1(-days * alone)
            self.why_left = self._why_left(luck, days)
            self.remove()
        elif contract:
            self.model.ledger.sale(contract.fee, contract.fee - contract.cost)
            if self.model.firm is not None:
                self.model.firm.fee(self, contract.fee - contract.cost)

    def hear(self) -> None:
        hear(self, self.model.constants)

    def _why_left(self, luck: float, days: int) -> str:
        """Name what alone would have kept the customer."""
        press = contagion(self, self.model.constants)

        def keeps(*, motivation: bool, messages: bool, friends: bool, service: bool) -> bool:
            mood = max(1.0, self.satisfaction) if motivation else self.satisfaction
            hazard = self._hazard(mood, in_peace=messages, calm=service)
            return luck >= -math.expm1(-days * hazard * (1.0 if friends else press))

        causes = ("motivation", "messages", "friends", "service")
        alone = [c for c in causes if keeps(**{other: other == c for other in causes})]
        if len(alone) == 1:
            return alone[0]
        return "several" if keeps(**dict.fromkeys(causes, True)) else "own"

    def _hazard(
        self, mood: float | None = None, *, in_peace: bool = False, calm: bool = False
    ) -> float:
        k, traits = self.model.constants, self.traits
        mood = self.satisfaction if mood is None else mood
        fatigue, woken = (0.0, 0.0) if in_peace else (self.fatigue, self.woken)
        balance = sum(m.stake for m in self.memberships if not m.instance.rival)
        at_stake = 0.0
        if balance > 0.0:
            worth = math.pow(balance / traits.ticket[0], k.value_exponent)
            at_stake = traits.loss_aversion * traits.reward_sensitivity * worth
        kept = math.exp(-k.habit_hold * self.habit[0] * (1.0 - woken) + k.annoyance * fatigue)
        vexed = 1.0 if calm else math.exp(k.vexation_leaving * self.vexation)
        tied = math.exp(-k.friend_hold) if in_company(self) else 1.0
        return traits.hazard * tied * kept * vexed * be.leaving_factor(mood, at_stake, k)
