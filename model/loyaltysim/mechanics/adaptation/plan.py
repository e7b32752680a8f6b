"""What an adaptive scheme may do: its variants, whom it tells apart, what it sees, and how it decides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.mechanics.mechanic import Mechanic


class Whom(StrEnum):
    """Whose outcomes are taken together."""

    EVERYONE = "everyone"
    SEGMENT = "segment"
    BEHAVIOUR = "behaviour"
    PERSON = "person"


class Sight(StrEnum):
    """What a firm can see of its customers."""

    ACTS = "acts"
    SPEND = "spend"
    RESPONSES = "responses"
    SERVICE = "service"


class Goal(StrEnum):
    """What there should be more of, by customer and period."""

    ACTS = "acts"
    ACTIVE = "active"
    SPEND = "spend"
    PROFIT = "profit"


class Policy(StrEnum):
    """How a firm decides."""

    SPLIT = "split"
    EPSILON_GREEDY = "epsilon_greedy"
    THOMPSON = "thompson"
    LINEAR_THOMPSON = "linear_thompson"


FEATURES = 7
"""Numbers by which `linear_thompson` tells customers apart: one for all, then acts, days without, spend, answers to messages,
tries to help, and how many of them were in vain."""


@dataclass(frozen=True, slots=True)
class Group:
    """An instance by the rules that it has under some of the variants."""

    base: str
    """Name of the instance in the scheme, which keys its luck whatever the variant."""
    name: str
    """Its name, unique in the run."""
    mechanic: Mechanic
    variants: frozenset[int]
    """Numbers of the variants under which these rules hold."""


@dataclass(frozen=True, slots=True)
class Adaptation:
    """An adaptive scheme in numbers."""

    variants: Mapping[str, Mapping[str, Mechanic]]
    """By the variant's name all instances that are in force under it, by name."""
    every: int
    """Days from one decision to the next."""
    whom: Whom = Whom.EVERYONE
    goal: Goal = Goal.ACTS
    policy: Policy = Policy.THOMPSON
    sees: frozenset[Sight] = frozenset(Sight)
    test_days: int = 0
    """Days of the test of `split`."""
    epsilon: float = 0.0
    """Share of customers with whom `epsilon_greedy` tries what may not be best."""
    memory: int | None = None
    """Days in which an outcome loses half of its weight; None where none does."""
    washout: int = 0
    """Days after coming to a variant, from another one or none, or becoming a member, of which nothing is learnt."""
    budget: float | None = None
    """Currency per launch customer that rewards, messages and the system may cost, until only the first variant is left."""
    cost: float = 0.0
    """What the system costs that learns, in currency a day and member."""
    hindsight: bool = True
    """Whether each variant is played for everybody, too, and all of them by lot, to know what was learnt."""
    by_lot: bool = False
    """Whether what could rest on outcomes is decided by lot: what switching alone brings."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the variants."""
        return tuple(self.variants)

    def unlearnt(self) -> Adaptation:
        """Give the plan that decides as often, on the same customers, and by lot whatever was learnt."""
        tests = self.policy is Policy.SPLIT
        # plans that differ only in what they make of outcomes come to the same, and share a run
        return replace(
            self,
            policy=Policy.SPLIT if tests else Policy.EPSILON_GREEDY,
            whom=Whom.EVERYONE,
            sees=frozenset(),
            test_days=self.test_days if tests else 0,
            epsilon=1.0,
            memory=None,
            cost=0.0,
            by_lot=True,
        )

    def groups(self) -> tuple[Group, ...]:
        """Put together under which variants each instance has the same rules, in the order of names.

        An instance that has the same rules under all of them is one for all, as in a fixed scheme.
        """
        found: list[Group] = []
        for base in sorted({name for scheme in self.variants.values() for name in scheme}):
            rules: list[tuple[Mechanic, list[int]]] = []
            for number, scheme in enumerate(self.variants.values()):
                own = scheme.get(base)
                same = next((numbers for rule, numbers in rules if rule == own), None)
                if same is not None:
                    same.append(number)
                elif own is not None:
                    rules.append((own, [number]))
            found.extend(self._group(base, rule, numbers) for rule, numbers in rules)
        return tuple(found)

    def _group(self, base: str, rule: Mechanic, numbers: list[int]) -> Group:
        if len(numbers) == len(self.variants):
            return Group(base, base, rule, frozenset(numbers))
        under = ", ".join(self.names[number] for number in numbers)
        return Group(base, f"{base} ({under})", rule, frozenset(numbers))
