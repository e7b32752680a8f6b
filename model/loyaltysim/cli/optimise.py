"""`loyaltysim optimise`: the best scheme under constraints, and whether it is really better than the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import click

from loyaltysim.cli.command import command
from loyaltysim.cli.console import console, print_document, records
from loyaltysim.cli.progress import Bar
from loyaltysim.cli.sweep import SweepOptions, carried, sweep_options

if TYPE_CHECKING:
    from loyaltysim.experiments.search.optimise import Search

HELP = """Find the best scheme that can be afforded.

PLAN is a file, or the name of a bundled plan:

\b
  scenario: coffee_bar
  candidates:
    stamp card:
      scheme: ten stamps
      vary:
        stamp_card.stamps: {from: 6, to: 14, whole: on}
        stamp_card.reward: [{value: 2.80, cost: 0.95}, {value: 4.20, cost: 1.40}]
    discount:
      scheme: [{discount: {rate: 5%}}]
      vary: {discount.rate: {from: 1%, to: 15%}}
  objectives: retention
  constraints: {budget: 2.00, profit: 0, no_segment_worse: on}
  tries: 64

Candidates that a first look at few markets shows to be hopeless are given up. The finalists are compared
on markets that the search never used, until it is known whether the best is really better. An
interrupted search goes on where it was.

Needs an extra: pip install 'loyaltysim[sweep]'
"""


@command(help=HELP)
@click.argument("plan")
@sweep_options
def optimise(plan: str, *, resume: bool, **options: Unpack[SweepOptions]) -> None:
    """Carry out a plan of a search."""
    from loyaltysim.report.experiments.drawn import optimise as find
    from loyaltysim.report.experiments.search_text import print_search

    with Bar(shown=not options["quiet"]) as bar:
        found = find(plan, fresh=not resume, progress=bar, **carried(options))
    if options["as_json"]:
        print_document(_document(found))
    else:
        print_search(found, console())


def _document(found: Search) -> dict[str, object]:
    verdict = found.verdict
    return {
        "folder": str(found.folder),
        "verdict": verdict.kind,
        "sentence": verdict.sentence,
        "reasons": list(verdict.reasons),
        "finalists": records(found.finalists),
        "candidates": records(found.candidates),
    }
