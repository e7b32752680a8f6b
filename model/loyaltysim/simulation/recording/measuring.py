"""What the firm's instances tell of themselves at the horizon: their own figures, and how much people do for one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.simulation.asking import ask_for_support, ask_what_is_measured

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.simulation.state import Run

    Float64 = NDArray[np.float64]


def support_by_market(run: Run) -> Float64:
    """Sum how much others do for those who are here, shape (markets,).

    Notes
    -----
    1 - product over the firm's instances in force of (1 - support): several are more than one, and never more
    than all. Assumption.
    """
    alone: Float64 = np.ones(run.customers.n)
    for running in [one for one in run.awake if not one.firm.rival]:
        here = running.view.here
        alone *= 1.0 - ask_for_support(running, run.customers.n) * here
    return _of_those_here(run, 1.0 - alone)


def attachment_by_market(run: Run) -> Float64:
    """Sum how attached those who are here are to the firm, shape (markets,)."""
    return _of_those_here(run, run.customers.states.attachment)


def _of_those_here(run: Run, column: NDArray[np.floating]) -> Float64:
    """Add up a column by market, customer by customer, for NumPy's sum takes another order for a single market."""
    here = column * run.customers.states.present
    sums = np.bincount(run.customers.market, here, len(run.luck.markets))
    return sums.astype(np.float64, copy=False)


def measures_of(run: Run) -> dict[str, tuple[Float64, Float64]]:
    """Give the own figures of all instances of the firm that were ever in force: the whole, and the part of it."""
    found = {
        f"{running.name}/{name}": counted
        for running in run.instances
        if running.age >= 0 and not running.firm.rival
        for name, counted in ask_what_is_measured(running).items()
    }
    for instance, persuaded in run.persuaded.items():
        told = persuaded.measured(run).items()
        found |= {f"{instance}/{name}": counted for name, counted in told}
    return {
        key: (whole.astype(np.float64), part.astype(np.float64))
        for key, (part, whole) in found.items()
    }
