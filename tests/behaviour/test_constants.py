"""The constants: one table, complete, within its own bounds."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from tests.strategies import seeds

from loyaltysim.behaviour.constants import (
    Constants,
    constants_table,
    draw_constants,
    ensemble,
    fit_summary,
)

TABLE = constants_table()


def test_every_field_has_a_row_and_every_row_a_field():
    assert [row.name for row in TABLE] == [field.name for field in fields(Constants)]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_a_row_is_complete_and_its_value_lies_within_its_bounds(row):
    assert row.low <= row.value <= row.high
    assert row.source
    assert row.meaning
    assert row.symbol


def test_symbols_are_used_once():
    symbols = [row.symbol for row in TABLE]
    assert len(set(symbols)) == len(symbols)


@given(seeds, seeds)
def test_plausible_draws_stay_within_the_bounds_and_can_be_repeated(seed, number):
    drawn = draw_constants(seed, number)
    outside = [row.name for row in TABLE if not row.low <= getattr(drawn, row.name) <= row.high]
    assert outside == []
    assert drawn == draw_constants(seed, number)


def test_different_draws_are_different_and_reach_both_ends():
    drawn = [draw_constants(1, number) for number in range(200)]
    assert len(set(drawn)) == len(drawn)
    for row in TABLE:
        if row.low < row.high:
            values = [getattr(constants, row.name) for constants in drawn]
            middle = (row.low * row.high) ** 0.5 if row.low > 0 else row.high / 2
            if row.prior is None:
                assert 60 < sum(value < middle for value in values) < 140
            else:  # as far as the findings leave it open, and the bounds to either side
                last_digit = 10.0 ** (np.floor(np.log10(max(values))) - 3)  # of four that are kept
                assert len(set(values)) > min(100, 2 * np.std(values) / last_digit)


def test_fitted_constants_are_drawn_together():
    for number in range(20):
        drawn = draw_constants(3, number)
        assert any(
            all(getattr(drawn, name) == value for name, value in one.items()) for one in ensemble()
        )


def test_the_ensemble_holds_every_fitted_constant_and_no_other():
    fitted = {row.name for row in TABLE if row.prior is not None}
    assert all(set(one) == fitted for one in ensemble())
    assert fit_summary()["fitted"] == len(fitted)


def test_draws_do_not_repeat_before_all_were_drawn():
    firsts = {tuple(vars_of(draw_constants(1, number))) for number in range(len(ensemble()))}
    assert len(firsts) == len(ensemble())


def vars_of(constants):
    return [getattr(constants, name) for name in ensemble()[0]]
