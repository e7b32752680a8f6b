"""Step 2, decide: motivation and ability of the prompted, and the soft action line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.behaviour.ability import gap, ln_ability, scarcity
from loyaltysim.behaviour.action import log_odds, needed_log_odds
from loyaltysim.behaviour.motivation import (
    Pull,
    game_pull,
    interest_left,
    off_occasion,
    symbolic_pull,
)
from loyaltysim.behaviour.reward_value import BelievedOffer, Valuer, reward_value
from loyaltysim.hooks import Offer, Symbol

if TYPE_CHECKING:
    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount, Rows
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.state import Run
    from loyaltysim.simulation.today import ActToday

SLOWEST_PACE = 1e-6


def decide(run: Run) -> None:
    """Let the prompted customers of every act decide."""
    for number, act in enumerate(run.today.acts):
        act.motivation = _motivation(run, number, act)
        act.ln_ability = _ln_ability(run, number, act)
        uniform = run.luck.events(f"act:{run.setup.acts[number].name}").take(act.rows)
        act.needed = needed_log_odds(uniform.astype(run.dtype), run.constants)
        act.ln_motivation = np.log(act.motivation)
        odds = log_odds(act.ln_motivation + act.ln_ability, run.constants)
        act.acted = odds > act.needed


def _motivation(run: Run, number: int, act: ActToday) -> Real:
    traits, states, constants = run.customers.traits, run.customers.states, run.constants
    rows = act.rows
    motivation = traits.intrinsic.take(rows)
    if run.crowds:
        crowding = states.crowding[number].take(rows)
        motivation *= interest_left(crowding, run.setup.acts[number].interest, constants)
    if run.attaches:
        motivation *= 1.0 + constants.attachment_pull * states.attachment.take(rows)
    motivation += _rewards(run, number, rows)
    if run.stings:
        motivation -= constants.sting * states.sting.take(rows)
    if act.occasion is not None and run.setup.acts[number].need > 0:
        off = np.flatnonzero(~act.occasion)
        motivation[off] *= _off_occasion(run, number, rows[off])
    motivation += act.spark
    return np.maximum(motivation, constants.motivation_floor, out=motivation)


def _off_occasion(run: Run, number: int, rows: Rows) -> Real:
    days: Real = (run.day - run.customers.states.last_act[number][rows]).astype(run.dtype)
    return off_occasion(run.act_need(number)[rows], days, run.constants)


def _rewards(run: Run, number: int, rows: Rows) -> Amount:
    """Sum what the instances' offers add to motivation: rho V + tok S + play Y."""
    offers: list[BelievedOffer] = []
    pulls: list[Pull] = []
    for running in run.instances:
        if running.act != number:
            continue
        for offer in running.mechanic.offers(running.view, number, rows):
            if isinstance(offer, Offer):
                if not offer.announced:
                    run.unannounced.add(running.name)
                belief = 1.0 if offer.announced else running.belief.take(rows)
                offers.append(BelievedOffer(offer, belief))
            else:
                pulls.append(_pull(run, running, rows, offer))
    total: Any = 0.0
    traits, constants = run.customers.traits, run.constants
    if offers:
        value = reward_value(offers, _valuer(run, number, rows), constants)
        total = traits.reward_sensitivity.take(rows) * value
    if pulls:
        total = total + symbolic_pull(pulls, constants)
        total = total + game_pull(pulls, traits.novelty_seeking.take(rows), constants)
    return total if isinstance(total, float) else total.astype(run.dtype, copy=False)


def _valuer(run: Run, number: int, rows: Rows) -> Valuer:
    traits, states = run.customers.traits, run.customers.states
    if run.setup.acts[number].need > 0:
        pace = states.habit[number].take(rows)
        pace *= run.constants.habit_cue
        pace += 1.0
        pace *= run.act_need(number).take(rows)
        np.maximum(pace, SLOWEST_PACE, out=pace)
    else:
        pace = np.ones(rows.size, run.dtype)
    return Valuer(
        worth=traits.worth[number].take(rows),
        pace=pace,
        discount_rate=traits.discount_rate.take(rows),
        loss_aversion=traits.loss_aversion.take(rows),
        efficacy=states.efficacy.take(rows),
    )


def rested_exposure(run: Run, running: Running, rows: Rows) -> Real:
    """Give how often customers met an instance, less what absence made them forget."""
    away: Real = (run.day - 1 - running.seen[rows]).astype(run.dtype)
    rested: Real = running.exposure[rows] * np.exp(-away / run.constants.novelty_rest)
    return rested


def _pull(run: Run, running: Running, rows: Rows, symbol: Symbol) -> Pull:
    urgency: Any = symbol.urgency
    if symbol.loss is not False:
        aversion = run.customers.traits.loss_aversion.take(rows)
        ratio = aversion / run.constants.loss_aversion
        urgency = np.where(symbol.loss, ratio, 1.0).astype(run.dtype) * urgency
    run.today.met.append(running)
    exposure = rested_exposure(run, running, rows)
    return Pull(running.suits.take(rows), urgency, exposure, running.fit.game)


def _ln_ability(run: Run, number: int, act: ActToday) -> Real:
    traits, constants = run.customers.traits, run.constants
    changes: dict[int, Any] = {}
    for running in run.instances:
        if running.act == number:
            for demand in running.mechanic.demands(running.view, number, act.rows):
                changes[demand.factor] = changes.get(demand.factor, 0.0) + demand.ln_change
    if changes:
        resources = traits.ln_resource[:, act.rows]
        excess, act.scarcest = scarcity(resources, run.setup.acts[number].demands, changes)
        gaps = gap(excess, constants)
    else:
        gaps = traits.gap[number].take(act.rows)
    habit = run.customers.states.habit[number].take(act.rows)
    return ln_ability(gaps, habit, act.facilitator, constants)
