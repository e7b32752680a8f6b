"""What a firm believes of its variants, by numbers computed by hand or all at once."""

from __future__ import annotations

import numpy as np
import pytest

from loyaltysim.mechanics.adaptation import FEATURES, Adaptation, Goal, Policy, Sight, Whom
from loyaltysim.mechanics.adaptation.beliefs import (
    BETWEEN,
    VARIES,
    WITHIN,
    Tally,
    means,
    personal,
    thompson,
)
from loyaltysim.mechanics.adaptation.firm import AdaptiveFirm
from loyaltysim.mechanics.adaptation.linear import Regression
from loyaltysim.mechanics.adaptation.period import Period
from loyaltysim.randomness import uniform_draws

ONE = np.zeros(1, np.intp)


def tally(outcomes, cells=1):
    """Give the tally of outcomes by variant, all in the first cell."""
    found = Tally.empty(len(outcomes), cells)
    for variant, told in enumerate(outcomes):
        rows = np.full(len(told), variant)
        found.add(rows, np.zeros(len(told), np.intp), np.array(told, float))
    return found


def test_a_mean_is_drawn_around_what_was_seen():
    found = tally([[1.0, 3.0, 5.0], [4.0]])
    mean, variance = found.spread()
    assert (mean[0], variance[0]) == pytest.approx((3.25, np.var([1.0, 3.0, 5.0, 4.0])))
    z = np.array([[0.0], [0.0]])
    assert thompson(found, ONE, z)[:, 0] == pytest.approx([(9 + 3.25) / 4, (4 + 3.25) / 2])
    up = thompson(found, ONE, z + 1.0) - thompson(found, ONE, z)
    assert up[:, 0] == pytest.approx(np.sqrt(variance[0] / np.array([4, 2])))


def test_what_nobody_has_seen_is_drawn_from_nothing():
    assert thompson(Tally.empty(2, 1), ONE, np.array([[0.3], [-0.2]]))[:, 0].tolist() == [0.3, -0.2]


def test_equal_outcomes_leave_it_to_luck():
    drawn = thompson(tally([[0.0] * 9, [0.0] * 9]), ONE, np.array([[-1.0], [1.0]]))
    assert drawn[0, 0] < drawn[1, 0]


def test_a_class_without_outcomes_looks_at_its_market():
    found = tally([[2.0], [3.0]], cells=2)
    assert means(found, 1).tolist() == [[2.0, 2.0], [3.0, 3.0]]
    assert means(found, 2)[:, 1].tolist() == [np.inf, np.inf]
    assert means(tally([[2.0], []]), 1).tolist() == [[2.0], [np.inf]]


def test_a_person_is_judged_by_own_outcomes_against_the_market():
    whole = tally([[1.0, 2.0, 3.0, 2.0], [4.0, 2.0, 6.0]])
    counts, totals = np.array([3.0, 2.0]), np.array([9.0, 4.0])
    mean, variance = (found[0] for found in whole.spread())
    drawn = [
        personal(counts[:, None], totals[:, None], whole, ONE, np.full((2, 1), z))[:, 0]
        for z in (0.0, 1.0)
    ]
    # the same model solved as a whole: unknowns b, e_0, e_1
    usual = np.array([2.0, 4.0]) - mean
    precision = np.diag([1 / (BETWEEN * variance), *[1 / (VARIES * variance)] * 2])
    weighed = np.zeros(3)
    for variant in range(2):
        x = np.array([1.0, variant == 0, variant == 1])
        precision += counts[variant] * np.outer(x, x) / (WITHIN * variance)
        beyond = totals[variant] - counts[variant] * (mean + usual[variant])
        weighed += x * beyond / (WITHIN * variance)
    solved = np.linalg.solve(precision, weighed)
    assert drawn[0] == pytest.approx(usual + solved[1:])
    assert drawn[1] - drawn[0] == pytest.approx(1 / np.sqrt(np.diag(precision)[1:]))


def test_a_regression_is_that_of_all_rows_at_once():
    rows = 40
    features = uniform_draws(1, "x", FEATURES * rows).reshape(FEATURES, rows)
    outcome = uniform_draws(2, "y", rows)
    variant = np.arange(rows) % 2
    found = Regression.empty(2, 1)
    found.add(variant, np.zeros(rows, np.intp), features, outcome)
    look = uniform_draws(3, "look", FEATURES)
    for z in (0.0, 1.0):
        drawn = found.draw(ONE, look[:, None], np.array([4.0]), np.full((2, 1), z))
        for number in range(2):
            x, y = features[:, variant == number], outcome[variant == number]
            known = np.eye(FEATURES) + x @ x.T
            expected = look @ np.linalg.solve(known, x @ y)
            expected += 2.0 * z * np.sqrt(look @ np.linalg.solve(known, look))
            assert drawn[number, 0] == pytest.approx(expected)


