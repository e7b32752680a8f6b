"""What came of persuasion, beside what customers are susceptible to: the simulator knows it, no firm does."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.persuasion import persuaded, rested
from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.customers.table import FIRST
from loyaltysim.hooks import NEUTRAL
from loyaltysim.simulation.recording.counting import count

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Rows
    from loyaltysim.hooks.arrays import Counted
    from loyaltysim.simulation.state import Run
    from loyaltysim.simulation.steps.persuading import Carried

    Float64 = NDArray[np.float64]

PERSUASION: Mapping[str, str] = MappingProxyType(
    {
        "right_principle": "customers whose last message, or meeting, carried what they are most susceptible to by nature (no principle, "
        "where all repel them), of those still here who noticed any; other principles in turn may do more, since a repeated one wears off",
        "repelled": "messages with a principle that repels the customer, of those noticed",
        "harm_avoided": "messages that the principle that is best on average would have repelled by, less those that repel, of those "
        "noticed; below 0 more repel than would have",
        "gain_over_best_average": "pull of what messages carried less the pull of the principle that is best on average, had "
        "they all carried that, by messages noticed; 100% is that of a fresh principle on somebody of susceptibility 1; "
        "it tells how messages move, and nothing of profit",
        "messages_until_ahead": "messages noticed by a customer until what they carried has moved customers more, all "
        "together and from then on, than the principle that is best on average; of the markets where it has by the horizon; it is ahead in how messages "
        "move, and not in profit",
        "days_until_ahead": "days from launch until the same is so by all messages up to that day, of the markets where it is by the horizon; it is ahead in how messages "
        "move, and not in profit",
        **{
            f"carried_{name}": f"messages noticed, or meetings, with the principle {name.replace('_', ' ')}, of all"
            for name in PRINCIPLES
        },
    }
)
"""What is told of each instance whose messages carry principles, with what is divided by what."""
COUNTS = frozenset({"messages_until_ahead", "days_until_ahead"})
"""Those of them that are numbers, not shares."""


class Persuaded:
    """What the messages, or meetings, of one instance carried, and what customers are susceptible to."""

    def __init__(self, run: Run) -> None:
        markets, n = len(run.luck.markets), run.customers.n
        self._counts = np.zeros((3, markets))
        self._carried = np.zeros((len(PRINCIPLES), markets))
        self._times = np.zeros(n, np.int32)
        self._right = np.zeros(n, np.bool_)
        self._right_for = _right(run.customers.traits.susceptibility)
        most = max(act.most for act in run.setup.acts)
        self._gain = np.zeros((run.setup.days * most, markets))
        self._gain_on = np.zeros((run.setup.days, markets))
        # how well customers would know the principle that is best on average, had all messages carried it
        self._heard: Real = np.zeros(n, run.dtype)
        self._heard_on = np.full(n, FIRST, np.int32)

    def note(self, run: Run, carried: Carried) -> None:
        """Take note of what those who noticed a message today, or were met, met in it."""
        rows, principle = carried.whom, carried.principle
        met = carried.spread(carried.susceptibility)
        usual = run.customers.traits.susceptibility[run.susceptible.best].take(rows)
        self._right[rows] = principle == self._right_for.take(rows)
        for kind, mask in enumerate((np.ones(rows.size, np.bool_), met < 0.0, usual < 0.0)):
            self._counts[kind] += count(run.customers, rows.compress(mask))
        for number in range(len(PRINCIPLES)):
            self._carried[number] += count(run.customers, rows.compress(principle == number))
        gain = carried.spread(carried.pull) - persuaded(usual, self._hear(run, rows), run.constants)
        self._gain_on = _with_row(self._gain_on, run.day)
        self._gain = _with_row(self._gain, int(self._times.max()))
        gained, market = gain.astype(np.float64), run.customers.market.take(rows)
        # one cell for each message that a customer has noticed, and each market
        cells = self._times.take(rows) * self._gain.shape[1] + market
        np.add.at(self._gain.reshape(-1), cells, gained)
        self._gain_on[run.day] += np.bincount(market, gained, self._gain_on.shape[1])
        self._times[rows] += 1

    def _hear(self, run: Run, rows: Rows) -> Real:
        """Let customers meet the principle that is best on average, and tell how well they knew it."""
        on = self._heard_on.take(rows)
        away: Real = np.maximum(run.day - 1 - on, 0).astype(run.dtype)
        # what was met today does not wear off before tomorrow
        before = rested(self._heard.take(rows) - (on == run.day), away, run.constants)
        self._heard[rows], self._heard_on[rows] = before + 1, run.day
        return before

    def measured(self, run: Run) -> dict[str, Counted]:
        """Give what each of `PERSUASION` divides, and by what, at the horizon."""
        noticed, repelled, harmful = self._counts
        here = run.customers.states.present & (self._times > 0)
        gained = self._gain.sum(axis=0)
        return {
            "right_principle": (
                run.customers.by_market(here & self._right),
                run.customers.by_market(here),
            ),
            "repelled": (repelled, noticed),
            "harm_avoided": (harmful - repelled, noticed),
            "gain_over_best_average": (gained / run.constants.persuasion, noticed),
            "messages_until_ahead": _ahead(self._gain),
            "days_until_ahead": _ahead(self._gain_on),
            **{
                f"carried_{name}": (counted, noticed)
                for name, counted in zip(PRINCIPLES, self._carried, strict=True)
            },
        }


def _ahead(gain: Float64) -> Counted:
    """Give how many messages, or days, it takes until the sum of what they gained stays above 0, and where it does by the horizon.

    Parameters
    ----------
    gain
        By message or day, and market.
    """
    total = np.cumsum(gain, axis=0)
    ahead = total[-1] > 0.0
    until = 1 + gain.shape[0] - np.argmax(total[::-1] <= 0.0, axis=0)
    until[(total > 0.0).all(axis=0)] = 1
    return np.where(ahead, until, 0), ahead


def _with_row(table: Float64, row: int) -> Float64:
    """Give a table that has a row: whoever steps a model by hand may go on beyond the horizon."""
    return table if row < len(table) else np.vstack([table, np.zeros_like(table)])


def _right(susceptibility: Real) -> NDArray[np.intp]:
    """Give what each customer is most susceptible to, or nothing where all repel, shape (n,)."""
    best: NDArray[np.intp] = susceptibility.argmax(axis=0)
    best[susceptibility.max(axis=0) <= 0.0] = NEUTRAL
    return best
