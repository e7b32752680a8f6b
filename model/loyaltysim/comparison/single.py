"""Files with a row per customer or per purchase, streamed batch by batch."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.comparison.playing.files import table_of_codes, write_parquet
from loyaltysim.scenario.blocks.calendar import is_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from loyaltysim.comparison.playing.runner import Runner
    from loyaltysim.comparison.playing.work import Batch
    from loyaltysim.scenario.schema import Scenario
    from loyaltysim.simulation.run import SchemeRecord

    Columns = Mapping[str, NDArray[np.generic]]

NOMINAL = date(2024, 1, 1)
"""A Monday near which the launch is put where a scenario has no date: packages that read purchases want dates."""


def write_customers(path: Path, batches: Sequence[Batch], runner: Runner) -> None:
    """Write every customer under every scheme, with the segment by name."""
    write_parquet(
        path,
        (
            table_of_codes(_under(record.customers), {"scheme": [name], "segment": segments})
            for name, record in _records(batches, runner)
            for segments in [list(record.segments)]
            if record.customers is not None
        ),
    )


def write_transactions(path: Path, batches: Sequence[Batch], runner: Runner) -> None:
    """Write every purchase under every scheme, with the act by name.

    The rows of one scheme are a log as packages for customer-base analysis read it: customer_id,
    date and amount. Acts without a spend are no purchases.
    """
    scenario = batches[0].case.scenario
    acts, launch = list(scenario.acts), launch_date(scenario)
    write_parquet(
        path,
        (
            table_of_codes(purchases(record.transactions, launch), {"scheme": [name], "act": acts})
            for name, record in _records(batches, runner)
            if record.transactions is not None
        ),
    )


def launch_date(scenario: Scenario) -> date:
    """Give the scenario's date of the launch, or a nominal one on the weekday that it says."""
    calendar = scenario.calendar
    if calendar is None:
        return NOMINAL
    if is_date(calendar.starts_on):
        return calendar.launch()
    return NOMINAL + timedelta(days=calendar.launch().weekday())


def purchases(columns: Columns, launch: date) -> Columns:
    """Give the acts with a spend, dated, under the scheme that is number 0 of its own names."""
    amount = np.asarray(columns["amount"], np.float64)
    bought = {name: np.asarray(values)[amount > 0] for name, values in columns.items()}
    return {
        "customer_id": bought["customer_id"].astype(np.int64),
        "date": np.datetime64(launch, "ms") + bought["day"].astype("timedelta64[D]"),
        "amount": bought["amount"].astype(np.float64),
        "act": bought["act"],
        "scheme": np.zeros(len(bought["act"]), np.int64),
    }


def _records(batches: Sequence[Batch], runner: Runner) -> Iterator[tuple[str, SchemeRecord]]:
    for batch in batches:
        yield from runner.read(batch).items()


def _under(columns: Columns) -> Columns:
    """Put a column before the others for the scheme, which is number 0 of its own names."""
    return {"scheme": np.zeros(len(columns["customer_id"]), np.int64), **columns}
