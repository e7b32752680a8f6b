"""What the instances' offers add to motivation: rho V + tok S + play Y."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.behaviour.reward_value import (
    BelievedOffer,
    Valuer,
    promised_value,
    reward_value,
)
from loyaltysim.behaviour.symbols import Pull, feasible_pace, game_pull, symbolic_pull
from loyaltysim.hooks import Offer
from loyaltysim.simulation.asking import ask_for_offers, fault

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.customers.table import Real
    from loyaltysim.errors import MechanicError
    from loyaltysim.hooks import Amount, Rows, Symbol
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.state import Run

    Offers = list[tuple[Running, BelievedOffer]]
    Pulls = list[tuple[Running, Pull]]

SLOWEST_PACE = 1e-6


def worth_of_offers(run: Run, number: int, rows: Rows) -> Amount:
    """Sum what the instances' offers add to the motivation of the prompted, shape (rows,).

    Raises
    ------
    MechanicError
        When an offer is worth no finite number, such as a negative reward.
    """
    offers, pulls = _gather(run, number, rows)
    if not (offers or pulls):
        return 0.0
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        total = _worth(run, number, rows, [one for _, one in offers])
        total = total + _charm(run, rows, [one for _, one in pulls])
        if not np.isfinite(total).all():
            raise _meaningless(run, number, rows, offers, pulls)
    summed: Amount = np.asarray(total, run.dtype)
    return summed


def _gather(run: Run, number: int, rows: Rows) -> tuple[Offers, Pulls]:
    offers: Offers = []
    pulls: Pulls = []
    for running in run.about(number):
        places = running.among(rows)
        asked = rows if places is None else rows[places]
        for offer in ask_for_offers(running, number, asked):
            if isinstance(offer, Offer):
                offers.append((running, _believed(run, running, asked, offer, places)))
            else:
                pulls.append(
                    (running, _pull(run, running, number, asked, offer, places, rows.size))
                )
                run.today.met.append((running, asked))
    return offers, pulls


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
    valuer = _valuer(run, number, rows)
    coming: Real = np.ones(rows.size, run.dtype)
    if run.setup.acts[number].need > 0:
        coming = math.log(2.0) * valuer.pace / valuer.discount_rate
    offers: Offers = []
    pulls: Pulls = []
    for running in run.about(number):
        for offer in ask_for_offers(running, number, rows):
            if not isinstance(offer, Offer):
                pull = _pull(run, running, number, rows, offer, None, rows.size)
                pulls.append((running, pull))
            elif offer.announced:
                offers.append((running, BelievedOffer(offer, 1.0)))
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        promised = [one.offer for _, one in offers]
        total = run.customers.traits.reward_sensitivity.take(rows)
        total = total * promised_value(promised, coming, valuer, run.constants)
        total = total + _charm(run, rows, [one for _, one in pulls])
        if not np.isfinite(total).all():
            raise _meaningless(run, number, rows, offers, pulls)
    summed: Amount = total
    return summed


def spread_out(amount: Any, places: NDArray[np.intp] | None, size: int) -> Any:  # noqa: ANN401 -- a number or an array
    """Put what was said of some customers at their places among all, 0 for the others."""
    if places is None:
        return amount
    spread = np.zeros(size, np.asarray(amount).dtype)
    spread[places] = amount
    return spread


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
    return charm + game_pull(pulls, seeking, run.constants)


def _meaningless(run: Run, number: int, rows: Rows, offers: Offers, pulls: Pulls) -> MechanicError:
    """Find the instance whose offer makes no sense."""
    worths = [(running, _worth(run, number, rows, [offer])) for running, offer in offers]
    worths.extend((running, _charm(run, rows, [pull])) for running, pull in pulls)
    guilty = next((who for who, worth in worths if not np.isfinite(worth).all()), worths[0][0])
    what = "offers something whose worth is not a finite number"
    return fault(guilty, "offers", what, "values and urgency must be 0 or more, chances 0 to 1")


def _believed(
    run: Run, running: Running, rows: Rows, offer: Offer, places: NDArray[np.intp] | None
) -> BelievedOffer:
    if offer.announced:
        return BelievedOffer(offer, 1.0, places)
    run.unannounced.add(running.name)
    return BelievedOffer(offer, running.belief.take(rows), places)


def own_pace(run: Run, number: int, rows: Rows) -> Real:
    """Give the acts per day that customers do by themselves, as far as need goes, shape (rows,)."""
    if run.setup.acts[number].need == 0:
        return np.ones(rows.size, run.dtype)
    pace: Real = run.customers.states.habit[number].take(rows)
    pace *= run.constants.habit_cue
    pace += 1.0
    pace *= run.act_need(number).take(rows)
    return np.maximum(pace, SLOWEST_PACE, out=pace)


def _valuer(run: Run, number: int, rows: Rows) -> Valuer:
    traits, states = run.customers.traits, run.customers.states
    return Valuer(
        worth=traits.worth[number].take(rows),
        pace=own_pace(run, number, rows),
        discount_rate=traits.discount_rate.take(rows),
        loss_aversion=traits.loss_aversion.take(rows),
        efficacy=states.efficacy.take(rows),
    )


def rested_exposure(run: Run, running: Running, rows: Rows) -> Real:
    """Give how often customers met an instance, less what absence made them forget."""
    away: Real = (run.day - 1 - running.seen[rows]).astype(run.dtype)
    rested: Real = running.exposure[rows] * np.exp(-away / run.constants.novelty_rest)
    return rested


def _pull(  # noqa: PLR0913, PLR0917 -- each says something else about it
    run: Run,
    running: Running,
    number: int,
    rows: Rows,
    symbol: Symbol,
    places: NDArray[np.intp] | None,
    size: int,
) -> Pull:
    urgency: Any = symbol.urgency
    if symbol.loss is not False:
        aversion = run.customers.traits.loss_aversion.take(rows)
        ratio = aversion / run.constants.loss_aversion
        urgency = np.where(symbol.loss, ratio, 1.0).astype(run.dtype) * urgency
    feasible = symbol.share
    if np.any(symbol.pace):
        feasible = feasible * feasible_pace(own_pace(run, number, rows), symbol.pace)
    return Pull(
        kind=running.mechanic.kind,
        fit=spread_out(running.suits.take(rows), places, size),
        urgency=spread_out(urgency, places, size),
        exposure=spread_out(rested_exposure(run, running, rows), places, size),
        feasible=spread_out(feasible, places, size),
        game=running.fit.game,
        lasts=symbol.lasts,
    )
