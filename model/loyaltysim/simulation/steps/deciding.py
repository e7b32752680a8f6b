"""Step 2, decide: motivation and ability of the prompted, and the soft action line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.ability import changed_demands, gap, ln_ability, scarcity
from loyaltysim.behaviour.action import log_odds, needed_log_odds
from loyaltysim.behaviour.motivation import interest_left, off_occasion
from loyaltysim.behaviour.repetition import satiated
from loyaltysim.behaviour.social_pressure import PLAYED, pressed, pressure
from loyaltysim.randomness import repeated
from loyaltysim.simulation.asking import ask_for_demands, ask_for_references
from loyaltysim.simulation.offering import worth_of_offers
from loyaltysim.simulation.prompted import Prompted
from loyaltysim.simulation.rivalry import (
    choose_among_rivals,
    last_served,
    pull_of_price,
    taste_for_seller,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount, Demand, Rows
    from loyaltysim.simulation.prompted import Asked
    from loyaltysim.simulation.state import Run
    from loyaltysim.simulation.today import ActToday


def decide(run: Run) -> None:
    """Let the prompted customers of every act decide."""
    for number, act in enumerate(run.today.acts):
        weigh(run, number, act)
        if number not in run.alternatives or len(run.alternatives) == 1:
            line_up(run, number, act)
    if len(run.alternatives) > 1:
        choose_among_rivals(run)


def weigh(run: Run, number: int, act: ActToday) -> None:
    """Find the motivation and ability of the prompted, for an act or its repetition."""
    prompted = Prompted(run, number, act.rows, act.repetition)
    act.motivation = _motivation(prompted, act)
    act.ln_ability = _ln_ability(prompted, act)
    act.ln_motivation = np.log(act.motivation)


def line_up(run: Run, number: int, act: ActToday) -> None:
    """Tell who is above the action line, where nobody else can be chosen."""
    seller = 0 if number in run.alternatives else number
    decision = repeated(f"act:{run.setup.acts[seller].name}", act.repetition)
    uniform = run.luck.events(decision).take(act.rows)
    act.needed = needed_log_odds(uniform.astype(run.dtype, copy=False), run.constants)
    odds = log_odds(act.ln_motivation + act.ln_ability, run.constants)
    liking = taste_for_seller(run, number, act.rows)
    if liking is not None:
        odds += liking
    act.acted = odds > act.needed


def _motivation(prompted: Prompted, act: ActToday) -> Real:
    run, number, rows = prompted.run, prompted.number, prompted.rows
    constants = run.constants
    motivation = _interest(run, number, rows)
    motivation += worth_of_offers(prompted)
    pull = pull_of_price(run, number, rows)
    if pull is not None:
        motivation += pull
    if run.stings:
        motivation -= constants.sting * run.firm_of(number).bond.sting.take(rows)
    motivation += act.spark
    motivation += act.persuasion
    factor = _social_pressure(prompted)
    if factor is not None:
        motivation *= factor
    if act.occasion is not None and run.setup.acts[number].need > 0:
        off = np.flatnonzero(~act.occasion)
        motivation[off] *= _off_occasion(run, number, rows[off])
    if act.repetition > 1:
        left = satiated(run.setup.acts[number].satiation, act.repetition)
        motivation *= run.dtype(left)
    return np.maximum(motivation, constants.motivation_floor, out=motivation)


def _interest(run: Run, number: int, rows: Rows) -> Real:
    """Give what the act is worth by itself, and for the firm's sake: intrinsic I (1 + cC h C), h how much it does for the firm."""
    states, constants, bond = run.customers.states, run.constants, run.firm_of(number).bond
    desire: Real = run.customers.traits.intrinsic.take(rows)
    if run.crowds or run.praised:
        crowding = states.crowding[number].take(rows)
        left = interest_left(crowding, run.setup.acts[number].interest, constants)
        if run.praised:
            left += constants.praise_boost * bond.praise.take(rows)
        desire *= left
    if run.attaches:
        pull = constants.attachment_pull * run.setup.acts[number].helps_firm
        desire *= 1.0 + pull * bond.attachment.take(rows)
    return desire


def _off_occasion(run: Run, number: int, rows: Rows) -> Real:
    days: Real = (run.day - last_served(run, number, rows)).astype(run.dtype)
    return off_occasion(run.act_need(number)[rows], days, run.constants)


def _social_pressure(prompted: Prompted) -> Real | None:
    """Give the factor on motivation by what others do; None where nobody is told."""
    felt = list(_pressures(prompted))
    if not felt:
        return None
    factor: Real = np.asarray(pressed(felt, prompted.run.constants), prompted.run.dtype)
    return factor


def _pressures(prompted: Prompted) -> Iterator[Amount]:
    yield from _told(prompted)
    minded = [
        asked.spread(running.repels.take(asked.rows))
        for running in prompted.run.about(prompted.number)
        if running.repels is not None
        for asked in [prompted.under(running)]
    ]
    if minded:
        yield -np.maximum.reduce(minded)


def _told(prompted: Prompted) -> Iterator[Amount]:
    run, number = prompted.run, prompted.number
    for running in run.asked("references", number):
        asked = prompted.under(running)
        for reference in ask_for_references(running, number, asked.rows):
            onlooker = (
                prompted.onlooker if asked.places is None else prompted.onlooker.at(asked.places)
            )
            felt = pressure(reference, onlooker, run.constants)
            if reference.kind in PLAYED:
                felt = felt * prompted.met(running).left
                if running.repels is not None:
                    felt = felt * running.suits.take(asked.rows)
            yield asked.spread(felt)


def _ln_ability(prompted: Prompted, act: ActToday) -> Real:
    run, number = prompted.run, prompted.number
    traits, constants = run.customers.traits, run.constants
    changes = list(_changes(prompted))
    if changes:
        resources = traits.ln_resource[:, act.rows]
        demands = changed_demands(run.setup.acts[number].demands, changes)
        excess, act.scarcest = scarcity(resources, demands)
        gaps = gap(excess, constants)
    else:
        gaps = traits.gap[number].take(act.rows)
    return ln_ability(gaps, prompted.habit, act.facilitator, constants)


def _changes(prompted: Prompted) -> Iterator[Demand]:
    for running in prompted.run.asked("demands", prompted.number):
        asked = prompted.under(running)
        for demand in ask_for_demands(running, prompted.number, asked.rows):
            yield demand if asked.places is None else _scattered(demand, asked)


def _scattered(demand: Demand, asked: Asked) -> Demand:
    ln_change, added = asked.spread(demand.ln_change), asked.spread(demand.added)
    return replace(demand, ln_change=ln_change, added=added)
