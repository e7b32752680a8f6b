"""The text of a plan: found, read and understood, with the scenario that it changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from pydantic import ValidationError

from loyaltysim.errors import ScenarioError
from loyaltysim.experiments.plans.points import Base
from loyaltysim.scenario.bundled import bundled_names, bundled_path, is_bare
from loyaltysim.scenario.changes import apply_changes
from loyaltysim.scenario.extends import Reading, read_tree
from loyaltysim.scenario.faults import in_file_order
from loyaltysim.scenario.load import check_tree
from loyaltysim.scenario.text.compose import compose
from loyaltysim.scenario.text.datafiles import find_beside
from loyaltysim.scenario.text.nodes import Node, Place
from loyaltysim.scenario.text.source import read_text
from loyaltysim.scenario.wording import faults_of

if TYPE_CHECKING:
    from loyaltysim.experiments.plans.plan import Question
    from loyaltysim.scenario.schema import Scenario

    AnyPlan = TypeVar("AnyPlan", bound=Question)

Command = Literal["sweep", "sensitivity", "optimise"]
"""What carries out a plan."""
FOLDERS: Mapping[Command, str] = {
    "sweep": "plans",
    "sensitivity": "plans/sensitivity",
    "optimise": "plans/optimise",
}
"""Of the bundled plans, among the bundled scenarios."""


class Source(NamedTuple):
    """A plan as it was written."""

    root: Node
    folder: Path
    """In which it lies."""

    stem: str
    """Its name."""


def bundled_plans(command: Command = "sweep") -> tuple[str, ...]:
    """List the bundled plans of a command in alphabetical order."""
    return bundled_names(FOLDERS[command])


def read_plan(
    plan: str | Path | Mapping[str, object], command: Command, model: type[AnyPlan]
) -> tuple[Source, AnyPlan, Base, Scenario]:
    """Read a plan, and the scenario that it is about: as it can be changed, and as it is.

    Parameters
    ----------
    plan
        Path of a file, the bare name of a bundled plan, or what a file would say.
    model
        What plans of this command may say.

    Raises
    ------
    ScenarioError
        With every problem of the plan, else of its scenario.
    """
    source = _read_source(plan, command)
    understood = _understood(source, model)
    return source, understood, *_base_of(understood, source)


def _read_source(plan: str | Path | Mapping[str, object], command: Command) -> Source:
    """Read a plan without understanding it."""
    if isinstance(plan, Mapping):
        return Source(node_of(plan, Place("plan", 0)), Path(), "plan")
    name = str(plan)
    path = bundled_path(name, FOLDERS[command], "plan") if is_bare(name) else Path(plan)
    start = f"begin with `scenario:`; `loyaltysim {command} --help` shows a plan"
    root, problems = compose(read_text(path, str(path)), str(path))
    if problems:
        raise ScenarioError(*in_file_order(problems))
    if root is None or root.content is None:
        raise ScenarioError(Place(str(path)).problem("the file is empty", start))
    if not isinstance(root.content, dict):
        told = f"a plan must be a group of keys, but this is {root.shown()}"
        raise ScenarioError(root.place.problem(told, start))
    return Source(root, path.parent, path.stem)


def _understood(source: Source, model: type[AnyPlan]) -> AnyPlan:
    """Check a plan against what plans of its kind may say."""
    try:
        return model.model_validate(source.root.plain())
    except ValidationError as error:
        problems = [fault.located(source.root) for fault in faults_of(error, model)]
        raise ScenarioError(*in_file_order(problems, first=source.root.place.file)) from error


def _base_of(plan: Question, source: Source) -> tuple[Base, Scenario]:
    """Read the scenario of a plan, with what differs from it at every point."""
    root = source.root
    path = _scenario_path(plan.scenario, root.mapping["scenario"], source.folder)
    reading = Reading()
    tree = read_tree(path, reading)
    if "changes" in root.mapping:
        tree = apply_changes(tree, root.mapping["changes"], reading.problems)
    scenario = check_tree(tree, reading, path.stem)
    return Base(tree, reading.folders, path.stem), scenario


def node_of(value: object, place: Place) -> Node:
    """Turn dicts, lists and scalars into a tree without lines."""
    if isinstance(value, Mapping):
        content = {str(key): node_of(item, place) for key, item in value.items()}
        return Node(place, content, keys=dict.fromkeys(content, place))
    if isinstance(value, list | tuple | range):
        return Node(place, [node_of(item, place) for item in value])
    plain = value.item() if hasattr(value, "item") else value  # a NumPy number
    if isinstance(plain, str | int | float | None):
        return Node(place, plain, str(plain))
    return Node(place, str(plain), str(plain))


def _scenario_path(named: str, node: Node, folder: Path) -> Path:
    if is_bare(named, folder):
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
