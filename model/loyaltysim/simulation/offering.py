"""What the instances' offers add to motivation: rho V + tok S + play Y."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.behaviour.distance import distance
from loyaltysim.behaviour.reward_value import BelievedOffer, promised_value, reward_value
from loyaltysim.behaviour.symbols import (
    Pull,
    feasible_pace,
    game_pull,
    symbolic_pull,
)
from loyaltysim.hooks import Offer
from loyaltysim.hooks.arrays import is_number
from loyaltysim.simulation.asking import ask_for_offers, fault
from loyaltysim.simulation.prompted import Asked, Prompted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.customers.table import Real
    from loyaltysim.errors import MechanicError
    from loyaltysim.hooks import Amount, Rows, Symbol
    from loyaltysim.simulation.familiar import Met
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.state import Run

    Offers = list[tuple[Running, BelievedOffer]]
    Pulls = list[tuple[Running, Pull]]


def worth_of_offers(prompted: Prompted) -> Amount:
    """Sum what the instances' offers add to the motivation of the prompted, shape (rows,).

    Raises
    ------
    MechanicError
        When an offer is worth no finite number, such as a negative reward.
    """
    offers, pulls = _gather(prompted)
    if not (offers or pulls):
        return 0.0
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        total = _worth(prompted, [one for _, one in offers])
        if pulls:
            total = total + _charm(prompted, [one for _, one in pulls])
        if not np.isfinite(total).all():
            raise _meaningless(prompted, offers, pulls)
    summed: Amount = np.asarray(total, prompted.run.dtype)
    return summed


def _gather(prompted: Prompted) -> tuple[Offers, Pulls]:
    run, number = prompted.run, prompted.number
    offers: Offers = []
    pulls: Pulls = []
    for running in run.asked("offers", number):
        asked = prompted.under(running)
        answers = tuple(ask_for_offers(running, number, asked.rows))
        met = _noted(prompted, running, answers)
        for answer in answers:
            if isinstance(answer, Offer):
                offers.append((running, _believed(run, running, answer, asked, met)))
            elif met is not None:
                pulls.append((running, _pull(running, met, asked, answer)))
    return offers, pulls


def _noted(prompted: Prompted, running: Running, answers: Sequence[Offer | Symbol]) -> Met | None:
    """Note who met something that becomes familiar: a symbol, or a goal of several acts."""
    goals = [one.stands for one in answers if isinstance(one, Offer) and one.goal]
    symbols = any(not isinstance(one, Offer) for one in answers)
    if not (goals or symbols):
        return None
    met = prompted.met(running)
    shown = None if symbols else _any(goals)
    noted = met
    if shown is not None:
        noted = replace(met, rows=met.rows[shown], rested=met.rested[shown])
    prompted.run.today.met.append((running, noted))
    return met


def _any(masks: Sequence[NDArray[np.bool_] | None]) -> NDArray[np.bool_] | None:
    """Tell for whom any of several offers stands; None for all."""
    known = [mask for mask in masks if mask is not None]
    return np.logical_or.reduce(known) if len(known) == len(masks) else None


def worth_of_joining(run: Run, number: int, rows: Rows) -> Amount:
    """Sum what the instances offer new members for all their acts to come, shape (rows,).

    Notes
    -----
    rho V + tok S + play Y, V over the acts to come: ln 2 x own pace / discount rate, the present
    value of acts until a delayed reward has lost half of its worth; symbols as on the first act. One
    act for acts that have no occasions of their own. Assumption.

    Raises
    ------
    MechanicError
        When an offer is worth no finite number.
    """
    prompted = Prompted(run, number, rows)
    coming: Real = np.ones(rows.size, run.dtype)
    if run.setup.acts[number].need > 0:
        coming = math.log(2.0) * prompted.pace / prompted.discount_rate
    offers: Offers = []
    pulls: Pulls = []
    for running in run.asked("offers", number):
        asked = prompted.under(running)
        for offer in ask_for_offers(running, number, asked.rows):
            if not isinstance(offer, Offer):
                pulls.append((running, _pull(running, prompted.met(running), asked, offer)))
            elif offer.announced:
                offers.append((running, BelievedOffer(offer, 1.0, asked.places)))
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        promised = [one for _, one in offers]
        total = run.customers.traits.reward_sensitivity.take(rows)
        total = total * promised_value(promised, coming, prompted, run.constants)
        total = total + _charm(prompted, [one for _, one in pulls])
        if not np.isfinite(total).all():
            raise _meaningless(prompted, offers, pulls)
    summed: Amount = total
    return summed


def _worth(prompted: Prompted, offers: list[BelievedOffer]) -> Amount:
    if not offers:
        return 0.0
    value = reward_value(offers, prompted, prompted.run.constants)
    sensitivity = prompted.run.customers.traits.reward_sensitivity
    worth: Amount = sensitivity.take(prompted.rows) * value
    return worth


def _charm(prompted: Prompted, pulls: list[Pull]) -> Amount:
    if not pulls:
        return 0.0
    run = prompted.run
    seeking = run.customers.traits.novelty_seeking.take(prompted.rows)
    charm: Amount = symbolic_pull(pulls, run.constants)
    return charm + game_pull(pulls, seeking, run.constants)


def _meaningless(prompted: Prompted, offers: Offers, pulls: Pulls) -> MechanicError:
    """Find the instance whose offer makes no sense."""
    worths = [(running, _worth(prompted, [offer])) for running, offer in offers]
    worths.extend((running, _charm(prompted, [pull])) for running, pull in pulls)
    guilty = next((who for who, worth in worths if not np.isfinite(worth).all()), worths[0][0])
    what = "offers something whose worth is not a finite number"
    return fault(guilty, "offers", what, "values and urgency must be 0 or more, chances 0 to 1")


def _believed(
    run: Run, running: Running, offer: Offer, asked: Asked, met: Met | None
) -> BelievedOffer:
    """Say how much of an offer counts: what is not announced as far as it is expected, goals as they wear off."""
    belief: Amount = 1.0
    if not offer.announced:
        run.unannounced.add(running.key)
        belief = running.belief.take(asked.rows)
    if offer.goal and met is not None:
        belief = belief * met.left
    return BelievedOffer(offer, belief, asked.places)


def _pull(running: Running, met: Met, asked: Asked, symbol: Symbol) -> Pull:
    run = asked.prompted.run
    urgency: Any = np.asarray(symbol.urgency, run.dtype)
    if symbol.loss is not False:
        dear = asked.of(asked.prompted.aversion)
        urgency = np.where(symbol.loss, dear * urgency, urgency)
    if not (is_number(symbol.left_share, 0) and is_number(symbol.acts_left, 0)):
        impatience = asked.of(asked.prompted.impatience)
        urgency = urgency / distance(symbol.left_share, symbol.acts_left, impatience, run.constants)
    feasible: Any = np.asarray(symbol.share, run.dtype)
    if not is_number(symbol.pace, 0):
        own = asked.of(asked.prompted.pace_of(symbol.counted))
        possible = feasible_pace(own, symbol.pace)
        feasible = possible if is_number(symbol.share, 1) else feasible * possible
    return Pull(
        kind=running.mechanic.kind,
        fit=asked.spread(running.suits.take(met.rows)),
        urgency=asked.spread(urgency),
        new=asked.spread(met.new),
        feasible=asked.spread(feasible),
        game=running.fit.game,
        lasts=symbol.lasts,
    )
