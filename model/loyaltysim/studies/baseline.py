"""Find the numbers of a study's control arm: what a study may fit, and nothing else of it."""

from __future__ import annotations

import math
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from scipy.optimize import brentq

from loyaltysim.errors import Problem, ScenarioError
from loyaltysim.scenario.build import build_scenario
from loyaltysim.studies.measure import Seen
from loyaltysim.studies.play import play_arms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.scenario.schema import Scenario
    from loyaltysim.scenario.text.nodes import Loc
    from loyaltysim.studies.study import Baseline, Study

MOST_PEOPLE = 20_000
"""People of the control arm who are played to find a number, at most: enough to know their mean to a hundredth."""
TOLERANCE = 0.002
"""Share of the range of tried values to which a number is found: finer than luck lets anyone see."""


@dataclass(frozen=True)
class Settled:
    """A study whose baseline was found."""

    study: Study
    found: Mapping[str, float]
    """Number by its path."""
    missed: Mapping[str, float]
    """Number of the control arm that came nearest, where the published one is out of reach."""


def settle(study: Study, constants: Constants, seed: int) -> Settled:
    """Find the baseline of a study's control arm under some constants.

    Parameters
    ----------
    study
        As its file says it.
    constants
        How people behave.
    seed
        Luck, shared with the study's other runs.
    """
    found: dict[str, float] = {}
    missed: dict[str, float] = {}
    for item, way in zip(study.design.baseline, study.ways, strict=True):
        value, reached = _solve(study, item, way, (constants, seed))
        found[item.set_] = value
        if reached is not None:
            missed[item.set_] = reached
        study = with_number(study, way, value)
    return Settled(study, found, missed)


def _solve(
    study: Study, item: Baseline, way: Loc, behaviour: tuple[Constants, int]
) -> tuple[float, float | None]:
    """Find one number; where the target is out of reach, the nearest end and what it gives."""
    followed, days = tuple(item.until.names()), _days_seen(item, study)
    people = min(study.design.people, MOST_PEOPLE)
    study = replace(study, design=study.design.model_copy(update={"people": people}))

    @cache  # the search begins with both ends once more
    def gap(value: float) -> float:
        tried = with_number(study, way, value)
        traces = play_arms(tried, (study.control,), behaviour, followed, days)
        found = item.until.value(Seen(traces, behaviour[0]))
        if math.isnan(found):
            raise ScenarioError(_no_number(study, item, value))
        return found - item.equals

    low, high = item.between
    at_low, at_high = gap(low), gap(high)
    if at_low * at_high > 0:
        end, off = min(((low, at_low), (high, at_high)), key=lambda pair: abs(pair[1]))
        return end, item.equals + off
    value = brentq(gap, low, high, xtol=TOLERANCE * (high - low), rtol=1e-4)
    return float(value), None


def _no_number(study: Study, item: Baseline, value: float) -> Problem:
    told = f"{item.set_} = {value:g} leaves nobody of whom `until` could be estimated"
    hint = "look at other people or days in `until`, or try other values in `between`"
    return Problem(told, hint, "study.baseline", study.name)


def _days_seen(item: Baseline, study: Study) -> int:
    """Tell on how many days the control arm is looked at: the later ones need not be played."""
    last = max(item.until.last_day(), item.until.among.days[1] if item.until.among.of else 1)
    return min(last, study.scenario.days)


def with_number(study: Study, way: Loc, value: float) -> Study:
    """Change one number of a study's scenario.

    Raises
    ------
    ScenarioError
        When a scenario cannot have this number there.
    """
    data = deepcopy(dict(study.data))
    place: Any = data
    for part in way[:-1]:
        place = place[part]
    place[way[-1]] = value
    return replace(study, scenario=_read(data, study.name), data=data)


def _read(data: dict[str, Any], name: str) -> Scenario:
    scenario, faults = build_scenario(data)
    if scenario is None:
        raise ScenarioError(*(replace(fault.unlocated(), file=name) for fault in faults))
    return scenario
