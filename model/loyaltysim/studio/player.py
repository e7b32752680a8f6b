"""Plays one run in a process of its own, and tells on disk how far it is."""

from __future__ import annotations

import json
import os
import time
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from loyaltysim.behaviour.constants import Constants
from loyaltysim.comparison.comparison import Comparison
from loyaltysim.comparison.measures.gathered import Gathered
from loyaltysim.comparison.playing.atomic import replacing, write_bytes
from loyaltysim.errors import LoyaltysimError
from loyaltysim.language import say, speaking
from loyaltysim.report.drawn import compare
from loyaltysim.scenario.load import load_scenario
from loyaltysim.simulation.run import run_batch
from loyaltysim.studio.early import early_html
from loyaltysim.studio.folders import DONE, FAILED, OUTCOME, SCENARIO
from loyaltysim.studio.limits import check_size, confine
from loyaltysim.studio.processes import begin

if TYPE_CHECKING:
    from pathlib import Path

    from loyaltysim.scenario import Scenario
    from loyaltysim.studio.limits import Limits

PREVIEW = 3
"""Markets that are played before all others, only to show something soon."""
PAUSE = 0.25
"""Seconds between two reports of progress, at least."""
PROGRESS, EARLY, DATA = "progress.json", "early.html", "data.zip"


def play_run(folder: Path, out: Path, limits: Limits, language: str) -> None:
    """Play the scenario of a run.

    Parameters
    ----------
    folder
        Of the run.
    out
        Folder for results and finished work, which all runs share.
    """
    begin()
    confine(limits.run_memory, limits.run_seconds)
    with suppress(OSError, AttributeError):
        os.nice(5)  # pages go first
    with speaking(language):
        _tell(folder / OUTCOME, _outcome(folder, out, limits))


def _outcome(folder: Path, out: Path, limits: Limits) -> dict[str, Any]:
    try:
        results = _play(folder, out, limits)
    except LoyaltysimError as error:
        return {"state": FAILED, "message": str(error)}
    except MemoryError:
        return {"state": FAILED, "message": say("This run takes more memory than it may.")}
    return {"state": DONE, "results": results.relative_to(out).as_posix()}


def _play(folder: Path, out: Path, limits: Limits) -> Path:
    scenario = load_scenario(folder / "files" / SCENARIO)
    check_size(scenario, limits)
    teller = Teller(folder)
    teller(say("playing the first markets"), 0, 1)
    first = _preview(scenario)
    if first is not None:
        teller.show(first)
    finished = compare(
        scenario,
        jobs=limits.jobs,
        out=out,
        assumptions=limits.assumptions,
        progress=teller,
        on_round=teller.show,
        on_result=teller.show_result,
    )
    assert finished.folder is not None  # noqa: S101 -- `out` is a folder
    teller(say("writing everything down"), 1, 1)
    _pack(finished.folder, folder / DATA)
    return finished.folder


def _preview(scenario: Scenario) -> Comparison | None:
    """Play a few markets; none where customers must be fitted before."""
    population = scenario.segment_population()
    if population is None:
        return None
    records = run_batch(
        scenario,
        population,
        range(PREVIEW),
        schemes=tuple(scenario.schemes),
        constants=Constants.default(),
        seed=scenario.seed,
        keep_customers=False,
        keep_transactions=False,
    )
    gathered = Gathered.empty(scenario)
    for name, record in records.items():
        gathered.sums[name].add(record)
    return Comparison(scenario, gathered, PREVIEW)


class Teller:
    """Writes down how far a run is, and what can be shown already."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._told = 0.0
        self._label = ""

    def __call__(self, label: str, done: int, total: int) -> None:
        """Tell the progress, not too often."""
        moment = time.monotonic()
        if label == self._label and moment - self._told < PAUSE and done < total:
            return
        self._told, self._label = moment, label
        _tell(self._folder / PROGRESS, {"label": label, "done": done, "total": total})

    def show(self, comparison: Comparison) -> None:
        """Show curves of the markets that are finished under all schemes."""
        write_bytes(self._folder / EARLY, early_html(comparison, final=False).encode())

    def show_result(self, comparison: Comparison) -> None:
        """Show the main result while the assumptions are varied."""
        write_bytes(self._folder / EARLY, early_html(comparison, final=True).encode())


def _tell(path: Path, told: dict[str, Any]) -> None:
    write_bytes(path, json.dumps(told).encode())


def _pack(results: Path, archive: Path) -> None:
    """Put the files of the results into one, the same bytes each time."""
    with (
        replacing(archive) as temporary,
        zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for path in sorted(results.iterdir()):
            if path.is_file() and path.name != "log.jsonl":
                packed.writestr(zipfile.ZipInfo(path.name), path.read_bytes(), zipfile.ZIP_DEFLATED)
