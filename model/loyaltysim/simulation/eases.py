"""How easy service is for whom: where it asks the same of all it hangs on traits alone, so that it is found once for all schemes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.service import chance_to_turn, ln_ease

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount, Rows

MOST_KEPT = 32
"""Services that are kept, so that memory is bounded whatever mechanics ask."""


class Eases:
    """How easy what service asks is for customers, found once for all of them and all schemes.

    Parameters
    ----------
    ln_resource
        Log of the six resources, shape (6, n).
    """

    def __init__(self, ln_resource: Real, constants: Constants) -> None:
        self._ln_resource, self._constants = ln_resource, constants
        self._eases: dict[tuple[Amount, ...], Real] = {}
        self._chances: dict[tuple[Amount, ...], Real] = {}

    def ease(self, rows: Rows, demands: Sequence[Amount]) -> Real:
        """Give how easy it is for some customers, A from 0 to 1, shape (rows,).

        Parameters
        ----------
        demands
            What is asked of each of the six factors, a number or of shape (rows,).
        """
        return self._of(rows, tuple(demands), self._eases, np.exp)

    def chance_to_turn(self, rows: Rows, demands: Sequence[Amount]) -> Real:
        """Give the chance that each of some customers turns to it who needs it, likewise."""
        turns = partial(chance_to_turn, constants=self._constants)
        return self._of(rows, tuple(demands), self._chances, turns)

    def _of(
        self,
        rows: Rows,
        asked: tuple[Amount, ...],
        found: dict[tuple[Amount, ...], Real],
        make: Callable[[Real], Real],
    ) -> Real:
        alike = all(isinstance(demand, int | float) for demand in asked)
        if alike and asked not in found and len(found) < MOST_KEPT:
            found[asked] = make(ln_ease(self._ln_resource, asked, self._constants))
        if alike and asked in found:
            return found[asked].take(rows)
        return make(ln_ease(self._ln_resource.take(rows, axis=1), asked, self._constants))
