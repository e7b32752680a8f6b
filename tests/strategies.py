"""The vocabulary of property tests: rewards, offers, valuers, constants, mechanics, and acts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st
from tests.worlds import make

from loyaltysim.behaviour.constants import Constants, constants_table, draw_constants
from loyaltysim.behaviour.reward_value import BelievedOffer, Valuer, reward_value
from loyaltysim.randomness import uniform_draws

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import Offer
    from loyaltysim.mechanics.mechanic import Mechanic

SMALL, LARGE = 1e-3, 1e5
money = st.floats(SMALL, LARGE)
chances = st.floats(1e-5, 1.0)
shares = st.floats(0.0, 1.0)
time_left = st.floats(0.1, 1.0)
seeds = st.integers(0, 2**32)


@cache
def _plausible(number: int) -> Constants:
    return draw_constants(1, number)


plausible_constants = st.integers(0, 500).map(_plausible)


def _at_bounds(bits: int) -> Constants:
    rows = enumerate(constants_table())
    return Constants(**{row.name: row.high if bits >> i & 1 else row.low for i, row in rows})


extreme_constants = st.integers(0, 2 ** len(constants_table()) - 1).map(_at_bounds)
"""Every constant at one of its two bounds."""
some_constants = st.one_of(plausible_constants, extreme_constants)


@dataclass(frozen=True)
class Person:
    """One customer who looks at offers."""

    worth: float
    pace: float
    discount_rate: float
    loss_aversion: float
    efficacy: float

    def value(self, *offers: Offer, constants: Constants, belief: float = 1.0) -> float:
        """Give V: what the offers are worth together."""
        believed = [BelievedOffer(offer, belief) for offer in offers]
        return float(np.asarray(reward_value(believed, self.valuer(), constants))[0])

    def valuer(self) -> Valuer:
        return Valuer(
            worth=np.array([self.worth]),
            pace=np.array([self.pace]),
            discount_rate=np.array([self.discount_rate]),
            loss_aversion=np.array([self.loss_aversion]),
            efficacy=np.array([self.efficacy]),
        )


GUEST = Person(4.2, 0.3, 0.01, 1.955, 0.0)
people = st.builds(
    Person,
    worth=st.floats(0.01, 1e4),
    pace=st.floats(1e-6, 5.0),
    discount_rate=st.floats(1e-4, 0.2),
    loss_aversion=st.floats(0.5, 6.0),
    efficacy=shares,
)


rewards = st.fixed_dictionaries({"value": money, "cost": st.one_of(st.just(0.0), money)})


@st.composite
def stamp_cards(draw: st.DrawFn) -> Mechanic:
    stamps = draw(st.integers(1, 12))
    return make(
        "stamp_card",
        stamps=stamps,
        reward=draw(rewards),
        head_start=draw(st.integers(0, stamps - 1)),
        head_start_on=draw(st.sampled_from(["first", "every"])),
        repeat=draw(st.booleans()),
        expires_after=draw(st.one_of(st.none(), st.integers(1, 40))),
    )


@st.composite
def points(draw: st.DrawFn) -> Mechanic:
    pending = draw(st.sampled_from([0, 0, 1, 7, 30]))
    policies = st.fixed_dictionaries(
        {
            "policy": st.sampled_from(["rolling", "activity"]),
            "days": st.integers(max(1, pending), 60),
        }
    )
    redeem = {"points": draw(st.floats(0.1, 500.0)), **draw(rewards)}
    most = redeem["points"] / redeem["value"]
    return make(
        "points",
        per_spend=draw(st.floats(0.001, 20.0)),
        per_act=min(draw(st.one_of(st.just(0.0), st.floats(0.1, 100.0))), 1e6 * most),
        min_spend=draw(st.one_of(st.just(0.0), st.floats(1.0, 60.0))),
        pending_days=pending,
        expiry=draw(st.one_of(st.none(), policies)),
        redeem=redeem,
    )


@st.composite
def rich_points(draw: st.DrawFn) -> Mechanic:
    """Draw points with all that they can do."""
    prices = sorted(draw(st.sets(st.integers(5, 400), min_size=1, max_size=3)))
    policies = [
        {"policy": "fixed", "on": draw(st.integers(0, 60)), "remind": draw(st.integers(0, 20))},
        {"policy": "activity", "days": draw(st.integers(1, 30))},
        {"policy": "rolling", "days": draw(st.integers(1, 30))},
    ]
    cap = {"points": draw(st.floats(1.0, 200.0)), "every": draw(st.sampled_from([None, 1, 7, 30]))}
    bonus = {"every_weeks": draw(st.integers(1, 4)), "multiplier": draw(st.floats(1.1, 5.0))}
    return make(
        "points",
        per_spend=draw(st.floats(0.01, 5.0)),
        per_act=draw(st.floats(0.0, 20.0)),
        multiplier=draw(st.floats(0.1, 3.0)),
        bonus_days=draw(st.sampled_from([(), (bonus,), (bonus, {"weekdays": ["sat", "sun"]})])),
        cap=draw(st.sampled_from([None, cap])),
        cap_total=draw(st.one_of(st.none(), st.floats(1.0, 500.0))),
        saves_for=draw(st.integers(0, 200)),
        expiry=draw(st.sampled_from([None, *policies])),
        redeem=[{"points": price, **draw(rewards)} for price in prices],
    )


@st.composite
def streaks(draw: st.DrawFn) -> Mechanic:
    every = draw(st.integers(1, 14))
    lengths = sorted(draw(st.sets(st.integers(1, 20), max_size=3)))
    return make(
        "streak",
        every=every,
        acts=draw(st.integers(1, every)),
        freezes=draw(st.integers(0, 3)),
        milestones=[{"at": length, "reward": draw(rewards)} for length in lengths],
    )


discounts = st.builds(
    lambda rate, least: make("discount", rate=rate, min_spend=least),
    st.floats(1e-4, 1.0),
    st.one_of(st.just(0.0), st.floats(0.1, 100.0)),
)
lotteries = st.builds(
    lambda chance, prize, every: make("lottery", chance=chance, prize=prize, draw_every=every),
    chances,
    rewards,
    st.integers(0, 30),
)
surprises = st.builds(
    lambda chance, gift, kind: make("surprise", chance=chance, gift=gift, gift_kind=kind),
    chances,
    rewards,
    st.sampled_from(["in_kind", "cash"]),
)


principles: st.SearchStrategy[dict[str, str]] = st.one_of(
    st.just({}),
    st.sampled_from(["reciprocity", "scarcity"]).map(lambda one: {"principle": one}),
    st.sampled_from(["random", "best_average", "profile", "oracle"]).map(
        lambda one: {"persuasion": one}
    ),
    st.just({"persuasion": "profile", "profile": "customers"}),
)
"""What a message, or somebody trained, says of principles of persuasion."""


_efforts = st.fixed_dictionaries(
    {}, optional={name: st.floats(0.0, 3.0) for name in ("time", "brain_cycles", "non_routine")}
)
HELPERS = (
    "adviser",
    "peer_forum",
    "proactive_chat",
    "self_service",
    "virtual_assistant",
    "web_care",
)
PEOPLE = {"adviser", "proactive_chat", "web_care"}


@st.composite
def _helpers(draw: st.DrawFn) -> Mechanic:
    """Draw one who helps with problems, with all that is common to them; people may be trained."""
    kind = draw(st.sampled_from(HELPERS))
    trained = {"trained": draw(st.floats(0.1, 1.0)), **draw(principles)} if kind in PEOPLE else {}
    return make(
        kind,
        **trained,
        step=draw(st.integers(1, 9)),
        reach=draw(shares),
        resolves=draw(shares),
        effort=draw(_efforts),
        warmth=draw(shares),
        knows=draw(shares),
        cost=draw(st.sampled_from([0.0, 1.5])),
        answers=draw(st.integers(0, 3)),
        capacity=draw(st.one_of(st.none(), st.floats(1.0, 100.0))),
        patience=draw(st.one_of(st.none(), st.integers(1, 5))),
    )


helpers = _helpers()


@st.composite
def messages(draw: st.DrawFn) -> Mechanic:
    every = draw(st.integers(1, 14))
    return make(
        "message",
        every=every,
        sends=draw(st.sampled_from(["spark", "facilitator", "signal"])),
        starts=draw(st.integers(0, 30)),
        cap=draw(st.one_of(st.none(), st.integers(1, max(1, 29 // every)))),
        target={"idle_days": draw(st.one_of(st.none(), st.integers(0, 30)))},
        cost=draw(st.floats(0.0, 1.0)),
        outreach=draw(st.booleans()),
        channel=draw(st.sampled_from(["app", "e_mail", "mail", "cold_mail", "in_person"])),
        **draw(principles),
    )


@st.composite
def outcomes(draw: st.DrawFn) -> list[dict[str, Any]]:
    parts = draw(st.lists(st.floats(0.01, 1.0), min_size=1, max_size=4))
    scale = draw(st.floats(0.1, 1.0)) / sum(parts)
    return [{"chance": part * scale, "reward": draw(rewards)} for part in parts]


wheels = st.builds(
    lambda prizes, acts, spins, every: make(
        "prize_wheel", prizes=prizes, acts_per_spin=acts, spins=spins, every=every
    ),
    outcomes(),
    st.integers(1, 5),
    st.one_of(st.none(), st.integers(1, 3)),
    st.integers(1, 14),
)
boxes = st.builds(
    lambda contents, every, hidden: make(
        "mystery_box", contents=contents, every=every, hidden=hidden
    ),
    outcomes(),
    st.one_of(st.none(), st.integers(1, 30)),
    st.booleans(),
)


@st.composite
def regret_lotteries(draw: st.DrawFn) -> Mechanic:
    every = draw(st.integers(1, 30))
    return make(
        "regret_lottery",
        chance=draw(chances),
        prize=draw(rewards),
        every=every,
        acts=draw(st.integers(1, min(every, 4))),
        tell_missed=draw(st.booleans()),
    )


@st.composite
def tier_programmes(draw: st.DrawFn) -> Mechanic:
    steps = sorted(draw(st.sets(st.integers(1, 60), min_size=1, max_size=4)))
    perks = st.one_of(st.none(), rewards)
    per_act = draw(st.sampled_from([0.0, 1.0, 2.5]))
    return make(
        "tiers",
        levels=[
            {"name": f"level {step}", "at": step, "perk": draw(perks), "time_left": draw(time_left)}
            for step in steps
        ],
        per_act=per_act,
        per_spend=draw(st.floats(0.01 if per_act == 0 else 0.0, 2.0)),
        window=draw(st.integers(1, 60)),
        rolling=draw(st.booleans()),
        downgrade=draw(st.sampled_from(["none", "one_down", "balance_based"])),
        near=draw(shares),
        warn_days=draw(st.integers(1, 40)),
    )


cash_backs = st.builds(
    lambda rate, least, every, most: make(
        "cash_back", rate=rate, min_spend=least, pays_every=every, most=most
    ),
    st.floats(1e-3, 1.0),
    st.one_of(st.just(0.0), st.floats(0.1, 20.0)),
    st.integers(1, 40),
    st.one_of(st.none(), st.floats(0.5, 50.0)),
)
framed_payments = st.builds(
    lambda amount, frame, every, acts, periods: make(
        "framed_payment",
        amount=amount,
        frame=frame,
        every=every,
        acts=min(acts, every),
        periods=periods,
    ),
    st.floats(0.01, 50.0),
    st.sampled_from(["gain", "loss"]),
    st.integers(1, 9),
    st.integers(1, 4),
    st.integers(1, 12),
)
vouchers = st.builds(
    lambda amount, least, days, way: make(
        "voucher", amount=amount, cost=0.8 * amount, min_spend=least, expires_after=days, **way
    ),
    st.floats(0.1, 50.0),
    st.one_of(st.just(0.0), st.floats(0.1, 20.0)),
    st.integers(1, 40),
    st.sampled_from([{}, {"for_acts": 1}, {"for_acts": 4}, {"for_spend": 30.0}]),
)


def of(kind: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Mechanic]:
    return st.fixed_dictionaries(fields).map(lambda told: make(kind, **told))


costs = st.one_of(st.just(0.0), money)
gestures = of(
    "human_gesture",
    occasion=st.sampled_from([{"acts": 1}, {"acts": 3}, {"idle_days": 5}]),
    chance=chances,
    rest_days=st.integers(0, 40),
    delay=st.integers(0, 3),
    cost=costs,
    capacity=st.one_of(st.none(), st.floats(1.0, 200.0)),
)
pop_ups = of(
    "pop_up",
    first=st.integers(0, 25),
    lasts=st.integers(1, 8),
    every=st.one_of(st.none(), st.integers(8, 20)),
    gift=st.one_of(st.none(), rewards),
    missed=shares,
    cost=costs,
)
frictions = of(
    "friction", effort=st.floats(0.0, 3.0), chosen=st.booleans(), chooses=shares, cost=costs
)
mysteries = of("mystery", chance=shares, reward=st.one_of(st.none(), rewards))
restraints = of(
    "restraint", every=st.integers(1, 30), most=st.integers(0, 9), after_act=st.integers(0, 9)
)
characters = of(
    "character",
    speaks_to=st.floats(0.0, 0.6),
    puts_off=st.floats(0.0, 0.4),
    strength=shares,
    automated=shares,
    cost=costs,
)
samples = of(
    "sample",
    first=st.integers(0, 25),
    every=st.one_of(st.none(), st.integers(1, 20)),
    share=chances,
    eases=st.floats(0.0, 0.99),
    forgotten_after=st.integers(1, 200),
    cost=costs,
)
romances = st.one_of(gestures, pop_ups, frictions, mysteries, restraints, characters)
unpopular = st.builds(
    lambda places, every, paid, rises: make(
        "unpopular_tasks", places=places, every=every, reward=paid, rises=rises
    ),
    st.floats(0.1, 200.0),
    st.integers(1, 9),
    rewards,
    st.floats(0.0, 1.0),
)
recognitions = st.builds(
    lambda awards, managers, every, team, award: make(
        "recognition_points",
        awards=min(awards, every),
        manager_awards=min(managers, every),
        every=every,
        team=team,
        award=award,
    ),
    st.integers(1, 9),
    st.integers(0, 9),
    st.integers(1, 30),
    st.integers(2, 20),
    rewards,
)
bonuses = st.builds(
    lambda acts, every, paid: make("service_bonus", acts=acts, every=every, reward=paid),
    st.integers(1, 9),
    st.integers(1, 30),
    rewards,
)
later_draws = st.builds(
    lambda chance, prize, every: make("lottery", chance=chance, prize=prize, draw_every=every),
    st.floats(0.05, 1.0),
    rewards,
    st.integers(1, 30),
)
keeping_books = st.one_of(stamp_cards(), points(), later_draws, regret_lotteries())
"""Mechanics with an account and one kind of reward."""
mechanics = st.one_of(
    stamp_cards(),
    points(),
    rich_points(),
    cash_backs,
    framed_payments,
    vouchers,
    samples,
    streaks(),
    discounts,
    lotteries,
    surprises,
    messages(),
    wheels,
    boxes,
    regret_lotteries(),
    tier_programmes(),
    romances,
    unpopular,
    recognitions,
    bonuses,
)


@dataclass(frozen=True)
class Diary:
    """Who acts on which day and what he or she spends; 0 is no act. Shape (days, customers)."""

    spend: NDArray[np.float64]
    luck: NDArray[np.float64]

    def day(self, day: int) -> dict[int, float]:
        return {
            row: float(self.spend[day, row]) for row in np.flatnonzero(self.spend[day]).tolist()
        }


def _diary(seed: int, days: int, customers: int, often: float) -> Diary:
    def uniforms(name: str) -> Any:
        return uniform_draws(seed, name, days * customers).reshape(days, customers)

    acts = uniforms("acts") < often * 2.0 * uniform_draws(seed, "rates", customers)
    return Diary(np.where(acts, np.exp(3.0 * uniforms("spend")), 0.0), uniforms("luck"))


diaries = st.builds(_diary, seeds, st.integers(40, 100), st.integers(1, 4), st.floats(0.02, 0.9))
