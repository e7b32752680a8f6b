"""The folder of results of a comparison.

The same comparison writes the same bytes, interrupted or not, on one process or many. Times, and how
the program was called, are in `log.jsonl`, outside of that promise. The manifest is written last, and
lists the other files that were written with their checksums, not what others put beside them.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.comparison.kept_sums import GATHERED, write_gathered
from loyaltysim.comparison.lives import lives_tables
from loyaltysim.comparison.measures.growth import WINDOW
from loyaltysim.comparison.measures.kpis import KPIS, definitions
from loyaltysim.comparison.playing.atomic import make_folder, storing, sweep, write_bytes
from loyaltysim.comparison.playing.files import write_json, write_table
from loyaltysim.comparison.playing.identity import content_key, engine
from loyaltysim.scenario import dump_scenario

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.comparison.comparison import Comparison

FORMAT = 2
"""Number of the form in which a comparison is kept; another form is another number."""
LOG, JOURNAL = "log.jsonl", "study.journal"
REPORTED = "report"
"""Event of the log: a report in another language, or as PDF."""
"""Files with times in them: what happened when, and the journal of a search."""
MANIFEST = "manifest.json"
_LIBRARIES = ("matplotlib", "mesa", "numpy", "pandas", "pyarrow", "ruamel.yaml", "scipy")


def results_folder(out: Path, comparison: Comparison, runs: Mapping[str, str], draws: int) -> Path:
    """Name the folder after the scenario and all that its files depend on.

    Parameters
    ----------
    runs
        Names under which the runs are kept, by scheme.
    draws
        Plausible sets of behavioural constants.
    """
    scenario = comparison.scenario
    key = content_key(
        {
            "scenario": dump_scenario(scenario),
            "runs": runs,
            "markets": comparison.markets_played,
            "assumptions": draws,
        }
    )
    return out / scenario.name / key[:10]


def write_results(
    comparison: Comparison,
    constants: Constants,
    runs: Mapping[str, str],
    folder: Path,
    single: Iterable[Path] = (),
) -> None:
    """Write everything but the log and what is kept of single customers.

    Parameters
    ----------
    constants
        Of the main result.
    runs
        Names under which the runs are kept, by scheme.
    single
        The files of single customers, which were written before; the manifest lists them too.
    """
    pictures = make_folder(folder / "figures")
    for place in (folder, pictures):
        sweep(place)
    written = [*single, folder / "scenario.yaml"]
    write_bytes(written[-1], dump_scenario(comparison.scenario).encode())
    for name, frame in _tables(comparison).items():
        written.append(folder / name)
        write_table(written[-1], frame)
    written.append(folder / GATHERED)
    write_gathered(written[-1], comparison)
    if comparison.figures is not None:
        with storing(pictures):
            written += comparison.figures.save(comparison, pictures)
        if comparison.figures.page is not None:
            written.append(comparison.figures.page(comparison, folder))
    told = {"runs": runs, "constants": asdict(constants), "files": _checksums(written, folder)}
    write_json(folder / MANIFEST, {**_manifest(comparison), **told})


def _tables(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """Give every table by the name of its file."""
    always = {
        "daily.parquet": comparison.daily,
        "markets.parquet": comparison.markets,
        "comparison.csv": comparison.effects,
        "kpis.csv": kpi_table(comparison),
        "why_not.csv": comparison.why_not.reset_index(),
        "why_left.csv": comparison.why_left.reset_index(),
        "segments.csv": comparison.segments,
        "user_types.csv": comparison.user_types,
    }
    sometimes = {
        "acts.csv": comparison.acts,
        "measures.csv": comparison.measures,
        "adapted.csv": comparison.adapted,
        "joining.csv": comparison.joining,
        "brands.csv": comparison.brands,
        "journey.csv": comparison.journey,
        "aftermath.csv": comparison.aftermath,
        "redemption.csv": comparison.redemption,
        "cohorts.csv": comparison.cohorts,
        "assumptions.parquet": _drawn(comparison),
        **(lives_tables(comparison.lives) if comparison.lives is not None else {}),
    }
    return always | {name: frame for name, frame in sometimes.items() if not frame.empty}


def _drawn(comparison: Comparison) -> pd.DataFrame:
    """Join the results of every draw with its constants; empty if there are no draws."""
    drawn = comparison.assumptions
    return pd.DataFrame() if drawn is None else drawn.draws.join(drawn.constants, on="draw")


def kpi_definitions(comparison: Comparison) -> dict[str, str]:
    """Give the definition of every figure in a scenario's own numbers."""
    scenario = comparison.scenario
    return definitions(
        days=scenario.days,
        window=min(WINDOW, scenario.days),
        active_days=scenario.active_within,
        baseline=f'"{scenario.compare.baseline}"',
        metric=scenario.compare.metric,
    )


def kpi_table(comparison: Comparison) -> pd.DataFrame:
    """Give every figure of every scheme with its unit and definition, one row each."""
    scenario, told = comparison.scenario, kpi_definitions(comparison)
    units = {"currency": scenario.currency}
    rows = [
        (name, kpi.name, row[kpi.name], units.get(kpi.unit, kpi.unit), told[kpi.name])
        for name, row in comparison.schemes.iterrows()
        for kpi in KPIS
    ]
    return pd.DataFrame(rows, columns=["scheme", "kpi", "value", "unit", "definition"])


def _manifest(comparison: Comparison) -> dict[str, object]:
    """Tell of a comparison itself."""
    scenario, assumptions = comparison.scenario, comparison.assumptions
    return {
        "scenario": scenario.name,
        "title": scenario.title,
        "command": "loyaltysim compare scenario.yaml",
        "seed": scenario.seed,
        "days": scenario.days,
        "markets": comparison.markets_played,
        "market_size": comparison.market_size,
        "verdict": _verdict(comparison),
        "notes": list(comparison.notes),
        "assumptions": None
        if assumptions is None
        else {"draws": assumptions.ahead.draws, "markets": assumptions.markets},
        "engine": engine(),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "format": FORMAT,
        "guessed": sorted(comparison.guessed),
        "made_with": dict(comparison.made_with),
    }


def _verdict(comparison: Comparison) -> dict[str, object]:
    verdict = comparison.verdict
    return {
        "kind": verdict.kind,
        "scheme": verdict.scheme,
        "sentence": verdict.sentence,
        "reasons": list(verdict.reasons),
    }


def _checksums(written: Iterable[Path], folder: Path) -> dict[str, str]:
    """Hash what was written, and nothing else that lies in the folder."""
    return {path.relative_to(folder).as_posix(): checksum(path) for path in sorted(written)}


def checksum(path: Path) -> str:
    """Hash a file of results as the manifest lists it."""
    return hashlib.blake2b(path.read_bytes()).hexdigest()[:32]


def log_report(path: Path) -> None:
    """Add a line about a report that was made after the manifest, so that it can be told from files of others."""
    if (path.parent / MANIFEST).is_file():
        write_log(path.parent, REPORTED, files={path.name: checksum(path)})


def reports_of(folder: Path) -> dict[str, str]:
    """Give the reports that were made after the manifest, with their checksums as the log has them."""
    found: dict[str, str] = {}
    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
        for line in (folder / LOG).read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            found |= told["files"] if told["event"] == REPORTED else {}
    return found


def write_log(folder: Path, event: str, **details: object) -> None:
    """Add a line about what happened and when."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    line = json.dumps({"at": at, "event": event, **details, "command": sys.argv})
    make_folder(folder)
    with storing(folder / LOG), (folder / LOG).open("a", encoding="utf-8") as log:
        log.write(f"{line}\n")
