"""An instance of a mechanic at work: its columns, its account, and what customers make of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from loyaltysim.behaviour.user_type_fit import Fit, fit_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from loyaltysim.customers.table import Customers, Real
    from loyaltysim.ledger import Account, Ledger
    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.randomness import Luck

T = TypeVar("T", bound=np.generic)
LONG_AGO = -(10**6)


@dataclass(slots=True)
class Running:
    """One instance in force.

    `belief` is what customers have come to expect of rewards that nobody announced; `exposure`
    and `seen` say how often and when they last met something symbolic. All of shape (n,).
    """

    name: str
    mechanic: Mechanic
    act: int
    fit: Fit
    own: dict[str, NDArray[Any]]
    suits: Real
    belief: Real
    exposure: Real
    seen: NDArray[np.int32]
    view: InstanceView = field(init=False)


class InstanceView:
    """What an instance may see (the protocol `hooks.View`): a firm's data and its own columns."""

    def __init__(self, running: Running, customers: Customers, ledger: Ledger, luck: Luck) -> None:
        self._running, self._customers, self._luck = running, customers, luck
        self._account: Account | None = ledger.accounts.get(running.name)
        self._others: dict[str, Mapping[str, NDArray[Any]]] = {}
        self.day = 0

    def meet(self, others: Sequence[Running]) -> None:
        """Make the signal columns of all instances of the scheme known."""
        self._others = {
            other.name: {
                spec.name: other.own[spec.name] for spec in other.mechanic.columns() if spec.signal
            }
            for other in others
        }

    @property
    def act(self) -> int:
        """Number of the act it is about."""
        return self._running.act

    @property
    def own(self) -> Mapping[str, NDArray[Any]]:
        """The instance's columns."""
        return self._running.own

    @property
    def here(self) -> NDArray[np.bool_]:
        """Who is in the scheme and still a customer."""
        return _read_only(self._customers.states.present)

    @property
    def reachable(self) -> NDArray[np.bool_]:
        """Who accepts messages."""
        states = self._customers.states
        return states.present & states.opted_in

    def _need_account(self) -> Account:
        if self._account is None:
            msg = f"{self._running.mechanic.kind} declares no account, but asks for its balance"
            raise TypeError(msg)
        return self._account

    @property
    def balance(self) -> NDArray[np.float64]:
        """Active units."""
        return _read_only(self._need_account().balance)

    @property
    def pending(self) -> NDArray[np.float64]:
        """Units that are not yet active."""
        return _read_only(self._need_account().pending)

    def lot(self, number: int) -> NDArray[np.float64]:
        """Give the units left of one earning period."""
        return _read_only(self._need_account().lot(number))

    def usual_spend(self, act: int) -> NDArray[np.float64]:
        """Give what each customer usually spends on an act."""
        return _read_only(self._customers.traits.ticket[act])

    def days_since(self, act: int) -> NDArray[np.int32]:
        """Give the days since each customer's last act."""
        days: NDArray[np.int32] = self.day - self._customers.states.last_act[act]
        return days

    def signal(self, instance: str, column: str) -> NDArray[np.bool_]:
        """Tell whom another instance's column says yes for."""
        found: NDArray[np.bool_] = self._others[instance][column]
        return found

    def luck(self, decision: str) -> NDArray[np.float32]:
        """Give today's uniforms of one of the instance's own decisions."""
        return self._luck.events(f"{self._running.name}:{decision}")


def _read_only(column: NDArray[T]) -> NDArray[T]:
    """Let an instance look at a column that is not its own."""
    seen = column.view()
    seen.flags.writeable = False
    return seen


def start_instance(
    name: str, mechanic: Mechanic, acts: Sequence[str], customers: Customers
) -> Running:
    """Put an instance in force for all customers, with its columns at their start."""
    n, traits = customers.n, customers.traits
    fit = fit_of(mechanic.kind)
    dtype = traits.user_type.dtype
    return Running(
        name=name,
        mechanic=mechanic,
        act=acts.index(mechanic.act) if mechanic.act else 0,
        fit=fit,
        own={spec.name: np.full(n, spec.start, spec.dtype) for spec in mechanic.columns()},
        suits=fit.suits(traits.user_type),
        belief=np.zeros(n, dtype),
        exposure=np.zeros(n, dtype),
        seen=np.full(n, LONG_AGO, np.int32),
    )