def firm(policy, whom=Whom.EVERYONE, sees=frozenset(Sight), n=6, **changes):
    plan = Adaptation(
        {"a": {}, "b": {}}, every=7, policy=policy, whom=whom, sees=sees, test_days=7, **changes
    )
    segment = np.array([0, 0, 0, 1, 1, 1][:n], np.int8)
    lots = np.array([0.1, 0.9, 0.2, 0.8, 0.3, 0.7][:n])
    return AdaptiveFirm(plan, np.zeros(n, np.intp), segment, (1, 2), np.stack([lots, 1.0 - lots]))


def period(acts, **changes):
    acts = np.array(acts, float)
    told = {name: np.zeros(acts.size) for name in Period.__slots__} | {"acts": acts}
    return Period(**(told | {name: np.array(v, float) for name, v in changes.items()}))


def luck(uniform):
    return lambda decision: np.full(6, uniform, np.float32)


EVERYBODY = np.arange(6)
SETTLED = np.ones(6, np.bool_)


def learn(firm, period, rows, variant, settled=SETTLED):
    firm.learn(period, rows, variant, settled)


@pytest.mark.parametrize("policy", Policy)
def test_at_first_all_variants_are_given_by_lot(policy):
    assert firm(policy).decide(EVERYBODY, luck(0.5)).tolist() == [0, 1, 0, 1, 0, 1]


def test_the_winner_of_a_test_stays_whatever_comes():
    tests = firm(Policy.SPLIT, Whom.SEGMENT)
    first = tests.decide(EVERYBODY, luck(0.5))
    learn(tests, period([5, 1, 4, 2, 3, 6]), EVERYBODY, first)
    won = tests.decide(EVERYBODY, luck(0.5))
    assert won.tolist() == [0, 0, 0, 1, 1, 1]
    learn(tests, period([0, 0, 0, 9, 9, 9]), EVERYBODY, won)
    assert tests.decide(EVERYBODY, luck(0.5)).tolist() == won.tolist()


def test_the_greedy_try_something_else_now_and_then():
    greedy = firm(Policy.EPSILON_GREEDY, epsilon=0.2)
    learn(greedy, period([5, 1, 4, 2, 3, 0]), EVERYBODY, greedy.decide(EVERYBODY, luck(0.5)))
    assert greedy.decide(EVERYBODY, luck(0.3)).tolist() == [0] * 6
    tries = {"adapt:try": 0.1, "adapt:which": 0.6}
    found = greedy.decide(EVERYBODY, lambda name: np.full(6, tries[name], np.float32))
    assert found.tolist() == [1] * 6


def test_behaviour_is_told_by_the_last_period():
    tells = firm(Policy.SPLIT, Whom.BEHAVIOUR)
    learn(tells, period([0, 0, 2, 2, 9, 9]), EVERYBODY, tells.decide(EVERYBODY, luck(0.5)))
    # what was seen of all while nobody was known: a did 11 acts, b too
    learn(tells, period([0, 0, 2, 2, 9, 9]), EVERYBODY, np.array([0, 1, 1, 0, 1, 0]))
    assert tells.tally.count.tolist() == [[1, 1, 1, 3], [1, 1, 1, 3]]


def test_a_firm_looks_at_nothing_else_than_it_says():
    told = period(
        [1, 2, 3, 4, 5, 6],
        spend=[9, 0, 9, 0, 9, 0],
        noticed=[2] * 6,
        answered=[1] * 6,
        helped=[4] * 6,
        solved=[1] * 6,
    )
    blind = firm(Policy.LINEAR_THOMPSON, sees=frozenset({Sight.ACTS}))
    other = firm(Policy.LINEAR_THOMPSON, sees=frozenset({Sight.ACTS}))
    first = blind.decide(EVERYBODY, luck(0.5))
    learn(blind, told, EVERYBODY, first)
    learn(other, period([1, 2, 3, 4, 5, 6]), EVERYBODY, first)
    assert np.array_equal(blind._features, other._features)
    sees = firm(Policy.LINEAR_THOMPSON)
    learn(sees, told, EVERYBODY, first)
    assert sees._features[3].tolist() == pytest.approx([2 / 3, 0] * 3)
    assert sees._features[4].tolist() == [0.5] * 6
    assert sees._features[5].tolist() == pytest.approx([np.log(5.0)] * 6)
    assert sees._features[6].tolist() == [0.75] * 6


