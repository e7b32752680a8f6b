"""Why not: of those who did not act, what was missing, judged with the same draw (Fogg 2009)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.customers.columns import FACTORS
from loyaltysim.simulation.recording.counting import count

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.simulation.state import Run

CLASSES = (
    "acted",
    "no_prompt",
    "not_noticed",
    "motivation",
    *(f"ability_{factor}" for factor in FACTORS),
    "either",
    "both",
    "chance",
    "turned_away",
    "elsewhere",
)
_FIRST_FACTOR = CLASSES.index("ability_time")
_MOTIVATION, _EITHER, _BOTH, _CHANCE, _TURNED_AWAY, _ELSEWHERE = map(
    CLASSES.index, ("motivation", "either", "both", "chance", "turned_away", "elsewhere")
)


def _classes() -> NDArray[np.intp]:
    """Give the class by the scarcest factor, and by whether motivation, ability, and both at full would have turned it."""
    found = np.empty((len(FACTORS), 2, 2, 2), np.intp)
    found[:, 0, 0] = _CHANCE, _BOTH
    found[:, 0, 1] = _FIRST_FACTOR + np.arange(len(FACTORS))[:, None]
    found[:, 1, 0] = _MOTIVATION
    found[:, 1, 1] = _EITHER
    return found.ravel()


_MISSING = _classes()


def classify(run: Run) -> NDArray[np.int64]:
    """Count customer-days of the main act by class and market, shape (markets, classes).

    Notes
    -----
    The customers are those present when the day began.
    """
    markets = len(run.customers.markets)
    counts = np.zeros((markets, len(CLASSES)), np.int64)
    today = run.today.acts[0]
    market = run.customers.market
    refused = np.flatnonzero(~today.acted)
    code = market.take(today.rows.take(refused))
    code *= len(CLASSES)
    code += _missing(run, refused)
    counts += np.bincount(code, minlength=counts.size).reshape(counts.shape)
    counts[:, 0] = count(run.customers, today.actors)
    counts[:, 2] = count(run.customers, _unnoticed(run))
    counts[:, _TURNED_AWAY] = count(run.customers, today.turned_away)
    counts[:, 1] = run.began_with - counts.sum(axis=1)
    return counts


def class_of(run: Run, place: int) -> str:
    """Say what kept a customer who was prompted for the main act today and did not do it.

    Parameters
    ----------
    place
        The customer's place among the prompted.
    """
    return CLASSES[int(_missing(run, np.array([place]))[0])]


def _unnoticed(run: Run) -> NDArray[np.intp]:
    """Find customers whom a message was sent to and nothing prompted."""
    sent = [one.message.rows for one in run.today.received if one.message.act == 0]
    if not sent:
        return np.empty(0, np.intp)
    mask = np.zeros(run.customers.n, np.bool_)
    for rows in sent:
        mask[rows] = True
    mask[run.today.acts[0].rows] = False
    return np.flatnonzero(mask)


def _missing(run: Run, refused: NDArray[np.intp]) -> NDArray[np.intp]:
    """Give the class of each prompted customer who did not act, by place among the prompted."""
    today, slope = run.today.acts[0], run.constants.action_slope
    short = today.needed.take(refused)
    short -= run.constants.action_odds
    short /= slope
    motivation = today.ln_motivation.take(refused)
    full = np.maximum(motivation, 0.0)
    if today.scarcest is None:
        scarcest = run.customers.traits.scarcest[0].take(today.rows.take(refused))
    else:
        scarcest = today.scarcest.take(refused)
    key = scarcest.astype(np.intp)
    for turned in (full + today.ln_ability.take(refused), motivation, full):
        key *= 2
        key += turned > short
    code: NDArray[np.intp] = _MISSING.take(key)
    if run.today.elsewhere.size:
        code[np.isin(today.rows.take(refused), run.today.elsewhere)] = _ELSEWHERE
    return code
