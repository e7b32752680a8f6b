"""Word of mouth: customers bring others, stay while these stay, and warn others off when they leave."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount


def talk_chance(satisfaction: Real, per_act: Amount, constants: Constants) -> Real:
    """Give the chance that a day's acts bring somebody, shape (n,): 1 - exp(-w min(Mbar, T)^kT).

    Parameters
    ----------
    satisfaction
        Mbar: running motivation at occasions, relative to own desire, shape (n,).
    per_act
        w: newcomers that the acts of somebody ordinarily satisfied bring.

    Notes
    -----
    The more satisfied and attached customers are, the more they talk well of a firm (de Matos & Rossi
    2008, meta-analysis); the form and the slope are assumptions.
    """
    told = np.minimum(satisfaction, satisfaction.dtype.type(constants.talk_most))
    chance: Real = -np.expm1(-per_act * told**constants.talk_slope)
    return chance


def company_factor(constants: Constants) -> float:
    """Give the factor on the hazard of those in company: exp(-bT).

    Notes
    -----
    Customers whom a friend brought left less often only while that friend stayed (Van den Bulte, Bayer, Skiera & Schmitt
    2018), and so did employees (Pieper 2015); who brought somebody stays, too, while he or she is there (Pieper, Trevor,
    Weller & Duchon 2019). That several hold no more than one is an assumption.
    """
    return math.exp(-constants.friend_hold)


def warning(satisfaction: Real, constants: Constants) -> NDArray[np.float64]:
    """Give how much those who leave warn others, shape (n,): max(Mbar, 1/T)^-kT.

    Notes
    -----
    Most who speak ill of a firm have left it (East, Hammond & Wright 2007); the form is an assumption.
    """
    felt = np.maximum(satisfaction.astype(np.float64), 1.0 / constants.talk_most)
    warned: NDArray[np.float64] = felt**-constants.talk_slope
    return warned


def warnings_fading(constants: Constants) -> float:
    """Give what a day leaves of a warning: exp(-1 / tauW)."""
    return math.exp(-1.0 / constants.warning_days)


def undeterred(warnings: NDArray[np.float64], warns: float) -> NDArray[np.float64]:
    """Give the share of newcomers who come nevertheless, shape (markets,): exp(-warns W). Assumption.

    Parameters
    ----------
    warnings
        W: warnings, each fading away, per customer at the launch, shape (markets,).
    """
    share: NDArray[np.float64] = np.exp(-warns * warnings)
    return share
