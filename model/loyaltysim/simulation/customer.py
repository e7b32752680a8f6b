"""A view of one customer, for those who look: a Mesa agent that reads its row of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

if TYPE_CHECKING:
    from loyaltysim.customers.table import States, Traits


class Customer(mesa.Agent):
    """One row of the table of customers. It holds no data of its own.

    Any trait or state can be read by its name: `customer.habit`, `customer.need`.

    Parameters
    ----------
    model
        The run it lives in.
    row
        Its row.
    """

    def __init__(self, model: Any, row: int) -> None:  # noqa: ANN401 -- the model lies in a higher layer
        super().__init__(model)
        self.row = row

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- a number, or one for each act or factor
        if name.startswith("_") or name in {"model", "row", "pos"}:
            raise AttributeError(name)
        for table in (self._states, self._traits):
            column = getattr(table, name, None)
            if isinstance(column, np.ndarray):
                value = column[..., self.row]
                return value.item() if value.ndim == 0 else value
        msg = f"a customer has no {name}"
        raise AttributeError(msg)

    @property
    def _states(self) -> States:
        states: States = self.model.customers.states
        return states

    @property
    def _traits(self) -> Traits:
        traits: Traits = self.model.customers.traits
        return traits

    def _place(self) -> int | None:
        """Find the customer among those prompted today for the main act."""
        rows = self.model.today.acts[0].rows
        place = int(np.searchsorted(rows, self.row))
        return place if place < rows.size and rows[place] == self.row else None

    @property
    def trigger(self) -> bool:
        """Whether something prompted the main act today."""
        return self._place() is not None

    @property
    def motivation(self) -> float | None:
        """M at today's prompt for the main act; None without one."""
        place = self._place()
        return None if place is None else float(self.model.today.acts[0].motivation[place])

    @property
    def ability(self) -> float | None:
        """A at today's prompt for the main act; None without one."""
        place = self._place()
        if place is None:
            return None
        return float(np.exp(self.model.today.acts[0].ln_ability[place]))
