"""How well a simulated number is known."""

from dataclasses import replace

import numpy as np
import pytest
from tests.studies.worlds import written

from loyaltysim.behaviour.constants import Constants
from loyaltysim.studies.load import load_studies, load_study
from loyaltysim.studies.replay import replay


@pytest.fixture
def study():
    (found,) = load_studies(["piece_by_piece"])
    return replace(found, design=found.design.model_copy(update={"people": 200, "sample": None}))


def test_the_luck_of_the_simulation_is_told_where_the_study_is_no_sample_of_persons(study):
    (found,) = replay(study, Constants.default(), 1).estimates.values()
    assert found.error > 0
    assert np.isnan(found.sampled).all()


def test_what_never_happens_has_no_error_and_no_samples(tmp_path):
    """Warnings are errors here: infinity less infinity would be told to whoever runs the command."""
    old = "{kind: mean, arm: money, against: nothing, as: lift, of: walk, days: [1, 10]}"
    path = written(tmp_path, kind=(old, "{kind: days_to, arm: money, of: habit, level: 1.0}"))
    never = replay(load_study(path), Constants.default(), 1, replications=5).estimates["WALK-01"]
    assert never.value == np.inf
    assert np.isnan([never.error, *never.sampled]).all()


def test_only_the_number_is_found_without_replications(study):
    (found,) = replay(study, Constants.default(), 1, replications=0).estimates.values()
    assert found.value > 0
    assert np.isnan(found.error)
