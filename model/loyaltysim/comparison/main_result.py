"""The main result: all schemes over the markets of the scenario, or as many as its precision takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loyaltysim.comparison.measures.gathered import Gathered
from loyaltysim.comparison.measures.metrics import METRICS
from loyaltysim.comparison.playing.markets import market_count
from loyaltysim.comparison.playing.work import batches_of
from loyaltysim.comparison.verdict.precision import (
    judged,
    more_markets,
    precise,
    precision_note,
    untold,
)
from loyaltysim.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from loyaltysim.comparison.measures.effects import Effect
    from loyaltysim.comparison.playing.case import Case
    from loyaltysim.comparison.playing.runner import Runner
    from loyaltysim.comparison.playing.work import Batch


@dataclass(frozen=True)
class MainResult:
    """What was gathered, from which batches, and what the user should know about it."""

    gathered: Gathered
    batches: tuple[Batch, ...]
    markets: int
    notes: tuple[str, ...]


def play_main(
    case: Case, runner: Runner, on_round: Callable[[Gathered], object] | None = None
) -> MainResult:
    """Play whole markets, at least 30; with a precision to be reached, double them until it is.

    Parameters
    ----------
    on_round
        Called with what was gathered so far, of which all schemes have played the same markets.
    """
    scenario = case.scenario
    markets, note = market_count(scenario.customers, scenario.market_size)
    gathered, played = Gathered.empty(scenario), batches_of(case, range(markets))

    def take(batch: Batch) -> None:
        gathered.add([batch], runner)
        if on_round is not None:
            on_round(gathered)

    runner.play(say("playing {count} markets", count=markets), played, take)
    if scenario.precision is None or not gathered.others:
        return MainResult(gathered, played, markets, (note,) if note else ())
    while not _enough(_judged(gathered, case), scenario.precision):
        more = more_markets(markets)
        if more == markets:
            break
        added = batches_of(case, range(markets, more))
        runner.play(say("playing {count} more markets", count=more - markets), added, take)
        played, markets = played + added, more
    told = precision_note(markets, _judged(gathered, case), scenario)
    return MainResult(gathered, played, markets, (*([note] if note else []), told))


def _enough(differences: Sequence[Effect], precision: float) -> bool:
    return precise(differences, precision) or untold(differences)


def _judged(gathered: Gathered, case: Case) -> tuple[Effect, ...]:
    scenario = case.scenario
    compare, panel = scenario.compare, gathered.panel(METRICS[scenario.compare.metric])
    return judged(panel, compare.baseline, compare.matters, scenario.contenders)
