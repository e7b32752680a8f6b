"""Step 2, decide: motivation and ability of the prompted, and the soft action line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.ability import changed_demands, gap, ln_ability, scarcity
from loyaltysim.behaviour.action import log_odds, needed_log_odds
from loyaltysim.behaviour.motivation import interest_left, off_occasion
from loyaltysim.behaviour.social_pressure import Onlooker, pressed, pressure
from loyaltysim.simulation.asking import ask_for_demands, ask_for_references
from loyaltysim.simulation.offering import spread_out, worth_of_offers
from loyaltysim.simulation.rivalry import choose_among_rivals, last_served, pull_of_price

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount, Demand, Rows
    from loyaltysim.simulation.state import Run
    from loyaltysim.simulation.today import ActToday


def decide(run: Run) -> None:
    """Let the prompted customers of every act decide."""
    for number, act in enumerate(run.today.acts):
        act.motivation = _motivation(run, number, act)
        act.ln_ability = _ln_ability(run, number, act)
        act.ln_motivation = np.log(act.motivation)
        if number in run.alternatives and len(run.alternatives) > 1:
            continue
        uniform = run.luck.events(f"act:{run.setup.acts[number].name}").take(act.rows)
        act.needed = needed_log_odds(uniform.astype(run.dtype), run.constants)
        odds = log_odds(act.ln_motivation + act.ln_ability, run.constants)
        act.acted = odds > act.needed
    if len(run.alternatives) > 1:
        choose_among_rivals(run)


def _motivation(run: Run, number: int, act: ActToday) -> Real:
    constants, rows = run.constants, act.rows
    motivation = _interest(run, number, rows)
    motivation += worth_of_offers(run, number, rows)
    pull = pull_of_price(run, number, rows)
    if pull is not None:
        motivation += pull
    if run.stings:
        motivation -= constants.sting * run.firm_of(number).bond.sting.take(rows)
    motivation += act.spark
    factor = _social_pressure(run, number, rows)
    if factor is not None:
        motivation *= factor
    if act.occasion is not None and run.setup.acts[number].need > 0:
        off = np.flatnonzero(~act.occasion)
        motivation[off] *= _off_occasion(run, number, rows[off])
    return np.maximum(motivation, constants.motivation_floor, out=motivation)


def _interest(run: Run, number: int, rows: Rows) -> Real:
    """Give what the act is worth by itself: intrinsic I (1 + cC C)."""
    states, constants, bond = run.customers.states, run.constants, run.firm_of(number).bond
    desire: Real = run.customers.traits.intrinsic.take(rows)
    if run.crowds or run.praised:
        crowding = states.crowding[number].take(rows)
        left = interest_left(crowding, run.setup.acts[number].interest, constants)
        left += constants.praise_boost * bond.praise.take(rows)
        desire *= left
    if run.attaches:
        desire *= 1.0 + constants.attachment_pull * bond.attachment.take(rows)
    return desire


def _off_occasion(run: Run, number: int, rows: Rows) -> Real:
    days: Real = (run.day - last_served(run, number, rows)).astype(run.dtype)
    return off_occasion(run.act_need(number)[rows], days, run.constants)


def _social_pressure(run: Run, number: int, rows: Rows) -> Real | None:
    """Give the factor on motivation by what others do; None where nobody is told."""
    felt = list(_pressures(run, number, rows))
    if not felt:
        return None
    factor: Real = np.asarray(pressed(felt, run.constants), run.dtype)
    return factor


def _pressures(run: Run, number: int, rows: Rows) -> Iterator[Amount]:
    traits = run.customers.traits
    for running in run.about(number):
        places = running.among(rows)
        asked = rows if places is None else rows[places]
        onlooker = None
        for reference in ask_for_references(running, number, asked):
            onlooker = onlooker or Onlooker(
                traits.competitiveness[asked], traits.sociability[asked]
            )
            yield spread_out(pressure(reference, onlooker, run.constants), places, rows.size)


def _ln_ability(run: Run, number: int, act: ActToday) -> Real:
    traits, constants = run.customers.traits, run.constants
    changes = list(_changes(run, number, act.rows))
    if changes:
        resources = traits.ln_resource[:, act.rows]
        demands = changed_demands(run.setup.acts[number].demands, changes)
        excess, act.scarcest = scarcity(resources, demands)
        gaps = gap(excess, constants)
    else:
        gaps = traits.gap[number].take(act.rows)
    habit = run.customers.states.habit[number].take(act.rows)
    return ln_ability(gaps, habit, act.facilitator, constants)


def _changes(run: Run, number: int, rows: Rows) -> Iterator[Demand]:
    for running in run.about(number):
        places = running.among(rows)
        asked = rows if places is None else rows[places]
        for demand in ask_for_demands(running, number, asked):
            yield demand if places is None else _scattered(demand, places, rows.size)


def _scattered(demand: Demand, places: NDArray[np.intp], size: int) -> Demand:
    return replace(
        demand,
        ln_change=spread_out(demand.ln_change, places, size),
        added=spread_out(demand.added, places, size),
    )
