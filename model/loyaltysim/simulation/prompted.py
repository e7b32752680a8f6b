"""The prompted of an act: what instances are asked about them, and what valuing their answers takes, found once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.behaviour.distance import gap, impatience
from loyaltysim.behaviour.social_pressure import Onlooker
from loyaltysim.simulation.familiar import Met, meet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Rows
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.state import Run

SLOWEST_PACE = 1e-6


class Prompted:
    """Customers who are prompted for an act, as they look at offers; columns have shape (rows,).

    Parameters
    ----------
    run
        The run and its day.
    number
        The act.
    rows
        The customers.
    repetition
        Which act of today they decide on, 1 for the first.
    """

    def __init__(self, run: Run, number: int, rows: Rows, repetition: int = 1) -> None:
        self.run, self.number, self.rows = run, number, rows
        self.repetition = run.repetitions[number][repetition - 1]
        self._asked: dict[int, Asked] = {}
        self._met: dict[tuple[int, int], Met] = {}

    def under(self, running: Running) -> Asked:
        """Give those for whom an instance is in force; instances of a scheme share their members."""
        key = id(running.members)
        if key not in self._asked:
            places = running.among(self.rows)
            rows = self.rows if places is None else self.rows[places]
            self._asked[key] = Asked(self, rows, places)
        return self._asked[key]

    def met(self, running: Running) -> Met:
        """Tell how well those for whom an instance is in force know it."""
        asked, familiar = self.under(running), running.familiar
        key = id(familiar), id(asked)
        if key not in self._met:
            self._met[key] = meet(familiar, asked.rows, self.run.day, self.run.constants)
        return self._met[key]

    @cached_property
    def habit(self) -> Real:
        """H: strength of habit."""
        habit: Real = self.run.customers.states.habit[self.number].take(self.rows)
        return habit

    @cached_property
    def pace(self) -> Real:
        """Acts per day that customers do by themselves, as far as need goes."""
        run, number, rows = self.run, self.number, self.rows
        if run.setup.acts[number].need == 0:
            return np.full(rows.size, self.repetition.usual, run.dtype)
        pace: Real = self.habit * run.constants.habit_cue
        pace += 1.0
        pace *= run.act_need(number).take(rows)
        if self.repetition.most > 1:
            pace *= self.repetition.usual
        return np.maximum(pace, SLOWEST_PACE, out=pace)

    def pace_of(self, counted: float) -> Real:
        """Give the acts per day of which so many on one occasion count, at most."""
        usual = self.repetition.usual
        return self.pace if counted >= usual else self.pace * self.run.dtype(counted / usual)

    @cached_property
    def worth(self) -> Real:
        """Currency that is the yardstick of rewards for the act."""
        worth: Real = self.run.customers.traits.worth[self.number].take(self.rows)
        return worth

    @cached_property
    def discount_rate(self) -> Real:
        """kd: discount of delayed rewards."""
        rate: Real = self.run.customers.traits.discount_rate.take(self.rows)
        return rate

    @cached_property
    def impatience(self) -> Real:
        """What an act that is left takes from a reward: kd / own pace + ke."""
        return impatience(gap(self.discount_rate, self.pace), self.run.constants)

    @cached_property
    def loss_aversion(self) -> Real:
        """Lambda: weight of losses against gains."""
        aversion: Real = self.run.customers.traits.loss_aversion.take(self.rows)
        return aversion

    @cached_property
    def efficacy(self) -> Real:
        """E: belief in reaching goals."""
        efficacy: Real = self.run.customers.states.efficacy.take(self.rows)
        return efficacy

    @cached_property
    def aversion(self) -> Real:
        """Loss aversion as a multiple of that of the constants."""
        aversion: Real = self.loss_aversion / self.run.constants.loss_aversion
        return aversion

    @cached_property
    def onlooker(self) -> Onlooker:
        """Them as they compare themselves with others."""
        traits = self.run.customers.traits
        return Onlooker(traits.competitiveness.take(self.rows), traits.sociability.take(self.rows))


@dataclass(frozen=True, slots=True)
class Asked:
    """Those of the prompted whom an instance is asked about."""

    prompted: Prompted
    rows: Rows
    places: NDArray[np.intp] | None
    """Their places among the prompted; None for all."""

    def of(self, column: Any) -> Any:  # noqa: ANN401 -- any column
        """Give their part of a column of all the prompted."""
        return column if self.places is None else column[self.places]

    def spread(self, amount: Any) -> Any:  # noqa: ANN401 -- a number or an array
        """Put what was said of them at their places among all, 0 for the others."""
        if self.places is None:
            return amount
        spread = np.zeros(self.prompted.rows.size, np.asarray(amount).dtype)
        spread[self.places] = amount
        return spread
