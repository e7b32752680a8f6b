"""Customers are exchangeable: who stands in which row changes nothing but the row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import mechanics, plausible_constants, seeds
from tests.worlds import play, world

from loyaltysim.customers.table import Customers, States, Traits
from loyaltysim.randomness import Luck, uniform_draws

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.simulation.world import World


class Shuffled(Luck):
    """The same luck, dealt to the same customers in other rows."""

    def __init__(self, luck: Luck, order: NDArray[np.intp]) -> None:
        super().__init__(luck.seed, luck.markets, luck.size)
        self._order = order

    def events(self, decision: str) -> NDArray[np.float32]:
        return super().events(decision)[self._order]


def shuffled(where: World, order: NDArray[np.intp]) -> World:
    def reorder(table: Traits | States) -> dict[str, Any]:
        names = table.__dataclass_fields__
        return {name: np.ascontiguousarray(getattr(table, name)[..., order]) for name in names}

    old = where.customers
    new = Customers(
        Traits(**reorder(old.traits)),
        States(**reorder(old.states)),
        old.markets,
        old.size,
        old.segments,
        old.market,
    )
    return replace(where, customers=new, luck=Shuffled(where.luck, order))


alone = mechanics.filter(lambda mechanic: mechanic.kind != "recognition_points")
"""All but those that deal teams, in the order of customers."""


@given(st.lists(alone, min_size=1, max_size=4), seeds, plausible_constants)
@settings(max_examples=15)
def test_permuting_customers_permutes_what_happens_to_them(instances, seed, constants):
    scheme = {f"m{number}": one for number, one in enumerate(instances)}
    where = world(size=70, days=40, constants=constants)
    order = np.argsort(uniform_draws(seed, "order", 70))
    plain, moved = play(where, scheme), play(shuffled(where, order), scheme)
    assert np.array_equal(plain.acted[:, order], moved.acted)
    assert np.array_equal(plain.present[:, order], moved.present)
    before, after = plain.model.customers.states, moved.model.customers.states
    for name in before.__dataclass_fields__:
        assert np.array_equal(getattr(before, name)[..., order], getattr(after, name)), name
    for one, other in zip(plain.model.instances, moved.model.instances, strict=True):
        for name, column in one.own.items():
            expected = column[order] if column.size == order.size else column
            assert np.array_equal(expected, other.own[name]), name
