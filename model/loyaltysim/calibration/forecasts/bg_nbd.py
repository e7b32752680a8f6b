"""BG/NBD: the forecast of repeat purchases that the trade uses most, to set the model beside it.

Fader, Hardie & Lee (2005), "Counting your customers the easy way", *Marketing Science* 24(2), 275-284.
Purchases come at gamma-distributed rates (r, alpha); after each repeat purchase, and not before it, a customer
leaves with a beta-distributed chance (a, b).
"""

# ruff: noqa: N806 -- x, t_x and T are what the literature calls them

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import optimize, special

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Float64 = NDArray[np.float64]
    History = tuple[Float64, Float64, Float64]

_STARTS = np.log([[0.3, 0.2, 0.8, 2.5], [0.8, 0.5, 1.0, 5.0]])
_WIDEST = 7.0


class BGNBD(NamedTuple):
    """Shape and rate of the gamma distribution of purchases, and shapes of the beta of leaving."""

    r: float
    alpha: float
    a: float
    b: float


def fit_bg_nbd(history: History) -> BGNBD:
    """Find the parameters of highest likelihood.

    Parameters
    ----------
    history
        x (repeat purchases), t_x and T (time), each of shape (n,), T with a mean above 0.

    Returns
    -------
    Parameters, alpha in the unit of time of the history.
    """
    x, t_x, T = history
    unit = float(np.mean(T))
    rows, counts = np.unique(np.column_stack([x, t_x / unit, T / unit]), axis=0, return_counts=True)

    def loss(logs: Float64) -> float:
        return -float(
            counts @ log_likelihood(BGNBD(*np.exp(logs)), (rows[:, 0], rows[:, 1], rows[:, 2]))
        )

    bounds = [(-_WIDEST, _WIDEST)] * 4
    ends = [optimize.minimize(loss, start, method="L-BFGS-B", bounds=bounds) for start in _STARTS]
    r, alpha, a, b = np.exp(min(ends, key=lambda end: float(end.fun)).x).tolist()
    return BGNBD(r, alpha * unit, a, b)


def log_likelihood(parameters: BGNBD, history: History) -> Float64:
    """Give each customer's log-likelihood, shape (n,)."""
    r, alpha, a, b = parameters
    x = history[0]
    common = special.gammaln(r + x) - special.gammaln(r) + r * np.log(alpha) - special.betaln(a, b)
    stayed, left = _cases(parameters, history)
    logs: Float64 = common + np.logaddexp(stayed, left)
    return logs


def bg_nbd_alive(parameters: BGNBD, history: History) -> Float64:
    """Give the chance that a customer with this history is still a customer, shape (n,)."""
    stayed, left = _cases(parameters, history)
    chance: Float64 = special.expit(stayed - left)
    return chance


def bg_nbd_expected(parameters: BGNBD, history: History, ahead: float) -> Float64:
    """Give the purchases expected of customers with a history in the time ahead, shape (n,)."""
    r, alpha, a, b = parameters
    x, _, T = history
    through = alpha + T
    ratio = np.exp(-(r + x) * np.log1p(ahead / through))
    a = a if abs(a - 1.0) > 1e-6 else 1.0 + 1e-6  # the limit exists, the expression does not
    series = special.hyp2f1(r + x, b + x, a + b + x - 1.0, ahead / (through + ahead))
    while_there = (a + b + x - 1.0) / (a - 1.0) * (1.0 - ratio * series)
    expected: Float64 = bg_nbd_alive(parameters, history) * while_there
    return expected


def bg_nbd_active(parameters: BGNBD, history: History, ahead: float) -> Float64:
    """Give the chance of at least one purchase in the time ahead, shape (n,): nobody leaves before it."""
    r, alpha, _, _ = parameters
    x, _, T = history
    none = np.exp(-(r + x) * np.log1p(ahead / (alpha + T)))
    chance: Float64 = bg_nbd_alive(parameters, history) * (1.0 - none)
    return chance


def _cases(parameters: BGNBD, history: History) -> tuple[Float64, Float64]:
    """Weigh the cases that the customer stayed, and left after the last purchase."""
    r, alpha, a, b = parameters
    x, t_x, T = history
    stayed = special.betaln(a, b + x) - (r + x) * np.log(alpha + T)
    leaving = special.betaln(a + 1.0, b + np.maximum(x, 1.0) - 1.0) - (r + x) * np.log(alpha + t_x)
    return stayed, np.where(x > 0, leaving, -np.inf)
