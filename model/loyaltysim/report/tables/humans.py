"""Where a human pays: what schemes earn in which humans meet more customers than under the baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.comparison.verdict.reasons import sells
from loyaltysim.comparison.verdict.support import enough
from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.tables.journey import STAGES, stage_of
from loyaltysim.report.tables.main import LUCK, NAMES
from loyaltysim.report.tables.shapes import plain_table

if TYPE_CHECKING:
    from rich.table import Table

    from loyaltysim.comparison import Comparison
    from loyaltysim.comparison.verdict.assumptions import Assumptions

HUMAN = "human"
CENT = 0.01
ANSWERS = PAYS, PAYS_NOT, OPEN = "pays", "does not pay", "open"


class Staffed(NamedTuple):
    """A scheme in which humans meet more customers than under the baseline."""

    scheme: str
    places: tuple[str, ...]
    """Stages at which they do, in the order of a journey."""
    meetings: float
    """How many more meetings, per launch customer."""


def staffed(comparison: Comparison) -> list[Staffed]:
    """Find the schemes in which humans meet more customers than under the baseline."""
    found = comparison.journey
    if found.empty:
        return []
    met: dict[str, dict[str, float]] = {str(scheme): {} for scheme in comparison.schemes.index}
    for _, row in found[found["by"] == HUMAN].iterrows():
        met[str(row["scheme"])][stage_of(row)] = float(row["meetings"])
    usual = met.pop(comparison.scenario.compare.baseline)
    more = {
        scheme: {place: n - usual.get(place, 0.0) for place, n in places.items()}
        for scheme, places in met.items()
    }
    return [
        Staffed(scheme, tuple(place for place in STAGES if gained.get(place, 0.0) > 0.0), total)
        for scheme, gained in more.items()
        if (total := sum(n for n in gained.values() if n > 0.0)) > 0.0
    ]


def humans_table(comparison: Comparison) -> Table | None:
    """Tabulate where a human pays; None where none is added, or nothing is sold."""
    found = staffed(comparison) if sells(comparison.panels) else []
    if not found:
        return None
    varied = comparison.assumptions is not None
    table = plain_table(
        *(say("scheme"), say("where"), say("meetings"), say("profit"), say(LUCK)),
        *[say("pays in\nmodels")] * varied,
        say("answer"),
        title=say("Where a human pays"),
        caption=say(
            'where humans meet more customers than under "{baseline}", and how many times more per launch customer; profit: what the '
            "scheme earns more by all that is different in it, per launch customer; it pays where that is {least} or more{models}; "
            "what does not pay may be left to machines, or undone; open: luck or the assumptions decide",
            baseline=comparison.scenario.compare.baseline,
            least=f"{comparison.scenario.currency} {numbers.amount(_least(comparison))}",
            models=say(", in models: in so many plausible ones") if varied else "",
        ),
        names=NAMES,
    )
    for column in (1, -1):
        table.columns[column].justify = "left"
    for one in found:
        table.add_row(one.scheme, *_cells(comparison, one))
    return table


def _cells(comparison: Comparison, one: Staffed) -> list[str]:
    least, assumptions = _least(comparison), comparison.assumptions
    gain = comparison.panels["profit"].difference(one.scheme, comparison.scenario.compare.baseline)
    models = []
    if assumptions is not None:
        hits = assumptions.reaching("profit", one.scheme, least).hits
        models.append(f"{hits:.0f}/{len(assumptions.values)}")
    return [
        ", ".join(say(place) for place in one.places),
        f"{one.meetings:.2f}",
        numbers.signed_amount(gain.estimate),
        numbers.amount_interval(gain.low, gain.high),
        *models,
        say(_answer(gain.low, gain.high, least, one.scheme, assumptions)),
    ]


def _answer(
    low: float, high: float, least: float, scheme: str, assumptions: Assumptions | None
) -> str:
    """Say whether a human pays, as far as luck and, if they were varied, the assumptions let it be known."""
    pays, does_not = low >= least, high < least
    if assumptions is not None and assumptions.tell:
        hits, draws = assumptions.reaching("profit", scheme, least).hits, len(assumptions.values)
        pays &= hits >= enough(draws)
        does_not &= draws - hits >= enough(draws)
    return PAYS if pays else PAYS_NOT if does_not else OPEN


def _least(comparison: Comparison) -> float:
    """Give the profit from which on a human pays: what matters, where profit is compared; else a cent."""
    compare = comparison.scenario.compare
    return max(compare.matters, CENT) if compare.metric == "profit" else CENT
