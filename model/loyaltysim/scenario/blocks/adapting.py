"""A scheme that learns: what may vary in it, for whom, by what it sees, and how it decides."""

import math
from collections.abc import Mapping
from typing import Any

from pydantic import Field

from loyaltysim.mechanics.adaptation import Adaptation, Goal, Policy, Sight, Whom
from loyaltysim.mechanics.capacity import PER_MEMBERS
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.parameters import Misfit, Misfits
from loyaltysim.scenario.blocks.block import Block, Name, quantity
from loyaltysim.units import MOST_DAYS, MOST_MONEY

MOST_VARIANTS = 7
OFF = "off"
USUAL_TEST, USUAL_EPSILON = 28, 0.1
NEEDED = {
    Goal.SPEND: Sight.SPEND,
    Goal.PROFIT: Sight.SPEND,
    Goal.ACTS: Sight.ACTS,
    Goal.ACTIVE: Sight.ACTS,
}
"""What a firm has to see to know how much it has of what it wants."""


class AdaptSpec(Block):
    """What a scheme may vary, for whom, and how it decides by what it sees."""

    variants: dict[Name, dict[Name, Any]] = Field(
        min_length=1,
        max_length=MOST_VARIANTS,
        description="each variant by its name: mechanics of the list with other parameters, such as {stamp_card: {stamps: 8}}, "
        "or off; what it does not name is as in the list",
    )
    for_: Whom = Field(
        default=Whom.EVERYONE,
        alias="for",
        description="whose outcomes are taken together: everyone, segment, behaviour (no acts in the last period, few, many) or person",
    )
    goal: Goal = Field(
        default=Goal.ACTS,
        description="what there should be more of: acts, active (customers with an act in the period, which is what a firm sees of who stays), spend, or "
        "profit (margin and fees, less what rewards and messages cost and what is owed more for rewards not yet redeemed)",
    )
    sees: tuple[Sight, ...] = Field(
        default=tuple(Sight),
        min_length=1,
        description="what the firm looks at: acts, spend, responses (to messages), service (tries to help with problems, and whether they did)",
    )
    policy: Policy = Field(
        default=Policy.THOMPSON,
        description="how it decides: split (a test by lot, then the winner), epsilon_greedy (the best so far, and some by lot), thompson (each "
        "as often as it is believed to be best) or linear_thompson (the same, by all that it sees of a person)",
    )
    every: int = quantity(
        "days from one decision to the next", "days", default=14, ge=1, le=MOST_DAYS
    )
    test_days: int | None = quantity(
        f"days of the test of split; {USUAL_TEST} if left out",
        "days",
        default=None,
        ge=1,
        le=MOST_DAYS,
    )
    epsilon: float | None = quantity(
        "share of customers who are given any variant by epsilon_greedy; 10% if left out",
        "share",
        default=None,
        ge=0,
        le=1,
    )
    memory: int | None = quantity(
        "days in which an outcome loses half of its weight, so that what has changed is learnt anew; none does if left out",
        "days",
        default=None,
        ge=1,
        le=MOST_DAYS,
    )
    washout: int = quantity(
        "days after coming to a variant, or becoming a member, of which nothing is learnt, while it is new and the one before still works on",
        "days",
        default=0,
        ge=0,
        le=MOST_DAYS,
    )
    budget: float | None = quantity(
        "what rewards, messages and the system may cost by launch customer, until only the first variant is left; no limit if left out",
        "currency",
        default=None,
        ge=0,
        le=MOST_MONEY,
    )
    cost: float = quantity(
        "what the system costs that learns, a day per 1,000 members",
        "currency",
        default=0.0,
        ge=0,
        le=MOST_MONEY,
    )
    hindsight: bool = Field(
        default=True,
        description="whether each variant is played for everybody, too, and all of them by lot, so that it is known what would have been best, and what was learnt",
    )

    def misfits(self) -> Misfits:
        """Find what the policy has no use for, what it needs to see, and a test that is too short."""
        yield from self._unused()
        yield from self._unseen()
        test = USUAL_TEST if self.test_days is None else self.test_days
        periods, washed_out = (math.ceil(days / self.every) for days in (test, self.washout))
        if self.policy is Policy.SPLIT and self.washout and washed_out >= periods:
            hint = f"at most {(periods - 1) * self.every} days, since outcomes are counted every {self.every}"
            yield Misfit(f"leaves nothing of a test of {test} days", hint, ("washout",))

    def _unused(self) -> Misfits:
        if self.test_days is not None and self.policy is not Policy.SPLIT:
            yield Misfit(f"{self.policy} has no test", "leave it out", ("test_days",))
        if self.epsilon is not None and self.policy is not Policy.EPSILON_GREEDY:
            yield Misfit(f"{self.policy} has no epsilon", "leave it out", ("epsilon",))
        if self.policy is Policy.SPLIT and self.for_ is Whom.PERSON:
            hint = "a test gives each person one variant; choose thompson or epsilon_greedy"
            yield Misfit("split tells nothing of single persons", hint, ("for",))
        if self.policy is Policy.LINEAR_THOMPSON and self.for_ is not Whom.EVERYONE:
            yield Misfit("linear_thompson tells people apart by itself", "leave it out", ("for",))

    def _unseen(self) -> Misfits:
        if len(set(self.sees)) < len(self.sees):
            yield Misfit("names something twice", "such as [acts, spend]", ("sees",))
        if NEEDED[self.goal] not in self.sees:
            told = f"must have {NEEDED[self.goal]} for the goal {self.goal}"
            yield Misfit(told, "add it", ("sees",))
        if self.for_ is Whom.BEHAVIOUR and Sight.ACTS not in self.sees:
            yield Misfit("must have acts to tell behaviour apart", "add it", ("sees",))

    def numbers(self, variants: Mapping[str, Mapping[str, Mechanic]]) -> Adaptation:
        """Give the numbers alone.

        Parameters
        ----------
        variants
            All instances by name, of each variant.
        """
        return Adaptation(
            variants=variants,
            every=self.every,
            whom=self.for_,
            goal=self.goal,
            policy=self.policy,
            sees=frozenset(self.sees),
            test_days=USUAL_TEST if self.test_days is None else self.test_days,
            epsilon=USUAL_EPSILON if self.epsilon is None else self.epsilon,
            memory=self.memory,
            washout=self.washout,
            budget=self.budget,
            cost=self.cost / PER_MEMBERS,
            hindsight=self.hindsight,
        )
