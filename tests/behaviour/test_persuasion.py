"""Principles of persuasion: they move, repel, wear off and recover; profiles learn from answers alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.hidden import swap_hidden
from tests.worlds import CALM, EASY_VISIT, GUESTS, fingerprint, make, play, world

from loyaltysim.behaviour.constants import Constants
from loyaltysim.behaviour.persuasion import known_of, most_moving, persuaded, rested
from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.customers.population import SegmentPopulation, Spread
from loyaltysim.hooks import NEUTRAL
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.recording.measuring import measures_of

CONSTANTS = Constants.default()
MEANS = (0.1, 0.3, 0.5, 0.1, 0.1, 0.1)


def people(means=MEANS):
    visitor = replace(GUESTS, rate=Spread(0.5, 0.5), susceptibility=means)
    return SegmentPopulation((visitor,))


def place(size=500, **changes):
    """Give a world in which one message after the other is noticed."""
    constants = CONSTANTS.replace(**{"fatigue_growth": 0.0, **CALM, **changes})
    return world(size=size, days=200, population=people(), constants=constants, dtype=np.float32)


def played(where, **message):
    return play(where, {"mail": make("message", every=1, **message)})


def measured(played):
    return {
        name.partition("/")[2]: float(part.sum() / whole.sum()) if whole.sum() else None
        for name, (whole, part) in measures_of(played.model).items()
    }


def test_what_is_repeated_wears_off_and_recovers():
    pulls = [float(persuaded(np.array(1.0), np.array(n), CONSTANTS)) for n in (0.0, 5.0, 50.0)]
    assert pulls[0] == pytest.approx(CONSTANTS.persuasion)
    assert pulls[0] > pulls[1] > pulls[2] > CONSTANTS.persuasion * CONSTANTS.novelty_floor
    left = [float(rested(np.array(5.0), np.array(days), CONSTANTS)) for days in (0.0, 30.0, 900.0)]
    assert left == pytest.approx([5.0, 5.0 * np.exp(-30 / CONSTANTS.novelty_rest), 0.0], abs=1e-9)


def test_a_principle_that_most_dislike_does_harm():
    disliked, liked = (world(population=people((mean,) * 6)) for mean in (-1.0, 1.0))
    assert played(disliked, principle="scarcity").acts < played(disliked).acts
    assert played(liked, principle="scarcity").acts > played(liked).acts


def test_where_nobody_is_moved_a_principle_changes_nothing():
    still = CONSTANTS.replace(susceptibility_sd=0.0)
    where = world(population=people((0.0,) * 6), constants=still)
    plain, liking, profile = (
        {name: told for name, told in fingerprint(one).items() if not name.startswith("heard")}
        for one in (
            played(where),
            played(where, principle="liking"),
            played(where, persuasion="profile"),
        )
    )
    assert plain == liking == profile


def test_persuasion_that_is_off_is_a_plain_message():
    where = place(size=100)
    assert fingerprint(played(where)) == fingerprint(played(where, persuasion="none"))


def test_drawing_susceptibility_changes_nobody_else():
    with_it, without = (played(world(persuades=yes)) for yes in (True, False))
    assert np.array_equal(with_it.acted, without.acted)
    assert with_it.model.customers.traits.susceptibility.shape == (6, 200)
    assert without.model.customers.traits.susceptibility.shape == (0, 200)


def test_profiles_beat_the_best_on_average_where_persons_differ():
    where = place(persuasion=0.4)
    policies = ("random", "best_average", "profile", "oracle")
    plays = {policy: played(where, persuasion=policy) for policy in policies}
    acts = [plays[policy].acts for policy in policies]
    assert acts == sorted(set(acts))
    told = {policy: measured(one) for policy, one in plays.items()}
    right = [told[policy]["right_principle"] for policy in ("random", "profile", "oracle")]
    assert right == sorted(set(right))
    assert told["profile"]["repelled"] < told["random"]["repelled"]
    assert told["oracle"]["repelled"] == 0.0
    repelled = told["best_average"]["repelled"]
    assert told["oracle"]["harm_avoided"] == pytest.approx(repelled, abs=0.05)
    assert told["best_average"]["harm_avoided"] == 0.0
    assert told["best_average"]["gain_over_best_average"] == pytest.approx(0.0, abs=1e-6)
    assert 1 < told["profile"]["messages_until_ahead"] < 100
    assert told["oracle"]["messages_until_ahead"] == told["oracle"]["days_until_ahead"] == 1
    assert told["profile"]["days_until_ahead"] > 1
    carried = [told["random"][f"carried_{name}"] for name in PRINCIPLES]
    assert carried == pytest.approx([1 / 6] * 6, abs=0.02)


def test_a_principle_that_repels_more_than_the_best_does_harm_that_is_not_avoided():
    told = measured(played(place(), principle="scarcity"))
    assert told["repelled"] > 0.4
    assert told["harm_avoided"] < -0.1
    assert told["carried_scarcity"] == 1.0
    assert told["messages_until_ahead"] is told["days_until_ahead"] is None


def test_profiles_are_the_best_on_average_where_all_are_alike():
    alike = place(size=100, susceptibility_sd=0.0)
    best, profile = (played(alike, persuasion=policy) for policy in ("best_average", "profile"))
    assert np.array_equal(best.acted, profile.acted)
    assert measured(profile)["gain_over_best_average"] == pytest.approx(0.0, abs=1e-6)


def test_a_profile_that_nobody_else_keeps_is_the_same_by_whatever_name():
    where = place(size=100)
    own, named = (
        played(where, persuasion="profile", **told) for told in ({}, {"profile": "customers"})
    )
    assert fingerprint(own) == fingerprint(named)


def test_what_one_learns_all_know_who_keep_the_same_profile():
    where = place(persuasion=0.4)
    told = {}
    for name in ("customers", "other customers"):
        plan = {
            "letters": make("message", every=50, persuasion="profile", profile=name),
            "mail": make("message", every=1, persuasion="profile", profile="customers"),
        }
        whole, part = measures_of(play(where, plan).model)["letters/right_principle"]
        told[name] = float(part.sum() / whole.sum())
    assert told["customers"] > told["other customers"] + 0.1


def test_a_firm_knows_the_mean_over_segments():
    two = SegmentPopulation(
        (
            replace(GUESTS, share=0.25, susceptibility=(1.0, None, None, None, None, 0.0)),
            replace(GUESTS, share=0.75, susceptibility=(None, None, None, None, None, 2.0)),
        )
    )
    known = known_of(two, CONSTANTS)
    assert known.mean[0] == pytest.approx(0.25 + 0.75 * CONSTANTS.susceptible_reciprocity)
    assert known.mean[5] == pytest.approx(1.5)
    assert known.best == 5


@pytest.mark.parametrize("policy", ["random", "best_average", "profile"])
def test_no_firm_sees_who_is_susceptible(policy):
    where = world(size=150, days=40, acts=(EASY_VISIT,), population=people())
    scheme = {"mail": make("message", every=1, persuasion=policy)}
    models = [LoyaltyModel(where, scheme) for _ in range(2)]
    for _ in range(25):
        for model in models:
            model.step()
    assert "susceptibility" in swap_hidden(models[1])
    for model in models:
        model.step()
    one, other = (model.today.received[0] for model in models)
    assert np.array_equal(one.message.rows, other.message.rows)
    assert not np.array_equal(one.noticed, other.noticed)
    both, mine, theirs = np.intersect1d(one.noticed, other.noticed, return_indices=True)
    assert both.size > 20
    assert one.told is not None
    assert other.told is not None
    assert np.array_equal(one.told[mine], other.told[theirs])


@given(
    arrays(np.float64, (6, 5), elements=st.sampled_from([-1.0, 0.0, 0.25, 0.5])),
)
def test_the_first_of_those_that_move_most_is_chosen_and_none_where_all_repel(pulls):
    expected = np.where(pulls.max(axis=0) > 0.0, pulls.argmax(axis=0), NEUTRAL)
    assert np.array_equal(most_moving(list(pulls)), expected)
