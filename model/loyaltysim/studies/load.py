"""Read study files: a scenario with a section `study`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from loyaltysim.errors import Problem, ScenarioError, closest
from loyaltysim.scenario.bundled import bundled_folder
from loyaltysim.scenario.changes import find_way
from loyaltysim.scenario.extends import Reading, read_tree
from loyaltysim.scenario.faults import Fault, in_file_order
from loyaltysim.scenario.load import check_tree
from loyaltysim.scenario.wording import faults_of
from loyaltysim.studies.checks import SECTION, cross_faults
from loyaltysim.studies.study import Design, Study

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from loyaltysim.scenario.text.nodes import Loc, Node


def studies_folder() -> Path:
    """Find the folder of the studies that come with the package."""
    return bundled_folder() / "studies"


def study_names() -> tuple[str, ...]:
    """List the studies that come with the package, in alphabetical order."""
    return tuple(sorted(path.stem for path in studies_folder().glob("*.yaml")))


def load_studies(names: Sequence[str] = (), folder: Path | None = None) -> tuple[Study, ...]:
    """Read studies.

    Parameters
    ----------
    names
        Their names, or names of families; all if left out.
    folder
        Where their files lie; those of the package if left out.

    Raises
    ------
    ScenarioError
        With every problem of every file, and every name that is none.
    """
    place = folder or studies_folder()
    problems: list[Problem] = []
    found = []
    for path in sorted(place.glob("*.yaml")):
        try:
            found.append(load_study(path))
        except ScenarioError as error:
            problems += error.problems
    if not found and not problems:
        problems.append(Problem("there are no study files here", "*.yaml", file=str(place)))
    chosen = found if problems else [one for one in found if _wanted(one, names)]
    problems += [] if problems else list(_unknown(names, found))
    if problems:
        raise ScenarioError(*problems)
    return tuple(chosen)


def _wanted(study: Study, names: Sequence[str]) -> bool:
    return not names or study.name in names or study.design.family in names


def _unknown(names: Sequence[str], studies: Sequence[Study]) -> Iterator[Problem]:
    known = {name for study in studies for name in (study.name, study.design.family)}
    for name in names:
        if name not in known:
            near = closest(name, known)
            hint = f"did you mean {near}?" if near else "`loyaltysim evidence --list` lists them"
            yield Problem(f"no study or family of studies is named {name}", hint)


def load_study(path: Path) -> Study:
    """Read a study file.

    Raises
    ------
    ScenarioError
        With every problem of the file, each at its line and column.
    """
    reading = Reading()
    root = read_tree(path, reading)
    section = root.child(SECTION)
    if section is None:
        problem = root.place.problem("the file has no section `study`", "it makes it a study")
        raise ScenarioError(*reading.problems, problem)
    rest = {name: node for name, node in root.mapping.items() if name != SECTION}
    bare = replace(root, content=rest)
    design, faults = _design(section)
    try:
        scenario = check_tree(bare, reading, path.stem)
    except ScenarioError as error:
        raise ScenarioError(*error.problems, *_problems(faults, root)) from error
    ways: list[Loc] = []
    if design is not None:
        faults += cross_faults(design, scenario)
        ways, wrong = _ways(design, bare)
        faults += wrong
    if design is None or faults:
        raise ScenarioError(*_problems(faults, root))
    data = bare.plain()
    assert isinstance(data, dict)  # noqa: S101 -- `check_tree` has made sure
    return Study(path.stem, scenario, design, data, tuple(ways))


def _design(section: Node) -> tuple[Design | None, list[Fault]]:
    try:
        return Design.model_validate(section.plain()), []
    except ValidationError as error:
        return None, faults_of(error, Design, (SECTION,))


def _problems(faults: Iterable[Fault], root: Node) -> tuple[Problem, ...]:
    return in_file_order([fault.located(root) for fault in faults], first=root.place.file)


def _ways(design: Design, root: Node) -> tuple[list[Loc], list[Fault]]:
    ways, faults = [], []
    for number, item in enumerate(design.baseline):
        way = find_way(root, item.set_)
        if isinstance(way, Problem):
            faults.append(Fault((SECTION, "baseline", number, "set"), way.message, way.hint))
        else:
            ways.append(way)
    return ways, faults
