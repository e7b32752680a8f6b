"""Recognition points: awards that colleagues and managers give one another, from a budget that lapses."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from loyaltysim.hooks import NOTHING, Acts, Answer, Moment, MomentKind, Offer, StateColumn, Symbol
from loyaltysim.mechanics.budget import Budget
from loyaltysim.mechanics.giving import top_tenth
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.mechanics.reward import Reward  # noqa: TC001 -- pydantic reads it
from loyaltysim.mechanics.standings import NONE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows, View
    from loyaltysim.hooks.arrays import Counted

RARE_DAYS = 7.0
"""Days after which praise is nearly as good as the first time (assumption)."""
TIE_DAYS = 30.0
"""Days after which a third is left of what an award does for the tie (assumption)."""
OVERLOOKED = 0.3
"""How much of a setback it is that all mates are recognised and oneself never was (assumption)."""
NEVER = -(10**6)


@mechanic("recognition_points")
class RecognitionPoints(Budget):
    """Let colleagues and managers recognise what others do: praise with an award, from a budget."""

    theory: ClassVar[str] = (
        "Praise that nobody expected raised work: awards by peers that of the most active Wikipedians by 60% in 90 "
        "days (Restivo & van de Rijt 2012). But where a firm brought in public recognition by peers, staff felt "
        "less appreciated (Black, Cecchini & Newman 2024): who is passed over compares. That it hurts only "
        "those never recognised, and little, is an assumption; in a three-hour job they worked harder (Bradler et "
        "al. 2016). Awards that come often are expected, and then crowd out interest."
    )
    measures: ClassVar[Mapping[str, str]] = {
        "budget_used": "awards given / awards that could have been given; the rest lapses",
        "never_recognised": "members at the end whom nobody ever recognised / members at the end",
        "top_tenth": "awards of the tenth of members with most / awards of all members at the end",
    }

    award: Reward = Field(description="what an award is worth to whom it is given")

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare budgets, and what one received."""
        return (
            *super().columns(),
            StateColumn("received", "awards", "awards received so far", dtype=np.int32),
            StateColumn(
                "recognised", "day", "age at the last award received", NEVER, dtype=np.int32
            ),
            StateColumn(
                "tie", "day", "age at the last award given or received", NEVER, dtype=np.int32
            ),
            StateColumn("seen", "yes or no", "recognised in this period", dtype=np.bool_),
            StateColumn("took_part", "yes or no", "acted in this period", dtype=np.bool_),
        )

    def open(self, view: View) -> Answer:
        """Fill the budgets, and begin a new period."""
        if self.renew(view):
            view.own["seen"][:] = view.own["took_part"][:] = False
        return NOTHING

    def _mates_seen(self, view: View, rows: Rows) -> NDArray[np.float64]:
        """Give the share of each one's present mates who were recognised in this period."""
        team, seen = view.own["team"], view.own["seen"]
        listed = np.flatnonzero(view.here & (team != NONE))
        of_team, size = np.bincount(team[listed], seen[listed]), np.bincount(team[listed])
        mates = np.maximum(size[team[rows]] - 1, 1)
        share: NDArray[np.float64] = (of_team[team[rows]] - seen[rows]) / mates
        return share

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer the award to those who have come to expect it, and to be one of the recognised."""
        expected = Offer(self.award.worth(view), announced=False)
        return (expected, Symbol(self._mates_seen(view, rows)))

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Let colleagues and managers recognise some of those who acted today."""
        if acts.repetition > 1:  # who works has been seen today
            return NOTHING
        own = view.own
        own["took_part"][acts.rows] = True
        givers, chosen = self.give(view, acts.rows)
        got = np.bincount(chosen, minlength=view.here.size)
        rows = np.flatnonzero(got)
        size = -np.expm1(-(view.age - own["recognised"][rows]) / RARE_DAYS)
        own["received"] += got
        own["seen"][rows] = True
        own["recognised"][rows] = own["tie"][rows] = own["tie"][givers] = view.age
        praise = Moment(MomentKind.PRAISE, rows, size)
        unexpected = Moment(MomentKind.UNANNOUNCED_REWARD, rows)
        return Answer((self.award.pay(rows, got[rows]),), (praise, unexpected))

    def close(self, view: View) -> Answer:
        """Let those down, at the end of a period, who took part and whom nobody ever recognised."""
        if (view.age + 1) % self.every:
            return NOTHING
        never = view.here & view.own["took_part"] & (view.own["received"] == 0)
        rows = np.flatnonzero(never)
        return Answer(
            (), (Moment(MomentKind.SETBACK, rows, OVERLOOKED * self._mates_seen(view, rows)),)
        )

    def support(self, view: View) -> NDArray[np.float64]:
        """Tell how fresh the last award is that one gave or received."""
        fresh: NDArray[np.float64] = np.exp((view.own["tie"] - view.age) / TIE_DAYS)
        return fresh

    def measured(self, view: View) -> Mapping[str, Counted]:
        """Give how much of the budget was used, and how unequally."""
        own, rows, markets = view.own, np.flatnonzero(view.here), view.own["given"].size
        received, market = own["received"], view.market
        members = np.bincount(market[rows], minlength=markets)
        never = np.bincount(market[rows], received[rows] == 0, markets)
        total = np.bincount(market[rows], received[rows], markets)
        best = top_tenth(rows, received, market, markets)
        return {
            "budget_used": (own["given"], own["budget"]),
            "never_recognised": (never, members),
            "top_tenth": (best, total),
        }
