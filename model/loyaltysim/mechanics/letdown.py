"""How much it hurts not to get what one could have had: the same for every mechanic that lets down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import Amount


def letdown(lost: Amount, hoped: Amount, usual_spend: NDArray[np.floating]) -> NDArray[np.float64]:
    """Give the size of a setback: what is lost as a share of the usual spend, at most 1.

    Parameters
    ----------
    lost
        Worth of what could have been had, in currency.
    hoped
        Worth of what was hoped for, in currency: the yardstick where an act has no price.
    usual_spend
        What each customer usually spends on the act, in currency, shape (rows,).

    Notes
    -----
    Regret grows with the prize (van der Swaluw et al. 2018); the measure is an assumption.
    """
    yardstick = np.where(usual_spend > 0, usual_spend, hoped).astype(np.float64)
    share = np.zeros(yardstick.shape)
    np.divide(lost, yardstick, out=share, where=yardstick > 0)
    felt: NDArray[np.float64] = np.minimum(share, 1.0)
    return felt
