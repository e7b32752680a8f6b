"""Plans of sensitivity from files and from Python, with every parameter's ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loyaltysim.behaviour.constants import Constants, constants_table
from loyaltysim.errors import Problem, ScenarioError, closest
from loyaltysim.experiments.plans.check import check_each
from loyaltysim.experiments.plans.design import Axis, axes_of
from loyaltysim.experiments.plans.load import Experiment, check_paths
from loyaltysim.experiments.plans.plan import MOST_POINTS, Range, read_value
from loyaltysim.experiments.plans.points import CONSTANTS, Point
from loyaltysim.experiments.plans.source import read_plan
from loyaltysim.experiments.sensitivity.plan import KEEP, SensitivityPlan
from loyaltysim.scenario.changes import find_way
from loyaltysim.scenario.text.nodes import Node, follow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from loyaltysim.behaviour.constants import Row
    from loyaltysim.scenario.text.nodes import Place


@dataclass(frozen=True)
class Space:
    """A plan of sensitivity that can be carried out: a scenario and what varies in it."""

    plan: SensitivityPlan
    experiment: Experiment
    """With the scenario as it is, and every parameter at each of its places alone, the others as they are."""

    axes: Mapping[str, Axis]
    """Every parameter by its path."""

    @property
    def own(self) -> Mapping[str, float]:
        """The scenario's own value of every parameter, where it is written down as a number."""
        found = {path: self._own(path) for path in self.axes}
        return {path: value for path, value in found.items() if value is not None}

    def _own(self, path: str) -> float | None:
        if path.startswith(CONSTANTS):
            return float(getattr(Constants.default(), path.removeprefix(CONSTANTS)))
        root = self.experiment.base.root
        way = find_way(root, path)
        if isinstance(way, Problem):
            return None
        parts = list(follow(root, way))
        value = read_value(parts[-1][1].content) if len(parts) == len(way) else None
        told = isinstance(value, int | float) and not isinstance(value, bool)
        return float(str(value)) if told else None

    @property
    def kept(self) -> int:
        """Count the parameters that get Sobol' indices."""
        both = self.plan.method.morris is not None
        return min(len(self.axes), self.plan.method.keep or KEEP) if both else len(self.axes)

    @property
    def points(self) -> int:
        """Count the points that will be played before any turn of the ranking is looked for."""
        method, parameters = self.plan.method, len(self.axes)
        screening = (method.morris or 0) * (parameters + 1)
        return len(self.experiment.points) + screening + (method.sobol or 0) * (self.kept + 2)


def load_space(source: str | Path | Mapping[str, object]) -> Space:
    """Read a plan of sensitivity.

    Parameters
    ----------
    source
        Path of a file, the bare name of a bundled plan, or what a file would say.

    Raises
    ------
    ScenarioError
        With every problem of the plan, or of the scenario at a parameter's end.
    """
    text, plan, base, scenario = read_plan(source, "sensitivity", SensitivityPlan)
    written = axes_of(plan.vary, text.root) if plan.vary else {}
    axes = {**written, **_constants(plan, text.root)}
    check_paths(
        base, {path: axes[path].written for path in plan.vary}, text.root.mapping.get("vary")
    )
    experiment = Experiment(plan, text.stem, base, scenario, each_alone(axes))
    check_each(experiment, experiment.points)
    space = Space(plan, experiment, axes)
    place = text.root.keys.get("method", text.root.place)
    _check_size(space, place)
    _check_lists(space, place)
    if len(scenario.schemes) < 2:
        told = "there is only one scheme, and effects are those of a scheme against another"
        raise ScenarioError(text.root.place.problem(told, "add a scheme to the scenario"))
    return space


def each_alone(axes: Mapping[str, Axis]) -> tuple[Point, ...]:
    """Give the scenario as it is, then every parameter at both ends of its range, or at all values of its list."""
    alone = [{path: axis.at(share)} for path, axis in axes.items() for share in axis.alone()]
    return tuple(Point(number, values) for number, values in enumerate([{}, *alone]))


def _constants(plan: SensitivityPlan, root: Node) -> dict[str, Axis]:
    """Give the constants that are named, between their bounds; where halves weigh like doubles, in the logarithm."""
    rows = {row.name: row for row in constants_table()}
    node = root.mapping.get("constants", root)
    if plan.constants == "all":
        names = [(name, node.place) for name, row in rows.items() if row.is_free]
    else:
        names = [(str(item.content), item.place) for item in node.sequence]
    problems = list(_wrong(names, rows, plan))
    if problems:
        raise ScenarioError(*problems)
    return {
        f"{CONSTANTS}{name}": Axis(Node(place), _bounds(rows[name]))
        for name, place in names
        if f"{CONSTANTS}{name}" not in plan.vary
    }


def _bounds(row: Row) -> Range:
    return Range.model_validate({"from": row.low, "to": row.high, "log": row.low > 0})


def _wrong(
    names: list[tuple[str, Place]], rows: Mapping[str, Row], plan: SensitivityPlan
) -> Iterator[Problem]:
    for number, (name, place) in enumerate(names):
        if name not in rows:
            near = closest(name, rows)
            hint = f"did you mean {near}?" if near else "`loyaltysim constants` lists them"
            yield place.problem(f"no behavioural constant is named {name}", hint, "constants")
        elif rows[name].low == rows[name].high:
            told = f"{name} has no bounds between which it could vary"
            yield place.problem(told, "leave it out", "constants")
        elif any(other == name for other, _ in names[:number]):
            yield place.problem(f"{name} is there twice", "leave one out", "constants")
        elif plan.constants != "all" and f"{CONSTANTS}{name}" in plan.vary:
            told = f"{name} has a range in `vary` already"
            yield place.problem(told, "leave out one", "constants")


def _check_lists(space: Space, place: Place) -> None:
    """Refuse a screening that could not compare all values of a list."""
    count = space.plan.method.morris
    lists = {path: len(axis.alone()) for path, axis in space.axes.items() if axis.span is None}
    problems = [
        place.problem(
            f"{count} trajectories do not compare all {length} values of {path}",
            f"take at least {length - 1}",
            "method.morris",
        )
        for path, length in lists.items()
        if count is not None and count < length - 1
    ]
    if problems:
        raise ScenarioError(*problems)


def _check_size(space: Space, place: Place) -> None:
    if space.points > MOST_POINTS:
        told = f"there are {space.points:,} points, and at most {MOST_POINTS:,} can be played"
        raise ScenarioError(place.problem(told, "take fewer", "method"))
