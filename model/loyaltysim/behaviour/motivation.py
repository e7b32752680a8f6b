"""Motivation at a prompt: what the act is worth by itself, by its rewards and by its play."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount


@dataclass(frozen=True, slots=True)
class Pull:
    """The symbolic side of one instance for the prompted customers, arrays of shape (rows,)."""

    fit: Real
    """How well the instance suits the customer's mixture of user types."""
    urgency: Amount
    exposure: Real
    """N: days on which the customer met it, less what absence made forgotten."""
    game: bool


def interest_left(crowding: Real, interest: float, constants: Constants) -> Real:
    """Give the share of intrinsic motivation that rewards have left: I.

    Parameters
    ----------
    crowding
        X, shape (rows,).
    interest
        How interesting the act is by itself, 0 to 1.

    Notes
    -----
    1 - chi X f, f = clip((interest - iota0) / (1 - iota0), -1, 1): rewards undermine interesting
    acts and support dull ones (Deci, Koestner & Ryan 1999).
    """
    turn = constants.interest_turn
    direction = min(1.0, max(-1.0, (interest - turn) / (1.0 - turn)))
    return 1.0 - (constants.crowding_out * direction) * crowding


def symbolic_pull(pulls: Sequence[Pull], constants: Constants) -> Amount:
    """Give the motivation of all symbolic rewards together: tok S.

    Notes
    -----
    S is the root of the sum of squares, so that many add less than their sum (assumption).
    Novelty: fl + (1 - fl) exp(-N / tau).
    """
    floor = constants.novelty_floor
    squares = 0.0
    for pull in pulls:
        novelty = floor + (1.0 - floor) * np.exp(-pull.exposure / constants.novelty_days)
        squares = squares + np.square(pull.fit * pull.urgency * novelty)
    pull_of_all: Amount = constants.symbolic_pull * np.sqrt(squares)
    return pull_of_all


def game_pull(pulls: Sequence[Pull], novelty_seeking: Real, constants: Constants) -> Amount:
    """Give the motivation of new games: play Y, gone when the novelty is."""
    games = [pull for pull in pulls if pull.game]
    if not games:
        return 0.0
    squares = sum(
        np.square(pull.fit * np.exp(-pull.exposure / constants.novelty_days)) for pull in games
    )
    play: Amount = constants.play * novelty_seeking * np.sqrt(squares)
    return play


def off_occasion(need: Real, days_since: Real, constants: Constants) -> Real:
    """Give the share of motivation that there is outside an occasion.

    Parameters
    ----------
    need
        Occasions of this act per day, shape (rows,).
    days_since
        Days since the last act, shape (rows,).

    Notes
    -----
    moff (1 - exp(-need days)): need must have filled up again before a message can work.
    """
    filled = -np.expm1(-need * days_since)
    filled *= constants.off_occasion
    share: Real = filled
    return share
