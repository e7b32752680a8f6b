"""Arms of a study are played as far as somebody looks at them."""

import numpy as np
import pytest
from tests.studies.worlds import bundled

from loyaltysim.behaviour.constants import Constants
from loyaltysim.studies.load import load_study
from loyaltysim.studies.play import play_arms


@pytest.mark.slow
def test_a_shorter_run_has_the_first_days_of_the_whole_one():
    study = bundled("hotel_towels")
    behaviour = (Constants.default(), 3)
    whole = play_arms(study, ("environment",), behaviour, ("reuse",))["environment"]
    short = play_arms(study, ("environment",), behaviour, ("reuse",), days=5)["environment"]
    assert whole.series("reuse").shape[0] == study.scenario.days
    assert np.array_equal(short.series("reuse"), whole.within("reuse", (1, 5)))


def test_what_is_spent_on_repeated_acts_is_counted(tmp_path):
    path = tmp_path / "rounds.yaml"
    path.write_text(
        """
title: How much is drunk in a round?
days: 5
burn_in: 0
acts:
  drink: {ticket: 4, margin: 0.5, per_occasion: {most: 3, satiation: 5%}}
population: {guests: {share: 1, need_rate: 1 per day}}
schemes: {nothing: []}
study:
  family: rounds
  people: 100
  findings:
    ONE:
      what: drinks
      measure: {kind: mean, arm: nothing, of: drink, days: [1, 5]}
      band: [0, 9]
      because: any
      use: no effect
""",
        encoding="utf-8",
    )
    behaviour = (Constants.default(), 1)
    trace = play_arms(load_study(path), ("nothing",), behaviour, ("drink", "spend"))["nothing"]
    assert trace.series("drink").max() > 1
    assert np.array_equal(trace.series("spend"), 4 * trace.series("drink"))
