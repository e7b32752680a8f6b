"""The cube of luck: a number for every customer, day and decision, whatever else is drawn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import seeds

from loyaltysim.randomness import SMALLEST_STRIDE, Luck, normal, stride_of, two_normal

SOME = settings(max_examples=30)
days = st.integers(-400, 4000)
names = st.text(min_size=1, max_size=12)


def drawn(luck, decision, day):
    luck.begin_day(day)
    return luck.events(decision)


@given(seeds, names, days, st.integers(0, 60), st.integers(1, 4), st.integers(1, 300))
@SOME
def test_a_market_has_the_same_luck_alone_and_in_any_batch(seed, name, day, first, count, size):
    batch = Luck(seed, range(first, first + count), size)
    together = drawn(batch, name, day).reshape(count, size)
    traits = batch.traits(name).reshape(count, size)
    for place, market in enumerate(batch.markets):
        alone = Luck(seed, range(market, market + 1), size)
        assert np.array_equal(drawn(alone, name, day), together[place])
        assert np.array_equal(alone.traits(name), traits[place])


@given(seeds, names, days, st.integers(0, 60), st.integers(1, 2047))
@SOME
def test_a_customer_has_the_same_luck_in_a_larger_market(seed, name, day, market, size):
    small, large = (Luck(seed, range(market, market + 1), n) for n in (size, SMALLEST_STRIDE))
    assert np.array_equal(drawn(small, name, day), drawn(large, name, day)[:size])
    assert np.array_equal(small.traits(name), large.traits(name)[:size])


@pytest.mark.parametrize("size", [SMALLEST_STRIDE - 1, SMALLEST_STRIDE, SMALLEST_STRIDE + 1, 5000])
def test_neighbouring_markets_never_share_luck(size):
    luck = Luck(1, range(3), size)
    events = drawn(luck, "act:visit", 0).reshape(3, size)
    assert stride_of(size) >= size
    for one, other in ((0, 1), (1, 2), (0, 2)):
        shared = np.intersect1d(
            luck.traits("need").reshape(3, size)[one], luck.traits("need").reshape(3, size)[other]
        )
        assert shared.size == 0
        assert np.corrcoef(events[one], events[other])[0, 1] < 0.15


@given(seeds, names, st.lists(days, min_size=1, max_size=6))
@SOME
def test_luck_of_a_day_does_not_depend_on_the_days_before(seed, name, order):
    straight, around = Luck(seed, range(1), 50), Luck(seed, range(1), 50)
    for day in order:
        drawn(around, "another decision", day)
        drawn(around, name, day)
    last = order[-1]
    assert np.array_equal(drawn(straight, name, last), drawn(around, name, last))


@given(seeds, names, names, days)
@SOME
def test_another_decision_day_or_seed_is_other_luck(seed, name, other, day):
    luck, next_seed = Luck(seed, range(1), 40), Luck(seed + 1, range(1), 40)
    here = drawn(luck, name, day).copy()
    assert not np.array_equal(here, drawn(luck, name, day + 1))
    assert not np.array_equal(here, drawn(next_seed, name, day))
    if other != name:
        assert not np.array_equal(here, drawn(luck, other, day))


def test_what_was_drawn_today_is_shared_and_cannot_be_changed():
    luck = Luck(1, range(2), 30)
    first = drawn(luck, "leave", 3)
    assert luck.events("leave") is first
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 0.5


@given(seeds, names)
@SOME
def test_traits_lie_strictly_between_0_and_1_and_events_below_1(seed, name):
    luck = Luck(seed, range(2), 500)
    traits, events = luck.traits(name), drawn(luck, name, 0)
    assert traits.dtype == np.float64
    assert events.dtype == np.float32
    assert 0.0 < traits.min() < traits.max() < 1.0
    assert 0.0 <= events.min() < events.max() < 1.0
    assert not np.array_equal(traits.astype(np.float32), events)


def test_two_normal_numbers_are_the_middles_of_cells_that_are_as_likely():
    places = np.arange(4096)
    middles = normal((places + 0.5) / 4096)
    for first, second in ((places, 4095 - places), (places[::-1], places // 2)):
        uniform = ((first * 4096 + second) / 2**24).astype(np.float32)
        drawn = two_normal(uniform)
        assert drawn[0] == pytest.approx(middles[first], abs=1e-12)
        assert drawn[1] == pytest.approx(middles[second], abs=1e-12)
