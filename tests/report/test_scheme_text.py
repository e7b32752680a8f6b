"""What is said of a scheme that was running in a log."""

import io
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from loyaltysim.calibration.dilution import Effect, Undiluted
from loyaltysim.calibration.forecasts.pace import MONTHLY, WEEKLY
from loyaltysim.calibration.scheme_effect import Balance, SchemeEffect, SchemeEffects
from loyaltysim.cli.fit_prediction import predicted
from loyaltysim.errors import InputError
from loyaltysim.report.fit.scheme_text import print_scheme, scheme_tables

ALIKE = Balance("purchases before", 0.05, 0.01)
MEMBER = SchemeEffect(
    value="member",
    customers=100,
    compared=90,
    bought=3.0,
    others=2.0,
    difference=Effect(1.0, 0.2),
    ratio=Effect(1.5, 0.1),
    spend=Effect(9.0, 2.0),
    balance=(ALIKE,),
    undiluted=Undiluted(Effect(0.6, 0.05), Effect(1.5, 0.1)),
)
NOBODY = np.full(1, -1)
FOUND = SchemeEffects("card", ("", "no"), 91, (MEMBER,), 0, NOBODY, NOBODY)


def log_with(scheme, pace=WEEKLY) -> Any:
    """Give what is asked of a fitted log here."""
    return SimpleNamespace(pace=pace, scheme=scheme)


def told(found=FOUND, expected=None, *, randomised=False, pace=WEEKLY):
    out = Console(record=True, width=160, file=io.StringIO())
    fit = log_with(found, pace)
    print_scheme(fit, found, expected or {}, out, randomised=randomised)
    return " ".join(out.export_text().split())


def changed(**changes):
    return replace(FOUND, effects=(replace(MEMBER, **changes),))


@pytest.mark.parametrize(
    ("found", "options", "words"),
    [
        (FOUND, {}, 'without the scheme: nothing, "no" in the column "card"'),
        (FOUND, {}, "+1.00 +0.61 to +1.39 1.50"),
        (FOUND, {}, '"member": +9.00 spent by a customer in 91 days (95% interval +5.08 to +12.92)'),
        (FOUND, {}, "nobody says that a lot decided who came under it"),
        (replace(FOUND, ahead=21), {"pace": MONTHLY}, "in the 3 months after coming under it"),
        (replace(FOUND, left_out=2), {}, "2 values with fewer than 30 customers are left out"),
        (changed(compared=0), {}, 'nobody could be compared for "member"'),
        (FOUND, {"expected": {"member": 1.6}}, "expects 1.60 times as many purchases under \"member\"; the log says 1.30 to 1.70 "),
        (FOUND, {"expected": {"member": 1.1}}, "the log says 1.30 to 1.70, which does not hold it"),
        (changed(balance=(Balance("x", 0.5, 0.01),)), {}, 'those under "member" did differ before, as the table shows'),
        (changed(balance=(Balance("x", 0.5, 0.2),)), {}, 'those compared for "member" still differ by more than 0.1: do not rely on it'),
        (changed(balance=(Balance("x", 0.5, 0.0),)), {"randomised": True}, 'a lot is said to have decided, but those under "member" differed'),
    ],
)  # fmt: skip
def test_it_says(found, options, words):
    assert words in f"{told(found, **options)} "


def test_of_a_lot_nothing_is_warned():
    text = told(randomised=True)
    for words in ("nobody says", "did differ", "a lot is said", "do not rely"):
        assert words not in text


def test_money_that_is_not_known_is_not_told():
    assert "spent by a customer" not in told(changed(spend=Effect(np.nan, np.nan)))


def test_tables_hold_the_figures_and_no_scheme_none():
    fit = log_with(FOUND)
    tables = scheme_tables(fit, {"member": 1.2})
    row = tables["scheme_effect.csv"].iloc[0]
    assert (row["with"], row.without, row.days, row.model_ratio) == (3.0, 2.0, 91.0, 1.2)
    assert row.difference_low == pytest.approx(0.608, abs=1e-3)
    assert tables["scheme_balance.csv"].compared.tolist() == [0.01]
    assert scheme_tables(log_with(None), {}) == {}


SCENARIO = """\
title: x
days: 30
customers: 1000
market_size: 100
acts: {buy: {ticket: 9, margin: 40%}}
population: {all: {share: 1, act_rate: {per: day, mean: 0.2, cv: 0.5}}}
schemes:
  none: []
  Member: [{stamp_card: {stamps: 3, reward: {value: 9, cost: 3}}}]
  other: []
compare: {baseline: none}
"""


def test_the_scheme_of_a_values_name_is_played(tmp_path):
    path = tmp_path / "shop.yaml"
    path.write_text(SCENARIO)
    fit = log_with(replace(FOUND, ahead=28))
    assert 1.0 < predicted(fit, str(path), str(tmp_path))["member"] < 2.0


def test_what_no_scheme_stands_for_is_refused(tmp_path):
    path = tmp_path / "shop.yaml"
    path.write_text(SCENARIO.replace("Member", "gold"))
    fit = log_with(FOUND)
    with pytest.raises(InputError) as error:
        predicted(fit, str(path), str(tmp_path))
    assert (
        "no scheme stands for what the log marks; its schemes are gold; other; the log has member"
        in str(error.value)
    )


def test_a_prediction_needs_a_column_that_marks_the_scheme():
    with pytest.raises(InputError) as error:
        predicted(log_with(None), "shop.yaml", "results")
    assert "--predict needs --scheme; name the column that marks the scheme" in str(error.value)
