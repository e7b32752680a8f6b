"""The folder of results of a comparison.

The same comparison writes the same bytes, interrupted or not, on one process or many. Times, and how
the program was called, are in `log.jsonl`, outside of that promise. The manifest is written last, and
lists the other files with their checksums.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.comparison.atomic import make_folder, storing, sweep, write_bytes
from loyaltysim.comparison.files import write_csv, write_frame, write_json
from loyaltysim.comparison.growth import WINDOW
from loyaltysim.comparison.identity import content_key, engine
from loyaltysim.comparison.kpis import KPIS, definitions
from loyaltysim.scenario import dump_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from loyaltysim.comparison.case import Case
    from loyaltysim.comparison.comparison import Comparison

LOG = "log.jsonl"
MANIFEST = "manifest.json"
_LIBRARIES = ("matplotlib", "mesa", "numpy", "pandas", "pyarrow", "ruamel.yaml", "scipy")


def results_folder(out: Path, comparison: Comparison, case: Case, draws: int) -> Path:
    """Name the folder after the scenario and all that its files depend on."""
    scenario = comparison.scenario
    key = content_key(
        {
            "scenario": dump_scenario(scenario),
            "runs": dict(case.keys),
            "markets": comparison.markets_played,
            "assumptions": draws,
        }
    )
    return out / scenario.name / key[:10]


def write_results(comparison: Comparison, case: Case, folder: Path) -> None:
    """Write everything but the log and what is kept of single customers."""
    pictures = make_folder(folder / "figures")
    for place in (folder, pictures):
        sweep(place)
    write_bytes(folder / "scenario.yaml", dump_scenario(comparison.scenario).encode())
    _write_tables(comparison, folder)
    if comparison.figures is not None:
        with storing(pictures):
            comparison.figures.save(comparison, pictures)
    write_json(folder / MANIFEST, _manifest(comparison, case, folder))


def _write_tables(comparison: Comparison, folder: Path) -> None:
    write_frame(folder / "daily.parquet", comparison.daily)
    write_frame(folder / "markets.parquet", comparison.markets)
    write_csv(folder / "comparison.csv", comparison.effects)
    write_csv(folder / "kpis.csv", kpi_table(comparison))
    write_csv(folder / "why_not.csv", comparison.why_not.reset_index())
    write_csv(folder / "why_left.csv", comparison.why_left.reset_index())
    write_csv(folder / "segments.csv", comparison.segments)
    if not comparison.acts.empty:
        write_csv(folder / "acts.csv", comparison.acts)
    if not comparison.measures.empty:
        write_csv(folder / "measures.csv", comparison.measures)
    if not comparison.joining.empty:
        write_csv(folder / "joining.csv", comparison.joining)
    if not comparison.aftermath.empty:
        write_csv(folder / "aftermath.csv", comparison.aftermath)
    if not comparison.redemption.empty:
        write_csv(folder / "redemption.csv", comparison.redemption)
    if not comparison.cohorts.empty:
        write_csv(folder / "cohorts.csv", comparison.cohorts)
    write_csv(folder / "user_types.csv", comparison.user_types)
    if comparison.assumptions is not None:
        drawn = comparison.assumptions
        joined = drawn.draws.join(drawn.constants, on="draw")
        write_frame(folder / "assumptions.parquet", joined)


def kpi_table(comparison: Comparison) -> pd.DataFrame:
    """Give every figure of every scheme with its unit and definition, one row each."""
    scenario = comparison.scenario
    told = definitions(
        days=scenario.days,
        window=min(WINDOW, scenario.days),
        active_days=scenario.compare.active_days,
        baseline=f'"{scenario.compare.baseline}"',
        metric=scenario.compare.metric,
    )
    units = {"currency": scenario.currency}
    rows = [
        (name, kpi.name, row[kpi.name], units.get(kpi.unit, kpi.unit), told[kpi.name])
        for name, row in comparison.schemes.iterrows()
        for kpi in KPIS
    ]
    return pd.DataFrame(rows, columns=["scheme", "kpi", "value", "unit", "definition"])


def _manifest(comparison: Comparison, case: Case, folder: Path) -> dict[str, object]:
    scenario, assumptions = comparison.scenario, comparison.assumptions
    return {
        "scenario": scenario.name,
        "title": scenario.title,
        "command": "loyaltysim compare scenario.yaml",
        "seed": scenario.seed,
        "days": scenario.days,
        "markets": comparison.markets_played,
        "market_size": comparison.market_size,
        "verdict": {"kind": comparison.verdict.kind, "scheme": comparison.verdict.scheme},
        "notes": list(comparison.notes),
        "runs": dict(case.keys),
        "constants": asdict(case.constants),
        "assumptions": None
        if assumptions is None
        else {"draws": assumptions.ahead.draws, "markets": assumptions.markets},
        "engine": engine(),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "files": _checksums(folder),
    }


def _checksums(folder: Path) -> dict[str, str]:
    left_out = {LOG, MANIFEST}
    files = sorted(
        path for path in folder.rglob("*") if path.is_file() and path.name not in left_out
    )
    return {path.relative_to(folder).as_posix(): checksum(path) for path in files}


def checksum(path: Path) -> str:
    """Hash a file of results as the manifest lists it."""
    return hashlib.blake2b(path.read_bytes()).hexdigest()[:32]


def write_log(folder: Path, event: str, **details: object) -> None:
    """Add a line about what happened and when."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    line = json.dumps({"at": at, "event": event, **details, "command": sys.argv})
    make_folder(folder)
    with storing(folder / LOG), (folder / LOG).open("a", encoding="utf-8") as log:
        log.write(f"{line}\n")
