"""`loyaltysim results`: what was found, listed, or side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from loyaltysim.cli.command import command
from loyaltysim.cli.console import console, print_document, records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.experiments.saved import Results


@command()
@click.argument("folders", nargs=-1, metavar="[FOLDER]...")
@click.option("--out", default="results", show_default=True, help="Folder of all results.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def results(folders: tuple[str, ...], *, out: str, as_json: bool) -> None:
    """List results, or show some side by side.

    Without FOLDER it lists all comparisons, sweeps, sensitivities and searches. FOLDER is one of
    those that it lists, or a path; of several comparisons it shows the schemes side by side.
    """
    if folders:
        _show(folders, Path(out), as_json=as_json)
    else:
        _list(Path(out), as_json=as_json)


def _list(out: Path, *, as_json: bool) -> None:
    from loyaltysim.experiments.saved import list_results
    from loyaltysim.report.experiments.saved_text import print_list

    listed = list_results(out)
    if as_json:
        rows = listed.assign(finished=[when.isoformat() for when in listed["finished"]])
        print_document(rows.to_dict(orient="records"))
    else:
        print_list(listed, console(), out)


def _show(folders: Sequence[str], out: Path, *, as_json: bool) -> None:
    from loyaltysim.experiments.saved import load_results
    from loyaltysim.report.experiments.saved_text import NAMES, print_results

    if len(folders) > len(NAMES):
        told = f"at most {len(NAMES)} can be shown side by side"
        raise click.UsageError(told)
    runs = [load_results(_path(folder, out)) for folder in folders]
    _check(runs)
    if as_json:
        print_document([_document(run) for run in runs])
    else:
        print_results(runs, console())


def _path(named: str, out: Path) -> Path:
    """Find a folder as it was listed, or as it stands."""
    return out / named if not Path(named).exists() and (out / named).is_dir() else Path(named)


def _check(runs: Sequence[Results]) -> None:
    from loyaltysim.errors import InputError, Problem

    if len(runs) > 1:
        problems = [
            Problem(
                "only comparisons can stand side by side",
                f"this is from `loyaltysim {run.kind}`; show it alone",
                file=str(run.folder),
            )
            for run in runs
            if run.kind != "comparison"
        ]
        if problems:
            raise InputError(*problems)


def _document(run: Results) -> dict[str, object]:
    table = run.frames.get("schemes", run.frame()).reset_index()
    return {
        "folder": str(run.folder),
        "kind": run.kind,
        "scenario": run.scenario,
        "title": run.title,
        "finished": run.when.isoformat(),
        "verdict": run.verdict,
        "rows": records(table),
    }
