"""Leaving: habit protects, motivation and what would be forfeited hold, messages drive away or wake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real


def hazard_factor(
    satisfaction: Real, habit: Real, fatigue: Real, forfeit: tuple[Real, Real], constants: Constants
) -> Real:
    """Give the factor on a customer's own hazard, shape (n,).

    Parameters
    ----------
    satisfaction
        Mbar: running motivation at occasions, relative to own desire, shape (n,).
    habit, fatigue
        H, of the woken what `unthinking` leaves of it, and F, shape (n,).
    forfeit
        Pull of a loss of one ticket (lambda rho), and tickets not yet redeemed, each of shape (n,).

    Notes
    -----
    exp(-bH H + bF F) clip((Mbar + min(1, lambda rho b^alpha))^-kL, 0.3, 3). That motivation acts on
    leaving through a slope of its own rests on loyalty panels, which find a few points of
    retention at most (Meyer-Waarden 2007; Belli et al. 2022).
    """
    c, content = constants, contentment(satisfaction, forfeit, constants)
    factor: Real = content * np.exp(c.annoyance * fatigue - c.habit_hold * habit)
    return factor


def unthinking(habit: Real, woken: Real) -> Real:
    """Give the habit that still protects those whom outreach has woken, shape (n,).

    Parameters
    ----------
    habit, woken
        H and O, shape (n,).

    Notes
    -----
    H (1 - O). Ascarza, Iyengar & Schleicher (2016): advice on the plan made customers leave who had stayed out of
    habit.
    """
    left: Real = habit * (1.0 - woken)
    return left


def contentment(satisfaction: Real, forfeit: tuple[Real, Real], constants: Constants) -> Real:
    """Give the part of the factor that motivation and what would be forfeited decide, shape (n,)."""
    pull, tickets = forfeit
    c = constants
    held = np.minimum(1.0, pull * tickets**c.value_exponent).astype(satisfaction.dtype)
    content: Real = np.clip(
        (satisfaction + held) ** -c.leaving_slope, c.leaving_least, c.leaving_most
    )
    return content
