"""Where a human pays: what schemes earn whose service lets humans meet more customers than the baseline's, or fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.comparison.verdict.reasons import sells
from loyaltysim.comparison.verdict.support import IN, enough
from loyaltysim.hooks import Stage
from loyaltysim.language import say
from loyaltysim.mechanics.helper import Helper
from loyaltysim.mechanics.service.touchpoint import Touchpoint
from loyaltysim.report import numbers
from loyaltysim.report.tables.journey import HELP, STAGES, stage_of
from loyaltysim.report.tables.main import LUCK, NAMES
from loyaltysim.report.tables.shapes import plain_table

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from collections.abc import Set as AbstractSet

    from rich.table import Table

    from loyaltysim.comparison import Comparison
    from loyaltysim.comparison.measures.effects import Effect
    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.scenario.blocks.scheme import Instance, Scheme
    from loyaltysim.scenario.schema import Scenario

HUMAN = "human"
CENT = 0.01
TELLS = 0.1
"""Part of the meetings under the baseline by which they must differ to be told: by less they do through whoever stays (assumption)."""
ANSWERS = PAYS, PAYS_NOT, OPEN = "pays", "does not pay", "open"


IDLE = (
    "; people are paid by answer: hours in which nobody comes cost nothing, unless `cost` has them"
)


class Staffed(NamedTuple):
    """A scheme of which other people serve than under the baseline, so that humans meet more or fewer customers."""

    scheme: str
    meetings: dict[str, float]
    """How many more meetings, per launch customer, by stage in the order of a journey; below 0 fewer."""

    alone: bool
    """Whether service is all that differs, so that profit tells of it."""

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
    changes = (_change(comparison.scenario, name, some, usual) for name, some in met.items())
    return [one for one in changes if one.meetings]


def _change(
    scenario: Scenario, name: str, met: Mapping[str, float], usual: Mapping[str, float]
) -> Staffed:
    """Give how many more meetings there are under a scheme where other instances decide whom humans meet."""
    scheme, baseline = scenario.schemes[name], scenario.schemes[scenario.compare.baseline]
    some, others = (_in_force(one, scenario.days) for one in (scheme, baseline))
    differing = [one.mechanic for one in some if one not in others]
    differing += [one.mechanic for one in others if one not in some]
    stages = {stage for one in differing for stage in one.staffs()}
    where = {HELP if stage == Stage.PROBLEM else stage.value for stage in stages}
    alone = (scheme.joining, scheme.adapt) == (baseline.joining, baseline.adapt)
    alone &= all(_serves(one, stages) for one in differing)
    return Staffed(name, _changed(met, usual, where), alone)


def _in_force(scheme: Scheme, days: int) -> list[Instance]:
    """Give the instances of all variants that are in force on some day."""
    return [one for one in scheme.all_instances() if one.mechanic.comes_into_force(days)]


def _serves(mechanic: Mechanic, stages: AbstractSet[Stage]) -> bool:
    """Tell whether it is there at some stages: its people, or a machine in their place."""
    if isinstance(mechanic, Touchpoint):
        return {Stage(one.at) for one in mechanic.rules_throughout()} <= stages
    return bool(mechanic.staffs())


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
            "{least} or more is earned, beyond luck{models}; what does not pay may be left to machines, or undone; open: luck or the assumptions "
            "decide; -: more at one place and fewer at another, so that profit tells of neither alone, or more than "
            "service differs{idle}",
            baseline=comparison.scenario.compare.baseline,
            least=f"{comparison.scenario.currency} {numbers.amount(_least(comparison))}",
            models=_needed(comparison),
            idle=say(IDLE) if _has_shifts(comparison) else "",
        ),
        names=NAMES,
    )
    for column in (1, -1):
        table.columns[column].justify = "left"
    for one in found:
        table.add_row(one.scheme, *_cells(comparison, one))
    return table


def _has_shifts(comparison: Comparison) -> bool:
    """Tell whether people anywhere have so much time a day, of which some may be left."""
    scenario = comparison.scenario
    mechanics = (
        one.mechanic
        for scheme in scenario.schemes.values()
        for one in _in_force(scheme, scenario.days)
    )
    return any(isinstance(one, Helper) and one.human and one.capacity for one in mechanics)


def _needed(comparison: Comparison) -> str:
    """Say in how many models an answer has to hold."""
    assumptions = comparison.assumptions
    if assumptions is None:
        return ""
    if not assumptions.tell:
        return say(", in models: in so many plausible ones")
    draws = len(assumptions.values)
    return say(
        ", and in at least {needed} of {draws} plausible models", needed=enough(draws), draws=draws
    )


def _cells(comparison: Comparison, one: Staffed) -> list[str]:
    gain = comparison.panels["profit"].difference(one.scheme, comparison.scenario.compare.baseline)
    found = found_of(comparison, one)
    cells = [numbers.NOTHING] * (1 + (comparison.assumptions is not None))
    if found is not None:
        models = [f"{found.hits:.0f}/{found.draws}"] if found.draws else []
        cells = [*models, say(found.answer)]
    return [
        ", ".join(say(place) for place in one.meetings),
        ", ".join(f"{times:+.2f}" for times in one.meetings.values()),
        numbers.signed_amount(gain.estimate),
        numbers.amount_interval(gain.low, gain.high),
        *cells,
    ]


class Found(NamedTuple):
    """Whether a human pays, as far as luck and, if they were varied, the assumptions let it be known."""

    more: str
    """The scheme in which humans meet more customers."""

    fewer: str
    gain: Effect
    """What the one earns more than the other, in currency per launch customer."""

    hits: float
    """Plausible models in which that is enough."""

    draws: int
    """Plausible models that were asked; 0 where assumptions were not varied."""

    answer: str
    """One of `ANSWERS`."""

    def in_models(self) -> str:
        """Say in how many models a human pays."""
        return say(IN, hits=f"{self.hits:.0f}", draws=self.draws)


def found_of(comparison: Comparison, one: Staffed) -> Found | None:
    """Tell whether a human pays; None where humans meet fewer customers elsewhere, or more than service differs."""
    pair = one.pair(comparison.scenario.compare.baseline)
    if pair is None or not one.alone:
        return None
    least, assumptions = _least(comparison), comparison.assumptions
    hits, draws = 0.0, 0
    gain = comparison.panels["profit"].difference(*pair)
    pays, does_not = gain.low >= least, gain.high < least
    if assumptions is not None:
        reached = assumptions.reaching("profit", *pair, least)
        hits, draws = reached.hits, reached.draws
        if assumptions.tell:
            pays &= hits >= enough(draws)
            does_not &= draws - hits >= enough(draws)
    return Found(*pair, gain, hits, draws, PAYS if pays else PAYS_NOT if does_not else OPEN)


def _least(comparison: Comparison) -> float:
    """Give the profit from which on a human pays: what matters, where profit is compared; else a cent."""
    compare = comparison.scenario.compare
    return max(compare.matters, CENT) if compare.metric == "profit" else CENT
