"""The CDNOW log: what the weeks and the totals held out come to, beside the yardsticks."""

import pytest
from tests.calibration import cdnow

from loyaltysim.calibration.forecasts.history import split
from loyaltysim.calibration.forecasts.levels import fit_levels
from loyaltysim.calibration.forecasts.likelihood import fit_pareto_nbd
from loyaltysim.calibration.forecasts.models import BG, PARETO, forecasts, scores
from loyaltysim.calibration.forecasts.tracking import track
from loyaltysim.calibration.logs.detect import detect_columns
from loyaltysim.calibration.logs.log import read_rows
from loyaltysim.calibration.logs.purchases import purchase_days

LOG = cdnow.DATA / "cdnow_log.csv.gz"


@pytest.fixture(scope="module")
def parted():
    _, rows, _, _ = read_rows(LOG, detect_columns(LOG, {}))
    return split(purchase_days(rows), cdnow.HOLDOUT_DAYS)


def test_the_log_is_that_of_the_published_cohort(parted):
    history, later = parted
    assert history.n == 2357
    assert cdnow.histogram(history.x).tolist() == cdnow.HISTOGRAM.tolist()
    assert later.purchases.sum() == later.weekly.sum() == cdnow.HOLDOUT_TOTAL
    assert later.weekly.tolist() == cdnow.weekly_holdout().repeat_transactions.tolist()


@pytest.mark.slow
@pytest.mark.statistical
def test_weeks_lie_in_their_intervals_and_the_total_is_no_worse_than_the_yardsticks(parted):
    history, later = parted
    levels = fit_levels(history)
    weeks = track(history, levels, later)
    assert weeks.held(holdout=False) >= 0.9
    assert weeks.held(holdout=True) >= 0.9
    found = scores(forecasts(history, levels, fit_pareto_nbd(*history.record)), later)
    errors = {one.model: abs(one.total_error) for one in found}
    assert errors["with weekly levels"] <= min(errors[PARETO], errors[BG])
