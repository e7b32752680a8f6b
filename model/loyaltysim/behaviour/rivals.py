"""Choice between the firm and its rivals: tastes, prices, and the soft action line of several.

A multinomial logit with the outside good of not acting (McFadden 1974); tastes differ between persons for
good, as in the Dirichlet model of brand choice (Goodhardt, Ehrenberg & Chatfield 1984).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.ability import ln_ability
from loyaltysim.behaviour.action import log_odds
from loyaltysim.behaviour.rest import ROUNDS, resting_habit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.population import Rival
    from loyaltysim.customers.table import Real

NOBODY = -1
"""Whom those choose who do not act."""


def taste_for(appeal: float, z_rival: Real, z_firm: Real, constants: Constants) -> Real:
    """Give the log-odds of a rival against the firm by taste alone, shape (n,).

    Parameters
    ----------
    z_rival, z_firm
        Standard normal draws of the liking of each.

    Notes
    -----
    ln appeal + taste_sd (z_rival - z_firm); minus infinity for an appeal of 0.
    """
    with np.errstate(divide="ignore"):
        ln_appeal = np.log(np.float64(appeal))
    taste: Real = ln_appeal + constants.taste_sd * (z_rival - z_firm)
    return taste


def price_pull(price: float, sensitivity: Real, aversion: Real, constants: Constants) -> Real:
    """Give the desire that a rival's other price adds or takes, shape (n,).

    Notes
    -----
    rho (1 - price)^alpha, for a higher price -rho lambda (price - 1)^alpha: one's own ticket is the
    reference price, and paying more than it is a loss (Tversky & Kahneman 1991; Kalyanaram & Winer 1995).
    A price is felt beside rewards, not summed with them (Thaler 1985: segregated).
    """
    saved = 1.0 - price
    felt: Real = sensitivity * abs(saved) ** constants.value_exponent
    return felt if saved >= 0 else -aversion * felt


def ln_crowd(odds: NDArray[np.floating]) -> Real:
    """Give ln(1 + sum of the odds) over alternatives, shape (rows,).

    Parameters
    ----------
    odds
        Log-odds of each alternative, shape (alternatives, rows); minus infinity where it is not open.
    """
    crowd: Real = np.logaddexp(0.0, np.logaddexp.reduce(odds, axis=0, initial=-np.inf))
    return crowd


def choose(odds: Real, needed: Real, uniform: Real) -> NDArray[np.intp]:
    """Give the place of the alternative that everyone chooses, `NOBODY` for none, shape (rows,).

    Parameters
    ----------
    odds
        Log-odds of each alternative by itself, the firm first, shape (alternatives, rows).
    needed
        Log-odds that the day's draw asks of the firm (`action.needed_log_odds`), shape (rows,).
    uniform
        The draw that decides between the others, in [0, 1), shape (rows,).

    Notes
    -----
    The firm is chosen with (1 - eps) o_0 / (1 + sum of o). Who does not choose it, though life is not in the
    way, chooses rival k with o_k / (1 + sum of the rivals' o), in all (1 - eps) o_k / (1 + sum of o). As the
    second draw knows nothing of the firm, what that does moves nobody from rival to rival.
    """
    with np.errstate(divide="ignore"):
        other = np.log(uniform / (1.0 - uniform))
    other[np.isinf(needed) & (needed > 0)] = np.inf
    chosen = np.full(needed.shape, NOBODY, np.intp)
    for last in range(len(odds), 1, -1):
        upto = np.logaddexp.reduce(odds[1:last], axis=0)
        chosen[upto > other + ln_crowd(odds[last:])] = last - 1
    chosen[odds[0] > needed + ln_crowd(odds[1:])] = 0
    return chosen


def habits_at_rest(
    need: Real, ln_motivation: Sequence[Real], gap: Real, tastes: Real, constants: Constants
) -> Real:
    """Give the resting habits with the firm and with its rivals, shape (1 + rivals, n).

    Parameters
    ----------
    need
        Occasions a day, shape (n,).
    ln_motivation
        ln M of the firm and of each rival without any scheme, each of shape (n,).
    gap
        Difficulty of the act, the same of all, shape (n,).
    tastes
        Log-odds of each rival against the firm by taste, shape (rivals, n).
    """
    desire = np.stack(ln_motivation)
    habit, occasions = np.zeros_like(desire), -np.expm1(-need)
    for _ in range(ROUNDS):
        odds = log_odds(desire + ln_ability(gap, habit, 0.0, constants), constants)
        odds[1:] += tastes
        shares = np.exp(odds - ln_crowd(odds))
        habit = resting_habit(occasions * (1.0 - constants.blocked_days) * shares, constants)
    return habit


def always_there(rivals: Sequence[Rival]) -> list[int]:
    """Name the places of the rivals who were there before the launch."""
    return [place for place, rival in enumerate(rivals) if rival.starts is None]
