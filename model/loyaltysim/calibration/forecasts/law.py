"""What a law of customers must tell: how likely a record is, and what is expected of whoever has it.

There are three: purchases at any time (`pareto_nbd.py`), at most one in each month or year (`bg_bb.py`), and renewals of a contract
(`renewals.py`). What is fitted, forecast and drawn asks a law, and does not know which it is.
"""

# ruff: noqa: N803 -- x, t_x and T are what the literature calls them

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.known import Moments, Record
    from loyaltysim.calibration.forecasts.pareto_nbd import ParetoNBD
    from loyaltysim.randomness import Luck

    Float64 = NDArray[np.float64]


class Law(Protocol):
    """Parameters of a population of customers, all of them above 0. Records are x, t_x and T, each of shape (n,)."""

    @property
    def title(self) -> str:
        """What the law is called in tables, fitted with weeks that are better or worse for all."""

    @property
    def values(self) -> tuple[float, ...]:
        """Parameters."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parameters."""

    @property
    def leaving(self) -> tuple[str, ...]:
        """Names of those that say how customers leave."""

    def scaled(self, factors: Float64) -> Self:
        """Give the law with each parameter times a factor."""

    def real(self, speed: float) -> tuple[float, ...]:
        """Give the parameters in real days, of which each is `speed` days of the calendar."""

    def aged(self, age: float) -> Self:
        """Give the law of customers who stayed for some time."""

    def log_likelihood(self, x: Float64, t_x: Float64, T: Float64) -> Float64:
        """Give each customer's log-likelihood, shape (n,)."""

    def log_first(self, seen: Float64) -> Float64:
        """Give the log of the density of a first act at each time of customers who were there before, shape (n,)."""

    def alive(self, record: Record) -> Float64:
        """Give the chance that each is still a customer, shape (n,)."""

    def rate(self, record: Record) -> Float64:
        """Give the acts a day expected of each one who is still there, shape (n,)."""

    def stay(self, record: Record, t: float) -> Float64:
        """Give the time that each one who is still there is expected to be there within t, shape (n,)."""

    def active(self, record: Record, t: float) -> Float64:
        """Give the chance of at least one act within t, shape (n,)."""

    def lost(self, time: float) -> float:
        """Give the share of new customers who leave within a time."""

    def moments(self, record: Record) -> Moments:
        """Give what is known of each one's rate and hazard."""

    def weekly(self, x: Float64, last: Float64, edges: Float64) -> Float64:
        """Give rate x presence in each week, given the record, shape (n, weeks).

        Parameters
        ----------
        x, last
            Acts and time of the last one, shape (n, 1).
        edges
            Times at which weeks end, from 0 on, shape (n, weeks + 1).
        """

    def bought(self, seen: Float64, edges: Float64, luck: Luck, draw: int) -> Float64:
        """Draw rates and lives, and give the chance to act between each two times, shape (n, times - 1)."""

    def counts(self, seen: Float64, T: Float64, luck: Luck, most: int) -> Float64:
        """Draw rates and lives, and give the shares with 0, 1, ... acts after the first one, shape (most,)."""

    def to_play(self, record: Record) -> tuple[ParetoNBD, Record] | None:
        """Give customers who act at any time, as a simulation plays them; None where nothing is known of acts."""
