"""Play the finalists of a search under plausible sets of the behavioural constants."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.constants import Constants
from loyaltysim.comparison.draws import draw_markets, draws_table, flips_of, play_draws
from loyaltysim.comparison.verdict.assumptions import Assumptions, Share, share_of
from loyaltysim.experiments.aims import AIMS
from loyaltysim.experiments.rows import case_of
from loyaltysim.experiments.search.finalists import scenario_of
from loyaltysim.experiments.search.limits import keeps
from loyaltysim.experiments.search.measured import measured_of
from loyaltysim.experiments.search.search import markets_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from loyaltysim.comparison.draws import Draws
    from loyaltysim.comparison.measures.effects import FloatArray
    from loyaltysim.comparison.playing.runner import Progress, Runner
    from loyaltysim.experiments.search.confirm import Confirmation
    from loyaltysim.experiments.search.load import Hunt
    from loyaltysim.experiments.search.measured import Measured


@dataclass(frozen=True)
class Models:
    """What plausible models say of the finalists that keep to the constraints."""

    assumptions: Assumptions
    """By the first objective: how much better each is than the baseline, which is among the schemes."""

    better: Share
    """Models in which the best is better than the baseline."""

    holds: Share
    """Models in which it stands to the baseline and to every other finalist as it does on new markets."""

    keeps: Share
    """Models in which it keeps to the constraints."""


def play_models(
    found: Confirmation, hunt: Hunt, runner: Runner, progress: Progress
) -> Models | None:
    """Play the finalists on markets that neither chose them nor the best of them; None if no models are asked for."""
    names, draws = found.contenders, hunt.plan.assumptions
    if not draws:
        return None
    case = case_of(scenario_of(hunt, found, names), Constants.default())
    _, used = markets_of(hunt)
    new = used + hunt.plan.confirm
    played = play_draws(case, draws, replace(runner, progress=progress), new)
    told = [{name: measured_of(one, name) for name in names} for one in played.gathered]
    return judge_models(found, hunt, played, told)


def judge_models(
    found: Confirmation, hunt: Hunt, played: Draws, told: Sequence[Mapping[str, Measured]]
) -> Models:
    """Count the models in which the answer holds.

    Parameters
    ----------
    told
        What every model says of every finalist that keeps to the constraints.
    """
    aim = AIMS[hunt.plan.objectives[0]]
    effects = [[one.effect(aim.name).estimate for one in by_name.values()] for by_name in told]
    values = np.array([[0.0, *(aim.better * effect for effect in row)] for row in effects])
    leads = values[:, 1:2] - np.delete(values, 1, axis=1)
    schemes = (hunt.baseline, *found.contenders)
    panels = [one.panels() for one in played.gathered]
    best = found.contenders[0]
    assumptions = Assumptions(
        draws=draws_table(panels, schemes, hunt.baseline),
        constants=played.constants,
        schemes=schemes,
        values=values,
        markets=draw_markets(hunt.scenario.market_size),
        leader=best,
        ahead=share_of((leads > 0).all(axis=1)),
        holds=share_of((leads >= found.matters).all(axis=1)),
        flips=flips_of(leads.min(axis=1), played.constants),
    )
    kept = np.array([keeps(by_name[best], hunt.plan.constraints) for by_name in told])
    holds = share_of(_holds(found, leads))
    return Models(assumptions, share_of(leads[:, 0] > 0), holds, share_of(kept))


def _holds(found: Confirmation, leads: FloatArray) -> NDArray[np.bool_]:
    """Tell in which models each lead is what it is on new markets, shape (draws,).

    Parameters
    ----------
    leads
        Of the best over the baseline, then over every other finalist, shape (draws, 1 + finalists).
    """
    others = [found.names[name] for name in found.contenders[1:]]
    known = [found.against_baseline, *(found.leads[number] for number in others)]
    holds = np.ones(len(leads), dtype=bool)
    for lead, column in zip(known, leads.T, strict=True):
        place = found.place(lead)
        if place == "better":
            holds &= column > 0
        elif place == "same":
            holds &= (np.abs(column) < found.matters) | (column == 0)
        elif place == "worse":
            holds &= column < 0
    return holds
