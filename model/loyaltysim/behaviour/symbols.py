"""The pull of symbolic rewards and of new games."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount


@dataclass(frozen=True, slots=True)
class Pull:
    """The symbolic side of one instance for the prompted customers, arrays of shape (rows,)."""

    kind: str
    """Kind of the mechanic: several instances of one kind count as the strongest of them."""
    fit: Real
    """How well the instance suits the customer's mixture of user types."""
    urgency: Amount
    """U, divided by how far it is (`distance`); as a loss, times how dear losses are."""
    new: Real
    """How new it still is (`newness`)."""
    feasible: Amount
    """Z: own pace against the pace that it takes, at most 1, times one's own share in it."""
    game: bool
    lasts: bool = True
    """Whether it is something to be or to keep, and not only a game."""


def feasible_pace(pace: Real, needed: Amount) -> Amount:
    """Give how far a customer's own pace suffices: Z = min(1, pace / needed) (assumption).

    Parameters
    ----------
    pace
        Own acts per day, shape (rows,).
    needed
        Acts per day that keeping it takes, one number or shape (rows,); 0 where it takes none.
    """
    with np.errstate(divide="ignore"):
        share: Amount = np.minimum(1.0, pace / np.asarray(needed, pace.dtype))
    return share


def newness(exposure: Amount, constants: Constants) -> Amount:
    """Give how new something still is after N days of contact: exp(-N / tau)."""
    new: Amount = np.exp(exposure * (-1.0 / constants.novelty_days))
    return new


def worn(new: Amount, constants: Constants) -> Amount:
    """Give what is left of the pull of what has become familiar: fl + (1 - fl) exp(-N / tau).

    Parameters
    ----------
    new
        exp(-N / tau) (see `newness`).
    """
    left: Amount = new * (1.0 - constants.novelty_floor)
    left += constants.novelty_floor
    return left


def symbolic_pull(pulls: Sequence[Pull], constants: Constants) -> Amount:
    """Give the motivation of all symbolic rewards together: tok S.

    Notes
    -----
    S is the root of the sum over kinds of the greatest square, so that many add less than their
    sum, and ten of a kind no more than one (assumption). Novelty: see `worn`.
    """
    lasting = [pull for pull in pulls if pull.lasts]
    if not lasting:
        return 0.0

    def strength(pull: Pull) -> Real:
        return _times(np.asarray(worn(pull.new, constants)), pull.fit, pull.feasible, pull.urgency)

    pull = _joined(lasting, strength)
    pull *= constants.symbolic_pull
    return pull


def game_pull(pulls: Sequence[Pull], novelty_seeking: Real, constants: Constants) -> Amount:
    """Give the motivation of new games that can still be won: play Y."""
    games = [pull for pull in pulls if pull.game]
    if not games:
        return 0.0

    def strength(pull: Pull) -> Real:
        return _times(pull.new * pull.fit, pull.feasible, np.greater(pull.urgency, 0.0))

    play = _joined(games, strength)
    play *= novelty_seeking
    play *= constants.play
    return play


def _times(strength: Real, *factors: Amount) -> Real:
    for factor in factors:
        strength *= factor
    return strength


def _joined(pulls: Iterable[Pull], strength: Callable[[Pull], Real]) -> Real:
    """Take the strongest of each kind, and the root of the sum of their squares."""
    strongest: dict[str, Real] = {}
    for pull in pulls:
        own, other = strength(pull), strongest.get(pull.kind)
        strongest[pull.kind] = own if other is None else np.maximum(own, other, out=own)
    if len(strongest) == 1:
        return next(iter(strongest.values()))
    squares = [np.square(own, out=own) for own in strongest.values()]
    return np.sqrt(sum(squares[1:], start=squares[0]))
