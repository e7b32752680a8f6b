"""People of a sample are the same people in every arm that is asked about them."""

import numpy as np
import pytest
from tests.studies.worlds import bundled

from loyaltysim.behaviour.constants import Constants
from loyaltysim.studies.contrasts import Among
from loyaltysim.studies.measure import Seen
from loyaltysim.studies.replay import replay
from loyaltysim.studies.trace import Trace


def trace(*days):
    """One arm, from what each person did on each day."""
    series = np.array(days, np.float32)
    return Trace({"walk": series}, np.zeros(series.shape[1], np.int8), ("all",))


CONTROL, GAME = trace([1, 0, 0, 1]), trace([0, 1, 1, 0])
WALKERS = Among(of="walk", days=(1, 1), arm="control")


def test_without_a_sample_people_have_the_same_row_in_every_arm():
    seen = Seen({"control": CONTROL, "game": GAME}, Constants.default())
    assert WALKERS.rows("game", seen).tolist() == [0, 3]


def test_in_a_sample_people_are_looked_up_in_the_other_arm():
    everybody = {"control": CONTROL, "game": GAME}
    drawn = {"control": np.array([0, 0, 1]), "game": np.array([1, 2, 3])}
    arms = {arm: everybody[arm].take(rows) for arm, rows in drawn.items()}
    seen = Seen(arms, Constants.default(), everybody, drawn)
    # of the persons 1, 2, 3 of the game only 3 walked under control
    assert WALKERS.rows("game", seen).tolist() == [2]
    assert WALKERS.rows("control", seen).tolist() == [0, 1]


def test_what_is_found_of_each_person_is_found_once_and_the_same_in_every_sample():
    asked = []

    def summed(series, factor):
        asked.append(factor)
        return series.sum(axis=0) * factor

    days = trace([1, 2, 3, 4], [0, 1, 0, 1])
    sample = days.take(np.array([1, 1, 3])).take(np.array([0, 2]))
    assert sample.each(summed, "walk", (1, 2), 2.0).tolist() == [6.0, 10.0]
    assert days.each(summed, "walk", (1, 2), 2.0).tolist() == [2.0, 6.0, 6.0, 10.0]
    assert asked == [2.0]
    assert sample.each(summed, "walk", (2, 2), 2.0).tolist() == [2.0, 2.0]
    assert sample.each(summed, "walk", (2, 2), 3.0).tolist() == [3.0, 3.0]
    assert sample.length("walk", (2, 9)) == 1


@pytest.mark.slow
def test_an_effect_lies_within_what_samples_of_the_same_people_find():
    study = bundled("own_furniture")
    estimate = replay(study, Constants.default(), 1, ["IKEA-01"]).estimates["IKEA-01"]
    assert estimate.sampled[0] < estimate.value < estimate.sampled[1]


def test_a_study_that_is_no_sample_of_persons_has_an_error_but_no_samples():
    study = bundled("own_furniture")
    design = study.design.model_copy(update={"sample": None, "people": 400})
    small = type(study)(study.name, study.scenario, design, study.data, study.ways)
    estimate = replay(small, Constants.default(), 1, ["IKEA-01"]).estimates["IKEA-01"]
    assert estimate.error > 0
    assert np.isnan(estimate.sampled).all()
    alone = replay(small, Constants.default(), 1, ["IKEA-01"], replications=0)
    assert alone.estimates["IKEA-01"].value == pytest.approx(estimate.value, abs=0)
    assert np.isnan(alone.estimates["IKEA-01"].error)
