"""Results that were read back: a list of them, one in short, and several comparisons side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.comparison.verdict import wording
from loyaltysim.experiments.saved import plays_one
from loyaltysim.report import numbers
from loyaltysim.report.tables.shapes import listing, plain_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import pandas as pd
    from rich.console import Console
    from rich.table import Table

    from loyaltysim.experiments.saved import Results

CALLED = {
    "comparison": "comparison",
    "sweep": "sweep",
    "sensitivity": "sensitivity",
    "optimise": "search",
}
ALONE = "run"
NAMES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OWN = (
    "Differences are each run's own, from its own baseline on the same luck; between runs customers and luck differ "
    "unless all that is asked but the schemes is the same."
)


def print_list(listed: pd.DataFrame, out: Console, folder: Path) -> None:
    """Print what is in a folder of results, the newest first."""
    if listed.empty:
        out.print(f"There are no finished results in {folder}.")
        return
    for _, row in listed.iterrows():
        when = row["finished"].to_pydatetime().astimezone()
        out.print(short(str(row["folder"]), folder), style="bold", soft_wrap=True)
        what = ALONE if plays_one(row["kind"], row["schemes"]) else CALLED[row["kind"]]
        told = f"{when:%Y-%m-%d %H:%M}, {what}, {wording.quoted(row['schemes'])}: {row['in_short']}"
        out.print(listing([(" ", told)]))
    out.print("\n`loyaltysim results FOLDER [FOLDER ...]` shows one, or comparisons side by side.")


def short(path: str, folder: Path) -> str:
    """Leave the folder of all results out of a path."""
    return path.removeprefix(f"{folder}/")


def print_results(runs: Sequence[Results], out: Console) -> None:
    """Print verdicts, and comparisons side by side."""
    for name, run in zip(NAMES, runs, strict=False):
        told = f"{name}: " if len(runs) > 1 else ""
        out.print(f"{told}{run.title}", style="bold")
        out.print(
            f"{ALONE if run.alone else CALLED[run.kind]} of {run.scenario}, {run.when.astimezone():%Y-%m-%d %H:%M}, {run.folder}",
            style="dim",
            soft_wrap=True,
        )
        out.print(f"{run.verdict}\n")
    compared = [run for run in runs if run.kind == "comparison"]
    if not compared:
        return
    if len(runs) > 1:
        _print_settings(runs, out)
    for title, cell in _CELLS:
        out.print(title, style="bold")
        out.print(_table(runs, cell))
        out.print()
    if len(runs) > 1:
        out.print(OWN, style="dim")


def _print_settings(runs: Sequence[Results], out: Console) -> None:
    """Say in what the runs differ beside their schemes."""
    asked: dict[str, Callable[[Results], str]] = {
        "scenario": lambda run: run.scenario,
        "days": lambda run: str(run.manifest["days"]),
        "customers": lambda run: f"{run.manifest['markets'] * run.manifest['market_size']:,}",
        "seed": lambda run: str(run.manifest["seed"]),
    }
    table = plain_table("asked", *NAMES[: len(runs)], wrap=True)
    for name, say in asked.items():
        cells = [say(run) for run in runs]
        if len(set(cells)) > 1:
            table.add_row(name, *cells)
    if table.row_count:
        out.print("What differs", style="bold")
        out.print(table)
        out.print()


def _table(runs: Sequence[Results], cell: Callable[[pd.Series[float]], str]) -> Table:
    """Give a row for each scheme, a column for each run."""
    columns = NAMES[: len(runs)] if len(runs) > 1 else [""]
    table = plain_table("scheme", *columns, wrap=True)
    for scheme in dict.fromkeys(name for run in runs for name in run.schemes.index):
        cells = [
            cell(run.schemes.loc[scheme]) if scheme in run.schemes.index else "-" for run in runs
        ]
        table.add_row(str(scheme), *cells)
    return table


def _retention(row: pd.Series[float]) -> str:
    return numbers.percent(row["retention"]) + _difference(
        numbers.points(row["difference"]),
        numbers.points_interval(row["difference_low"], row["difference_high"]),
        row["difference"],
    )


def _cost(row: pd.Series[float]) -> str:
    return numbers.amount(row["programme_cost"] + row["liability"])


def _profit(row: pd.Series[float]) -> str:
    return (
        _difference(
            numbers.signed_amount(row["incremental_profit"]),
            numbers.amount_interval(row["profit_low"], row["profit_high"]),
            row["incremental_profit"],
        ).strip()
        or "baseline"
    )


def _difference(estimate: str, interval: str, value: float) -> str:
    """Write a difference under a level; nothing for a baseline."""
    return "" if not value or math.isnan(value) else f"\n{estimate} ({interval})"


_CELLS: tuple[tuple[str, Callable[[pd.Series[float]], str]], ...] = (
    ("Who stays: retention, and the difference from the baseline (95% interval)", _retention),
    ("Programme cost and liability per customer at launch", _cost),
    ("Profit against the baseline per customer at launch (95% interval)", _profit),
)
