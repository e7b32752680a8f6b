"""Step 2, decide: motivation and ability of the prompted, and the soft action line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.behaviour.ability import changed_demands, gap, ln_ability, scarcity
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
from loyaltysim.simulation.asking import ask_for_demands, ask_for_offers, fault

if TYPE_CHECKING:
    from loyaltysim.customers.table import Real
    from loyaltysim.errors import MechanicError
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
    """Sum what the instances' offers add to motivation: rho V + tok S + play Y.

    Raises
    ------
    MechanicError
        When an offer is worth no finite number, such as a negative reward.
    """
    offers: list[tuple[Running, BelievedOffer]] = []
    pulls: list[tuple[Running, Pull]] = []
    for running in run.instances:
        if running.act != number:
            continue
        for offer in ask_for_offers(running, rows):
            if isinstance(offer, Offer):
                offers.append((running, _believed(run, running, rows, offer)))
            else:
                pulls.append((running, _pull(run, running, rows, offer)))
    if not (offers or pulls):
        return 0.0
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        total = _worth(run, number, rows, [one for _, one in offers])
        total = total + _charm(run, rows, [one for _, one in pulls])
        if not np.isfinite(total).all():
            raise _meaningless(run, number, rows, offers, pulls)
    summed: Amount = np.asarray(total, run.dtype)
    return summed


def _worth(run: Run, number: int, rows: Rows, offers: list[BelievedOffer]) -> Amount:
    if not offers:
        return 0.0
    value = reward_value(offers, _valuer(run, number, rows), run.constants)
    worth: Amount = run.customers.traits.reward_sensitivity.take(rows) * value
    return worth


def _charm(run: Run, rows: Rows, pulls: list[Pull]) -> Amount:
    if not pulls:
        return 0.0
    seeking = run.customers.traits.novelty_seeking.take(rows)
    charm: Amount = symbolic_pull(pulls, run.constants)
    charm += game_pull(pulls, seeking, run.constants)
    return charm


def _meaningless(
    run: Run,
    number: int,
    rows: Rows,
    offers: list[tuple[Running, BelievedOffer]],
    pulls: list[tuple[Running, Pull]],
) -> MechanicError:
    """Find the instance whose offer makes no sense."""
    worths = [(running, _worth(run, number, rows, [offer])) for running, offer in offers]
    charms = [(running, _charm(run, rows, [pull])) for running, pull in pulls]
    worths.extend(charms)
    guilty = next((who for who, worth in worths if not np.isfinite(worth).all()), worths[0][0])
    what = "offers something whose worth is not a finite number"
    return fault(guilty, "offers", what, "values and urgency must be 0 or more, chances 0 to 1")


def _believed(run: Run, running: Running, rows: Rows, offer: Offer) -> BelievedOffer:
    if offer.announced:
        return BelievedOffer(offer, 1.0)
    run.unannounced.add(running.name)
    return BelievedOffer(offer, running.belief.take(rows))


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
    run.today.met[running.name] = running
    exposure = rested_exposure(run, running, rows)
    return Pull(running.suits.take(rows), urgency, exposure, running.fit.game)


def _ln_ability(run: Run, number: int, act: ActToday) -> Real:
    traits, constants = run.customers.traits, run.constants
    changes = [
        demand
        for running in run.instances
        if running.act == number
        for demand in ask_for_demands(running, act.rows)
    ]
    if changes:
        resources = traits.ln_resource[:, act.rows]
        demands = changed_demands(run.setup.acts[number].demands, changes)
        excess, act.scarcest = scarcity(resources, demands)
        gaps = gap(excess, constants)
    else:
        gaps = traits.gap[number].take(act.rows)
    habit = run.customers.states.habit[number].take(act.rows)
    return ln_ability(gaps, habit, act.facilitator, constants)
