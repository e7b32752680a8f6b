"""A small study for tests: a walk a day, paid or not; and the bundled studies, each read once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from loyaltysim.studies.load import load_study, studies_folder, study_names

if TYPE_CHECKING:
    from loyaltysim.studies.study import Study

TEXT = """
title: Does money bring walkers?
days: 10
burn_in: 5
market_size: 200
acts:
  walk: {minutes: 30, interest: 0.5, demands: {time: 1.2}}
  rest: {minutes: 5}
population:
  young:
    share: 0.5
    need_rate: {per: day, mean: 0.5, cv: 0.5}
    attrition: {per: year, mean: 4, cv: 1}
  old:
    share: 0.5
    need_rate: {per: day, mean: 0.8, cv: 0.5}
    attrition: {per: year, mean: 4, cv: 1}
schemes:
  nothing: []
  same as nothing: []
  money:
    - framed_payment: {amount: 2, frame: gain}
compare: {baseline: nothing}
study:
  family: walks
  people: 400
  sample: 50
  baseline:
    - set: acts.walk.demands.time
      between: [0.5, 3]
      until: {kind: mean, arm: nothing, of: walk, days: [1, 10]}
      equals: 0.25
  findings:
    WALK-01:
      what: more walks for money
      measure: {kind: mean, arm: money, against: nothing, as: lift, of: walk, days: [1, 10]}
      published: 0.3
      band: [0.0, 0.6]
      because: it is made up
      use: fit
      informs: [reward_sensitivity, value_exponent]
    WALK-02:
      what: nothing for nothing
      measure: {kind: mean, arm: same as nothing, against: nothing, as: difference, of: walk, days: [1, 10]}
      published: 0
      band: [-0.01, 0.01]
      because: it is made up
      use: no effect
"""


def written(folder, name="walks", **replaced):
    """Write the study, with texts replaced, and give its file."""
    text = TEXT
    for old, new in replaced.values():
        assert old in text
        text = text.replace(old, new)
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@cache
def bundled(name: str) -> Study:
    """Read a study that comes with the package."""
    return load_study(studies_folder() / f"{name}.yaml")


def all_bundled() -> tuple[Study, ...]:
    """Read all of them."""
    return tuple(bundled(name) for name in study_names())
