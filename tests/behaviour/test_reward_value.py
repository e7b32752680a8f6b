"""Rules that keep an optimiser from finding nonsense in what rewards are worth."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.strategies import GUEST, chances, money, people, shares, some_constants

from loyaltysim.behaviour.chances import SMALLEST_CHANCE, outcomes_of, spread, weight
from loyaltysim.behaviour.constants import Constants
from loyaltysim.behaviour.reward_value import BelievedOffer, Valuer, reward_value
from loyaltysim.hooks import Offer

DEFAULT = Constants.default()
TINY = 1e-9
"""Relative error of sums and powers."""


def card(stamps: int, *, reward: float = 4.2, given: int = 0, done: int = 0) -> Offer:
    """Give what a stamp card offers to a customer with `done` stamps, those given included."""
    left = stamps - done - 1
    return Offer(
        reward, acts_left=left, left_share=left / stamps, granted_share=given / stamps, goal=True
    )


@st.composite
def offers(draw):
    left = draw(st.integers(0, 200))
    return Offer(
        draw(money),
        chance=draw(st.one_of(st.none(), chances)),
        acts_left=left,
        left_share=draw(shares),
        granted_share=draw(shares),
        waiting_days=draw(st.floats(0, 365)),
        loss=draw(st.booleans()),
        at_once=draw(st.booleans()),
        goal=draw(st.booleans()),
        cycle=draw(st.one_of(st.none(), st.floats(1, 400))),
        lapses=draw(st.booleans()),
        days_left=draw(st.one_of(st.none(), st.integers(1, 400))),
    )


@given(offers(), st.floats(1.0, 100.0), people, some_constants)
def test_more_is_never_worth_less(offer, times, person, constants):
    more = replace(offer, value=offer.value * times)
    least = person.value(offer, constants=constants)
    assert person.value(more, constants=constants) >= least * (1 - TINY)


@given(offers(), offers(), people, some_constants)
def test_one_offer_more_is_never_worth_less(offer, another, person, constants):
    together = person.value(offer, another, constants=constants)
    assert together >= person.value(offer, constants=constants) * (1 - TINY)


@given(offers(), chances, chances, people, some_constants)
def test_likelier_is_never_worth_less_when_it_is_resolved_later(offer, p, q, person, constants):
    low, high = (replace(offer, chance=c, at_once=False) for c in sorted((p, q)))
    least = person.value(low, constants=constants)
    assert person.value(high, constants=constants) >= least * (1 - TINY)


@given(offers(), chances, people, some_constants)
def test_the_sure_thing_beats_a_chance_of_it_that_is_resolved_later(offer, p, person, constants):
    chance = replace(offer, chance=p, at_once=False)
    sure = replace(offer, chance=None)
    most = person.value(sure, constants=constants)
    assert person.value(chance, constants=constants) <= most * (1 + TINY)


@given(offers(), st.integers(1, 50), people, some_constants)
def test_farther_is_never_worth_more(offer, more, person, constants):
    """Where there is no deadline that presses those who are farther away more."""
    comes_anyway = (offer.goal or offer.cycle is not None) and not offer.lapses
    assume(offer.days_left is None or not comes_anyway)
    farther = replace(offer, acts_left=offer.acts_left + more)
    most = person.value(offer, constants=constants)
    assert person.value(farther, constants=constants) <= most * (1 + TINY)


@given(offers(), st.floats(0, 365), people, some_constants)
def test_later_is_never_worth_more(offer, days, person, constants):
    later = replace(offer, waiting_days=offer.waiting_days + days)
    most = person.value(offer, constants=constants)
    assert person.value(later, constants=constants) <= most * (1 + TINY)


@given(offers(), shares, shares, people, some_constants)
def test_belief_is_worth_what_it_is_believed(offer, doubt, trust, person, constants):
    low, high = sorted((doubt, trust))
    values = [person.value(offer, constants=constants, belief=b) for b in (low, high, 1.0)]
    assert values == sorted(values)
    assert person.value(offer, constants=constants, belief=0.0) == 0.0


def test_the_premium_of_uncertainty_is_there_and_only_when_it_is_resolved_at_once():
    sure = GUEST.value(Offer(4.2), constants=DEFAULT)
    now = GUEST.value(Offer(4.2, 0.5, at_once=True), constants=DEFAULT)
    later = GUEST.value(Offer(4.2, 0.5), constants=DEFAULT)
    assert later < sure < now


@given(people, money, some_constants)
def test_the_premium_shrinks_smoothly_to_nothing_with_the_last_doubt(person, value, constants):
    sure = person.value(Offer(value), constants=constants)
    gaps = [
        person.value(Offer(value, 1.0 - doubt, at_once=True), constants=constants) / sure - 1.0
        for doubt in (1e-4, 1e-6, 1e-8, 0.0)
    ]
    assert gaps[-1] == pytest.approx(0.0, abs=TINY)
    assert abs(gaps[2]) < 1e-3
    # with a doubt of d, W(1 - d) falls short of 1 by about d^g / g, a power that ends at 0
    assert abs(gaps[2]) <= abs(gaps[1]) <= 0.01


@given(st.floats(0.05, 0.95), st.floats(1e-9, 1e-6))
def test_the_premium_shrinks_smoothly_to_nothing_as_the_outcomes_come_together(p, apart):
    def two(least):
        return Offer(np.array([[2.0], [least]]), np.array([[p], [1.0 - p]]), at_once=True)

    sure = GUEST.value(Offer(2.0), constants=DEFAULT)
    assert GUEST.value(two(2.0 - apart), constants=DEFAULT) == pytest.approx(sure, rel=1e-5)
    premiums = [float(np.max(spread(two(least)))) for least in (2.0, 1.9, 1.5, 1.0, 0.5, 0.0)]
    # for a prize or nothing it is 4 p (1 - p)
    assert premiums[0] == pytest.approx(0.0, abs=1e-9)
    assert premiums[-1] == pytest.approx(4 * p * (1 - p))
    assert premiums[1] < premiums[2] < premiums[3]


@given(st.floats(0.05, 0.9), st.floats(1e-12, 1e-9), money)
def test_an_outcome_that_hardly_ever_comes_hardly_matters(p, rare, value):
    values = np.array([[2.0 * value], [value]])
    with_it = Offer(values, np.array([[rare], [p]]), at_once=True)
    without = Offer(value, p, at_once=True)
    worth = GUEST.value(without, constants=DEFAULT)
    assert GUEST.value(with_it, constants=DEFAULT) == pytest.approx(worth, rel=1e-3)
    assert float(np.max(spread(with_it))) == pytest.approx(float(np.max(spread(without))), abs=1e-6)


def nearby(low, high):
    """Numbers and a change of a millionth."""
    return st.floats(low, high).map(lambda x: (x, x * (1 + 1e-6)))


@given(nearby(1e-2, 1e4), people, some_constants)
def test_value_does_not_jump_with_the_size_of_a_reward(values, person, constants):
    one, other = (person.value(Offer(value), constants=constants) for value in values)
    assert other == pytest.approx(one, rel=1e-4)


@given(nearby(1e-3, 0.999), st.booleans(), people, some_constants)
def test_value_does_not_jump_with_chance(values, at_once, person, constants):
    one, other = (person.value(Offer(4.2, p, at_once=at_once), constants=constants) for p in values)
    assert other == pytest.approx(one, rel=1e-3)


@given(nearby(1e-6, 0.999), nearby(1e-6, 0.999), people, some_constants)
def test_value_does_not_jump_with_the_way_that_is_left_or_given(left, given, person, constants):
    one, other = (
        person.value(
            Offer(4.2, left_share=q, granted_share=g, acts_left=5.0 * q, goal=True),
            constants=constants,
        )
        for q, g in zip(left, given, strict=True)
    )
    assert other == pytest.approx(one, rel=1e-4)


@given(money, st.integers(2, 30), people, some_constants)
def test_ten_rewards_of_a_tenth_are_worth_one(value, parts, person, constants):
    whole = person.value(Offer(value), constants=constants)
    split = person.value(*[Offer(value / parts)] * parts, constants=constants)
    assert split == pytest.approx(whole, rel=1e-6)


@given(offers(), st.integers(2, 30), people, some_constants)
def test_splitting_any_reward_does_not_multiply_it(offer, parts, person, constants):
    whole = person.value(offer, constants=constants)
    split = person.value(*[replace(offer, value=offer.value / parts)] * parts, constants=constants)
    assert split == pytest.approx(whole, rel=1e-6)


@given(st.integers(1, 999), people, some_constants)
def test_a_longer_card_is_never_worth_more(stamps, person, constants):
    shorter, longer = card(stamps), card(stamps + 1)
    most = person.value(shorter, constants=constants)
    assert person.value(longer, constants=constants) <= most * (1 + TINY)


@given(st.integers(2, 60), st.data(), people, some_constants)
def test_every_stamp_makes_a_card_worth_more(stamps, data, person, constants):
    done = data.draw(st.integers(0, stamps - 2))
    before = person.value(card(stamps, done=done), constants=constants)
    assert person.value(card(stamps, done=done + 1), constants=constants) > before


def test_a_hundred_stamps_are_far_weaker_than_ten():
    ten, hundred = (GUEST.value(card(stamps), constants=DEFAULT) for stamps in (10, 100))
    assert hundred < ten / 4
    # with a tenfold reward too, which is the same return per act
    rich = GUEST.value(card(100, reward=42), constants=DEFAULT)
    assert rich < GUEST.value(card(10), constants=DEFAULT)


def test_one_stamp_given_of_a_thousand_is_about_nothing():
    own = GUEST.value(card(1000, reward=42), constants=DEFAULT)
    given = GUEST.value(card(1000, reward=42, given=1, done=1), constants=DEFAULT)
    assert own < given < own + 0.005


@given(st.integers(2, 200), st.data(), people, some_constants)
def test_a_larger_head_start_is_never_worth_less(stamps, data, person, constants):
    given = data.draw(st.integers(1, stamps - 1))
    less, more = (card(stamps, given=g, done=g) for g in (given - 1, given))
    least = person.value(less, constants=constants)
    assert person.value(more, constants=constants) >= least * (1 - TINY)


@given(people, money, st.floats(1.0, 5.0), some_constants)
def test_losing_a_reward_weighs_more_than_gaining_it(person, value, aversion, constants):
    averse = replace(person, loss_aversion=aversion)
    gain = averse.value(Offer(value), constants=constants)
    assert averse.value(Offer(value, loss=True), constants=constants) >= gain


@given(people, money, st.sampled_from([0.01, 0.5, 7.0, 1e4]), some_constants)
def test_another_currency_changes_nothing(person, value, rate, constants):
    assume(1e-4 < value / person.worth < 1e6)
    converted = replace(person, worth=person.worth * rate)
    assert converted.value(Offer(value * rate), constants=constants) == pytest.approx(
        person.value(Offer(value), constants=constants)
    )


def test_an_offer_that_does_not_stand_is_worth_nothing():
    assert GUEST.value(Offer(100.0, stands=np.array([False])), constants=DEFAULT) == 0.0


@given(chances, some_constants)
def test_decision_weights_rise_from_nothing_to_certainty(p, constants):
    weights = [float(weight(chance, constants)) for chance in (0.0, p / 2, p, 1.0)]
    assert weights == sorted(weights)
    assert weights[0] == 0.0
    assert weights[-1] == 1.0


def test_small_chances_are_overweighted_and_large_ones_underweighted():
    # Tversky & Kahneman (1992), figure 3, gamma 0.61
    constants = DEFAULT.replace(probability_weighting=0.61)
    assert float(weight(0.01, constants)) == pytest.approx(0.055, abs=0.001)
    assert float(weight(0.5, constants)) == pytest.approx(0.421, abs=0.001)
    assert float(weight(0.9, constants)) == pytest.approx(0.712, abs=0.001)


@pytest.mark.parametrize(
    ("value", "chance", "shape"),
    [
        (5.0, 0.1, (1, 1)),
        (np.array([5.0, 6.0, 7.0]), 0.1, (1, 3)),
        (5.0, np.array([0.1, 0.2, 0.3]), (1, 3)),
        (np.array([[5.0], [1.0]]), np.array([[0.1], [0.3]]), (2, 1)),
        (np.array([[5.0], [1.0]]), np.full((2, 3), 0.1), (2, 3)),
        (np.array([[5.0], [1.0]]), 0.5, (2, 1)),
    ],
)
def test_a_draw_may_differ_by_customer_and_have_several_outcomes(value, chance, shape):
    values, chances_ = outcomes_of(Offer(value, chance))
    assert values.shape == chances_.shape == shape


def test_a_draw_whose_prize_differs_by_customer_is_worth_to_each_his_own():
    person = replace(GUEST, worth=10.0).valuer()
    each = [GUEST.value(Offer(value, 0.2), constants=DEFAULT) for value in (1.0, 50.0)]
    from loyaltysim.behaviour.reward_value import BelievedOffer, Valuer, reward_value

    two = Valuer(
        worth=np.full(2, GUEST.worth),
        pace=np.repeat(person.pace, 2),
        discount_rate=np.repeat(person.discount_rate, 2),
        loss_aversion=np.repeat(person.loss_aversion, 2),
        efficacy=np.zeros(2),
    )
    offer = Offer(np.array([1.0, 50.0]), 0.2)
    assert np.asarray(reward_value([BelievedOffer(offer, 1.0)], two, DEFAULT)) == pytest.approx(
        np.array(each)
    )


K = DEFAULT
HALF_WAY = 1 / (1 + K.goal_gradient / 2)
EVEN = 0.5**K.probability_weighting / (2 * 0.5**K.probability_weighting) ** (
    1 / K.probability_weighting
)
LOST = 1 - 1 / (1 + 0.01 / 0.3)
"""What a reward loses by the wait for one act more, of the guest."""


def _due(share: float) -> float:
    return K.windfall + (1 - K.windfall) * share


FORMULAS = {
    "a reward at once": (Offer(4.2), 1.0),
    "half a ticket": (Offer(2.1), 0.5**K.value_exponent),
    "half the way to go": (Offer(4.2, left_share=0.5), HALF_WAY),
    "a head start of a tenth": (
        Offer(4.2, left_share=0.5, granted_share=0.1),
        HALF_WAY + K.head_start / 2,
    ),
    "a head start of a half is no more than one of a fifth": (
        Offer(4.2, granted_share=0.5),
        1 + K.head_start,
    ),
    "a card that comes anyway, with a head start": (
        Offer(4.2, granted_share=0.1, goal=True, cycle=10),
        _due(LOST / (1 - (1 - LOST) ** 10)) + K.head_start / 2,
    ),
    "a goal that is lost without the act": (Offer(4.2, goal=True, lapses=True), 1.0),
    "a goal that comes anyway, once": (Offer(4.2, goal=True), _due(LOST)),
    "a goal that comes anyway, every ten acts": (
        Offer(4.2, goal=True, cycle=10),
        _due(LOST / (1 - (1 - LOST) ** 10)),
    ),
    "a goal that comes with each act": (Offer(4.2, goal=True, cycle=1), 1.0),
    "a goal that comes anyway, of one act in ten days": (
        Offer(4.2, goal=True, days_left=11),
        _due(LOST + (1 - LOST) / 3),
    ),
    "a goal that takes all days to the deadline": (
        Offer(4.2, acts_left=2, goal=True, days_left=11),
        1 / (1 + 0.01 * 2 / 0.3 + K.effort_discount * 2),
    ),
    "a wait of thirty days": (Offer(4.2, waiting_days=30.0), 1 / (1 + 0.01 * 30)),
    "three acts at 0.3 a day": (
        Offer(4.2, acts_left=3),
        1 / (1 + 0.01 * 10 + K.effort_discount * 3),
    ),
    "an even chance, later": (Offer(4.2, 0.5), EVEN),
    "an even chance, at once": (Offer(4.2, 0.5, at_once=True), (1 + K.uncertainty) * EVEN),
    "a loss": (Offer(4.2, loss=True), GUEST.loss_aversion),
}


@pytest.mark.parametrize("name", FORMULAS)
def test_the_worth_of_an_offer_is_what_the_description_says(name):
    offer, worth = FORMULAS[name]
    assert GUEST.value(offer, constants=DEFAULT) == pytest.approx(worth)


def test_what_is_lost_without_the_act_is_told_of_each_customer():
    offer = Offer(4.2, goal=True, lapses=np.array([True, False]))
    two = Valuer(
        worth=np.full(2, GUEST.worth),
        pace=np.full(2, GUEST.pace),
        discount_rate=np.full(2, GUEST.discount_rate),
        loss_aversion=np.full(2, GUEST.loss_aversion),
        efficacy=np.full(2, GUEST.efficacy),
    )
    found = reward_value([BelievedOffer(offer, 1.0)], two, DEFAULT)
    assert np.asarray(found).tolist() == pytest.approx([1.0, _due(LOST)])


def test_belief_in_reaching_goals_adds_to_goals_and_to_nothing_else():
    sure = replace(GUEST, efficacy=1.0)
    goal, aim = 1 + K.efficacy_pull, Offer(4.2, goal=True, lapses=True)
    assert sure.value(aim, constants=DEFAULT) == pytest.approx(goal)
    assert sure.value(Offer(4.2), constants=DEFAULT) == pytest.approx(1.0)
    half_way = sure.value(replace(aim, left_share=0.5), constants=DEFAULT)
    assert half_way == pytest.approx(goal * HALF_WAY)


def test_two_outcomes_are_weighted_by_rank():
    offer = Offer(np.array([[8.4], [4.2]]), np.array([[0.1], [0.3]]))
    best, both = (float(weight(p, DEFAULT)) for p in (0.1, 0.4))
    expected = best * 2**K.value_exponent + (both - best)
    assert GUEST.value(offer, constants=DEFAULT) == pytest.approx(expected)


def test_two_offers_add_up_inside_the_curve():
    together = GUEST.value(Offer(4.2), Offer(8.4), constants=DEFAULT)
    assert together == pytest.approx(3**K.value_exponent)


@given(st.floats(1e-12, SMALLEST_CHANCE), st.floats(1.0, 1e4), some_constants)
def test_ever_smaller_chances_of_ever_greater_fortunes_are_not_worth_ever_more(
    chance, times, constants
):
    """A hundred tickets for the same mean; the smaller the chance, the less it is worth."""
    likely, unlikely = (
        float(weight(p, constants)) * (100 / p) ** constants.value_exponent
        for p in (chance, chance / times)
    )
    assert unlikely <= likely * (1 + TINY)


@given(st.integers(1, 60), st.integers(1, 90), st.integers(1, 90), people, some_constants)
def test_a_nearer_deadline_adds_nothing_to_what_is_due_anyway(left, some, other, person, constants):
    soon, late = sorted((some, other))
    offer = Offer(5.0, acts_left=left, left_share=0.5, goal=True, lapses=True)
    values = [
        person.value(replace(offer, days_left=days), constants=constants) for days in (soon, late)
    ]
    assert values[0] <= values[1] * (1 + TINY)
    assert values[1] <= person.value(offer, constants=constants) * (1 + TINY)
    assert left < soon or values[0] == 0.0


def test_whether_it_can_be_done_in_time_does_not_matter_for_the_last_act():
    last = Offer(5.0, acts_left=0, goal=True, lapses=True)
    pressed = replace(last, days_left=1)
    assert GUEST.value(pressed, constants=DEFAULT) == GUEST.value(last, constants=DEFAULT)


@given(offers(), people, some_constants)
def test_what_comes_anyway_never_pulls_more_than_what_is_lost_without_the_act(
    offer, person, constants
):
    most = person.value(replace(offer, lapses=True), constants=constants)
    assert person.value(offer, constants=constants) <= most * (1 + TINY)


@given(st.integers(0, 30), st.floats(1, 60), people, some_constants)
def test_a_deadline_that_is_far_away_is_none(left, cycle, person, constants):
    assume(person.pace > 0.01)
    offer = Offer(5.0, acts_left=left, goal=True, cycle=cycle)
    for_ever = person.value(offer, constants=constants)
    for_long = person.value(replace(offer, days_left=10**9), constants=constants)
    assert for_long == pytest.approx(for_ever, rel=1e-4)


@given(st.integers(2, 200), st.data(), people, some_constants)
def test_a_goal_that_comes_more_often_is_due_to_each_act_more(often, data, person, constants):
    seldom = data.draw(st.integers(often, 400))
    offer = Offer(5.0, goal=True, cycle=often)
    least = person.value(replace(offer, cycle=seldom), constants=constants)
    assert person.value(offer, constants=constants) >= least * (1 - TINY)
    once = person.value(replace(offer, cycle=None), constants=constants)
    assert least >= once * (1 - TINY)


def test_who_is_ahead_of_a_deadline_is_moved_less_than_who_just_makes_it():
    def pulled(pace: float) -> float:
        person, offer = replace(GUEST, pace=pace), Offer(5.0, goal=True, days_left=30)
        lost = person.value(replace(offer, lapses=True), constants=DEFAULT)
        return person.value(offer, constants=DEFAULT) / lost

    assert pulled(0.9) < pulled(0.3) < pulled(0.03) == 1.0
