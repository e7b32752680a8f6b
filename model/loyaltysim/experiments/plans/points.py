"""One point: its parameters, and the scenario and the behaviour that they mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loyaltysim.behaviour.constants import Constants, constants_table
from loyaltysim.errors import Problem, ScenarioError, closest
from loyaltysim.scenario.changes import apply_changes, find_way
from loyaltysim.scenario.extends import Reading
from loyaltysim.scenario.load import check_tree
from loyaltysim.scenario.text.nodes import Node, Place, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from loyaltysim.experiments.plans.design import Values
    from loyaltysim.scenario.schema import Scenario
    from loyaltysim.scenario.text.nodes import Scalar

CONSTANTS = "constants."
"""What paths to behavioural constants begin with."""


@dataclass(frozen=True)
class Base:
    """The scenario that points change."""

    root: Node
    folders: Mapping[str, Path]
    """Folder of each file that was read, by its name in messages."""

    stem: str
    """Name of the scenario where its file gives none."""

    def scenario_at(self, values: Values) -> Scenario:
        """Read the scenario with some values changed.

        Raises
        ------
        ScenarioError
            When the scenario could not say this.
        """
        reading = Reading(folders=dict(self.folders))
        changed = apply_changes(self.root, as_group(values), reading.problems, "vary")
        return check_tree(changed, reading, self.stem)

    def tree_at(self, values: Values) -> Node:
        """Give the scenario with some values changed, as it would be written.

        Raises
        ------
        ScenarioError
            When there are no such values.
        """
        problems: list[Problem] = []
        changed = apply_changes(self.root, as_group(values), problems, "vary")
        if problems:
            raise ScenarioError(*problems)
        return changed

    def path_problem(self, path: str, place: Place, where: str) -> Problem | None:
        """Tell what is wrong with a path; None if nothing is."""
        if path.startswith(CONSTANTS):
            return _constant_problem(path.removeprefix(CONSTANTS), place, where)
        way = find_way(self.root, path)
        return place.problem(way.message, way.hint, where) if isinstance(way, Problem) else None


def _constant_problem(name: str, place: Place, where: str) -> Problem | None:
    known = [row.name for row in constants_table()]
    if name in known:
        return None
    near = closest(name, known)
    hint = f"did you mean {near}?" if near else "`loyaltysim constants` lists them"
    return place.problem(f"no behavioural constant is named {shorten(name)}", hint, where)


@dataclass(frozen=True)
class Point:
    """One combination of values."""

    number: int
    """From 0, in the order of the design."""

    values: Values

    @property
    def parameters(self) -> dict[str, Scalar]:
        """The values by path, as tables have them."""
        return {path: cell_of(node) for path, node in self.values.items()}

    @property
    def texts(self) -> dict[str, str]:
        """The values by path, as messages would repeat them."""
        return {path: f"{node.shown()}@{node.place}" for path, node in self.values.items()}

    def scenario(self, base: Base) -> Scenario:
        """Read the scenario of this point."""
        return base.scenario_at({p: v for p, v in self.values.items() if not _is_constant(p)})

    def constants(self) -> Constants:
        """Give the behavioural constants of this point.

        Raises
        ------
        ScenarioError
            With every constant that is outside of its bounds.
        """
        given = {
            path.removeprefix(CONSTANTS): node
            for path, node in self.values.items()
            if _is_constant(path)
        }
        rows = {row.name: row for row in constants_table()}
        problems = [
            _bounds_problem(node, f"vary.{CONSTANTS}{name}", rows[name].low, rows[name].high)
            for name, node in given.items()
        ]
        if any(problems):
            raise ScenarioError(*(problem for problem in problems if problem))
        return Constants.default().replace(
            **{name: float(str(node.content)) for name, node in given.items()}
        )


def _is_constant(path: str) -> bool:
    return path.startswith(CONSTANTS)


def _bounds_problem(node: Node, where: str, low: float, high: float) -> Problem | None:
    value = node.content
    told = f"must be a number from {low:g} to {high:g}, but is {node.shown()}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return node.place.problem(told, "", where)
    return None if low <= value <= high else node.place.problem(told, "", where)


def cell_of(node: Node) -> Scalar:
    """Give a value as one cell; a group or a list as a plan would write it."""
    content = node.content
    return written(node.plain()) if isinstance(content, dict | list) else content


def written(value: object) -> str:
    """Write a value as a plan would.

    Examples
    --------
    >>> written({"value": 4.20, "cost": 1.5, "into": ["points", 3]})
    '{value: 4.2, cost: 1.5, into: [points, 3]}'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return f"{value:g}" if isinstance(value, float) else str(value)


def as_group(values: Values) -> Node:
    """Write values by path as a group of changes."""
    places = {path: node.place for path, node in values.items()}
    return Node(Place(""), dict(values), keys=places)
