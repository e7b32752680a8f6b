"""What no firm can see: all of it permuted among customers at once, whatever columns there are."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.customers.table import States, Traits
from loyaltysim.randomness import uniform_draws
from loyaltysim.simulation.eases import Eases
from loyaltysim.simulation.likings import Likings
from loyaltysim.simulation.screens import Screens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from loyaltysim.simulation.loyalty_model import LoyaltyModel

SEEN = {
    "segment": "it stands in the firm's own list of customers",
    "ticket": "what is usually spent shows in receipts",
    "contract_phase": "the contract says when it ends",
    "present": "who has gone is missed, or gives notice",
    "acts": "acts are done with the firm",
    "last_act": "so is the last one",
    "opted_in": "who accepts messages has told so",
}
"""The columns of customers that a firm sees, and why; all others are hidden, those too that are yet to come."""


def hidden_columns() -> set[str]:
    """Name the columns of customers that are hidden."""
    return {item.name for table in (Traits, States) for item in fields(table)} - set(SEEN)


def swap_hidden(model: LoyaltyModel) -> set[str]:
    """Permute among customers all that a firm cannot see, after the same history; tell which columns changed."""
    order = np.argsort(uniform_draws(3, "order", model.customers.n))
    return _swap_traits(model, order) | _swap_states(model, order)


def _swap_traits(model: LoyaltyModel, order: NDArray[np.intp]) -> set[str]:
    before = model.customers.traits
    swapped = {name: column[..., order].copy() for name, column in _hidden(before)}
    after = replace(before, **swapped)
    model.customers.traits = after
    model.habit_loss = after.habit_rate * model.dtype(model.constants.habit_decay)
    model.screens = Screens(model.setup, model.constants, model.luck, after, contagious=False)
    model.eases = Eases(after.ln_resource, model.constants)
    model.likings = Likings(after.user_type)
    for running in model.instances:
        compulsory = running.mechanic.is_compulsory()
        running.suits, running.repels = model.likings.of(running.fit, compulsory=compulsory)
    return {name for name, old in _hidden(before) if not np.array_equal(old, swapped[name])}


def _swap_states(model: LoyaltyModel, order: NDArray[np.intp]) -> set[str]:
    """Permute in place, since a firm's bond is the states themselves; what several share, once."""
    columns = [*_hidden(model.customers.states)]
    for running in model.instances:
        columns.append(("belief", running.belief))
        columns += [("familiar", getattr(running.familiar, one)) for one in ("exposure", "seen")]
    moved = set()
    for name, column in {id(column): (name, column) for name, column in columns}.values():
        swapped = column[..., order]
        if not np.array_equal(column, swapped):
            moved.add(name)
        column[...] = swapped
    return moved


def _hidden(table: Any) -> Iterator[tuple[str, NDArray[Any]]]:
    for item in fields(table):
        if item.name not in SEEN:
            yield item.name, getattr(table, item.name)
