"""What the people of a study did, day by day: the raw material of every estimator."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from loyaltysim.customers.table import States
from loyaltysim.hooks import Flow, MomentKind

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from loyaltysim.hooks import Rows
    from loyaltysim.simulation.loyalty_model import LoyaltyModel
    from loyaltysim.simulation.today import Today


Series = NDArray[np.int16] | NDArray[np.float32]

BOOKED = {"earned": Flow.EARN, "redeemed": Flow.REDEEM}
"""Flows of all accounts, in currency at what a unit is worth."""
COUNTED = ("goals", "departures", "spend", "messages", "arrivals", "referred", "member", *BOOKED)
"""What is counted beside acts: goals reached, departures, currency spent, messages noticed, newcomers on the day
on which they come, by themselves (`arrivals`) or brought by a customer (`referred`), days as a member of the scheme (`member`, from the day
after joining), and currency earned and redeemed."""
MEASURED = ("spend", *BOOKED)
"""Those of them that are no whole numbers."""


def states() -> tuple[str, ...]:
    """Name the states that can be followed, such as habit."""
    return tuple(field.name for field in fields(States))


@dataclass(frozen=True)
class Trace:
    """What the people of one arm did.

    Parameters
    ----------
    noted
        By name, as acts, `goals`, `present`, of all who were followed: shape (days, followed).
    segment
        Number of each one's segment, shape (people,).
    segments
        Names of the segments by number.
    launched
        Who was a customer at the launch, shape (people,); None where all were. The others came later,
        or are places that nobody has taken.
    rows
        Which of those who were followed are the people, shape (people,); None for all.
    found
        What was found of each of those who were followed, by how it was found: samples of them share it.
    """

    noted: Mapping[str, Series]
    segment: NDArray[np.int8]
    segments: Sequence[str]
    launched: NDArray[np.bool_] | None = None
    rows: NDArray[np.intp] | None = None
    found: dict[Hashable, NDArray[np.float64]] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """How many there are."""
        return int(self.segment.size)

    def take(self, rows: NDArray[np.intp]) -> Trace:
        """Give some of the people; what they did is picked when it is looked at."""
        if np.array_equal(rows, np.arange(self.people)):
            return self
        launched = None if self.launched is None else self.launched[rows]
        among = rows if self.rows is None else self.rows[rows]
        return Trace(self.noted, self.segment[rows], self.segments, launched, among, self.found)

    def belong(self, wanted: Iterable[str]) -> NDArray[np.bool_]:
        """Tell who is of some segments, shape (people,)."""
        return np.isin(self.segment, [self.segments.index(name) for name in wanted])

    def series(self, name: str) -> Series:
        """Give what was noted of the people on every day, shape (days, people)."""
        return self._of(self.noted[name])

    def within(self, name: str, days: tuple[int, int]) -> Series:
        """Give a series from one day to another, both counted from 1, shape (days, people)."""
        return self._of(self._noted(name, days))

    def length(self, name: str, days: tuple[int, int]) -> int:
        """Count the days from one to another on which something was noted."""
        return len(self._noted(name, days))

    def each(
        self,
        find: Callable[..., NDArray[np.float64]],
        name: str,
        days: tuple[int, int],
        *settings: float,
    ) -> NDArray[np.float64]:
        """Find a number of each person in a series from one day to another, shape (people,).

        Parameters
        ----------
        find
            Gives it from the series, shape (days, people), and the settings, by each person's column alone.
        """
        key = (find, name, days, settings)
        if key not in self.found:
            self.found[key] = find(self._noted(name, days), *settings)
        found = self.found[key]
        return found if self.rows is None else found[self.rows]

    def _noted(self, name: str, days: tuple[int, int]) -> Series:
        """Give what was noted of all who were followed, both days counted from 1."""
        first, last = days
        return self.noted[name][first - 1 : last]

    def _of(self, noted: Series) -> Series:
        return noted if self.rows is None else noted.take(self.rows, axis=1)


class Recorder:
    """Follows one run.

    Parameters
    ----------
    names
        What to follow; `present` is always followed.
    days
        How many days there will be.
    """

    def __init__(self, model: LoyaltyModel, names: Iterable[str], days: int) -> None:
        followed = sorted({*names, "present"})
        self._before = model.customers.states.acts.copy()
        self._booked = {name: _booked(model, name) for name in BOOKED if name in followed}
        whole = {*model.setup.act_names, *COUNTED, "present"} - {*MEASURED}
        shape = days, model.customers.n
        self._noted: dict[str, Series] = {
            name: np.empty(shape, np.int16) if name in whole else np.empty(shape, np.float32)
            for name in followed
        }

    def note(self, model: LoyaltyModel, day: int) -> None:
        """Note the day that was played, counted from 0."""
        for name, days in self._noted.items():
            days[day] = self._today(model, name)
        self._before = model.customers.states.acts.copy()

    def trace(self, model: LoyaltyModel) -> Trace:
        """Give what was noted."""
        launched = None if model.arriving is None else model.launched
        traits = model.customers.traits
        return Trace(self._noted, traits.segment, model.customers.segments, launched)

    def _today(self, model: LoyaltyModel, name: str) -> NDArray[Any]:
        if name in model.setup.act_names:
            number = model.setup.act_names.index(name)
            done: NDArray[Any] = model.customers.states.acts[number] - self._before[number]
            return done
        if name in BOOKED:
            so_far = _booked(model, name)
            today, self._booked[name] = so_far - self._booked[name], so_far
            return today
        if name in COUNTED:
            return _counted(model, name)
        state = np.asarray(getattr(model.customers.states, name))
        return state[0] if state.ndim > 1 else state


def _booked(model: LoyaltyModel, name: str) -> NDArray[np.float64]:
    """Sum what was booked so far on all accounts, shape (people,)."""
    sums = np.zeros(model.customers.n)
    for account in model.ledger.accounts.values():
        sums += account.totals[BOOKED[name]] * account.spec.unit_value
    return sums


def _counted(model: LoyaltyModel, name: str) -> NDArray[np.float32]:
    today, counts = model.today, np.zeros(model.customers.n, np.float32)
    if name == "departures":
        counts[today.left] = 1.0
    elif name == "member":
        counts[:] = 1.0 if model.members is None else model.members
    elif name == "spend":
        for act in today.acts[: model.setup.own]:
            for one in act.rounds:
                np.add.at(counts, one.actors, one.spend.astype(np.float32))
    else:
        for rows in _counted_rows(today, name):
            np.add.at(counts, rows, 1.0)
    return counts


def _counted_rows(today: Today, name: str) -> list[Rows]:
    """Find whom something happened to today; somebody stands there once for each time."""
    brought = [one.arrivals.newcomers for one in today.brought]
    if name == "referred":
        return brought
    if name == "arrivals":
        return [np.setdiff1d(today.came, np.concatenate(brought)) if brought else today.came]
    if name == "messages":
        return [one.noticed for one in today.received]
    return [one.rows for _, one in today.moments if one.kind is MomentKind.GOAL_REACHED]


def follow(models: Mapping[str, LoyaltyModel], names: Sequence[str], days: int) -> dict[str, Trace]:
    """Play runs side by side and follow each.

    Parameters
    ----------
    models
        By the arm's name, on shared luck, at the launch.
    names
        What to follow.
    """
    recorders = {arm: Recorder(model, names, days) for arm, model in models.items()}
    for day in range(days):
        for arm, model in models.items():
            model.step()
            recorders[arm].note(model, day)
    return {arm: recorders[arm].trace(model) for arm, model in models.items()}
