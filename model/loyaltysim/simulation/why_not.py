"""Why not: of those who did not act, what was missing, judged with the same draw (Fogg 2009)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.action import log_odds
from loyaltysim.customers.columns import FACTORS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.simulation.loyalty_model import LoyaltyModel

CLASSES = (
    "acted",
    "no_prompt",
    "not_noticed",
    "motivation",
    *(f"ability_{factor}" for factor in FACTORS),
    "either",
    "both",
    "chance",
)
_FIRST_FACTOR = CLASSES.index("ability_time")


def classify(model: LoyaltyModel) -> NDArray[np.int64]:
    """Count customer-days of the main act by class and market, shape (markets, classes).

    Notes
    -----
    The customers are those present when the day began.
    """
    markets = len(model.customers.markets)
    counts = np.zeros((markets, len(CLASSES)), np.int64)
    today = model.today.acts[0]
    market = model.customers.market
    refused = today.rows[~today.acted]
    code = market[refused] * len(CLASSES) + _missing(model)
    counts += np.bincount(code, minlength=counts.size).reshape(counts.shape)
    counts[:, 0] = _count(market[today.actors], markets)
    unnoticed = _unnoticed(model)
    counts[:, 2] = _count(market[unnoticed], markets) if unnoticed.size else 0
    counts[:, 1] = model.began_with - counts.sum(axis=1)
    return counts


def _count(market: NDArray[np.intp], markets: int) -> NDArray[np.int64]:
    return np.bincount(market, minlength=markets)


def _unnoticed(model: LoyaltyModel) -> NDArray[np.intp]:
    """Find customers whom a message was sent to and nothing prompted."""
    sent = [one.message.rows for one in model.today.received if one.message.act == 0]
    if not sent:
        return np.empty(0, np.intp)
    mask = np.zeros(model.customers.n, np.bool_)
    for rows in sent:
        mask[rows] = True
    mask[model.today.acts[0].rows] = False
    return np.flatnonzero(mask)


def _missing(model: LoyaltyModel) -> NDArray[np.intp]:
    """Give the class of each prompted customer who did not act."""
    today, constants = model.today.acts[0], model.constants
    refused = ~today.acted
    needed, ability = today.needed[refused], today.ln_ability[refused]
    ln_motivation = np.log(today.motivation[refused])
    by_motivation = log_odds(np.maximum(ln_motivation, 0.0) + ability, constants) > needed
    by_ability = log_odds(ln_motivation, constants) > needed
    by_both = log_odds(np.maximum(ln_motivation, 0.0), constants) > needed
    scarcest = model.customers.traits.scarcest[0].take(today.rows[refused]).astype(np.intp)
    code = np.where(by_both, CLASSES.index("both"), CLASSES.index("chance"))
    code = np.where(by_ability, scarcest + _FIRST_FACTOR, code)
    code = np.where(by_motivation, CLASSES.index("motivation"), code)
    return np.where(by_motivation & by_ability, CLASSES.index("either"), code)
