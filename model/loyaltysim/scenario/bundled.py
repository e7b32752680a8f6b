"""The scenarios that come with the package and run by their bare names."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from loyaltysim.errors import Problem, ScenarioError, closest

BARE_NAME = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
"""What is taken for a bundled scenario's name when there is no such file."""


def bundled_folder() -> Path:
    """Find the folder of the bundled scenarios: in the wheel, else in the checkout."""
    installed = Path(str(files("loyaltysim"))) / "scenarios"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[3] / "scenarios"


def bundled_names() -> tuple[str, ...]:
    """List the bundled scenarios in alphabetical order."""
    return tuple(sorted(path.stem for path in bundled_folder().glob("*.yaml")))


def bundled_path(name: str) -> Path:
    """Find a bundled scenario's file.

    Parameters
    ----------
    name
        Its bare name, such as `coffee_bar`.

    Raises
    ------
    ScenarioError
        When there is no such scenario.
    """
    if name in bundled_names():
        return bundled_folder() / f"{name}.yaml"
    raise ScenarioError(Problem(f"no scenario is named {name}", bundled_hint(name)))


def bundled_hint(name: str) -> str:
    """Suggest a file that lies here, or a bundled scenario, for a name that is none."""
    if Path(f"{name}.yaml").is_file():
        return f"did you mean {name}.yaml?"
    near = closest(name, bundled_names())
    return f"did you mean {near}?" if near else "`loyaltysim scenarios` lists the bundled ones"
