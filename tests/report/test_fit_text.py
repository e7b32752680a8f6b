"""Single sentences about a fitted log that most logs give no reason for."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from loyaltysim.calibration.fit_notes import _missed, _several
from loyaltysim.calibration.forecasts.models import Scores
from loyaltysim.calibration.forecasts.pace import WEEKLY
from loyaltysim.calibration.segmenting import Segments
from loyaltysim.calibration.whole_model import WholeForecast
from loyaltysim.report.fit.text import found_lines, scores_table


def log_with(**parts) -> Any:
    return SimpleNamespace(pace=WEEKLY, **parts)


def test_the_best_and_the_worst_month_are_told():
    months = (1.0,) * 10 + (0.5, 1.5)
    found = SimpleNamespace(still_there=80.0, months=months, ticket=None)
    lines = found_lines(
        log_with(
            customers=found,
            history=SimpleNamespace(n=100),
            levels=SimpleNamespace(steadiness=25.0),
        )
    )
    assert lines == [
        "about 80 of 100 are still customers",
        "a week is better or worse for all of them alike by 20% (standard deviation)",
        "they buy most in dec (1.50 times the mean) and least in nov (0.50 times)",
    ]


def test_a_ranking_of_customers_who_all_bought_as_often_is_none():
    score = Scores("BG/NBD", 10.0, 0.0, 5.0, 0.0, float("nan"), float("nan"))
    later = SimpleNamespace(purchases=np.ones(5), days=28)
    table = scores_table(log_with(later=later, scores=(score,)))
    assert [list(column.cells) for column in table.columns][5:] == [["-"], ["-"]]


@pytest.mark.parametrize(("missed", "told"), [(0.05, 1), (0.01, 0)])
def test_a_refit_that_misses_is_told_of(missed, told):
    lines = _missed(WholeForecast(np.zeros(1), 0.0, np.zeros(0), missed))
    assert len(lines) == told
    if told:
        assert (
            "with habits the customers act up to 5% more or less often than the log says"
            in lines[0]
        )
    assert _missed(None) == []


def test_customers_of_several_segments_are_told_of():
    (line,) = _several(Segments(np.zeros(3, np.int64), ("a",), 2))
    assert line.startswith("2 customers stand in more than one segment; each counts in the one")
    assert _several(Segments(np.zeros(3, np.int64), ("a",), 0)) == _several(None) == []
