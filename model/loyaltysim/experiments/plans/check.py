"""What can be told of a plan's values before anything is played: those that no point can have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.errors import ScenarioError
from loyaltysim.experiments.plans.plan import Plan
from loyaltysim.scenario.faults import in_file_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loyaltysim.errors import Problem
    from loyaltysim.experiments.plans.load import Experiment
    from loyaltysim.experiments.plans.points import Point


class _Failed(NamedTuple):
    point: Point
    problems: tuple[Problem, ...]


def check_values(experiment: Experiment) -> None:
    """Refuse a plan whose points all fail, or a value of a grid with which all points fail.

    Points that fail because of how their values go together are recorded when they are played. Nothing is looked at
    twice: of a grid, only points with a value that has not been in a good point yet; else, points until one is good.

    Raises
    ------
    ScenarioError
        With the problems of every such value.
    """
    grid = isinstance(experiment.plan, Plan) and experiment.plan.design.grid
    good: set[tuple[str, str]] = set()
    failed: list[_Failed] = []
    for point in experiment.points:
        if good and (not grid or good.issuperset(point.texts.items())):
            continue
        problems = _problems(point, experiment)
        if problems:
            failed.append(_Failed(point, problems))
        else:
            good.update(point.texts.items())
    if not good:
        raise ScenarioError(*in_file_order(failed[0].problems))
    hopeless = list(_hopeless(failed, good)) if grid else []
    if hopeless:
        raise ScenarioError(*in_file_order(hopeless))


def check_each(experiment: Experiment, points: Iterable[Point]) -> None:
    """Refuse a plan if any of some points fails.

    Raises
    ------
    ScenarioError
        With the problems of all these points, each once.
    """
    found = [problem for point in points for problem in _problems(point, experiment)]
    if found:
        raise ScenarioError(*in_file_order(found))


def _problems(point: Point, experiment: Experiment) -> tuple[Problem, ...]:
    try:
        point.constants()
        point.scenario(experiment.base)
    except ScenarioError as error:
        return error.problems
    return ()


def _hopeless(failed: list[_Failed], good: set[tuple[str, str]]) -> Iterator[Problem]:
    """Give the problems of the first point with each value that no point can have."""
    first: dict[tuple[str, str], _Failed] = {}
    for one in failed:
        for value in one.point.texts.items():
            first.setdefault(value, one)
    for value, one in first.items():
        if value not in good:
            yield from one.problems
