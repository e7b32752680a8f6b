"""Word of mouth: what customers say of the firm once the day is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.talk import talk_chance, warning, warnings_fading

if TYPE_CHECKING:
    from loyaltysim.customers.newcomers import Talk
    from loyaltysim.simulation.arriving import Arriving
    from loyaltysim.simulation.state import Run


def talk(run: Run) -> None:
    """Let customers bring newcomers by what they say, and those who left today warn others."""
    talk = run.setup.newcomers.talk if run.setup.newcomers else None
    if talk is None or run.arriving is None:
        return
    _praise(run, run.arriving, talk)
    _warn(run, run.arriving)


def _praise(run: Run, arriving: Arriving, talk: Talk) -> None:
    main, states = run.today.acts[0], run.customers.states
    actors = main.actors
    able = states.present[actors] & arriving.may_bring(actors)
    rows = actors[able & (arriving.talked[actors] < talk.most)]
    uniform = run.luck.events("talk").take(rows)
    told = talk.per_act * np.asarray(main.times(rows), run.dtype)
    chance = talk_chance(states.satisfaction[rows], told, run.constants)
    brings = rows[uniform < chance]
    arriving.talked[brings] += 1
    arriving.bring(None, brings)


def _warn(run: Run, arriving: Arriving) -> None:
    """Hear today's warnings from tomorrow on, and earlier ones fade."""
    left = run.today.left
    size = warning(run.customers.states.satisfaction[left], run.constants)
    arriving.warnings += np.bincount(run.customers.market[left], size, arriving.warnings.size)
    arriving.warnings *= warnings_fading(run.constants)
