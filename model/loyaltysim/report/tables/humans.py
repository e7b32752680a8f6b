"""Where a human pays: what schemes earn whose service lets humans meet more customers than the baseline's, or fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.comparison.verdict.reasons import sells
from loyaltysim.comparison.verdict.support import enough
from loyaltysim.hooks import Stage
from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.tables.journey import HELP, STAGES, stage_of
from loyaltysim.report.tables.main import LUCK, NAMES
from loyaltysim.report.tables.shapes import plain_table

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from rich.table import Table

    from loyaltysim.comparison import Comparison
    from loyaltysim.scenario.blocks.scheme import Scheme

HUMAN = "human"
CENT = 0.01
TELLS = 0.1
"""Part of the meetings under the baseline by which they must differ to be told: by less they do through whoever stays (assumption)."""
ANSWERS = PAYS, PAYS_NOT, OPEN = "pays", "does not pay", "open"


class Staffed(NamedTuple):
    """A scheme of which other people serve than under the baseline, so that humans meet more or fewer customers."""

    scheme: str
    meetings: dict[str, float]
    """How many more meetings, per launch customer, by stage in the order of a journey; below 0 fewer."""

    def pair(self, baseline: str) -> tuple[str, str] | None:
        """Name the scheme in which humans meet more customers, and the other; None where each does somewhere."""
        signs = {more > 0.0 for more in self.meetings.values()}
        if len(signs) > 1:
            return None
        return (self.scheme, baseline) if signs == {True} else (baseline, self.scheme)


def staffed(comparison: Comparison) -> list[Staffed]:
    """Find the schemes whose service lets humans meet more or fewer customers than the baseline's does.

    What changes how often the same people are met, such as a reward for which customers come oftener, is no service.
    """
    found = comparison.journey
    humans = found[found["by"] == HUMAN]
    met: dict[str, dict[str, float]] = {str(name): {} for name in comparison.schemes.index}
    for _, row in humans.iterrows():
        met[str(row["scheme"])][stage_of(row)] = float(row["meetings"])
    baseline = comparison.scenario.compare.baseline
    usual = met.pop(baseline)
    schemes = comparison.scenario.schemes
    changes = (
        Staffed(name, _changed(some, usual, _served_otherwise(schemes[name], schemes[baseline])))
        for name, some in met.items()
    )
    return [one for one in changes if one.meetings]


def _served_otherwise(scheme: Scheme, baseline: Scheme) -> set[str]:
    """Name the stages at which other instances decide whom humans meet."""
    some, others = scheme.all_instances(), baseline.all_instances()
    differing = [one for one in some if one not in others] + [
        one for one in others if one not in some
    ]
    stages = {stage for one in differing for stage in one.mechanic.staffs()}
    return {HELP if stage == Stage.PROBLEM else stage.value for stage in stages}


def _changed(
    met: Mapping[str, float], usual: Mapping[str, float], where: Container[str]
) -> dict[str, float]:
    """Give how many more meetings there are at some stages, where these are many enough to tell."""
    changes = {}
    for place in STAGES:
        before = usual.get(place, 0.0)
        more = met.get(place, 0.0) - before
        if place in where and more and abs(more) >= TELLS * before:
            changes[place] = more
    return changes


def humans_table(comparison: Comparison) -> Table | None:
    """Tabulate where a human pays; None where people are the same, or nothing is sold."""
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
            'where service differs from that of "{baseline}", so that humans meet more customers or fewer, and how many times per launch customer; '
            "profit: what the scheme earns more by all that is different in it, per launch customer; a human pays where with more of them "
            "{least} or more is earned{models}; what does not pay may be left to machines, or undone; open: luck or the assumptions "
            "decide; -: more at one place and fewer at another, so that profit tells of neither alone",
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
    baseline = comparison.scenario.compare.baseline
    gain = comparison.panels["profit"].difference(one.scheme, baseline)
    pair, varied = one.pair(baseline), comparison.assumptions is not None
    verdict = [numbers.NOTHING] * (varied + 1) if pair is None else _verdict(comparison, *pair)
    return [
        ", ".join(say(place) for place in one.meetings),
        ", ".join(f"{more:+.2f}" for more in one.meetings.values()),
        numbers.signed_amount(gain.estimate),
        numbers.amount_interval(gain.low, gain.high),
        *verdict,
    ]


def _verdict(comparison: Comparison, more: str, fewer: str) -> list[str]:
    """Say whether a human pays, as far as luck and, if they were varied, the assumptions let it be known."""
    least, assumptions = _least(comparison), comparison.assumptions
    gain = comparison.panels["profit"].difference(more, fewer)
    pays, does_not, models = gain.low >= least, gain.high < least, []
    if assumptions is not None:
        found = assumptions.reaching("profit", more, fewer, least)
        models.append(f"{found.hits:.0f}/{found.draws}")
        if assumptions.tell:
            pays &= found.hits >= enough(found.draws)
            does_not &= found.draws - found.hits >= enough(found.draws)
    return [*models, say(PAYS if pays else PAYS_NOT if does_not else OPEN)]


def _least(comparison: Comparison) -> float:
    """Give the profit from which on a human pays: what matters, where profit is compared; else a cent."""
    compare = comparison.scenario.compare
    return max(compare.matters, CENT) if compare.metric == "profit" else CENT
