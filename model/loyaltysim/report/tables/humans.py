"""Where a human pays: what schemes earn whose service lets humans meet more customers than another scheme's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.mechanics.helper import Helper
from loyaltysim.report import numbers
from loyaltysim.report.paying import rules
from loyaltysim.report.staffing import in_force
from loyaltysim.report.tables.main import LUCK, NAMES
from loyaltysim.report.tables.shapes import plain_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from loyaltysim.comparison import Comparison
    from loyaltysim.report.human_cases import Case

IDLE = (
    "; people are paid by answer: hours in which nobody comes cost nothing, unless `cost` has them"
)


def humans_table(comparison: Comparison, cases: Sequence[Case]) -> Table | None:
    """Tabulate where a human pays; None where there are no cases."""
    if not cases:
        return None
    varied = comparison.assumptions is not None
    table = plain_table(
        *(say("scheme"), say("compared with"), say("where"), say("meetings")),
        *(say("profit"), say(LUCK)),
        *[say("enough in\nmodels")] * varied,
        say("answer"),
        title=say("Where a human pays"),
        caption=say(
            "each scheme with people is compared with the one that differs from it least, in people alone or in machines that they replace; "
            "meetings: how many more humans have, per launch customer; profit: what the scheme earns more, per launch customer; {rules} (open); "
            'what does not pay may be left to machines, or undone; -: more differs from "{baseline}", machines that serve beside the people among it, '
            "or there are fewer people elsewhere, so that profit does not tell of them{idle}",
            rules=rules(comparison),
            baseline=comparison.scenario.compare.baseline,
            idle=say(IDLE) if _has_shifts(comparison) else "",
        ),
        names=NAMES,
    )
    for column in (1, 2, -1):
        table.columns[column].justify = "left"
    for case in cases:
        table.add_row(case.one.scheme, *_cells(comparison, case))
    return table


def _has_shifts(comparison: Comparison) -> bool:
    """Tell whether people anywhere have so much time a day, of which some may be left."""
    scenario = comparison.scenario
    mechanics = (
        one.mechanic
        for scheme in scenario.schemes.values()
        for one in in_force(scheme, scenario.days)
    )
    return any(isinstance(one, Helper) and one.human and one.capacity for one in mechanics)


def _cells(comparison: Comparison, case: Case) -> list[str]:
    one, found = case
    gain = comparison.panels["profit"].difference(one.scheme, one.against)
    cells = [numbers.NOTHING] * (1 + (comparison.assumptions is not None))
    if found is not None:
        models = [f"{found.hits:.0f}/{found.draws}"] if found.draws else []
        cells = [*models, say(found.answer)]
    return [
        one.against,
        ", ".join(say(place) for place in one.meetings),
        ", ".join(f"{times:+.2f}" for times in one.meetings.values()),
        numbers.signed_amount(gain.estimate),
        numbers.amount_interval(gain.low, gain.high),
        *cells,
    ]
