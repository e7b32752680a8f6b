"""What schemes do to a coffee bar, in direction and in size: no harm by mild ones, and no wonders."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from scipy import stats
from tests.statistical.checks import falls, rises, surely_fewer
from tests.worlds import GUESTS, make, play, reward, world

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.population import SegmentPopulation, Spread
from loyaltysim.simulation.loyalty_model import LoyaltyModel

pytestmark = pytest.mark.statistical
COFFEE = SegmentPopulation(
    (
        replace(GUESTS, name="commuters", share=0.35, rate=Spread(4 / 7, 0.5)),
        replace(GUESTS, name="occasional", share=0.65, rate=Spread(0.8 / 7, 1.0)),
    )
)
DAILY = SegmentPopulation((replace(GUESTS, rate=Spread(1.5, 0.3)),))
YEAR = 365


@cache
def bar(days=180, population=COFFEE, markets=4):
    return world(
        size=2000,
        markets=range(markets),
        days=days,
        burn_in=40,
        population=population,
        dtype=np.float32,
    )


def end(where, scheme=None):
    """Play to the horizon, and give acts by customer, who stays, and who accepts messages."""
    model = LoyaltyModel(where, scheme)
    for _ in range(where.setup.days):
        model.step()
    states = model.customers.states
    return states.acts[0], model.retained, states.opted_in


@cache
def without(days=180):
    return end(bar(days))


def card(stamps=10, **more):
    return {"card": make("stamp_card", stamps=stamps, reward=reward(4.2, 1.4), **more)}


def points(value=5.0, **more):
    redeem = {"points": 100, "value": value, "cost": value}
    return {"points": make("points", per_spend=1, redeem=redeem, **more)}


def news(every, sends="signal"):
    return {"news": make("message", every=every, sends=sends)}


def prize(chance, value=4.2, **more):
    return {"lottery": make("lottery", chance=chance, prize=reward(value, value), **more)}


def discount(rate, **more):
    return {"discount": make("discount", rate=rate, **more)}


MILD = {
    "ten stamps": card(),
    "points of 5%": points(),
    "5% off": discount(0.05),
    "a lottery of 5%": prize(0.02, 10.0),
    "a monthly lottery": prize(0.02, 10.0, draw_every=30),
    "a surprise": {"gift": make("surprise", chance=0.02, gift=reward(4.2, 1.4))},
    "a weekly streak": {"streak": make("streak", every=7, freezes=1)},
    "a weekly reminder": news(7),
}


@pytest.mark.parametrize("name", MILD)
def test_a_mild_scheme_brings_some_acts_and_not_thirty_percent(name):
    before, after = without()[0], end(bar(), MILD[name])[0]
    assert rises(before, after)
    assert after.sum() < 1.3 * before.sum()


@pytest.mark.slow
@pytest.mark.parametrize("name", MILD)
def test_a_mild_scheme_moves_yearly_retention_by_a_few_points_at_most(name):
    before, after = without(YEAR)[1], end(bar(YEAR), MILD[name])[1]
    assert -0.01 < after.mean() - before.mean() < 0.05


LADDERS = {
    "discounts": [discount(rate) for rate in (0.01, 0.05, 0.2, 0.8)],
    "the same return sooner": [
        {"card": make("stamp_card", stamps=n, reward=reward(0.42 * n))} for n in (1000, 100, 10)
    ],
    "fewer stamps": [card(stamps) for stamps in (100, 20, 10, 5, 1)],
    "richer points": [points(value) for value in (0.5, 2.0, 10.0, 50.0)],
    "likelier prizes": [prize(chance, draw_every=7) for chance in (0.002, 0.02, 0.2)],
    "richer prizes": [prize(0.02, value) for value in (0.4, 4.2, 42.0)],
    "a head start": [card(head_start=given) for given in (0, 1, 2)],
    # beyond what most need to fill it, life presses less: what comes anyway is due to no act
    "a longer life of a card": [card(expires_after=days) for days in (5, 14, 45)],
    "a longer life of points": [
        points(10.0, expiry={"policy": "rolling", "days": days}) for days in (1, 30, 150)
    ],
    "a longer patience with the idle": [
        points(10.0, expiry={"policy": "activity", "days": days}) for days in (1, 10, 150)
    ],
    "points that are active sooner": [points(10.0, pending_days=days) for days in (90, 14, 0)],
    "a lower minimum": [discount(0.2, min_spend=least) for least in (8.0, 4.0, 0.0)],
    "more freezes": [{"streak": make("streak", freezes=freezes)} for freezes in (0, 3, 30)],
    "more messages": [news(every) for every in (30, 7, 2)],
}


@pytest.mark.slow
def test_a_deadline_that_can_be_met_moves_more_than_one_that_is_far_away():
    near, far, never = (end(bar(), card(expires_after=days))[0] for days in (45, 150, None))
    assert not rises(near, far)
    assert abs(far.mean() - never.mean()) < 0.01 * never.mean()


MORE_LADDERS = {
    "the same return sooner",
    "richer prizes",
    "a longer life of a card",
    "a longer life of points",
    "a longer patience with the idle",
    "points that are active sooner",
    "a lower minimum",
}
"""Those that climb by a finer point of a mechanic that another climbs by its reward."""


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[pytest.mark.slow] * (name in MORE_LADDERS)) for name in LADDERS],
)
def test_a_better_scheme_never_brings_fewer_acts(name):
    acts = [end(bar(), scheme)[0] for scheme in LADDERS[name]]
    for worse, better in pairwise(acts):
        assert not falls(worse, better)
    assert rises(acts[0], acts[-1])


def test_ten_discounts_of_a_percent_move_customers_as_one_of_ten():
    one = end(bar(), discount(0.1))[0]
    ten = end(bar(), {f"discount {i}": make("discount", rate=0.01) for i in range(10)})[0]
    assert abs(ten.sum() / one.sum() - 1.0) < 0.002


@pytest.mark.slow
def test_messages_in_vain_make_customers_opt_out_and_some_leave():
    ends = [without(YEAR), end(bar(YEAR), news(7)), end(bar(YEAR), news(1))]
    _, retained, opted_in = zip(*ends, strict=True)
    assert opted_in[0].all()
    assert falls(opted_in[0], opted_in[1])
    assert falls(opted_in[1], opted_in[2])
    assert falls(retained[0], retained[2])


def test_a_game_is_fun_for_daily_customers_at_first_and_not_for_long():
    where = bar(84, DAILY)
    before, after = (play(where, scheme).acted for scheme in (None, MILD["a weekly streak"]))

    def lift(days):
        return after[days].sum() / before[days].sum() - 1.0

    first, later = lift(slice(0, 7)), lift(slice(42, 84))
    assert first > 0.03
    assert later < 0.03
    assert first > 3 * later


STRONG = {
    **card(head_start=2),
    **points(10.0),
    **discount(0.2),
    **prize(0.05, 21.0),
    "gift": make("surprise", chance=0.05, gift=reward(4.2, 1.4)),
    "help": make("message", every=1, sends="facilitator"),
    "news": make("message", every=1, sends="spark"),
    "streak": make("streak", freezes=3, milestones=[{"at": 7, "reward": reward(12, 4)}]),
}
"""Everything at once, every day."""


POPULATIONS = {"coffee bar": COFFEE, "daily customers": DAILY}
APART = {
    "nothing": {},
    "everything": STRONG,
    # those who opt out of messages act less, which would hide that others act more
    "everything but messages": {n: part for n, part in STRONG.items() if n not in {"help", "news"}},
    **{f"the {name} alone": {name: part} for name, part in STRONG.items()},
    "richer points": points(15.0),
}


@cache
def three_years(where, scheme):
    """Give the share of days of each year on which each customer acted, (3, n), and who stays."""
    played = play(bar(3 * YEAR, POPULATIONS[where], markets=2), APART[scheme])
    return played.acted.reshape(3, YEAR, -1).mean(axis=1), played.model.retained


@pytest.mark.slow
@pytest.mark.parametrize("where", POPULATIONS)
def test_without_a_scheme_acts_hardly_grow_after_the_second_year(where):
    # of those who stay; habits go on settling at none or full for years
    acts, there = three_years(where, "nothing")
    _, second, third = acts[:, there].mean(axis=1)
    assert third < 1.02 * second


@pytest.mark.slow
@pytest.mark.parametrize("scheme", [name for name in APART if name != "nothing"])
@pytest.mark.parametrize("where", POPULATIONS)
def test_no_effect_grows_after_the_second_year(where, scheme):
    # habits, and what is expected of gifts, may take a year to settle; what feeds on itself would go on
    (before, stay), (after, there) = (three_years(where, name) for name in ("nothing", scheme))
    _, second, third = (after - before)[:, stay & there]
    assert not rises(second, third)


@pytest.mark.slow
@pytest.mark.parametrize("where", POPULATIONS)
def test_points_that_grew_by_half_in_a_year_would_be_seen_to_grow(where):
    plays = [three_years(where, name) for name in ("nothing", "the points alone", "richer points")]
    (before, stay), (poor, there), (rich, there_too) = plays
    stay = stay & there & there_too
    assert rises((poor - before)[1, stay], (rich - before)[2, stay])


@pytest.mark.slow
@pytest.mark.parametrize("where", POPULATIONS)
def test_with_everything_fewer_than_a_tenth_act_whenever_life_lets_them(where):
    # Nobody's chance is above what life leaves: whoever acts more often was lucky, as half of those are who act whenever
    # they can. Others may be lucky, too, so that only a small share above the line says how many are at it.
    # A prototype of these equations ended at 19% of customers acting on over 95% of days.
    acts, there = three_years(where, "everything")
    left = 1.0 - Constants.default().blocked_days
    lucky = stats.binom.sf(np.floor(left * YEAR), YEAR, left)
    above = acts[-1, there] > left
    assert surely_fewer(above.sum(), above.size, 0.1 * lucky)


@pytest.mark.slow
@pytest.mark.parametrize("where", POPULATIONS)
def test_everything_at_once_retains_more_and_no_wonder(where):
    before, after = (three_years(where, name)[1].mean() for name in ("nothing", "everything"))
    assert before < after < before + 0.15
