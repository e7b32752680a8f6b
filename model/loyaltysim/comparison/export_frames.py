"""Simulated customers as other tools read them: a log, a row for each customer, and the truth apart.

A customer at the launch was one on the evening before it, a newcomer on the evening before the day of arrival:
from then on (`since`) purchases are counted, as from the first purchase in the packages for customer-base analysis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from loyaltysim.comparison.single import launch_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from loyaltysim.scenario.schema import Scenario

    Columns = Mapping[str, NDArray[Any]]

TRANSACTIONS, CUSTOMERS, TRUTH = "transactions.csv", "customers.csv", "truth.csv"
_DAY = np.timedelta64(1, "D")
_TRUTH = ("act_rate", "need", "hazard", "ticket")


def export_frames(
    scenario: Scenario, customers: Columns, sales: Columns, segments: list[str]
) -> dict[str, pd.DataFrame]:
    """Give what is to be written of some customers, by the name of its file."""
    everyone = pd.DataFrame(dict(customers))
    everyone = everyone[everyone.launched | (everyone.cohort > 0)].sort_values("customer_id")
    launch = np.datetime64(launch_date(scenario), "D")
    bought = _bought(scenario, sales)
    return {
        TRANSACTIONS: _transactions(bought, launch, list(scenario.acts)),
        CUSTOMERS: _customers(everyone, bought, launch, scenario.days),
        TRUTH: _truth(everyone, launch, segments),
    }


def _bought(scenario: Scenario, sales: Columns) -> pd.DataFrame:
    """Give acts with a spend; every main act where none of the firm's acts has a price."""
    found = pd.DataFrame(dict(sales))
    priced = any(act.ticket is not None for act in scenario.acts.values())
    kept = found[found.amount > 0] if priced else found[found.act == 0]
    return kept.sort_values(["customer_id", "day", "act"], kind="stable")


def _transactions(bought: pd.DataFrame, launch: np.datetime64, acts: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "customer_id": bought.customer_id.astype(np.int64),
            "date": launch + bought.day.to_numpy().astype("timedelta64[D]"),
            "amount": bought.amount.astype(np.float64),
            "act": np.array(acts, dtype=object)[bought.act.to_numpy().astype(np.intp)],
        }
    )


def _customers(
    everyone: pd.DataFrame, bought: pd.DataFrame, launch: np.datetime64, days: int
) -> pd.DataFrame:
    """Sum up each customer's purchase days, and how long he or she was one."""
    daily = bought.groupby(["customer_id", "day"], as_index=False).amount.sum()
    each = daily.groupby("customer_id").agg(
        first=("day", "min"),
        last=("day", "max"),
        frequency=("day", "size"),
        spend=("amount", "sum"),
    )
    each = each.reindex(everyone.customer_id)
    since = everyone.cohort.to_numpy() - 1  # the evening before
    frequency = each.frequency.fillna(0).to_numpy().astype(np.int64)
    last, gone = each["last"].to_numpy(), everyone.left.to_numpy()
    left = np.isfinite(gone)
    return pd.DataFrame(
        {
            "customer_id": everyone.customer_id.to_numpy(),
            "since": _dates(since, launch),
            "first_purchase": _dates(each["first"].to_numpy(), launch),
            "last_purchase": _dates(last, launch),
            "frequency": frequency,
            "recency": np.where(frequency > 0, last - since, 0).astype(np.int64),
            "T": days - 1 - since,
            "monetary_value": each.spend.fillna(0.0).to_numpy() / np.maximum(frequency, 1),
            "duration": np.where(left, gone - since, days - 1 - since).astype(np.int64),
            "event": left.astype(np.int64),
        }
    )


def _truth(everyone: pd.DataFrame, launch: np.datetime64, segments: list[str]) -> pd.DataFrame:
    names = np.array(segments, dtype=object)[everyone.segment.to_numpy().astype(np.intp)]
    return pd.DataFrame(
        {
            "customer_id": everyone.customer_id.to_numpy(),
            "segment": names,
            **{name: everyone[name].to_numpy() for name in _TRUTH},
            "left": _dates(everyone.left.to_numpy(), launch),
        }
    )


def _dates(days: NDArray[Any], launch: np.datetime64) -> NDArray[np.datetime64]:
    known = np.isfinite(days)
    dates = launch + np.where(known, days, 0).astype(np.int64) * _DAY
    return np.where(known, dates, np.datetime64("NaT"))
