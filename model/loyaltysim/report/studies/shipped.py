"""The evidence as it was last replayed for this version: how well the model does what the studies found.

In a checkout it stands in `results/evidence`; the package holds a copy.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.mechanics.registry import BUILT_IN
from loyaltysim.scenario.bundled import bundled_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_INSTANCE = re.compile(r"^\s*(?:- |[^#:]+: \[)(\w+):", re.MULTILINE)
"""How a mechanic begins in the list of a scheme."""


def evidence_file() -> Path:
    """Find the table of findings: in the wheel, else in the checkout."""
    installed = Path(str(files("loyaltysim"))) / "evidence" / "evidence.csv"
    checkout = Path(__file__).resolve().parents[4] / "results" / "evidence" / "evidence.csv"
    return installed if installed.is_file() else checkout


@cache
def findings() -> pd.DataFrame:
    """Read every finding, one row each (see `table.COLUMNS`)."""
    return pd.read_csv(evidence_file())


@cache
def mechanics_of_studies() -> Mapping[str, frozenset[str]]:
    """Name the kinds of mechanics that the arms of each study play, by the study's name."""
    known = set(BUILT_IN)
    return {
        path.stem: frozenset(known & set(_INSTANCE.findall(path.read_text(encoding="utf-8"))))
        for path in sorted((bundled_folder() / "studies").glob("*.yaml"))
    }


def findings_about(kinds: Iterable[str]) -> pd.DataFrame:
    """Give the findings of studies that play any of some kinds of mechanics, with these in a column `mechanics`."""
    wanted, plays = set(kinds), mechanics_of_studies()
    found = findings()
    found = found.assign(
        mechanics=[
            ", ".join(sorted(wanted & plays.get(name, frozenset()))) for name in found["study"]
        ]
    )
    return found[found["mechanics"] != ""].sort_values(["mechanics", "study", "finding"])
