"""Estimators that compare arms, on numbers that can be checked by hand."""

import math

import numpy as np
import pytest
from pydantic import ValidationError

from loyaltysim.behaviour.constants import Constants
from loyaltysim.studies.contrasts import Mean, Share, contrast
from loyaltysim.studies.measure import Seen
from loyaltysim.studies.trace import Trace


def trace(walks, present=None, segment=(0, 0, 1, 1)):
    """Give what four people did on some days."""
    walked = np.array(walks, np.float32)
    there = np.ones_like(walked) if present is None else np.array(present, np.float32)
    return Trace({"walk": walked, "present": there}, np.array(segment, np.int8), ("young", "old"))


TREATED = trace([[1, 1, 1, 0], [1, 0, 1, 0], [1, 0, 0, 0], [1, 0, 0, 2]])
CONTROL = trace([[1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 1, 0], [1, 0, 0, 0]])
SEEN = Seen({"treated": TREATED, "control": CONTROL}, Constants.default())


def mean(**keys):
    keys = {"kind": "mean", "arm": "treated", "of": "walk", "days": [1, 4], **keys}
    return Mean.model_validate(keys).value(SEEN)


def share(**keys):
    keys = {"kind": "share", "arm": "treated", "of": "walk", "days": [1, 4], **keys}
    return Share.model_validate(keys).value(SEEN)


def test_a_level_is_the_mean_of_persons():
    assert mean() == pytest.approx((4 + 1 + 2 + 2) / 16)
    assert mean(days=[1, 1]) == pytest.approx(3 / 4)
    assert mean(per="week") == pytest.approx(7 * 9 / 16)
    assert mean(per="person") == pytest.approx(9 / 4)


@pytest.mark.parametrize(
    ("way", "expected"),
    [("difference", 9 / 16 - 4 / 16), ("ratio", 9 / 4), ("lift", 9 / 4 - 1)],
)
def test_arms_are_compared(way, expected):
    assert mean(against="control", **{"as": way}) == pytest.approx(expected)


def test_cohens_d_is_in_standard_deviations_of_persons():
    ours, theirs = np.array([4, 1, 2, 2]) / 4, np.array([2, 0, 2, 0]) / 4
    pooled = math.sqrt((ours.var(ddof=1) + theirs.var(ddof=1)) / 2)
    assert mean(against="control", **{"as": "d"}) == pytest.approx(
        (ours.mean() - theirs.mean()) / pooled
    )


def test_what_is_left_is_a_ratio_of_contrasts():
    found = mean(against="control", days=[3, 4], relative_to=[1, 2], **{"as": "difference"})
    assert found == pytest.approx(((4 - 2) / 8) / ((5 - 2) / 8))


def test_only_some_people_are_looked_at():
    assert mean(among={"segments": ["old"]}) == pytest.approx(4 / 8)
    assert mean(among={"of": "walk", "days": [1, 2], "at_least": 2}) == pytest.approx(6 / 8)
    assert mean(among={"of": "walk", "days": [1, 4], "at_least": 0, "at_most": 1}) == 1 / 4


def test_people_are_chosen_by_what_they_did_in_another_arm():
    among = {"of": "walk", "days": [1, 4], "arm": "control"}
    assert mean(among=among) == pytest.approx((4 + 2) / 8)


def test_some_people_of_an_arm_are_compared_with_others_of_it():
    groups = {"among": {"segments": ["young"]}, "others": {"segments": ["old"]}}
    assert mean(**groups, **{"as": "difference"}) == pytest.approx(5 / 8 - 4 / 8)
    assert share(**groups, at_least=2, **{"as": "ratio"}) == pytest.approx((1 / 2) / (2 / 2))
    often = {"of": "walk", "days": [1, 4], "arm": "control"}
    seldom = {**often, "at_least": 0, "at_most": 0}
    found = mean(among=often, others=seldom, **{"as": "ratio"})
    assert found == pytest.approx((6 / 8) / (3 / 8))


def test_all_groups_say_what_has_to_be_followed():
    keys = {"kind": "mean", "arm": "treated", "of": "walk", "days": [1, 4], "as": "ratio"}
    among, others = {"of": "habit", "segments": ["old"]}, {"of": "goals", "arm": "control"}
    measure = Mean.model_validate({**keys, "among": among, "others": others})
    assert set(measure.names()) == {"walk", "habit", "goals"}
    assert measure.arms() == ("treated", "control")
    assert measure.chosen() == ("old",)


def test_days_after_a_departure_can_be_left_out():
    left = trace([[1, 0, 0, 0], [1, 0, 0, 0]], present=[[1, 1, 1, 0], [1, 1, 0, 0]])
    seen = Seen({"treated": left}, Constants.default())
    keys = {"kind": "mean", "arm": "treated", "of": "walk", "days": [1, 2], "present": True}
    assert Mean.model_validate(keys).value(seen) == pytest.approx((1 + 0 + 0) / 3)


def test_a_share_counts_persons():
    assert share() == 1.0
    assert share(at_least=2) == 3 / 4
    assert share(against="control", at_least=2, **{"as": "difference"}) == pytest.approx(1 / 4)


def test_what_cannot_be_estimated_is_no_number():
    nobody = {"of": "walk", "days": [1, 4], "at_least": 99}
    assert math.isnan(mean(among=nobody))
    assert math.isnan(mean(among=nobody, against="control", **{"as": "d"}))
    assert math.isnan(contrast("ratio", np.ones(2), np.zeros(2)))


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"against": "control"}, "a level is of one arm"),
        ({"as": "lift"}, "a level is of one arm"),
        ({"others": {}}, "a level is of one arm"),
        ({"others": {}, "against": "control", "as": "lift"}, "a level is of one arm"),
        ({"days": [3, 2]}, "the first day comes after the last"),
        ({"days": [0, 2]}, "greater than or equal to 1"),
    ],
)
def test_contradictions_are_refused(keys, message):
    with pytest.raises(ValidationError, match=message):
        mean(**keys)
