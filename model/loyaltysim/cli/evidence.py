"""`loyaltysim evidence`: published experiments, replayed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Unpack

import click

from loyaltysim import __version__
from loyaltysim.cli.command import command
from loyaltysim.cli.console import console, print_document
from loyaltysim.cli.evidence_options import EvidenceOptions, refuse_idle, seeds_of, store_of, typed
from loyaltysim.cli.progress import Bar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from loyaltysim.studies.evidence import Evidence
    from loyaltysim.studies.study import Study
    from loyaltysim.studies.trials import Effect


@command()
@click.argument("names", nargs=-1, metavar="[STUDY]...")
@click.option("--list", "listed", is_flag=True, help="Only list the studies.")
@click.option(
    "--quick",
    is_flag=True,
    help="Only the cheapest studies: first one of each family, then as many more as one core "
    "replays in about a minute on one seed. Families for which that is too little are named.",
)
@click.option(
    "--fit",
    is_flag=True,
    help="Fit the behavioural constants to the findings that may be fitted, and write them.",
)
@click.option(
    "--steps",
    type=click.IntRange(min=0),
    default=6,
    show_default=True,
    help="Steps of the fit at most; with 0 all is written of the constants as they stand.",
)
@click.option(
    "--seeds",
    type=click.IntRange(1, 100),
    default=1,
    show_default=True,
    help="How many seeds to replay each study on.",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=1, show_default=True, help="The first of them."
)
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; as many as cores if left out.")
@click.option(
    "--studies",
    type=click.Path(exists=True, file_okay=False),
    help="Folder of study files; those of the package if left out.",
)
@click.option(
    "--data",
    type=click.Path(exists=True, dir_okay=False),
    help="Data of the one STUDY that is named, to estimate its effect anew.",
)
@click.option("--out", default="results", show_default=True, help="Folder for results.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def evidence(names: tuple[str, ...], **options: Unpack[EvidenceOptions]) -> None:
    """Replay published experiments.

    Says where the model agrees with them, and where it does not. STUDY is a study or a family of
    studies; all if left out. One set of behavioural constants stands behind all of them.
    """
    from pathlib import Path

    from loyaltysim.studies.load import load_studies

    refuse_idle(options)
    folder = Path(options["studies"]) if options["studies"] else None
    studies = load_studies(names, folder)
    notes: tuple[str, ...] = ()
    if options["quick"]:
        studies, notes = _quick(studies)
    if options["listed"]:
        _list(studies, notes, console())
        return
    if options["fit"]:
        from loyaltysim.cli.fit_constants import fit_constants

        fit_constants(studies, names, options)
        return
    effects: dict[str, Effect] = {}
    if options["data"]:
        from loyaltysim.cli.trial_data import read_effects

        effects = read_effects(studies, Path(options["data"]))
    found = _gather(studies, options)
    into = Path(options["out"]) / "evidence"
    from loyaltysim.report.studies.files import write

    write(found, into, typed(names, options), __version__)
    if options["as_json"]:
        print_document(_document(found, effects, into, notes))
        return
    _print(found, into, notes, console())
    if effects:
        from loyaltysim.cli.trial_data import print_effects

        print_effects(effects, console())


def _quick(studies: Sequence[Study]) -> tuple[tuple[Study, ...], tuple[str, ...]]:
    """Give the quick ones, and what is to be told of the choice."""
    from loyaltysim.errors import LoyaltysimError, Problem
    from loyaltysim.report.studies.summary import of_selection
    from loyaltysim.studies.quick import quick

    selection = quick(studies)
    if not selection.chosen:
        raise LoyaltysimError(Problem("none of these studies is quick", "leave out --quick"))
    return selection.chosen, (of_selection(selection),)


def _gather(studies: Sequence[Study], options: EvidenceOptions) -> Evidence:
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.comparison.playing.parallel import usable_cores
    from loyaltysim.studies.evidence import gather

    with Bar(shown=not options["quiet"]) as bar:
        return gather(
            studies,
            Constants.default(),
            seeds_of(options),
            store_of(options),
            jobs=options["jobs"] or usable_cores(),
            progress=bar,
        )


def _print(found: Evidence, folder: object, notes: Sequence[str], out: Console) -> None:
    from loyaltysim.report.studies.summary import ONE_SEED, legend, sentences
    from loyaltysim.report.studies.table import has_same_size, printed
    from loyaltysim.report.tables.shapes import bullets

    out.print(printed(found, out.width))
    same_size = has_same_size(found, out.width)
    out.print(legend(found, folder, same_size=same_size), style="dim")
    out.print()
    out.print(bullets([*notes, *sentences(found)]))
    if len(found.seeds) == 1 and any(row.is_at_edge for row in found.rows):
        out.print(f"\n{ONE_SEED}")
    files = "report.html, README.md, evidence.csv, forest.svg, forest.png"
    out.print(f"\nWritten to {folder}: {files}", soft_wrap=True)


def _list(studies: Sequence[Study], notes: Sequence[str], out: Console) -> None:
    from loyaltysim.report.tables.shapes import bullets, listing

    for study in studies:
        out.print(f"{study.name} ({study.design.family}): {study.scenario.title}", style="bold")
        out.print(listing((f"  {name}", one.what) for name, one in study.design.findings.items()))
    if notes:
        out.print()
        out.print(bullets(notes))


def _document(
    found: Evidence, effects: Mapping[str, Effect], folder: object, notes: Sequence[str]
) -> dict[str, object]:
    """Give all that was found; null for what cannot be estimated, or never happens."""
    from loyaltysim.cli.trial_data import document_of
    from loyaltysim.report.studies.summary import sentences
    from loyaltysim.report.studies.table import frame

    table = frame(found).replace([math.inf, -math.inf], math.nan)
    rows = table.astype(object).where(table.notna(), None).to_dict(orient="records")
    told = {"summary": [*notes, *sentences(found)], "rows": rows, "folder": str(folder)}
    return told | ({"data": document_of(effects)} if effects else {})
