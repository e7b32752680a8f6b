"""Playing one scheme, to write its customers for other tools."""

from __future__ import annotations

import io
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from loyaltysim.comparison.compare import Plan, case_of
from loyaltysim.comparison.export_frames import CUSTOMERS, TRANSACTIONS, TRUTH, export_frames
from loyaltysim.comparison.overrides import keep_alone, override
from loyaltysim.comparison.playing.atomic import make_folder, replacing
from loyaltysim.comparison.playing.files import write_json
from loyaltysim.comparison.playing.identity import content_key, engine
from loyaltysim.comparison.playing.parallel import usable_cores
from loyaltysim.comparison.playing.runner import Progress, Runner, silent
from loyaltysim.comparison.playing.store import opened_store
from loyaltysim.comparison.playing.work import batches_of
from loyaltysim.comparison.results import MANIFEST, checksum
from loyaltysim.comparison.single import launch_date
from loyaltysim.scenario import dump_scenario
from loyaltysim.simulation.run import run_batch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    import pandas as pd

    from loyaltysim.comparison.playing.case import Case
    from loyaltysim.scenario.schema import Scenario

_FILES = (TRANSACTIONS, CUSTOMERS, TRUTH)


@dataclass(frozen=True)
class Exported:
    """What was written where."""

    folder: Path
    scenario: Scenario
    launch: date
    customers: int
    transactions: int


def export(  # noqa: PLR0913 - each is a choice of the user's
    scenario: Scenario,
    scheme: str | None = None,
    *,
    days: int | None = None,
    customers: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    out: str | Path = "results",
    progress: Progress = silent,
) -> Exported:
    """Play one scheme, and write its customers for other tools.

    Parameters
    ----------
    scheme
        Which one; the baseline if left out.
    customers
        At the launch, rounded up to whole markets; one market if left out.
    days, seed
        Instead of the scenario's own.
    jobs
        Processes to use; all usable cores if left out.
    out
        Folder for results and finished work.
    """
    kept = keep_alone(scenario, scheme or scenario.compare.baseline)
    size = kept.market_size
    markets = range(-(-(customers or size) // size))
    changed = override(kept, {"days": days, "customers": len(markets) * size, "seed": seed})
    plan = Plan(changed, jobs or usable_cores(), Path(out), transactions=True, customers_table=True)
    with opened_store(plan.out) as store:
        runner = Runner(store, run_batch, plan.jobs, progress)
        case, _, _ = case_of(plan, store)
        batches = batches_of(case, markets)
        runner.play(f"playing {len(markets)} markets", batches)
        records = (record for batch in batches for record in runner.read(batch).values())
        frames = (
            export_frames(changed, record.customers or {}, record.transactions or {}, segments)
            for record in records
            for segments in [list(record.segments)]
        )
        return _written(case, Path(out), frames)


def _written(case: Case, out: Path, frames: Iterable[dict[str, pd.DataFrame]]) -> Exported:
    """Write frame after frame; only those of one batch are held at a time."""
    scenario = case.scenario
    key = content_key([dump_scenario(scenario), dict(case.keys)])
    folder = make_folder(out / "export" / f"{scenario.name}-{key[:10]}")
    rows = _append(folder, frames)
    write_json(
        folder / MANIFEST,
        {
            "scenario": scenario.name,
            "scheme": scenario.compare.baseline,
            "days": scenario.days,
            "seed": scenario.seed,
            "runs": dict(case.keys),
            "engine": engine(),
            "files": {name: checksum(folder / name) for name in _FILES},
        },
    )
    launch = launch_date(scenario)
    return Exported(folder, scenario, launch, rows[CUSTOMERS], rows[TRANSACTIONS])


def _append(folder: Path, frames: Iterable[dict[str, pd.DataFrame]]) -> dict[str, int]:
    """Write all frames of a name below one another, and count their rows."""
    rows = dict.fromkeys(_FILES, 0)
    with ExitStack() as stack:
        files = {
            name: stack.enter_context(stack.enter_context(replacing(folder / name)).open("wb"))
            for name in _FILES
        }
        for parts in frames:
            for name, frame in parts.items():
                text = io.StringIO()
                frame.to_csv(text, index=False, header=not rows[name], lineterminator="\n")
                files[name].write(text.getvalue().encode())
                rows[name] += len(frame)
    return rows
