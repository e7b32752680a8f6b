"""The door: a file or a bundled name goes in, a checked scenario or all its problems come out."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from loyaltysim.errors import Problem, ScenarioError
from loyaltysim.scenario.blocks.fit import FitSpec
from loyaltysim.scenario.build import build_scenario
from loyaltysim.scenario.bundled import bundled_path, is_bare
from loyaltysim.scenario.checks.differences import with_units
from loyaltysim.scenario.extends import Reading, read_tree, tree_of
from loyaltysim.scenario.faults import in_file_order
from loyaltysim.scenario.text.datafiles import find_beside
from loyaltysim.scenario.text.nodes import Node, follow, shorten

if TYPE_CHECKING:
    from loyaltysim.scenario.schema import Scenario
    from loyaltysim.scenario.text.nodes import Loc


def load_scenario(source: str | Path) -> Scenario:
    """Read a scenario file.

    Parameters
    ----------
    source
        Path of the file, or the bare name of a bundled scenario.

    Raises
    ------
    ScenarioError
        With every problem of the file, each at its line and column.
    """
    path = scenario_path(source)
    reading = Reading()
    return check_tree(read_tree(path, reading), reading, path.stem)


def parse_scenario(text: str, folder: str | Path = ".", file: str = "scenario.yaml") -> Scenario:
    """Read a scenario from a text.

    Parameters
    ----------
    text
        The YAML.
    folder
        Where files that the scenario names lie.
    file
        Name of the text in messages.

    Raises
    ------
    ScenarioError
        With every problem of the text.
    """
    path, reading = Path(folder) / file, Reading()
    return check_tree(tree_of(text, path, reading), reading, path.stem)


def scenario_path(source: str | Path) -> Path:
    """Find the file of a path or of a bundled name.

    Raises
    ------
    ScenarioError
        When a bare name is neither a file nor a bundled scenario.
    """
    name = os.fspath(source)
    if "\0" in name or not name:
        raise ScenarioError(Problem(f"{shorten(name) or 'an empty text'} is no path"))
    return bundled_path(name) if is_bare(name) else Path(name)


def load_played(path: Path) -> Scenario:
    """Read the scenario of finished work, whose purchase record need not be there any more.

    Parameters
    ----------
    path
        The file, with every default written out.

    Raises
    ------
    ScenarioError
        With every problem of the file.
    """
    reading = Reading()
    return check_tree(read_tree(path, reading), reading, path.stem, with_data=False)


def check_tree(root: Node, reading: Reading, stem: str, *, with_data: bool = True) -> Scenario:
    """Make a scenario of what was read.

    Parameters
    ----------
    root
        All that the file says.
    reading
        What is remembered of the files that were read.
    stem
        The scenario's name, if the file gives none.
    with_data
        Whether the purchase record that it names has to be there.

    Raises
    ------
    ScenarioError
        With every problem of the file.
    """
    data = root.plain()
    assert isinstance(data, dict)  # noqa: S101 -- `tree_of` refuses anything else
    data.setdefault("name", re.sub(r"[^A-Za-z0-9_-]+", "_", stem)[:60] or "scenario")
    scenario, faults = build_scenario(data if with_data else with_units(data))
    fit = _fitted(root) if with_data else None
    found = find_beside(fit[1], _folder(root, fit[0], reading), fit[0]) if fit else None
    faults += [] if found is None or isinstance(found, Path) else [found]
    problems = [*reading.problems, *(fault.located(root) for fault in faults)]
    if problems or scenario is None:
        raise ScenarioError(*in_file_order(problems, first=root.place.file))
    if isinstance(found, Path) and isinstance(scenario.population, FitSpec):
        return scenario.model_copy(update={"population": scenario.population.found_at(found)})
    return scenario


def _fitted(root: Node) -> tuple[Loc, str] | None:
    """Find the data file that the scenario names."""
    for source in ("rfm", "log"):
        loc = ("population", "fit", source)
        steps = list(follow(root, loc))
        named = steps[-1][1].content if len(steps) == len(loc) else None
        if isinstance(named, str):
            return loc, named
    return None


def _folder(root: Node, loc: Loc, reading: Reading) -> Path:
    *_, (_, node, _) = follow(root, loc)
    return reading.folders[node.place.file]
