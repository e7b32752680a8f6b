"""Arms of a study are played as far as somebody looks at them."""

import numpy as np

from loyaltysim.behaviour.constants import Constants
from loyaltysim.studies.load import load_studies
from loyaltysim.studies.play import play_arms


def test_a_shorter_run_has_the_first_days_of_the_whole_one():
    (study,) = load_studies(["hotel_towels"])
    behaviour = (Constants.default(), 3)
    whole = play_arms(study, ("environment",), behaviour, ("reuse",))["environment"]
    short = play_arms(study, ("environment",), behaviour, ("reuse",), days=5)["environment"]
    assert whole.series["reuse"].shape[0] == study.scenario.days
    assert np.array_equal(short.series["reuse"], whole.within("reuse", (1, 5)))
