"""The declared columns hold what they say, and a branch is a branch."""

import numpy as np
import pytest
from tests.worlds import REVIEW, VISIT, make, play, reward, world

from loyaltysim.customers.columns import declared
from loyaltysim.customers.population import Rival
from loyaltysim.customers.table import States, Traits
from loyaltysim.mechanics.registry import get_mechanic
from loyaltysim.simulation.setup import Contract, with_rivals

SHAPES = {
    "(n,)": (300,),
    "(acts, n)": (3, 300),
    "(6, n)": (6, 300),
    "(rivals, n)": (1, 300),
    "(principles, n)": (6, 300),
}


@pytest.fixture(scope="module")
def lived():
    where = world(
        size=300,
        days=80,
        burn_in=10,
        acts=with_rivals((VISIT, REVIEW), {"chain": Rival(0.5)}),
        contract=Contract(30, 5.0),
        dtype=np.float32,
    )
    scheme = {
        "card": make("stamp_card", stamps=3, reward=reward(50)),
        "gift": make("surprise", chance=0.5, gift=reward(50)),
        "news": make("message", every=1, persuasion="random"),
        "review": make("message", act="review", every=1, sends="spark"),
        "streak": make("streak"),
    }
    return play(where, scheme).model.customers


@pytest.mark.parametrize("column", [*declared(Traits), *declared(States)], ids=lambda c: c.name)
def test_a_column_has_its_shape_and_stays_within_its_range(column, lived):
    table = lived.traits if column.name in Traits.__dataclass_fields__ else lived.states
    values = getattr(table, column.name)
    assert values.shape == SHAPES[column.shape]
    assert np.all(values >= column.low)
    assert np.all(values <= column.high)
    assert column.unit
    assert column.meaning


def test_a_branch_shares_who_customers_are_and_not_how_they_are():
    customers = world(size=50).customers
    branch = customers.branch()
    assert branch.traits is customers.traits
    for column in declared(States):
        mine, other = (getattr(one.states, column.name) for one in (customers, branch))
        assert np.array_equal(mine, other)
        assert not np.shares_memory(mine, other)


def test_customers_are_counted_by_market():
    customers = world(size=4, markets=range(3)).customers
    mask = np.array([1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1], np.bool_)
    assert customers.by_market(mask).tolist() == [2, 0, 4]
    assert customers.market.tolist() == [0] * 4 + [1] * 4 + [2] * 4


def test_no_mechanic_can_reach_a_hidden_trait_or_state():
    model = play(world(size=20), {"it": make("discount", rate=0.1)}, days=1).model
    view = model.instances[0].view
    public = {name for name in dir(view) if not name.startswith("_")}
    columns = {column.name for column in (*declared(Traits), *declared(States))}
    assert public & columns == set()
    assert get_mechanic("discount").model_fields.keys().isdisjoint({"habit", "need"})
