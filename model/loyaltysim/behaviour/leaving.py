"""Leaving: habit protects, motivation and what would be forfeited hold, messages drive away or wake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real


def hazard_factor(
    satisfaction: Real, habit: Real, fatigue: Real, held: Real, constants: Constants
) -> Real:
    """Give the factor on a customer's own hazard, shape (n,).

    Parameters
    ----------
    satisfaction
        Mbar: running motivation at occasions, relative to own desire, shape (n,).
    habit, fatigue
        H, of the woken what `unthinking` leaves of it, and F, shape (n,).
    held
        What would be forfeited (`hold`), shape (n,).

    Notes
    -----
    exp(-bH H + bF F) clip((Mbar + held)^-kL, 0.3, 3). That motivation acts on
    leaving through a slope of its own rests on loyalty panels, which find a few points of
    retention at most (Meyer-Waarden 2007; Belli et al. 2022).
    """
    c, content = constants, contentment(satisfaction, held, constants)
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


def hold(pull: Real, tickets: Real, constants: Constants) -> Real:
    """Give how far what would be forfeited holds a customer, shape (n,): min(1, lambda rho b^alpha).

    Parameters
    ----------
    pull
        Pull of a loss of one ticket (lambda rho), shape (n,).
    tickets
        Tickets not yet redeemed, shape (n,).
    """
    held: Real = np.minimum(1.0, pull * tickets**constants.value_exponent)
    return held.astype(pull.dtype, copy=False)


def contentment(satisfaction: Real, held: Real, constants: Constants) -> Real:
    """Give the part of the factor that motivation and what would be forfeited decide, shape (n,)."""
    c = constants
    content: Real = (satisfaction + held) ** -c.leaving_slope
    np.maximum(content, c.leaving_least, out=content)
    return np.minimum(content, c.leaving_most, out=content)
