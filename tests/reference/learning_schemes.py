"""Schemes that learn, by each policy and for each kind of people."""

from __future__ import annotations

from dataclasses import replace

from tests.reference.cases import CASES, Case
from tests.reference.schemes import REWARD, instance

from loyaltysim.customers.population import SegmentPopulation
from loyaltysim.mechanics.adaptation import Adaptation, Goal, Policy, Sight, Whom

_GIFT = instance("surprise", chance=0.25, gift=REWARD)
_TWO = {
    "card": instance("stamp_card", stamps=6, head_start=1, reward=REWARD, expires_after=25),
    "gift": _GIFT,
    "mail": instance("message", every=3, sends="spark", cost=0.05),
    "streak": instance("streak", every=3, freezes=1),
}
VARIANTS = {
    "two": _TWO,
    "short": {**_TWO, "card": instance("stamp_card", stamps=3, reward={"value": 3, "cost": 1})},
    "mail alone": {"mail": instance("message", every=2, cost=0.02), "gift": _GIFT},
    "gifts": {**_TWO, "gift": instance("surprise", chance=0.6, gift=REWARD, starts=4)},
}


_KNOWN = {"persuasion": "profile", "profile": "customers"}
ASKED = {
    "often": {"mail": instance("message", every=1, **_KNOWN)},
    "seldom": {"mail": instance("message", every=2, **_KNOWN)},
}
"""What is learnt of a person under one variant is known under the other."""
_PAGES = instance("self_service", resolves=0.4)
SERVED = {
    "pages": {"pages": _PAGES, "mail": instance("message", every=3)},
    "people": {
        "people": instance("adviser", answers=4, patience=9, cost=2.0),
        "mail": instance("message", every=1, sends="spark"),
        "voucher": instance("voucher", amount=6, cost=2, expires_after=12, for_acts=2),
    },
    "both": {
        "pages": _PAGES,
        "people": instance("adviser", answers=6, resolves=0.6, cost=2.0),
        "voucher": instance("voucher", amount=4, cost=2, expires_after=20, for_acts=3),
    },
}


def plan(policy: Policy, whom: Whom = Whom.EVERYONE, **changes: object) -> Adaptation:
    told = {"variants": VARIANTS, "every": 7, "test_days": 14, "epsilon": 0.3, **changes}
    return Adaptation(policy=policy, whom=whom, **told)  # type: ignore[arg-type]


LEARNING: dict[str, tuple[str, Adaptation]] = {
    "a test for segments": ("few", plan(Policy.SPLIT, Whom.SEGMENT)),
    "a test for behaviour": ("few arrivals", plan(Policy.SPLIT, Whom.BEHAVIOUR, goal=Goal.SPEND)),
    "greedy": ("few of two markets", plan(Policy.EPSILON_GREEDY, goal=Goal.SPEND)),
    "greedy for persons": ("few", plan(Policy.EPSILON_GREEDY, Whom.PERSON)),
    "thompson": ("few arrivals", plan(Policy.THOMPSON, every=10, goal=Goal.PROFIT)),
    "thompson by behaviour": ("few of two markets", plan(Policy.THOMPSON, Whom.BEHAVIOUR)),
    "thompson for persons": ("few", plan(Policy.THOMPSON, Whom.PERSON, goal=Goal.PROFIT)),
    "thompson with a budget": ("few of two markets", plan(Policy.THOMPSON, budget=1.2)),
    "thompson with a budget that a system spends": (
        "few arrivals",
        plan(Policy.THOMPSON, goal=Goal.PROFIT, budget=20.0, cost=1.0),
    ),
    "thompson among subscribers": ("few subscribers", plan(Policy.THOMPSON, goal=Goal.PROFIT)),
    "thompson for who stays": ("few arrivals", plan(Policy.THOMPSON, goal=Goal.ACTIVE)),
    "linear": ("few", plan(Policy.LINEAR_THOMPSON, goal=Goal.PROFIT)),
    "linear by acts": (
        "few of two markets",
        plan(Policy.LINEAR_THOMPSON, sees=frozenset({Sight.ACTS})),
    ),
    "linear by service": (
        "few in trouble",
        plan(Policy.LINEAR_THOMPSON, variants=SERVED, sees=frozenset({Sight.ACTS, Sight.SERVICE})),
    ),
    "greedy for persons with a profile": (
        "few",
        plan(Policy.EPSILON_GREEDY, Whom.PERSON, variants=ASKED, every=5),
    ),
    "a test with a washout": ("few", plan(Policy.SPLIT, Whom.SEGMENT, test_days=21, washout=7)),
    "a test that ends between decisions": (
        "few arrivals",
        plan(Policy.SPLIT, Whom.BEHAVIOUR, test_days=16, goal=Goal.SPEND),
    ),
    "forgetful of persons": (
        "few arrivals",
        plan(Policy.THOMPSON, Whom.PERSON, every=5, memory=12, washout=5),
    ),
    "forgetful by behaviour": ("few", plan(Policy.THOMPSON, Whom.BEHAVIOUR, every=4, memory=10)),
    "a test of which nothing is learnt": ("few arrivals", plan(Policy.SPLIT).unlearnt()),
    "linear and forgetful": ("few", plan(Policy.LINEAR_THOMPSON, every=5, memory=20, washout=3)),
}


def _few(name: str, size: int = 50) -> Case:
    case = CASES[name]
    return replace(case, setup=replace(case.setup, market_size=size, days=36))


PLACES = {
    "few": _few("shop"),
    "few of two markets": _few("two markets", 30),
    "few subscribers": _few("subscription"),
    "few arrivals": _few("arrivals", 25),
    "tiny markets": _few("two markets", 3),
    "few in trouble": _few("trouble"),
}
assert all(isinstance(case.population, SegmentPopulation) for case in PLACES.values())
