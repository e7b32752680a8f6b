"""People who are new to what a study asks of them begin without habits, and only they."""

from pathlib import Path

import pytest

from loyaltysim.behaviour.constants import Constants
from loyaltysim.errors import ScenarioError
from loyaltysim.studies.load import load_study
from loyaltysim.studies.play import play_arms

STUDY = """
title: Do people who are new have habits?
days: 2
burn_in: {burn_in}
acts: {{lesson: {{minutes: 5}}}}
population: {{all: {{share: 1, need_rate: 1 per day}}}}
schemes: {{nothing: []}}
study:
  family: habits
  new: {new}
  people: 100
  findings:
    ONE:
      what: habit on the first day
      measure: {{kind: mean, arm: nothing, of: habit, days: [1, 1]}}
      band: [0, 1]
      because: any
      use: no effect
"""


def write(folder: Path, **values: object) -> Path:
    """Write a study file."""
    path = folder / "study.yaml"
    path.write_text(STUDY.format(**values), encoding="utf-8")
    return path


@pytest.mark.parametrize(("new", "most"), [("on", 0.5), ("off", 1.0)])
def test_habit_of_the_first_day(tmp_path: Path, new: str, most: float) -> None:
    """A single act of who is new raises habit by its rate, at most a half; others are at rest."""
    study = load_study(write(tmp_path, burn_in=0, new=new))
    trace = play_arms(study, ("nothing",), (Constants.default(), 1), ("habit", "lesson"))["nothing"]
    habit, acted = trace.within("habit", (1, 1))[0], trace.within("lesson", (1, 1))[0] > 0
    assert habit[acted].max() <= most
    assert (habit[~acted] == 0).all() == (new == "on")


def test_who_is_new_has_no_burn_in(tmp_path: Path) -> None:
    """A burn-in would give habits to people who are said to have none."""
    with pytest.raises(ScenarioError, match="who is new has no burn-in"):
        load_study(write(tmp_path, burn_in=30, new="on"))


RECORD = """
extends: web_shop
learning: off
days: 2
burn_in: 0
schemes: {{no scheme: []}}
compare: {{baseline: no scheme}}
study:
  family: survival
  new: {new}
  people: 2000
  findings:
    ONE:
      what: who is there on the first day
      measure: {{kind: mean, arm: no scheme, of: present, days: [1, 1]}}
      band: [0, 1]
      because: any
      use: no effect
"""


@pytest.mark.parametrize(("new", "least", "most"), [("on", 0.95, 1.0), ("off", 0.0, 0.9)])
def test_people_of_a_record(tmp_path: Path, new: str, least: float, most: float) -> None:
    """Who is new begins with the first purchase; of the others some have left long before."""
    path = tmp_path / "study.yaml"
    path.write_text(RECORD.format(new=new), encoding="utf-8")
    trace = play_arms(load_study(path), ("no scheme",), (Constants.default(), 1), ())["no scheme"]
    assert least <= trace.within("present", (1, 1)).mean() <= most
