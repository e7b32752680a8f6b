"""Plans from files and from Python: a checked plan with its points, or all that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from loyaltysim.errors import Problem, ScenarioError, closest
from loyaltysim.experiments.design import axes_of, points_of
from loyaltysim.experiments.plan import MOST_POINTS, Plan
from loyaltysim.experiments.points import Base, Point
from loyaltysim.experiments.tables import read_points
from loyaltysim.scenario.bundled import BARE_NAME, bundled_folder, bundled_path
from loyaltysim.scenario.changes import apply_changes
from loyaltysim.scenario.compose import compose
from loyaltysim.scenario.datafiles import find_beside
from loyaltysim.scenario.extends import Reading, read_tree
from loyaltysim.scenario.faults import in_file_order
from loyaltysim.scenario.load import check_tree
from loyaltysim.scenario.nodes import Node, Place, shorten
from loyaltysim.scenario.source import read_text
from loyaltysim.scenario.wording import faults_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.experiments.design import Values
    from loyaltysim.scenario.schema import Scenario

START = "begin with `scenario:`; `loyaltysim sweep --help` shows a plan"
FOLDER = "plans"
"""Of the bundled plans, among the bundled scenarios."""


@dataclass(frozen=True)
class Experiment:
    """A plan that can be carried out."""

    plan: Plan
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
    if isinstance(source, Mapping):
        return _experiment(_node(source, Place("plan", 0)), Path(), "plan")
    path = _plan_path(source)
    root, problems = compose(read_text(path, str(path)), str(path))
    if problems:
        raise ScenarioError(*in_file_order(problems))
    if root is None or root.content is None:
        raise ScenarioError(Place(str(path)).problem("the file is empty", START))
    if not isinstance(root.content, dict):
        told = f"a plan must be a group of keys, but this is {root.shown()}"
        raise ScenarioError(root.place.problem(told, START))
    return _experiment(root, path.parent, path.stem)


def bundled_plans() -> tuple[str, ...]:
    """List the bundled plans in alphabetical order."""
    return tuple(sorted(path.stem for path in (bundled_folder() / FOLDER).glob("*.yaml")))


def _plan_path(source: str | Path) -> Path:
    name = str(source)
    if not BARE_NAME.fullmatch(name) or Path(name).is_file():
        return Path(source)
    if name in bundled_plans():
        return bundled_folder() / FOLDER / f"{name}.yaml"
    near = closest(name, bundled_plans())
    hint = f"did you mean {near}?" if near else f"bundled ones: {', '.join(bundled_plans())}"
    raise ScenarioError(Problem(f"no plan is named {name}", hint))


def _node(value: object, place: Place) -> Node:
    """Turn dicts, lists and scalars into a tree without lines."""
    if isinstance(value, Mapping):
        content = {str(key): _node(item, place) for key, item in value.items()}
        return Node(place, content, keys=dict.fromkeys(content, place))
    if isinstance(value, list | tuple | range):
        return Node(place, [_node(item, place) for item in value])
    plain = value.item() if hasattr(value, "item") else value  # a NumPy number
    if isinstance(plain, str | int | float | None):
        return Node(place, plain, str(plain))
    return Node(place, str(plain), str(plain))


def _experiment(root: Node, folder: Path, stem: str) -> Experiment:
    try:
        plan = Plan.model_validate(root.plain())
    except ValidationError as error:
        problems = [fault.located(root) for fault in faults_of(error, Plan)]
        raise ScenarioError(*in_file_order(problems, first=root.place.file)) from error
    base, scenario = _base(plan, root, folder)
    points = _points(plan, root, folder, scenario.seed)
    _check_paths(base, points, root.mapping.get("vary"))
    return Experiment(plan, stem, base, scenario, points)


def _base(plan: Plan, root: Node, folder: Path) -> tuple[Base, Scenario]:
    """Read the scenario, with what differs at every point."""
    path, reading = _scenario_path(plan.scenario, root.mapping["scenario"], folder), Reading()
    tree = read_tree(path, reading)
    if "changes" in root.mapping:
        tree = apply_changes(tree, root.mapping["changes"], reading.problems)
    scenario = check_tree(tree, reading, path.stem)
    return Base(tree, reading.folders, path.stem), scenario


def _scenario_path(named: str, node: Node, folder: Path) -> Path:
    if BARE_NAME.fullmatch(named) and not (folder / named).is_file():
        try:
            return bundled_path(named)
        except ScenarioError as error:
            told = error.problems[0]
            raise ScenarioError(node.place.problem(told.message, told.hint, "scenario")) from error
    if not node.place.line:  # from Python: the caller may name any file
        return folder / named
    found = find_beside(named, folder, ("scenario",))
    if not isinstance(found, Path):
        raise ScenarioError(node.place.problem(found.message, found.hint, "scenario"))
    return folder / named


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


def _check_paths(base: Base, points: tuple[Point, ...], vary: Node | None) -> None:
    problems = []
    for path, node in points[0].values.items():
        place = vary.keys[path] if vary is not None else node.place
        problem = base.path_problem(path, place, f"vary.{shorten(path, 60)}")
        problems += [problem] if problem else []
    if problems:
        raise ScenarioError(*in_file_order(problems))
