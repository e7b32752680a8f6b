"""`loyaltysim clean`: make room by removing what loyaltysim itself has written."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loyaltysim.cli.command import command
from loyaltysim.cli.quantities import days
from loyaltysim.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loyaltysim.cli.kept import Kept

SECONDS_A_DAY = 86_400


@command()
@click.option("--out", default="results", show_default=True, help="Folder of results.")
@click.option("--all", "everything", is_flag=True, help="Also remove the results themselves.")
@click.option("--older-than", type=days, help="Only what is older, such as 30d or 6mo.")
@click.option("--dry-run", is_flag=True, help="Only show what there is.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def clean(out: str, older_than: int | None, *, everything: bool, dry_run: bool, yes: bool) -> None:
    """Remove kept runs, and on request results.

    Kept runs only save time: the same comparison finds its finished work there. Files that loyaltysim
    did not write, or that were changed since, stay.
    """
    if dry_run and yes:
        message = "--dry-run removes nothing, so there is nothing to say --yes to"
        raise click.UsageError(message)
    folder = _checked(Path(out))
    runs, results = _find(folder, older_than, everything=everything)
    chosen = [*runs, *results]
    _show(folder, runs, results)
    if not everything:
        click.echo("Results stay; --all removes them too.")
    what = _sum(chosen)
    if not chosen:
        click.echo("There is nothing to remove.")
    elif not dry_run and (yes or _asked(what)):
        for kept in chosen:
            kept.remove()
        click.echo(f"Removed {what}.")


def _checked(out: Path) -> Path:
    """Refuse a folder in which loyaltysim has never written."""
    from loyaltysim.cli.kept import kept_results
    from loyaltysim.comparison.playing.store import RUNS

    hint = "name the folder of results with --out"
    if not out.is_dir():
        message = "this is a file, not a folder" if out.exists() else "there is no such folder"
        raise InputError(Problem(message, hint, file=str(out)))
    if not (out / RUNS).is_dir() and not any(kept_results(out)):
        raise InputError(Problem("loyaltysim has written nothing here", hint, file=str(out)))
    return out


def _find(out: Path, older_than: int | None, *, everything: bool) -> tuple[list[Kept], list[Kept]]:
    """List runs and results that may be removed, of the age that was asked for."""
    from loyaltysim.cli.kept import kept_results, kept_runs

    latest = time.time() - (older_than or 0) * SECONDS_A_DAY
    runs, results = kept_runs(out), kept_results(out) if everything else ()
    if older_than is None:
        return list(runs), list(results)
    return [one for one in runs if one.newest <= latest], [
        one for one in results if one.newest <= latest
    ]


def _show(out: Path, runs: list[Kept], results: list[Kept]) -> None:
    if runs:
        click.echo(f"{out / '.runs'}: runs kept to save time, {_sum(runs)}")
    for kept in results:
        click.echo(f"{kept.folder}: results, {_sum([kept])}")
        for path in kept.foreign:
            click.echo(f"  stays, not as loyaltysim wrote it: {path}")


def _sum(kept: Iterable[Kept]) -> str:
    listed = list(kept)
    files = sum(len(one.files) for one in listed)
    megabytes = sum(one.size for one in listed) / 1e6
    return f"{files:,} {'file' if files == 1 else 'files'}, {megabytes:.1f} MB"


def _asked(what: str) -> bool:
    """Ask before removing; only yes is yes."""
    click.echo(f"Remove {what}? [y/N] ", nl=False)
    answer = sys.stdin.readline()
    if not answer:
        click.echo()
        hint = "--yes removes without asking, --dry-run only looks"
        raise InputError(Problem("nothing was removed, for nobody answered", hint))
    if answer.strip().lower() in {"y", "yes"}:
        return True
    click.echo("Nothing was removed.")
    return False
