"""The journey of customers: what they meet where, by machine or human, how easy it was and how it felt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.service import EASY_SCORE, effort_score, left_of_repair
from loyaltysim.hooks import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from loyaltysim.hooks import Amount, Rows
    from loyaltysim.simulation.state import Run
    from loyaltysim.simulation.today import Touched

    Float64 = NDArray[np.float64]

HANDLERS = ("machine", "human")
NOBODY = "nobody"
"""Who is there when something goes wrong."""
PLACES = (
    *(f"{stage}/{handler}" for stage in Stage for handler in HANDLERS),
    f"{Stage.PROBLEM}/{NOBODY}",
)
"""Where on the journey, and with whom."""
FIELDS = ("meetings", "score", "easy", "feeling", "highs", "lows", "solved", "late")
"""Counts, and sums over the meetings of a place."""
HIGH, LOW = 0.25, -0.25
"""Feelings from which on a meeting is a peak, and a low (assumption; they decide nothing)."""


class Journey:
    """The sums of one run, from the launch on."""

    def __init__(self, markets: int) -> None:
        self._sums = np.zeros((len(PLACES), len(FIELDS), markets))

    def note(self, run: Run) -> None:
        """Add the meetings of the day that has just been played."""
        for one in run.today.touched:
            if not one.instance.firm.rival:
                place = f"{one.touch.stage}/{HANDLERS[one.touch.human]}"
                self._add(run, place, one.touch.rows, _told(run, one))
        troubled = run.today.troubled
        if troubled.rows.size:
            felt = -troubled.severity.astype(np.float64)
            self._add(run, PLACES[-1], troubled.rows, {"feeling": felt})

    def _add(self, run: Run, place: str, rows: Rows, told: dict[str, Amount]) -> None:
        page = self._sums[PLACES.index(place)]
        fields, markets = page.shape
        weights = np.zeros((fields, rows.size))
        by_name = dict(zip(FIELDS, weights, strict=True))
        for name, each in told.items():
            by_name[name][:] = each
        felt = by_name["feeling"]
        by_name["meetings"][:] = 1.0
        by_name["highs"][:] = felt >= HIGH
        by_name["lows"][:] = felt <= LOW
        # all fields at once, each added up customer by customer, so that batches do not matter
        where = run.customers.market.take(rows) + markets * np.arange(fields)[:, None]
        sums = np.bincount(where.ravel(), weights.ravel(), fields * markets)
        page += sums.reshape(fields, markets)

    @property
    def found(self) -> dict[str, Float64]:
        """`PLACE/FIELD` of the places where anybody met anything -> (markets,)."""
        return dict(self._found())

    def _found(self) -> Iterator[tuple[str, Float64]]:
        for place, page in zip(PLACES, self._sums, strict=True):
            if page[0].any():
                yield from ((f"{place}/{name}", page[i]) for i, name in enumerate(FIELDS))


def _told(run: Run, one: Touched) -> dict[str, Amount]:
    """Say of each who met the firm how easy it was, and how it felt.

    Notes
    -----
    Feeling, -1 to 1: warmth e^(-late/tauG), and rV as much where a problem was solved, less 1 - A: what draws nearer and relieves, less what
    it takes. Assumption.
    """
    ease: Float64 = one.ease.astype(np.float64)
    solved: Amount = 0.0 if one.touch.solved is None else one.touch.solved.astype(np.float64)
    kindness = one.warmth + run.constants.recovery * solved
    score = effort_score(ease)
    felt = kindness * left_of_repair(one.late, run.constants) + ease - 1.0
    return {
        "score": score,
        "easy": score >= EASY_SCORE,
        "feeling": np.minimum(np.maximum(felt, -1.0), 1.0),
        "solved": solved,
        "late": one.late,
    }
