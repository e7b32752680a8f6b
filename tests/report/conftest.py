"""A made-up comparison: the shape of a real one, with numbers chosen for the tests."""

import math
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

ROWS = {
    # scheme: retention, difference, low, high, cost
    "no card": (0.700, 0.0, 0.0, 0.0, 0.0),
    "ten stamps": (0.712, 0.012, 0.009, 0.015, 3.10),
    "twelve, two given": (0.715, 0.015, 0.012, 0.018, 3.05),
}


def schemes_frame(rows):
    frame = pd.DataFrame(
        {
            scheme: {
                "retention": retention,
                "retention_low": retention - 0.004,
                "retention_high": retention + 0.004,
                "active_retention": retention - 0.05,
                "acts": 20.0 + 30 * difference,
                "revenue": 84.0 + 100 * difference,
                "margin": 54.6 + 65 * difference,
                "programme_cost": cost,
                "liability": 0.2 if cost else 0.0,
                "difference": difference,
                "difference_low": low,
                "difference_high": high,
                "incremental_profit": 65 * difference - cost if cost else 0.0,
                "profit_low": 65 * difference - cost - 0.1 if cost else 0.0,
                "profit_high": 65 * difference - cost + 0.1 if cost else 0.0,
                "roi": (65 * difference - cost) / cost if cost else math.nan,
                "cost_per_retained": cost / difference if low > 0 else math.nan,
                "best_share": math.nan,
            }
            for scheme, (retention, difference, low, high, cost) in rows.items()
        }
    ).T
    return frame.rename_axis("scheme")


def daily_frame(rows, days):
    day = np.arange(days)
    parts = []
    for scheme, (retention, *_) in rows.items():
        curve = retention ** ((day + 1) / days)
        wide = 0.004 * np.sqrt((day + 1) / days)
        parts.append(
            pd.DataFrame(
                {
                    "scheme": scheme,
                    "day": day,
                    "retention": curve,
                    "retention_low": curve - wide,
                    "retention_high": curve + wide,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def make_comparison(rows=ROWS, *, days=180, title="Does a head start keep more guests?"):
    first = next(iter(rows))
    compare = SimpleNamespace(baseline=first, metric="retention", matters=0.005, active_days=30)
    scenario = SimpleNamespace(
        title=title, question="", currency="EUR", days=days, customers=60_000, compare=compare
    )
    verdict = SimpleNamespace(
        kind="best",
        scheme="twelve, two given",
        sentence="'twelve, two given' keeps the most customers: 71.5% after 180 days.",
        reasons=(),
    )
    return SimpleNamespace(
        scenario=scenario,
        schemes=schemes_frame(rows),
        daily=daily_frame(rows, days),
        verdict=verdict,
        assumptions=None,
        markets_played=30,
        folder=Path("results/coffee_bar/0123456789"),
    )


@pytest.fixture
def comparison():
    return make_comparison()


@pytest.fixture
def many_schemes():
    """Many schemes with long names and results close to one another."""
    rows = {
        "no reminders": (0.40, 0.0, 0.0, 0.0, 0.0),
        "streak": (0.42, 0.02, 0.012, 0.028, 0.2),
        "streak with two freezes a month": (0.421, 0.021, 0.013, 0.029, 0.2),
        "reminder every day": (0.38, -0.02, -0.03, -0.01, 1.2),
        "reminder every third day": (0.41, 0.01, 0.0, 0.02, 0.5),
        "reminder every seventh day, only when the streak is at risk": (0.41, 0.01, 0.0, 0.02, 0.3),
        "a": (0.412, 0.012, 0.0, 0.02, 0.4),
        "b": (0.413, 0.013, 0.0, 0.02, 0.1),
    }
    title = (
        "Do streaks with freezes or reminders keep more learners of a language app than nothing?"
    )
    return make_comparison(rows, days=365, title=title)
