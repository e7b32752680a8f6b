"""Play all schemes under plausible sets of the behavioural constants."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from loyaltysim.behaviour.constants import draw_constants
from loyaltysim.comparison.measures.caused import caused
from loyaltysim.comparison.measures.gathered import Gathered
from loyaltysim.comparison.playing.case import Case
from loyaltysim.comparison.playing.work import batches_of
from loyaltysim.comparison.verdict.assumptions import Assumptions, share_of
from loyaltysim.comparison.verdict.flips import by_meaning, find_flips
from loyaltysim.comparison.verdict.how_many import FEWEST_DRAWS
from loyaltysim.language import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from loyaltysim.comparison.measures.effects import Effect, FloatArray
    from loyaltysim.comparison.measures.panel import Panel
    from loyaltysim.comparison.playing.runner import Runner
    from loyaltysim.comparison.playing.work import Batch
    from loyaltysim.comparison.verdict.flips import Flip
    from loyaltysim.scenario.schema import Scenario

CUSTOMERS = 12_000
"""Customers of a draw: six markets of 2,000. They know a paired difference in retention to about a
tenth of a percentage point, far less than draws differ, so more would only cost time; 30 draws of them
are six times the work of 60,000 customers."""

FEWEST_MARKETS = 2


def draw_markets(market_size: int) -> int:
    """Give the number of markets that every draw plays."""
    return max(FEWEST_MARKETS, -(-CUSTOMERS // market_size))


def vary_assumptions(
    case: Case, draws: int, main: Mapping[str, Panel], runner: Runner
) -> Assumptions | None:
    """Play draws of the constants, with the main result's luck and its first markets.

    Parameters
    ----------
    case
        The case of the main result, for its scenario and population.
    main
        The main result, which says who leads.

    Returns
    -------
    None if there is nothing to draw or nothing to compare.
    """
    scenario = case.scenario
    if draws < 1 or len(scenario.contenders) < 2:
        return None
    played = play_draws(case, draws, runner)
    panels = [gathered.panels() for gathered in played.gathered]
    schemes, metric = tuple(scenario.schemes), scenario.compare.metric
    told = [
        caused(one, panel, scenario.days)
        for one, panel in zip(played.gathered, panels, strict=True)
    ]
    return assess(
        scenario,
        draws_table(panels, schemes, scenario.compare.baseline).join(
            caused_table(told), on=["draw", "scheme"]
        ),
        played.constants,
        np.array([panel[metric].means() for panel in panels]),
        main,
    )


class Draws(NamedTuple):
    """What came of all schemes under plausible sets of the constants."""

    constants: pd.DataFrame
    """One row a draw, one column a constant."""

    gathered: Sequence[Gathered]
    """By draw."""


def play_draws(case: Case, draws: int, runner: Runner, first: int = 0) -> Draws:
    """Play draws of the constants with the luck of a case.

    Parameters
    ----------
    first
        Number of the first market that is played.
    """
    cases = [_drawn(case, number) for number in range(draws)]
    played = range(first, first + draw_markets(case.scenario.market_size))
    work = [batches_of(one, played) for one in cases]
    label = say("trying {count} sets of assumptions", count=draws)
    runner.play(label, [batch for per_draw in work for batch in per_draw])
    return Draws(
        pd.DataFrame([asdict(one.constants) for one in cases]).rename_axis("draw"),
        [_gathered(case.scenario, per_draw, runner) for per_draw in work],
    )


def _drawn(case: Case, number: int) -> Case:
    scenario = case.scenario
    return Case(
        scenario=scenario,
        constants=draw_constants(scenario.seed, number),
        population_key=case.population_key,
        # described customers stay who they are; fitted ones are fitted anew to every draw
        population=scenario.segment_population(),
    )


def _gathered(scenario: Scenario, work: Sequence[Batch], runner: Runner) -> Gathered:
    gathered = Gathered.empty(scenario)
    gathered.add(work, runner)
    return gathered


def assess(
    scenario: Scenario,
    table: pd.DataFrame,
    constants: pd.DataFrame,
    values: FloatArray,
    main: Mapping[str, Panel],
) -> Assumptions:
    """Say what the main result owes to the constants.

    Parameters
    ----------
    table
        One row a draw and scheme, as in `Assumptions.draws`.
    constants
        One row a draw, one column a constant.
    values
        The compared metric per launch customer, shape (draws, schemes).
    main
        The main result, which says who leads.
    """
    schemes, contenders = tuple(scenario.schemes), scenario.contenders
    leader, runner_up, *_ = main[scenario.compare.metric].among(contenders).ranked()
    columns = {name: values[:, schemes.index(name)] for name in contenders}
    others = np.max([column for name, column in columns.items() if name != leader], axis=0)
    lead = columns[leader] - others
    return Assumptions(
        draws=table,
        constants=constants,
        schemes=schemes,
        values=values,
        markets=draw_markets(scenario.market_size),
        leader=leader,
        ahead=share_of(lead > 0),
        holds=share_of(lead >= scenario.compare.matters),
        flips=flips_of(columns[leader] - columns[runner_up], constants),
        reference=frozenset(schemes) - frozenset(contenders),
    )


def flips_of(leads: FloatArray, constants: pd.DataFrame) -> tuple[Flip, ...]:
    """Find the constants that turn the lead round; of few draws, any of dozens would seem to."""
    if len(leads) < FEWEST_DRAWS:
        return ()
    return find_flips(leads, _columns(constants), by_meaning)


def _columns(frame: pd.DataFrame) -> dict[str, FloatArray]:
    return {str(name): column.to_numpy() for name, column in frame.items()}


def draws_table(
    panels: Sequence[Mapping[str, Panel]], schemes: Sequence[str], baseline: str
) -> pd.DataFrame:
    """Give one row a draw and scheme, as in `Assumptions.draws`."""
    rows = [
        (
            draw,
            name,
            panel["retention"].mean(name).estimate,
            panel["retention"].difference(name, baseline).estimate,
            panel["profit"].difference(name, baseline).estimate,
        )
        for draw, panel in enumerate(panels)
        for name in schemes
    ]
    return pd.DataFrame(rows, columns=["draw", "scheme", "retention", "difference", "profit"])


def caused_table(told: Sequence[Mapping[str, Mapping[str, Effect]]]) -> pd.DataFrame:
    """Give one row a draw and scheme, as the index, and one column a figure of what the scheme causes.

    Parameters
    ----------
    told
        By draw, what each scheme but the baseline causes (`measures.caused`).
    """
    rows = {
        (draw, name): {figure: effect.estimate for figure, effect in figures.items()}
        for draw, by_scheme in enumerate(told)
        for name, figures in by_scheme.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(["draw", "scheme"])
