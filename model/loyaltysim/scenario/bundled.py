"""The scenarios, and the plans below them, that come with the package and run by their bare names."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from loyaltysim.errors import Problem, ScenarioError, closest

_BARE_NAME = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def is_bare(name: str, folder: Path = Path()) -> bool:
    """Tell whether a text is taken for a bundled file's name, since there is no such file in a folder."""
    return _BARE_NAME.fullmatch(name) is not None and not (folder / name).is_file()


def bundled_folder() -> Path:
    """Find the folder of the bundled scenarios: in the wheel, else in the checkout."""
    installed = Path(str(files("loyaltysim"))) / "scenarios"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[3] / "scenarios"


def bundled_names(part: str = "") -> tuple[str, ...]:
    """List the bundled scenarios, or what is in a part of their folder, in alphabetical order."""
    return tuple(sorted(path.stem for path in (bundled_folder() / part).glob("*.yaml")))


def bundled_path(name: str, part: str = "", kind: str = "scenario") -> Path:
    """Find the file of a bundled scenario, or of what else is bundled.

    Parameters
    ----------
    name
        Its bare name, such as `coffee_bar`.
    part
        Of the folder, where it is no scenario.
    kind
        What it is, for the message.

    Raises
    ------
    ScenarioError
        When there is nothing of this name.
    """
    if name in bundled_names(part):
        return bundled_folder() / part / f"{name}.yaml"
    raise ScenarioError(Problem(f"no {kind} is named {name}", bundled_hint(name, part)))


def bundled_hint(name: str, part: str = "") -> str:
    """Suggest a file that lies here, or a bundled one, for a name that is none."""
    if Path(f"{name}.yaml").is_file():
        return f"did you mean {name}.yaml?"
    known = bundled_names(part)
    near = closest(name, known)
    if near:
        return f"did you mean {near}?"
    listed = f"the bundled ones are {', '.join(known)}"
    return listed if part else "`loyaltysim scenarios` lists the bundled ones"
