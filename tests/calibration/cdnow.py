"""The CDNOW cohort and what the literature says of it."""

from pathlib import Path

import numpy as np
import pandas as pd

from loyaltysim.calibration.forecasts.pareto_nbd import ParetoNBD
from loyaltysim.calibration.logs.rfm import read_rfm

DATA = Path(__file__).parents[2] / "scenarios" / "data"
HISTOGRAM = np.array([1411, 439, 214, 100, 62, 38, 29, 64])
HOLDOUT_DAYS = 273
HOLDOUT_TOTAL = 1882
BG_NBD_TOTAL = 1653
WEEKLY = ParetoNBD(0.553, 10.578, 0.606, 11.669)  # Fader, Hardie & Lee 2005, table 2


def record():
    return read_rfm(DATA / "cdnow.csv")


def weeks():
    cohort = record()
    return cohort.x, cohort.t_x / 7.0, cohort.T / 7.0


def weekly_holdout():
    return pd.read_csv(DATA / "cdnow_holdout_weekly.csv")


def histogram(x):
    return np.bincount(np.minimum(np.asarray(x).astype(int), 7), minlength=8)


def within_band(counts):
    """Each bin within 15% or 10 customers of the record's."""
    return np.abs(counts - HISTOGRAM) <= np.maximum(0.15 * HISTOGRAM, 10)
