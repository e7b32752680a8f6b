"""Friendships: a small world in each market, which depends on nothing but who the customers are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import seeds

from loyaltysim.customers.network import SmallWorld, draw_network
from loyaltysim.randomness import Luck

worlds = st.builds(
    SmallWorld, st.integers(1, 8).map(lambda half: 2 * half), st.sampled_from([0.0, 0.1, 1.0])
)
sizes = st.integers(1, 60)


def pairs(network):
    return set(zip(network.owner.tolist(), network.friend.tolist(), strict=True))


@given(worlds, seeds, sizes, st.integers(1, 3))
@settings(max_examples=60)
def test_friendship_is_mutual_inside_the_market_and_never_with_oneself(world, seed, size, markets):
    network = draw_network(world, Luck(seed, range(markets), size))
    ties = pairs(network)
    assert len(ties) == network.owner.size
    assert all((other, one) in ties and one != other for one, other in ties)
    assert all(one // size == other // size for one, other in ties)
    assert len(ties) <= world.degree * size * markets


@given(seeds, st.integers(12, 60), st.integers(1, 5))
def test_without_rewiring_everybody_knows_the_nearest_on_the_ring(seed, size, half):
    network = draw_network(SmallWorld(2 * half, 0.0), Luck(seed, range(1), size))
    ring = {(i, (i + k) % size) for i in range(size) for k in range(1, half + 1)}
    assert pairs(network) == ring | {(other, one) for one, other in ring}


@given(worlds, seeds, sizes)
@settings(max_examples=40)
def test_the_batch_that_a_market_is_in_changes_nothing(world, seed, size):
    alone = pairs(draw_network(world, Luck(seed, range(2, 3), size)))
    batch = pairs(draw_network(world, Luck(seed, range(4), size)))
    inside = {(i - 2 * size, j - 2 * size) for i, j in batch if i // size == 2}
    assert alone == inside


@given(worlds, seeds, sizes, st.integers(1, 20))
@settings(max_examples=40)
def test_customers_without_ties_change_nobody(world, seed, size, more):
    alone = pairs(draw_network(world, Luck(seed, range(2), size)))
    wider = size + more
    mixed = pairs(draw_network(world, Luck(seed, range(2), wider), tied=size))
    moved = {(i // wider * size + i % wider, j // wider * size + j % wider) for i, j in mixed}
    assert moved == alone


@given(worlds, seeds, sizes)
def test_sums_and_lists_of_friends_agree(world, seed, size):
    network = draw_network(world, Luck(seed, range(1), size))
    column = np.arange(size) ** 1.5
    rows = np.arange(0, size, 3)
    listed = network.friends_of(rows)
    assert network.total(column)[rows].sum() == pytest.approx(column[listed].sum())


def test_a_small_world_is_small_and_still_clustered():
    """Watts & Strogatz (1998): a tenth of ties rewired, paths shrink, circles of friends stay."""

    def measured(rewiring):
        network = draw_network(SmallWorld(6, rewiring), Luck(3, range(1), 600))
        friends = [set(network.friends_of(np.array([i])).tolist()) for i in range(600)]
        linked = [np.mean([b in friends[a] for a in one for b in one if a < b]) for one in friends]
        return np.mean(linked), farthest(friends)

    ring, few, all_ = measured(0.0), measured(0.1), measured(1.0)
    assert ring[0] == pytest.approx(0.6)
    assert few[0] > 0.6 * ring[0]
    assert few[1] < 0.2 * ring[1]
    assert all_[0] < 0.1


def farthest(friends):
    """Give how many steps it takes from customer 0 to everybody."""
    reached, edge, steps = {0}, {0}, 0
    while edge:
        edge = set().union(*(friends[i] for i in edge)) - reached
        reached |= edge
        steps += 1
    assert len(reached) == len(friends)
    return steps - 1
