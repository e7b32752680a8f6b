"""What an instance may see of a run: what a firm could know, and its own columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from loyaltysim.customers.table import FIRST
from loyaltysim.randomness import repeated
from loyaltysim.simulation.steps.persuading import agreement

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from loyaltysim.hooks import Amount, Rows, Susceptible
    from loyaltysim.ledger import Account
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.state import Run

T = TypeVar("T", bound=np.generic)
Found = TypeVar("Found")


class InstanceView:
    """What an instance may see (the protocol `hooks.View`): a firm's data and its own columns."""

    def __init__(self, running: Running, run: Run) -> None:
        self._running, self._customers, self._luck = running, run.customers, run.luck
        self._accounts, self._bond = running.firm.ledger.accounts, running.firm.bond
        self._limits = [act.limit for act in run.setup.acts]
        self._most = [act.most for act in run.setup.acts]
        self._calendar = run.setup.calendar
        self._begun = -run.setup.burn_in if run.setup.own < len(run.setup.acts) else FIRST
        self._network, self._arriving = run.network, run.arriving
        self._susceptible = run.susceptible
        self._others: dict[str, Running] = {}
        self._sent = running.firm.sent
        self._run = run
        self.day, self._repetition = 0, 1
        self.forget()
        self.spared: NDArray[np.bool_] | None = None
        """Who is left in peace today; None for nobody."""

    def meet(self, others: Sequence[Running]) -> None:
        """Make the other instances of the scheme known, for their signal columns."""
        self._others = {other.name: other for other in others}

    @property
    def age(self) -> int:
        """Earlier days on which it was in force."""
        return self._running.age

    @property
    def weekday(self) -> int:
        """Weekday of today, 0 being Monday."""
        return self._calendar.weekday(self.day)

    @property
    def act(self) -> int:
        """Number of the first act it is about."""
        return self._running.acts[0]

    @property
    def about(self) -> tuple[int, ...]:
        """Numbers of all acts it is about."""
        return self._running.acts

    @property
    def own(self) -> Mapping[str, NDArray[Any]]:
        """The instance's columns."""
        return self._running.own

    @property
    def here(self) -> NDArray[np.bool_]:
        """For whom it is in force."""
        present, members = self._customers.states.present, self._running.members
        return _read_only(present if members is None else present & members)

    def by_market(self, mask: NDArray[np.bool_]) -> NDArray[np.intp]:
        """Count the customers whom a mask selects, by market."""
        return self._customers.by_market(mask)

    @property
    def joined(self) -> Rows:
        """For whom it is in force from today on."""
        return self._running.joined

    @property
    def cohort(self) -> NDArray[np.int32]:
        """Day on which each one became a customer."""
        if self._arriving is None:
            return np.broadcast_to(np.int32(0), self._customers.states.present.shape)
        return _read_only(self._arriving.cohort)

    @property
    def may_bring(self) -> NDArray[np.bool_]:
        """Who can still bring a newcomer."""
        present = self._customers.states.present
        if self._arriving is None:
            return np.zeros_like(present)
        return self._arriving.may_bring(np.arange(present.size))

    @property
    def market(self) -> NDArray[np.intp]:
        """Market of each customer within the batch."""
        return _read_only(self._customers.market)

    @property
    def reachable(self) -> NDArray[np.bool_]:
        """Who of them accepts messages, and is not left in peace today."""
        reachable = self.here & self._bond.opted_in
        return reachable if self.spared is None else reachable & ~self.spared

    @property
    def sent(self) -> NDArray[np.int32]:
        """Messages that all instances of the scheme have sent each one before today."""
        return _read_only(self._sent)

    def _need_account(self) -> Account:
        account = self._accounts.get(self._running.name)
        if account is None:
            msg = f"{self._running.mechanic.kind} declares no account, but asks for its balance"
            raise TypeError(msg)
        return account

    @property
    def balance(self) -> NDArray[np.float64]:
        """Active units."""
        return _read_only(self._need_account().balance)

    @property
    def pending(self) -> NDArray[np.float64]:
        """Units that are not yet active."""
        return _read_only(self._need_account().pending)

    def held(self, rows: Rows) -> NDArray[np.float64]:
        """Give the active and pending units of some customers."""
        return self._need_account().held(rows)

    def lot(self, number: int) -> NDArray[np.float64]:
        """Give the units left of one earning period."""
        return _read_only(self._need_account().lot(number))

    def unit_value(self, account: str) -> float:
        """Give the worth of a unit of an account of the scheme; 0 once that has ended."""
        found = self._accounts[account]
        return 0.0 if found.ended else found.spec.unit_value

    def may(self, act: int) -> NDArray[np.bool_]:
        """Tell who has not yet done an act as often as it can be done."""
        limit, done = self._limits[act], self._customers.states.acts[act]
        may: NDArray[np.bool_] = np.ones(done.shape, np.bool_) if limit is None else done < limit
        return may

    def room(self, act: int, days: Amount) -> Amount:
        """Give how often an act can still be done in so many days, today included."""
        most = self._most[act]
        return days if most == 1 else days * most - (self._repetition - 1)

    def usual_spend(self, act: int) -> NDArray[np.float64]:
        """Give what each customer usually spends on an act."""
        return _read_only(self._customers.traits.ticket[act])

    def days_since(self, act: int) -> NDArray[np.int32]:
        """Give the days since each customer's last act."""
        days: NDArray[np.int32] = self.day - self._customers.states.last_act[act]
        return days

    def has_done(self, act: int) -> NDArray[np.bool_]:
        """Tell who has done an act since they came; where there are no rivals customers of the launch have."""
        begun = np.where(self.cohort > 0, self.cohort, self._begun)
        done: NDArray[np.bool_] = self._customers.states.last_act[act] >= begun
        return done

    def signal(self, instance: str, column: str) -> NDArray[np.bool_]:
        """Tell whom another instance's column says yes for: nobody, while that is not in force."""
        other = self._others[instance]
        found: NDArray[np.bool_] = other.own[column]
        return found if other.awake else np.zeros_like(found)

    def shown(self, instance: str, column: str) -> NDArray[Any]:
        """Read a column by market of another instance: zeros, while that is not in force."""
        other = self._others[instance]
        found = other.own[column]
        return _read_only(found) if other.awake else np.zeros_like(found)

    @property
    def days_to_renewal(self) -> NDArray[np.int64]:
        """Days until each one's contract ends, below 0 without contracts."""
        contract, phase = self._run.setup.contract, self._run.contract_phase
        if contract is None:
            return np.full(phase.size, -1)
        days: NDArray[np.int64] = -(self.day + phase.astype(np.int64)) % contract.period_days
        return days

    def _sum_over_friends(self, column: NDArray[Any]) -> NDArray[np.float64]:
        if self._network is None:
            msg = f"{self._running.mechanic.kind} asks for friends, but there is no network"
            raise TypeError(msg)
        return self._network.total(column)

    @property
    def friends(self) -> NDArray[np.intp]:
        """How many friends each customer has for whom it is in force."""
        return self._sum_over_friends(self.here).astype(np.intp)

    def among_friends(self, column: NDArray[Any]) -> NDArray[np.float64]:
        """Give a column's mean over those friends, 0 for who has none."""
        total = self._sum_over_friends(column * self.here)
        return total / np.maximum(self.friends, 1)

    def once(self, name: str, find: Callable[[], Found]) -> Found:
        """Find something once for all questions of a day."""
        if self._found_on != self.day:
            self.forget()
        if name not in self._found:
            self._found[name] = find()
        found: Found = self._found[name]
        return found

    def forget(self) -> None:
        """Forget what was found: columns may have changed."""
        self._found: dict[str, Any] = {}
        self._found_on = self.day

    def repeat(self, repetition: int) -> None:
        """Turn to a repetition of today's acts: columns have changed, and luck is drawn anew."""
        self._repetition = repetition
        self.forget()

    @property
    def susceptible(self) -> Susceptible:
        """How susceptible to persuasion customers are on the whole."""
        return self._susceptible

    def agree(
        self, decision: str, rows: Rows, chance: Amount, principle: NDArray[np.int8] | None
    ) -> NDArray[np.bool_]:
        """Decide who of some customers agrees to something; of what they are susceptible to no more is seen."""
        if principle is not None:
            chance = agreement(self._run, self._running, rows, chance, principle)
        agreed: NDArray[np.bool_] = self.luck(decision)[rows] < chance
        return agreed

    def luck(self, decision: str) -> NDArray[np.float32]:
        """Give the uniforms of one of the instance's own decisions, of today or of a repetition."""
        name = f"instance:{self._running.key}:{decision}"
        return self._luck.events(repeated(name, self._repetition))


def _read_only(column: NDArray[T]) -> NDArray[T]:
    """Let an instance look at a column that is not its own."""
    seen = column.view()
    seen.flags.writeable = False
    return seen
