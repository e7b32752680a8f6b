"""Files that a scenario names: only those beside or below it may be read."""

from __future__ import annotations

from pathlib import Path

from loyaltysim.errors import closest
from loyaltysim.scenario.faults import Fault
from loyaltysim.scenario.text.nodes import Loc, shorten

BESIDE = "name a file beside or below the scenario's own"


def find_beside(named: str, folder: Path, loc: Loc) -> Path | Fault:
    """Find a file that a scenario names.

    Parameters
    ----------
    named
        The name, relative to the folder.
    folder
        Where the file that names it lies.
    loc
        The way to the name.

    Returns
    -------
    The resolved path, or what is wrong with it.
    """
    path = Path(named)
    if not named.strip() or "\\" in named:
        hint = "write folders with /, such as data/sales.csv"
        return Fault(loc, f"'{shorten(named)}' is no path", hint)
    if path.is_absolute() or ".." in path.parts:
        return Fault(loc, f"the path {shorten(named)} leads out of the scenario's folder", BESIDE)
    try:
        home, found = folder.resolve(), (folder / path).resolve()
        if not found.is_relative_to(home):
            message = f"{shorten(named)} is a link that leads out of the scenario's folder"
            return Fault(loc, message, BESIDE)
        return found if found.is_file() else Fault(loc, *_missing(found, named))
    except (OSError, RuntimeError, ValueError) as error:  # links in a circle, names too long
        reason = getattr(error, "strerror", None) or str(error)
        return Fault(loc, f"{shorten(named)} cannot be used: {shorten(reason, 80)}", BESIDE)


def _missing(path: Path, named: str) -> tuple[str, str]:
    if path.is_dir():
        return f"{shorten(named)} is a folder, not a file", BESIDE
    others = [other.name for other in path.parent.glob("*")] if path.parent.is_dir() else []
    near = closest(path.name, others)
    hint = f"did you mean {Path(named).with_name(near).as_posix()}?" if near else BESIDE
    return f"there is no file {shorten(named)}", hint