def test_what_is_old_loses_weight():
    """After `memory` days half of it is left: of sums, of each person's own, and of a regression but not its beginning."""
    forgets = firm(Policy.LINEAR_THOMPSON, memory=7)
    first, then = period([4, 2, 4, 2, 4, 2]), period([0, 6, 0, 6, 0, 6])
    variant = np.array([0, 1] * 3)
    learn(forgets, first, EVERYBODY, variant)
    once = forgets._linear.products.copy(), forgets._linear.outcomes.copy()
    learn(forgets, then, EVERYBODY, np.zeros(6, np.intp))
    assert forgets.tally.count[:, 0].tolist() == [1.5 + 6.0, 1.5]
    assert forgets.tally.total[:, 0].tolist() == [6.0 + 18.0, 3.0]
    # of the second variant nothing new was seen
    unit = np.eye(FEATURES)
    assert forgets._linear.products[1, 0] == pytest.approx(unit + (once[0][1, 0] - unit) / 2)
    assert forgets._linear.outcomes[1, 0] == pytest.approx(once[1][1, 0] / 2)
    person = firm(Policy.THOMPSON, Whom.PERSON, memory=7)
    for told in (first, then):
        learn(person, told, EVERYBODY, variant)
    assert person._own_count[0].tolist() == [1.5, 0.0] * 3
    assert person._own_total[1].tolist() == [0.0, 7.0] * 3


def test_who_changes_what_is_best_is_followed_by_those_who_forget():
    remembers, forgets = (firm(Policy.EPSILON_GREEDY, memory=memory) for memory in (None, 7))
    for one in (remembers, forgets):
        for acts in [[9, 1] * 3] * 8 + [[1, 5] * 3] * 3:
            learn(one, period(acts), EVERYBODY, np.array([0, 1] * 3))
    last = [one.decide(EVERYBODY, luck(0.5)).tolist() for one in (remembers, forgets)]
    assert last == [[0] * 6, [1] * 6]


def test_of_a_washout_nothing_is_learnt_but_how_customers_behave():
    tells = firm(Policy.LINEAR_THOMPSON)
    nobody = np.zeros(6, np.bool_)
    learn(tells, period([1, 2, 3, 4, 5, 6]), EVERYBODY, np.array([0, 1] * 3), nobody)
    assert not tells.tally.count.any()
    assert tells._features[1].tolist() == pytest.approx(np.log1p([1, 2, 3, 4, 5, 6]))
    # nothing is known yet, so that all keep what the lot gave them
    assert tells.decide(EVERYBODY, luck(0.5)).tolist() == [0, 1, 0, 1, 0, 1]
    learn(tells, period([1, 2, 3, 4, 5, 6]), EVERYBODY, np.array([0, 1] * 3), EVERYBODY < 2)
    assert tells.tally.count[:, 0].tolist() == [1.0, 1.0]


@pytest.mark.parametrize("policy", [one for one in Policy if one is not Policy.SPLIT])
def test_a_market_that_has_learnt_nothing_goes_on_by_lot(policy):
    told = Adaptation({"a": {}, "b": {}}, every=7, policy=policy)
    market, lots = np.repeat([0, 1], 3), np.array([0.9, 0.1, 0.9, 0.9, 0.1, 0.9])
    learns = AdaptiveFirm(told, market, np.zeros(6, np.int8), (2, 1), np.stack([lots, lots]))
    learn(learns, period([1, 2, 3, 9, 1, 9]), EVERYBODY, np.array([0, 1, 0] * 2), market == 1)
    assert learns.decide(EVERYBODY, luck(0.5)).tolist() == [1, 0, 1, 0, 0, 0]


def test_few_outcomes_that_have_faded_still_have_their_mean():
    found = tally([[2.0, 4.0], [3.0]])
    found.fade(0.01)
    mean, variance = found.spread()
    assert (mean[0], variance[0]) == pytest.approx((3.0, np.var([2.0, 4.0, 3.0])))


@pytest.mark.parametrize(("goal", "wanted"), [("acts", 1.0), ("spend", 2.0), ("profit", 3.0)])
def test_the_goal_is_what_is_wanted(goal, wanted):
    assert period([1.0], spend=[2.0], profit=[3.0]).goal(Goal(goal)).tolist() == [wanted]
