"""Scenarios that extend another: `extends`, `changes`, and keys that replace those of the base."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from loyaltysim.errors import ScenarioError
from loyaltysim.scenario.bundled import bundled_path, is_bare
from loyaltysim.scenario.changes import apply_changes
from loyaltysim.scenario.faults import in_file_order
from loyaltysim.scenario.text.compose import compose
from loyaltysim.scenario.text.datafiles import find_beside
from loyaltysim.scenario.text.nodes import Place
from loyaltysim.scenario.text.source import read_text
from loyaltysim.scenario.text.tables import refuse_table

if TYPE_CHECKING:
    from loyaltysim.errors import Problem
    from loyaltysim.scenario.text.nodes import Node

DEEPEST = 10
START = "begin with `title:`; `loyaltysim init` copies a scenario to start from"


@dataclass
class Reading:
    """What is remembered while a scenario and the files it extends are read."""

    problems: list[Problem] = field(default_factory=list)
    folders: dict[str, Path] = field(default_factory=dict)
    """Folder of each file that was read, by the name it has in messages."""
    chain: tuple[Path, ...] = ()
    """Files that are being read, each extending the next."""


def read_tree(path: Path, reading: Reading) -> Node:
    """Read a scenario file with everything that it extends.

    Raises
    ------
    ScenarioError
        When a file cannot be read, or is a table; other problems are added to the reading.
    """
    refuse_table(path, str(path))
    return tree_of(read_text(path, str(path)), path, reading)


def tree_of(text: str, path: Path, reading: Reading) -> Node:
    """Read a scenario's text with everything that it extends.

    Parameters
    ----------
    text
        The YAML.
    path
        Where it stands.
    reading
        Takes the problems.

    Raises
    ------
    ScenarioError
        When it cannot be read; other problems are added to the reading.
    """
    try:
        root, problems = compose(text, str(path))
    except ScenarioError as error:
        raise ScenarioError(*reading.problems, *error.problems) from error
    reading.problems += problems
    reading.folders[str(path)] = path.parent
    if root is None or root.content is None:
        raise _stop(reading, Place(str(path)).problem("the file is empty", START))
    if not isinstance(root.content, dict):
        message = f"a scenario must be a group of keys, but this is {root.shown()}"
        raise _stop(reading, root.place.problem(message, START))
    return _extended(root, path, reading) if "extends" in root.content else _alone(root, reading)


def base_of(root: Node, path: Path) -> Node:
    """Give a scenario that extends another as it is before its changes.

    Raises
    ------
    ScenarioError
        When what it extends cannot be read.
    """
    return _extended(_without(root, "changes"), path, Reading())


def _alone(root: Node, reading: Reading) -> Node:
    if "changes" in root.mapping:
        hint = "name the scenario to change with `extends:`"
        reading.problems.append(root.keys["changes"].problem("changes without extends", hint))
    return _without(root, "changes")


def _extended(root: Node, path: Path, reading: Reading) -> Node:
    chain = (*reading.chain, path.resolve())
    base_path = _base_path(root.mapping["extends"], path, reading)
    if base_path.resolve() in chain:
        message = f"{base_path.name} extends itself" + (", by way of others" if chain[1:] else "")
        place = root.mapping["extends"].place
        raise _stop(reading, place.problem(message, "break the circle", "extends"))
    if len(chain) > DEEPEST:
        message = f"more than {DEEPEST} scenarios extend one another"
        place = root.mapping["extends"].place
        raise _stop(reading, place.problem(message, "copy one of them", "extends"))
    reading.chain = chain
    base = _without(read_tree(base_path, reading), "name")
    own = _without(root, "extends", "changes")
    keys, content = {**base.keys, **own.keys}, {**base.mapping, **own.mapping}
    merged = replace(own, content=content, keys=keys)
    if "changes" not in root.mapping:
        return merged
    return apply_changes(merged, root.mapping["changes"], reading.problems)


def _base_path(node: Node, path: Path, reading: Reading) -> Path:
    named = node.content
    if not isinstance(named, str):
        hint = "such as extends: coffee_bar, or extends: other.yaml"
        message = f"must be a text, but is {node.shown()}"
        raise _stop(reading, node.place.problem(message, hint, "extends"))
    if is_bare(named, path.parent):
        try:
            return bundled_path(named)
        except ScenarioError as error:
            raise _stop(reading, _no_base(node, named, path, error.problems[0])) from error
    found = find_beside(named, path.parent, ("extends",))
    if not isinstance(found, Path):
        raise _stop(reading, node.place.problem(found.message, found.hint, "extends"))
    return path.parent / named


def _no_base(node: Node, named: str, path: Path, told: Problem) -> Problem:
    beside = path.parent / f"{named}.yaml"
    hint = f"did you mean {beside.name}?" if beside.is_file() else told.hint
    return node.place.problem(told.message, hint, "extends")


def _without(root: Node, *names: str) -> Node:
    content = {name: node for name, node in root.mapping.items() if name not in names}
    return replace(root, content=content)


def _stop(reading: Reading, problem: Problem) -> ScenarioError:
    return ScenarioError(*in_file_order([*reading.problems, problem]))
