"""Which parameters and which assumptions move what a scheme does, and which turn the ranking round."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from loyaltysim.comparison.verdict.flips import find_flips
from loyaltysim.experiments.folder import TABLE
from loyaltysim.experiments.options import options_of
from loyaltysim.experiments.plans.labels import named
from loyaltysim.experiments.plans.points import Point
from loyaltysim.experiments.player import Player
from loyaltysim.experiments.sensitivity.found import Sensitivity, ranking_at, subjects
from loyaltysim.experiments.sensitivity.load import load_space
from loyaltysim.experiments.sensitivity.ranking import ranking_lines
from loyaltysim.experiments.sensitivity.samples import numbers_at, points_at, saltelli, trajectories
from loyaltysim.experiments.sensitivity.table import Looked, Sample, sensitivity_table, strongest
from loyaltysim.experiments.sensitivity.turns import find_turns, leader
from loyaltysim.extras import need

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from loyaltysim.comparison.playing.runner import Progress
    from loyaltysim.comparison.verdict.flips import Flip
    from loyaltysim.experiments.options import Options
    from loyaltysim.experiments.plans.design import Axis, Values
    from loyaltysim.experiments.sensitivity.load import Space
    from loyaltysim.experiments.sensitivity.turns import Ranking

    Draw = Callable[["Sensitivity", Path], Iterable[Path]]


def sensitivity(  # noqa: PLR0913 - each is a choice of the user's
    plan: str | Path | Mapping[str, object],
    *,
    jobs: int | None = None,
    out: str | Path | None = "results",
    fresh: bool = False,
    progress: Progress | Literal[False] = False,
    draw: Draw | None = None,
    dask: str | None = None,
    any_worker: bool = False,
) -> Sensitivity:
    """Find what moves the effects of schemes: screening (Morris) and shares of the variance (Sobol').

    Every point is played by the same customers with the same luck.

    Parameters
    ----------
    plan
        The path of a plan, the name of a bundled plan, or what a plan says, as a dict.
    jobs
        Processes to use; all usable cores if left out. Results do not depend on it.
    out
        Folder for the tables and for finished work, which the next call uses; None keeps nothing.
    fresh
        Whether to play everything anew, as if nothing were finished.
    progress
        Called with what is being done, and the points done and to be done.
    draw
        Writes pictures; `loyaltysim.sensitivity` brings the project's own.
    dask
        Address of a Dask scheduler whose workers play, instead of processes here. Results do not depend on it.
    any_worker
        Whether workers may have other versions or processors than this machine, so that the last digits may differ.

    Raises
    ------
    ScenarioError
        With every problem of the plan, before anything is played.
    InputError
        When SALib is not installed.
    """
    need("`sensitivity`", "SALib")
    options = options_of(
        jobs=jobs,
        out=out,
        fresh=fresh,
        progress=progress,
        dask=dask,
        any_worker=any_worker,
        draw=draw,
    )
    return carry_out(load_space(plan), options)


def carry_out(space: Space, options: Options) -> Sensitivity:
    """Carry out a plan."""
    with options.runner() as runner:
        found = _look(space, Player(space.experiment, runner, options.progress))
    return _written(found, options)


def _look(space: Space, player: Player) -> Sensitivity:
    """Play the ends, the designs, and what lies between ends where the ranking turns."""
    method, seed = space.plan.method, space.experiment.scenario.seed
    label = "playing every parameter alone"
    as_is, *rest = player.play("ends", label, space.experiment.points)
    left = iter(rest)
    alone = {path: [next(left) for _ in axis.alone()] for path, axis in space.axes.items()}
    looked = Looked(space.axes, as_is, alone, None, None, seed)
    if method.morris is not None:
        shares = trajectories(space.axes, method.morris, seed)
        looked = replace(looked, morris=_sample(space.axes, shares, "morris", player))
    if method.sobol is not None:
        axes = _kept(looked, space)
        drawn = _sample(axes, saltelli(axes, method.sobol, seed), "sobol", player)
        looked = replace(looked, sobol=drawn)
    turns = find_turns(
        space.axes,
        space.own,
        ranking_at(space, as_is),
        {path: [ranking_at(space, one) for one in told] for path, told in alone.items()},
        _halfway(space, player),
    )
    schemes = [name for name in space.experiment.scenario.schemes if name != _baseline(space)]
    return Sensitivity(
        space,
        looked,
        sensitivity_table(looked, schemes, space.plan.effects),
        pd.DataFrame(player.rows),
        turns,
        _flips(looked, space),
        player.failed,
    )


def _sample(axes: Mapping[str, Axis], shares: np.ndarray, purpose: str, player: Player) -> Sample:
    label = f"playing {len(shares):,} points ({purpose})"
    return Sample(axes, shares, player.play(purpose, label, points_at(axes, shares)))


def _kept(looked: Looked, space: Space) -> Mapping[str, Axis]:
    """Choose the parameters that get Sobol' indices."""
    if looked.morris is None:
        return space.axes
    paths = strongest(looked, subjects(space), space.plan.effects, space.kept)
    return {path: space.axes[path] for path in paths}


def _halfway(
    space: Space, player: Player
) -> Callable[[Sequence[Values]], Sequence[Ranking | None]]:
    def play(values: Sequence[Values]) -> Sequence[Ranking | None]:
        points = [Point(number, one) for number, one in enumerate(values)]
        label = "looking where the ranking turns"
        played = player.play("turns", label, points) if points else []
        return [ranking_at(space, one) for one in played]

    return play


def _flips(looked: Looked, space: Space) -> tuple[Flip, ...]:
    """Find the parameters that decide, all varying together, whether the leader is ahead of the runner-up.

    Lists of what are no numbers have no side of a cut; where they turn the ranking alone, `find_turns` says so.
    """
    sample, first = looked.sobol or looked.morris, ranking_at(space, looked.as_is)
    if sample is None or first is None:
        return ()
    ahead = leader(first)
    second = leader({scheme: value for scheme, value in first.items() if scheme != ahead})
    metric = space.experiment.scenario.compare.metric
    leads = sample.values(ahead, metric) - sample.values(second, metric)
    good = np.isfinite(leads)
    numbers = numbers_at(sample.axes, sample.shares[good])
    names = named(space.axes)
    return find_flips(leads[good], numbers, names.__getitem__) if good.any() else ()


def _baseline(space: Space) -> str:
    return space.experiment.scenario.compare.baseline


def _written(found: Sensitivity, options: Options) -> Sensitivity:
    space, draw = found.space, options.draw
    asked, plan = space.experiment, space.plan
    said = [plan.model_dump(mode="json"), [point.parameters for point in asked.points]]
    folder = options.folder(
        "sensitivity", asked.name, plan=plan, scenario=asked.scenario, said=said
    )
    if folder is None:
        return found
    found = replace(found, folder=folder.path)
    tables = {TABLE: found.points, "points.parquet": found.points, "indices.csv": found.indices}
    told = {
        "points": int(found.points["point"].nunique()),
        "failed": found.failed,
        "ranking": list(ranking_lines(found)),
    }
    folder.finish(tables, told, None if draw is None else lambda place: draw(found, place))
    return found
