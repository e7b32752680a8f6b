"""Ability: the scarcest of six simplicity factors, eased by habit (Fogg 2009)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount, Demand


def scarcity(ln_resource: Real, demands: Sequence[Amount]) -> tuple[Real, NDArray[np.int8]]:
    """Find how far an act's demands exceed the scarcest resource.

    Parameters
    ----------
    ln_resource
        Log of the resources, 1 being the median customer's, shape (6, n).
    demands
        Demand on each factor, each a number or of shape (n,); 1 exhausts a median customer, 0 asks
        nothing.

    Returns
    -------
    Log of demand over resource at the scarcest factor (minus infinity without demands), and that
    factor's number, both of shape (n,).

    Notes
    -----
    The minimum over factors, not their mean, limits ability: Fogg (2009).
    """
    n = ln_resource.shape[1]
    excess = np.full(n, -np.inf, ln_resource.dtype)
    factor = np.zeros(n, np.int8)
    asked = [number for number, demand in enumerate(demands) if _asks(demand)]
    with np.errstate(divide="ignore"):
        for number in asked:
            here = np.log(demands[number]) - ln_resource[number]
            # later factors have higher numbers
            np.maximum(factor, (here > excess) * np.int8(number), out=factor)
            np.maximum(excess, here, out=excess, casting="same_kind")
    return excess, factor


def _asks(demand: Amount) -> bool:
    """Tell whether a factor is asked of anybody."""
    return demand > 0 if isinstance(demand, int | float) else bool((demand > 0).any())


def changed_demands(demands: Sequence[float], changes: Sequence[Demand]) -> list[Amount]:
    """Apply what mechanics change to what an act demands: demand x exp(ln changes) + added.

    Parameters
    ----------
    demands
        Demand of the act on each factor.
    changes
        Changes by all instances; those of one factor add up.
    """
    changed: list[Amount] = list(demands)
    for number in {change.factor for change in changes}:
        of_factor = [change for change in changes if change.factor == number]
        ln_change = sum((change.ln_change for change in of_factor), start=0.0)
        added = sum((change.added for change in of_factor), start=0.0)
        changed[number] = demands[number] * np.exp(ln_change) + added
    return changed


def gap(excess: Real, constants: Constants) -> Real:
    """Turn excess demand into difficulty, softly from 0 upwards.

    Parameters
    ----------
    excess
        Log of demand over resource, shape (n,).

    Notes
    -----
    tau_g ln(1 + exp(x / tau_g)). Assumption.
    """
    softness = constants.gap_softness
    difficulty: Real = softness * np.logaddexp(0.0, excess / softness, dtype=excess.dtype)
    return difficulty


def ln_ability(gaps: Real, habit: Real, facilitator: Amount, constants: Constants) -> Real:
    """Give the logarithm of ability, at most 0.

    Parameters
    ----------
    gaps
        Difficulty before habit, shape (n,).
    habit
        H, shape (n,).
    facilitator
        Ability added by a message, log, a number or shape (n,).
    """
    eased = habit * constants.habit_ease
    eased -= 1.0
    eased *= gaps
    eased += facilitator
    np.minimum(eased, 0.0, out=eased)
    return eased
