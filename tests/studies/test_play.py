"""How the arms of a study are played."""

from dataclasses import replace

import pytest

from loyaltysim.behaviour.constants import Constants
from loyaltysim.studies.load import load_studies
from loyaltysim.studies.play import play_arms


@pytest.fixture
def study():
    (found,) = load_studies(["piece_by_piece"])
    return replace(found, design=found.design.model_copy(update={"people": 100}))


def first_habits(study, habits):
    design = study.design.model_copy(update={"habits": habits})
    arms = (study.control,)
    traces = play_arms(
        replace(study, design=design), arms, Constants.default(), 1, ("habit", "piece")
    )
    return traces[study.control].series


def test_people_who_are_new_to_an_act_have_no_habit_of_it(study):
    new, settled = first_habits(study, "none"), first_habits(study, "at rest")
    assert new["habit"][0].max() <= 0.5
    assert (new["habit"][0] > 0).tolist() == (new["piece"][0] > 0).tolist()
    assert settled["habit"][0].mean() > 0.5
