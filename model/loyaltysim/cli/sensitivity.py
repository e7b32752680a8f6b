"""`loyaltysim sensitivity`: what moves the effects of schemes, and what turns their ranking round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import click

from loyaltysim.cli.command import command
from loyaltysim.cli.console import console, print_document, records
from loyaltysim.cli.progress import Bar
from loyaltysim.cli.sweep import SweepOptions, carried, sweep_options

if TYPE_CHECKING:
    from loyaltysim.experiments.sensitivity.found import Sensitivity

HELP = """Find what moves what schemes do.

PLAN is a file, or the name of a bundled plan:

\b
  scenario: coffee_bar
  vary:
    schemes.ten stamps.stamp_card.stamps: {from: 6, to: 14, whole: on}
    schemes.ten stamps.stamp_card.reward.value: {from: 2, to: 6}
  constants: [reward_sensitivity, effort_discount]
  method: {morris: 10, sobol: 128, keep: 4}

Constants vary between the bounds that `loyaltysim constants` lists; `constants: all` takes all of them.
Morris' screening finds what matters among many; Sobol' indices say how much of the variance each
owes, alone and with others. Both also say where the ranking of the schemes turns round. An interrupted
run goes on where it was.

Needs an extra: pip install 'loyaltysim[sweep]'
"""


@command(help=HELP)
@click.argument("plan")
@sweep_options
def sensitivity(plan: str, *, resume: bool, **options: Unpack[SweepOptions]) -> None:
    """Carry out a plan of sensitivity."""
    from loyaltysim.report.experiments.drawn import sensitivity as look
    from loyaltysim.report.experiments.sensitivity_text import print_sensitivity

    with Bar(shown=not options["quiet"]) as bar:
        found = look(plan, fresh=not resume, progress=bar, **carried(options))
    if options["as_json"]:
        print_document(_document(found))
    else:
        print_sensitivity(found, console())


def _document(found: Sensitivity) -> dict[str, object]:
    from loyaltysim.experiments.sensitivity.ranking import ranking_lines

    return {
        "folder": str(found.folder),
        "failed": found.failed,
        "ranking": list(ranking_lines(found)),
        "indices": records(found.indices),
    }
