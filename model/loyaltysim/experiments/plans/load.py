"""Plans from files and from Python: a checked plan with its points, or all that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loyaltysim.errors import ScenarioError
from loyaltysim.experiments.plans.design import axes_of, points_of
from loyaltysim.experiments.plans.plan import MOST_POINTS, Plan
from loyaltysim.experiments.plans.points import Point
from loyaltysim.experiments.plans.source import read_plan
from loyaltysim.experiments.plans.tables import read_points
from loyaltysim.scenario.faults import in_file_order
from loyaltysim.scenario.text.nodes import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from loyaltysim.experiments.plans.design import Values
    from loyaltysim.experiments.plans.plan import Question
    from loyaltysim.experiments.plans.points import Base
    from loyaltysim.scenario.schema import Scenario
    from loyaltysim.scenario.text.nodes import Node, Place


@dataclass(frozen=True)
class Experiment:
    """A plan that can be carried out."""

    plan: Question
    name: str
    base: Base
    scenario: Scenario
    """The scenario before anything varies."""

    points: tuple[Point, ...]


def load_experiment(source: str | Path | Mapping[str, object]) -> Experiment:
    """Read a plan.

    Parameters
    ----------
    source
        Path of a file, the bare name of a bundled plan, or what a file would say.

    Raises
    ------
    ScenarioError
        With every problem of the plan, each at its line and column.
    """
    text, plan, base, scenario = read_plan(source, "sweep", Plan)
    points = _points(plan, text.root, text.folder, scenario.seed)
    check_paths(base, points[0].values, text.root.mapping.get("vary"))
    return Experiment(plan, text.stem, base, scenario, points)


def _points(plan: Plan, root: Node, folder: Path, seed: int) -> tuple[Point, ...]:
    place = root.keys.get("design", root.place)
    design = root.mapping.get("design")
    found: Iterator[Values]
    if plan.design.csv is not None and design is not None:
        found = read_points(plan.design.csv, design.mapping["csv"], folder)
    elif plan.design.list is not None and design is not None:
        found = (_moved(item) for item in design.mapping["list"].sequence)
    else:
        found = points_of(axes_of(plan.vary, root), plan.design, seed, place)
    points = tuple(Point(number, values) for number, values in enumerate(found))
    _check_columns(points, place)
    return points


def _moved(item: Node) -> Values:
    """Give the values of a point that is written down; a misspelt path is told where its key is."""
    return dict(item.mapping)


def _check_columns(points: tuple[Point, ...], place: Place) -> None:
    if len(points) > MOST_POINTS:
        told = f"there are {len(points):,} points, and at most {MOST_POINTS:,} can be played"
        raise ScenarioError(place.problem(told, "", "design"))
    first = list(points[0].values)
    for point in points:
        if set(point.values) != set(first) or not first:
            told = f"point {point.number + 1} has other parameters than the first"
            hint = "give all points the same parameters"
            at = next((node.place for node in point.values.values()), place)
            raise ScenarioError(at.problem(told, hint, "design"))


def check_paths(
    base: Base, values: Values, vary: Node | None, called: str = "vary", inside: str = ""
) -> None:
    """Refuse paths that lead nowhere.

    Parameters
    ----------
    values
        Of any point, by path.
    vary
        The group whose keys the paths are; None where points are written down one by one.
    called
        Name of that group in messages.
    inside
        What all paths begin with that its keys leave out.

    Raises
    ------
    ScenarioError
        With every such path, told where it is written.
    """
    problems = []
    for path, node in values.items():
        key = path.removeprefix(inside)
        place = vary.keys[key] if vary is not None else node.place
        problem = base.path_problem(path, place, f"{called}.{shorten(key, 60)}")
        problems += [problem] if problem else []
    if problems:
        raise ScenarioError(*in_file_order(problems))
