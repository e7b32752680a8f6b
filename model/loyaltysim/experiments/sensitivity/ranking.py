"""Which scheme leads, and what turns that round, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.verdict import wording
from loyaltysim.experiments.aims import AIMS
from loyaltysim.experiments.plans.labels import named
from loyaltysim.experiments.plans.points import written
from loyaltysim.experiments.sensitivity.turns import leader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.comparison.verdict.flips import Named
    from loyaltysim.experiments.plans.design import Axis
    from loyaltysim.experiments.sensitivity.found import Sensitivity
    from loyaltysim.experiments.sensitivity.turns import Turn


def ranking_lines(found: Sensitivity) -> Iterator[str]:
    """Say which scheme leads in the scenario as it is, and what turns that round."""
    ranking = found.ranking
    metric = AIMS[found.space.experiment.scenario.compare.metric]
    if ranking is None:
        yield "The scenario as it is could not be played, so nothing is known of the ranking."
        return
    ahead = leader(ranking)
    yield f"As the scenario is, {wording.quoted([ahead])} has the best {metric.label}."
    names = named(found.space.axes)
    for turn in found.turns:
        yield f"The ranking {_turn(found, turn, names[turn.path])}."
    for flip in found.flips:
        yield f"With all of them varying, the lead over the runner-up {flip.direction}."
    if not found.turns and not found.flips:
        yield "No parameter turns the ranking round, neither alone nor with the others."
    elif not found.turns:
        yield "No parameter alone turns it round."


def _turn(found: Sensitivity, turn: Turn, name: Named) -> str:
    """Say from where on which scheme leads."""
    scenario = found.space.experiment.scenario
    metric, axis = AIMS[scenario.compare.metric], found.space.axes[turn.path]
    by = wording.gap(turn.by, metric.unit, scenario.currency)
    if turn.by < scenario.compare.matters:
        stated = wording.exactly(scenario.compare.matters, metric.unit, scenario.currency)
        by = f"{by}, less than the {stated} that matter"
    where, at = _where(turn, axis)
    where = f"{where} {name.unit}".strip()
    return f"flips when {name.told} alone is {where}: then {wording.quoted([turn.leads])} leads ({at}by {by})"


def _where(turn: Turn, axis: Axis) -> tuple[str, str]:
    """Say on which side of which value the ranking turns, and at which end it was measured."""
    if turn.near is None:
        return written(axis.at(turn.far).plain()), ""
    near, far = (float(str(axis.at(share).content)) for share in (turn.near, turn.far))
    whole = axis.span is not None and axis.span.whole
    place = f"{near:g}" if whole else f"about {(near + far) / 2:.3g}"
    end = float(str(axis.at(1.0 if turn.rising else 0.0).content))
    return f"{'above' if turn.rising else 'below'} {place}", f"at {end:g} "
