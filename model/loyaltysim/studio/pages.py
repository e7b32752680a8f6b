"""What is made at the desk (see `desk.py`): forms, checked texts, pages of mechanics, results in another language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from loyaltysim.comparison.saved import load_comparison
from loyaltysim.errors import InputError, LoyaltysimError, Problem, ScenarioError
from loyaltysim.language import ENGLISH, say
from loyaltysim.report.page import write_page
from loyaltysim.scenario.blocks.fit import FitSpec
from loyaltysim.scenario.bundled import bundled_path
from loyaltysim.scenario.load import load_scenario, parse_scenario
from loyaltysim.scenario.text.compose import compose
from loyaltysim.studio import edits
from loyaltysim.studio.beginnings import example, mechanic
from loyaltysim.studio.changing import CHANGES, Base, base
from loyaltysim.studio.data import check_data, with_data
from loyaltysim.studio.folders import SCENARIO, copied, put_in, revision
from loyaltysim.studio.forms import Forms, Group, sentence
from loyaltysim.studio.limits import check_size
from loyaltysim.studio.palette import mechanic_page, palette
from loyaltysim.studio.schemas import whole
from loyaltysim.studio.templating import rendered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from loyaltysim.scenario.text.nodes import Loc, Node
    from loyaltysim.studio.forms import Part
    from loyaltysim.studio.limits import Limits

SECTIONS = ("schemes", "population", "acts", "compare")
"""Groups that have a section of their own; the others come together."""


@dataclass(frozen=True)
class Seen:
    """A text as it was read."""

    text: str
    title: str
    root: Node | None
    problems: tuple[Problem, ...]
    readable: bool
    """Whether forms can be made of it."""
    base: Base | None = None
    """What it extends."""


def see(text: str, folder: Path) -> Seen:
    """Read a text, however much is wrong with it."""
    problems: tuple[Problem, ...] = ()
    try:
        parse_scenario(text, folder, SCENARIO)
    except LoyaltysimError as error:
        problems = tuple(_shortened(one, folder) for one in error.problems)
    try:
        root, doubled = compose(text, SCENARIO)
    except ScenarioError:
        root, doubled = None, []
    readable = root is not None and isinstance(root.content, dict) and not doubled
    extended = base(root, folder / SCENARIO) if readable else None
    titled = extended.root if extended is not None else root
    title = titled.mapping["title"].text if titled is not None and "title" in titled.mapping else ""
    title = title or say("A scenario without a title")
    return Seen(text, title, root, problems, readable, extended)


def _placed(problem: Problem) -> Problem:
    """Name a data file and the line in it as people who see no folders would."""
    name = PurePosixPath(problem.file).name
    place = say("{file}, line {line}", file=name, line=problem.line) if problem.line else name
    return Problem(problem.message, problem.hint, place)


def _shortened(problem: Problem, folder: Path) -> Problem:
    """Leave out where on this machine the text lies."""
    file = problem.file.removeprefix(f"{folder}/")
    return Problem(problem.message, problem.hint, problem.where, file, problem.line, problem.column)


def editor(text: str, folder: Path) -> dict[str, Any]:
    """Make the forms of a text."""
    seen = see(text, folder)
    return {
        "title": seen.title,
        "readable": seen.readable,
        "forms": _forms_html(seen),
        **_told(seen),
    }


def edited(text: str, folder: Path, edit: Mapping[str, Any]) -> dict[str, Any]:
    """Change a text as a form asks for, and tell what is wrong now.

    Raises
    ------
    InputError
        When it cannot be changed so.
    """
    before = see(text, folder)

    def begun(path: Loc) -> object:
        kind = edit.get("mechanic")
        if kind:
            return mechanic(str(kind))
        if path[0] == CHANGES and len(path) > 1 and before.base is not None:
            return before.base.begun(str(path[1]))
        known = before.base.copy(path) if before.base is not None else None
        return example(path, before.root) if known is None else known

    seen = see(edits.apply(text, edit, begun), folder)
    same = edit["do"] == "set" and _ids(before) == _ids(seen)
    return _after(seen, same=same)


def brought(text: str, folder: Path, file: Path, whole: Path) -> dict[str, Any]:
    """Make customers of a purchase record, and tell what was found in it.

    Parameters
    ----------
    folder
        Of the draft, which stays as it is.
    whole
        Where a copy of the draft is made, into which the file goes; `place` of the answer is its path there.

    Raises
    ------
    InputError
        When it cannot be used.
    """
    try:
        taken = with_data(text, folder, file)
    except LoyaltysimError as error:
        raise InputError(*(_placed(one) for one in error.problems)) from error
    copied(folder, whole)
    put_in(whole, {taken.place: file})
    after = _after(see(taken.text, whole), same=False)
    return {**after, "note": taken.told, "place": taken.place}


def _after(seen: Seen, *, same: bool) -> dict[str, Any]:
    return {
        "text": seen.text,
        "title": seen.title,
        "forms": None if same else _forms_html(seen),
        **_told(seen),
    }


def checked(text: str, folder: Path) -> dict[str, Any]:
    """Tell what is wrong with a text."""
    seen = see(text, folder)
    return {"title": seen.title, **_told(seen)}


def runnable(text: str, folder: Path, limits: Limits) -> str:
    """Check what is to be played, and give its title.

    Raises
    ------
    ScenarioError
        When it cannot be played.
    """
    scenario = parse_scenario(text, folder, SCENARIO)
    check_size(scenario, limits)
    try:
        check_data(scenario.population)
    except InputError as error:
        raise InputError(*(_placed(one) for one in error.problems)) from error
    return scenario.title


def bundled(name: str) -> tuple[str, dict[str, bytes]]:
    """Give a bundled scenario and the data it names."""
    path = bundled_path(name)
    fit = load_scenario(name).population
    data = {fit.named: fit.file.read_bytes()} if isinstance(fit, FitSpec) else {}
    return path.read_text(encoding="utf-8"), data


def mechanics(kind: str) -> dict[str, Any]:
    """Say what schemes can be made of, or all of one mechanic."""
    return mechanic_page(kind) if kind else {"families": palette()}


def result(folder: Path, language: str) -> str:
    """Give the report of finished results in a language; it is made if it is not there."""
    name = "report.html" if language == ENGLISH else f"report.{language}.html"
    path = folder / name
    if not path.is_file():
        write_page(load_comparison(folder), folder, language)
    return path.read_text(encoding="utf-8")


def _told(seen: Seen) -> dict[str, Any]:
    forms = _forms(seen)
    placed = {part.id: part.errors for part in _every(forms) if part.errors} if forms else {}
    told = {text for texts in placed.values() for text in texts}
    return {
        "revision": revision(seen.text),
        "errors": placed,
        "problems": [
            {
                "text": sentence(one),
                "where": one.where,
                "line": one.line if one.file == SCENARIO else 0,
                "placed": sentence(one) in told,
            }
            for one in seen.problems
        ],
    }


def _forms(seen: Seen) -> Group | None:
    if not seen.readable or seen.root is None:
        return None
    currency = seen.root.mapping.get("currency")
    code = currency.text if currency is not None else "EUR"
    maker = Forms(seen.problems, code, seen.base)
    made = maker.part("", (), whole(), seen.root)
    return made if isinstance(made, Group) else None


def _every(part: Part) -> Iterator[Part]:
    yield part
    if isinstance(part, Group):
        for inside in (*part.members, *part.more):
            yield from _every(inside)


def _ids(seen: Seen) -> list[str]:
    forms = _forms(seen)
    return [part.id for part in _every(forms)] if forms else []


def _forms_html(seen: Seen) -> str:
    forms = _forms(seen)
    if forms is None:
        return ""
    return rendered(
        "forms.html",
        **_sections(forms, seen.base),
        names=_scheme_names(seen),
        palette=palette(),
        base=seen.base,
    )


def _scheme_names(seen: Seen) -> list[str]:
    root = seen.root if seen.base is None else seen.base.root
    schemes = root.mapping.get("schemes") if root is not None else None
    return list(schemes.mapping) if schemes is not None else []


def _sections(forms: Group, base: Base | None) -> dict[str, Any]:
    """Part the forms into sections: those that designers come for first."""
    sections = SECTIONS if base is None else (CHANGES, *SECTIONS)
    known = {part.path[0]: part for part in (*forms.members, *forms.more, *forms.addable)}
    rest = Group((), say("Question, time and firm"))
    rest.members = [part for part in forms.members if part.path[0] not in sections]
    rest.more = [part for part in forms.more if part.path[0] not in sections]
    rest.addable = [part for part in forms.addable if part.path[0] not in sections]
    return {
        "parts": {name: known.get(name) for name in sections},
        "rest": rest,
        "errors": forms.errors,
    }
