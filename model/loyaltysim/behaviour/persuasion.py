"""Persuasion: how susceptible customers are to each of Cialdini's principles, and what that makes of a message."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.behaviour.symbols import newness, worn
from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.customers.population import SegmentPopulation
from loyaltysim.hooks import NEUTRAL, Susceptible
from loyaltysim.randomness import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.population import Population
    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount
    from loyaltysim.randomness import Float64, Luck

SLOPE = 0.1
"""Slope of the action line in the chance to answer, on the whole: between a quarter, where the chance is even, and nothing,
where it is 0 or 1."""


def means_of(population: Population | None, constants: Constants) -> Float64:
    """Give each segment's mean susceptibility to each principle, shape (segments, principles); one row where none is described."""
    usual = [getattr(constants, f"susceptible_{name}") for name in PRINCIPLES]
    if not isinstance(population, SegmentPopulation):
        return np.array([usual])
    return np.array(
        [
            [u if own is None else own for own, u in zip(one.susceptibility, usual, strict=True)]
            for one in population.segments
        ]
    )


def known_of(population: Population | None, constants: Constants) -> Susceptible:
    """Give what a firm may know: the mean over segments, the spread within them.

    Notes
    -----
    A susceptibility of 1 adds `persuasion` to an ordinary motivation of 1, and with it n `persuasion` to the log-odds of an answer.
    """
    means = means_of(population, constants)
    shares = [1.0]
    if isinstance(population, SegmentPopulation):
        shares = [segment.share for segment in population.segments]
    mean = sum(share * row for share, row in zip(shares, means, strict=True)) / sum(shares)
    return Susceptible(
        tuple(np.asarray(mean).tolist()),
        constants.susceptibility_sd,
        constants.susceptibility_correlation,
        SLOPE * constants.action_slope * constants.persuasion,
    )


def draw_susceptibility(means: Float64, luck: Luck, constants: Constants) -> Float64:
    """Draw everybody's susceptibility, shape (principles, n).

    Parameters
    ----------
    means
        Of each one's segment, shape (principles, n).

    Notes
    -----
    mean + sd (sqrt(r) z + sqrt(1 - r) z_p): one factor for all principles, so that any two are
    correlated by r. Below 0 a principle repels (Kaptein, Lacroix & Saini 2010).
    """
    r = constants.susceptibility_correlation
    general = math.sqrt(r) * normal(luck.traits("susceptibility"))
    own = np.stack([normal(luck.traits(f"susceptibility:{name}")) for name in PRINCIPLES])
    drawn: Float64 = means + constants.susceptibility_sd * (general + math.sqrt(1.0 - r) * own)
    return drawn


def rested(heard: Real, away: Real, constants: Constants) -> Real:
    """Give how often a principle was met, less what its absence made forget: N exp(-days away / tau_r)."""
    left: Real = heard * np.exp(away * (-1.0 / constants.novelty_rest))
    return left


def persuaded(susceptibility: Real, met: Real, constants: Constants) -> Real:
    """Give the motivation that a principle adds, or takes: pi s (fl + (1 - fl) exp(-N / tau)).

    Parameters
    ----------
    susceptibility, met
        Of each customer to the principle, and how often it was met (see `rested`), of one shape.
    """
    pull: Real = np.asarray(worn(newness(met, constants), constants))
    pull *= susceptibility
    pull *= constants.persuasion
    return pull


def kinder(warmth: Amount, pull: Real) -> Real:
    """Give how personal a meeting is felt when somebody puts things by a principle: w + pull, within 0 and 1 (assumption)."""
    felt: Real = np.clip(warmth + pull, 0.0, 1.0)
    return felt


def agreeing(chance: Amount, pull: Real, constants: Constants) -> Real:
    """Give the chance that somebody takes a solution that is put by a principle: odds times max(1 + pull, floor)^n.

    Notes
    -----
    The action line with the pull added to an ordinary motivation of 1: to take a solution is decided as any act is (assumption).
    """
    times = np.maximum(1.0 + pull, constants.motivation_floor) ** constants.action_slope
    agreed: Real = chance * times / (1.0 - chance + chance * times)
    return agreed


def most_moving(pulls: Sequence[NDArray[Any]]) -> NDArray[np.int8]:
    """Give the number of the principle that moves each customer most, the first of equals, or `NEUTRAL` if all repel.

    Parameters
    ----------
    pulls
        Of each principle, shape (rows,).
    """
    greatest = np.zeros_like(pulls[0])
    best: NDArray[np.int8] = np.full(greatest.size, NEUTRAL, np.int8)
    for number, pull in enumerate(pulls):
        best[np.flatnonzero(pull > greatest)] = number
        np.maximum(greatest, pull, out=greatest)
    return best


def strongest(pulls: list[tuple[NDArray[np.intp], Real]], customers: int, dtype: type) -> Real:
    """Put together what several messages do: of those that one customer noticed the one that moves most, shape (n,).

    Parameters
    ----------
    pulls
        Rows who noticed a message, with what it adds to their motivation.
    """
    found: Real = np.zeros(customers, dtype)
    for rows, pull in pulls:
        more = np.abs(pull) > np.abs(found.take(rows))
        found[rows[more]] = pull[more]
    return found
