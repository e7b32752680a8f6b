"""Who is a member of the scheme, and who decides to become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.ability import gap, scarcity
from loyaltysim.behaviour.action import log_odds, needed_log_odds
from loyaltysim.simulation.as_new import as_new
from loyaltysim.simulation.offering import worth_of_joining
from loyaltysim.simulation.today import NO_ROWS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.customers.joining import Joining
    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Rows
    from loyaltysim.simulation.state import Run
    from loyaltysim.simulation.world import World


def first_members(world: World, joining: Joining) -> NDArray[np.bool_] | None:
    """Give the members on the first day, shape (n,); None when everybody is one for good."""
    if joining.way == "automatic":
        return None
    if joining.way == "opt_in":
        return np.zeros(world.customers.n, np.bool_)
    return world.luck.traits("invited") < joining.share


def join(run: Run) -> None:
    """Let those who did the main act today, and are no members yet, decide whether to join.

    Notes
    -----
    By the action line, with M what the offers of the acts to come are worth, and A from the effort
    to join, without habit. Who joins is a member from the next day on.
    """
    if run.members is None or run.joining.way != "opt_in":
        return
    actors = run.today.acts[0].actors
    rows = actors[~run.members[actors]]
    run.joined = rows[_decide(run, rows)] if rows.size else NO_ROWS


def _decide(run: Run, rows: Rows) -> NDArray[np.bool_]:
    uniform: Real = run.luck.events("join").take(rows).astype(run.dtype)
    with np.errstate(divide="ignore"):
        ln_motivation = np.log(_worth(run, rows))
    odds = log_odds(ln_motivation - _gap(run, rows), run.constants)
    decided: NDArray[np.bool_] = odds > needed_log_odds(uniform, run.constants)
    return decided


def _worth(run: Run, rows: Rows) -> Real:
    worth: Real = np.zeros(rows.size, run.dtype)
    with as_new(run):
        for number in range(run.setup.own):
            worth += np.asarray(worth_of_joining(run, number, rows), run.dtype)
    return worth


def _gap(run: Run, rows: Rows) -> Real:
    excess, _ = scarcity(run.customers.traits.ln_resource[:, rows], run.joining.effort)
    return gap(excess, run.constants)
