"""What can be told of a plan's values before anything is played: those that no point can have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.errors import ScenarioError
from loyaltysim.experiments.plan import Plan
from loyaltysim.scenario.faults import in_file_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loyaltysim.errors import Problem
    from loyaltysim.experiments.load import Experiment
    from loyaltysim.experiments.points import Point


class _Tried(NamedTuple):
    point: Point
    problems: tuple[Problem, ...]


def check_values(experiment: Experiment) -> None:
    """Refuse a plan whose points all fail, or a value of a grid with which all points fail.

    Points that fail because of how their values go together are recorded when they are played.

    Raises
    ------
    ScenarioError
        With the problems of every such value.
    """
    tried = [_Tried(point, _problems(point, experiment)) for point in experiment.points]
    if all(one.problems for one in tried):
        raise ScenarioError(*in_file_order(tried[0].problems))
    if isinstance(experiment.plan, Plan) and experiment.plan.design.grid:
        hopeless = list(_hopeless(tried))
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


def _hopeless(tried: list[_Tried]) -> Iterator[Problem]:
    """Give the problems of the first point with each value that no point can have."""
    having: dict[tuple[str, str], list[_Tried]] = {}
    for one in tried:
        for path, text in one.point.texts.items():
            having.setdefault((path, text), []).append(one)
    for those in having.values():
        if all(one.problems for one in those):
            yield from those[0].problems
