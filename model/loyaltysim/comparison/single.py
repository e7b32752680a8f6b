"""Files with a row per customer or per purchase, streamed batch by batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.comparison.files import table_of_codes, write_parquet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from loyaltysim.comparison.runner import Runner
    from loyaltysim.comparison.work import Batch
    from loyaltysim.simulation.run import SchemeRecord

    Columns = Mapping[str, NDArray[np.generic]]

_TRANSACTION = {"customer_id": np.int64, "day": np.int32, "amount": np.float64}
"""Types of a purchase, which batches without any purchase do not know."""


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
    """Write every purchase under every scheme, with the act by name."""
    acts = list(batches[0].case.scenario.acts)
    write_parquet(
        path,
        (
            table_of_codes(_under(_typed(record.transactions)), {"scheme": [name], "act": acts})
            for name, record in _records(batches, runner)
            if record.transactions is not None
        ),
    )


def _records(batches: Sequence[Batch], runner: Runner) -> Iterator[tuple[str, SchemeRecord]]:
    for batch in batches:
        yield from runner.read(batch).items()


def _typed(columns: Columns) -> Columns:
    types = {name: _TRANSACTION.get(name, values.dtype) for name, values in columns.items()}
    return {name: np.asarray(values, types[name]) for name, values in columns.items()}


def _under(columns: Columns) -> Columns:
    """Put a column before the others for the scheme, which is number 0 of its own names."""
    return {"scheme": np.zeros(len(columns["customer_id"]), np.int64), **columns}
