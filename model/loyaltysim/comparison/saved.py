"""A comparison read from its folder of results, so that its report can be made again without playing."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pandas as pd

from loyaltysim.behaviour.constants import Constants
from loyaltysim.comparison.comparison import Comparison
from loyaltysim.comparison.draws import assess
from loyaltysim.comparison.kept_sums import GATHERED, read_gathered
from loyaltysim.comparison.lives import FILES, load_lives
from loyaltysim.comparison.measures.gathered import Gathered
from loyaltysim.comparison.playing.atomic import storing
from loyaltysim.comparison.results import FORMAT, MANIFEST, checksum
from loyaltysim.errors import InputError, Problem
from loyaltysim.scenario.load import load_played

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from loyaltysim.comparison.comparison import Figures
    from loyaltysim.comparison.measures.effects import FloatArray
    from loyaltysim.comparison.verdict.assumptions import Assumptions
    from loyaltysim.scenario.schema import Scenario

DRAWS = "assumptions.parquet"
AGAIN = "compare the scenario once more"


def load_comparison(folder: Path, figures: Figures | None = None) -> Comparison:
    """Read a comparison from its folder of results.

    Raises
    ------
    InputError
        When there are no results, or not as they were written.
    """
    manifest = _manifest(folder)
    _check(folder, manifest)
    scenario = load_played(folder / "scenario.yaml")
    sums, values = read_gathered(folder / GATHERED, scenario.schemes)
    gathered = Gathered(sums, scenario.compare.baseline, scenario.replacement_cost)
    drawn = None if values is None else _assumptions(folder, scenario, gathered, values)
    return Comparison(
        scenario,
        gathered,
        manifest["markets"],
        tuple(manifest["notes"]),
        frozenset(manifest["guessed"]),
        assumptions=drawn,
        folder=folder,
        figures=figures,
        made_with=manifest["made_with"],
        lives=load_lives(folder),
    )


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    if not path.is_file():
        hint = "name the folder that `loyaltysim compare` names at its end"
        raise InputError(
            Problem("there are no results of a comparison here", hint, file=str(folder))
        )
    with storing(path):
        try:
            read = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            read = None
    if not isinstance(read, dict) or read.get("format") != FORMAT:
        told = "this is no manifest of a comparison that this version has written"
        raise InputError(Problem(told, AGAIN, file=str(path)))
    return read


def _check(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Refuse files that are not as they were written."""
    needed = {"scenario.yaml", GATHERED} | {DRAWS, *FILES.values()} & manifest["files"].keys()
    for name in sorted(needed):
        path = folder / name
        if not path.is_file() or checksum(path) != manifest["files"].get(name):
            told = "this file of the results is missing or was changed"
            raise InputError(Problem(told, AGAIN, file=str(path)))


def _assumptions(
    folder: Path, scenario: Scenario, gathered: Gathered, values: FloatArray
) -> Assumptions:
    read = pd.read_parquet(folder / DRAWS)
    drawn = {field.name for field in fields(Constants)}
    constants = [name for name in read.columns if name in drawn]
    return assess(
        scenario,
        read.drop(columns=constants),
        read.groupby("draw")[constants].first(),
        values,
        gathered.panels(),
    )
