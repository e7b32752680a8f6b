"""The bundled record and its holdout are what the literature describes."""

import hashlib

import numpy as np
import pandas as pd
from tests.calibration import cdnow


def test_the_cohort_has_the_published_repeat_purchases():
    cohort = cdnow.record()
    assert cohort.n == 2357
    assert np.array_equal(cdnow.histogram(cohort.x), cdnow.HISTOGRAM)
    assert cohort.x.sum() == 2457


def test_times_are_whole_days_of_the_observed_span():
    cohort = cdnow.record()
    assert np.array_equal(cohort.T, np.rint(cohort.T))
    assert (cohort.T.min(), cohort.T.max()) == (189, 272)
    assert np.all(cohort.t_x <= cohort.T)
    assert np.array_equal(cohort.t_x > 0, cohort.x > 0)


def test_spend_is_known_of_those_who_came_back():
    cohort = cdnow.record()
    assert np.array_equal(np.isfinite(cohort.mean_spend), cohort.x > 0)
    assert np.isclose(np.nanmean(cohort.mean_spend), 35.0786, atol=1e-4)


def test_the_holdout_has_39_weeks_and_1882_purchase_days():
    weekly = cdnow.weekly_holdout()
    assert weekly.week.tolist() == list(range(1, 40))
    assert weekly.repeat_transactions.sum() == cdnow.HOLDOUT_TOTAL
    starts = pd.to_datetime(weekly.first_day)
    assert starts.iloc[0] == pd.Timestamp("1997-10-01")
    assert starts.iloc[-1] + pd.Timedelta(days=6) == pd.Timestamp("1998-06-30")
    assert starts.diff().dropna().eq(pd.Timedelta(days=7)).all()


def test_source_and_licence_stand_beside_the_data():
    text = (cdnow.DATA / "README.md").read_text(encoding="utf-8")
    for words in ("Lifetimes 0.11.3", "MIT License", "Cameron Davidson-Pilon", "Fader", "1,882"):
        assert words in text


def test_the_bundled_files_are_unchanged():
    """The known answers hold for these bytes only."""
    digests = {
        name: hashlib.sha256((cdnow.DATA / name).read_bytes()).hexdigest()[:16] for name in DIGESTS
    }
    assert digests == DIGESTS


DIGESTS = {
    "cdnow.csv": "bae6293249d7fecd",
    "cdnow_holdout_weekly.csv": "360016ed96ed7196",
    "cdnow_log.csv.gz": "f5ee52a768cc6340",
}
