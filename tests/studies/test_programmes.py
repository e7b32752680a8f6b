"""Estimators of reward programmes, against numbers worked out by hand."""

import numpy as np
import pytest
from pydantic import TypeAdapter, ValidationError

from loyaltysim.behaviour.constants import Constants
from loyaltysim.studies.measure import Seen
from loyaltysim.studies.measures import AnyMeasure
from loyaltysim.studies.trace import Trace


def trace(**series):
    """Make a trace of people who are given as rows of days."""
    days = {name: np.array(rows, np.float32).T for name, rows in series.items()}
    people = next(iter(days.values())).shape[1]
    return Trace(days, np.zeros(people, np.int8), ("all",))


def estimate(arms, **measure):
    read = TypeAdapter(AnyMeasure).validate_python(measure)
    return read.value(Seen(arms, Constants.default()))


VISITS = {
    # Gaps of 1, 3 and 2 days; of 2, 2 and 1; one visit alone.
    "card": trace(visit=[[1, 1, 0, 0, 1, 0, 1], [1, 0, 1, 0, 1, 1, 0], [0, 0, 0, 1, 0, 0, 0]]),
    "none": trace(visit=[[1, 0, 0, 1, 0, 0, 1], [0, 0, 1, 0, 0, 1, 0], [0, 0, 0, 0, 0, 0, 0]]),
}


def spacing(**measure):
    return estimate(VISITS, kind="spacing", of="visit", arm="card", days=[1, 7], **measure)


def test_gaps_are_averaged_over_those_who_acted_often_enough():
    assert spacing(acts=[1, 4]) == pytest.approx((2 + 5 / 3) / 2)
    assert spacing(acts=[1, 2]) == pytest.approx(1.5)
    assert np.isnan(spacing(acts=[1, 5]))


def test_gaps_are_compared_with_earlier_ones_of_the_same_people():
    assert spacing(acts=[3, 4], than=[1, 2]) == pytest.approx(1.5 / 1.5)
    assert spacing(acts=[2, 3], than=[1, 2]) == pytest.approx(2.5 / 1.5)


def test_gaps_are_compared_with_those_of_another_arm():
    found = spacing(acts=[1, 2], against="none", **{"as": "ratio"})
    assert found == pytest.approx(1.5 / 3)


@pytest.mark.parametrize("acts", [[0, 2], [3, 3], [4, 2]])
def test_gaps_go_forward(acts):
    with pytest.raises(ValidationError, match="between an act and a later one"):
        spacing(acts=acts)
    with pytest.raises(ValidationError, match="between an act and a later one"):
        spacing(acts=[1, 2], than=acts)


def test_last_acts_that_reached_a_goal_are_set_against_later_ones_that_did_not():
    arms = {
        "card": trace(
            visit=[[1, 1, 0, 0, 0, 0], [1, 1, 1, 1, 0, 0], [0, 1, 1, 0, 0, 1], [1, 0, 0, 0, 0, 0]],
            goals=[[0, 1, 0, 0, 0, 0], [1, 0, 1, 0, 0, 0], [0, 1, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]],
        )
    }
    # Up to day 4, goals are reached four times, once as the last act; of the three other acts after
    # the first goal one was the last. Who never reached a goal does not count.
    found = estimate(arms, kind="last_act", arm="card", of="visit", quiet=2)
    assert found == pytest.approx((1 / 4) / (1 / 3))


def test_a_quotient_is_of_sums():
    arms = {"points": trace(earned=[[1, 2, 3], [4, 0, 9]], redeemed=[[0, 2, 0], [3, 0, 0]])}
    found = estimate(arms, kind="quotient", arm="points", of="redeemed", per="earned", days=[1, 2])
    assert found == pytest.approx(5 / 7)


def test_joint_effects_are_set_against_the_sum_of_single_ones():
    arms = {
        "none": trace(visit=[[1, 0], [0, 0]]),
        "card": trace(visit=[[1, 1], [0, 0]]),
        "tiers": trace(visit=[[1, 0], [1, 1]]),
        "both": trace(visit=[[1, 1], [1, 1]]),
    }
    found = estimate(
        arms,
        kind="joint",
        arm="both",
        alone=["card", "tiers"],
        against="none",
        of="visit",
        days=[1, 2],
    )
    assert found == pytest.approx((4 - 1) / ((2 - 1) + (3 - 1)))
