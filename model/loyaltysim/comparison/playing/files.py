"""Tables on disk: fixed writer settings and no times, so that equal tables give equal bytes."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from loyaltysim.comparison.playing.atomic import replacing, write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd
    from numpy.typing import NDArray


def table_of(frame: pd.DataFrame) -> pa.Table:
    """Turn a frame into an Arrow table without its index and without pandas' own notes."""
    return pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)


def table_of_codes(
    columns: Mapping[str, NDArray[np.generic]], names: Mapping[str, Sequence[str]]
) -> pa.Table:
    """Turn columns into an Arrow table, putting names in the place of the numbers of some.

    Parameters
    ----------
    names
        The names that the numbers 0, 1, ... of a column stand for.
    """
    arrays = {name: pa.array(values) for name, values in columns.items()}
    for name, meanings in names.items():
        codes = pa.array(np.asarray(columns[name], dtype=np.int64))
        arrays[name] = pa.array(list(meanings), pa.string()).take(codes)
    return pa.table(arrays)


def write_parquet(path: Path, tables: Iterable[pa.Table]) -> None:
    """Write tables of one kind after the other into a file; only one is held at a time.

    An iterable without tables writes nothing.
    """
    rest = iter(tables)
    first = next(rest, None)
    if first is None:
        return
    with (
        replacing(path) as temporary,
        pq.ParquetWriter(temporary, first.schema, compression="zstd", version="2.6") as writer,
    ):
        writer.write_table(first)
        for table in rest:
            writer.write_table(table.cast(first.schema))


def write_frame(path: Path, frame: pd.DataFrame) -> None:
    """Write a frame as Parquet."""
    write_parquet(path, [table_of(frame)])


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """Write a frame as CSV, every number with the fewest digits that give it back."""
    text = io.StringIO()
    frame.to_csv(text, index=False, lineterminator="\n")
    write_bytes(path, text.getvalue().encode())


def write_table(path: Path, frame: pd.DataFrame) -> None:
    """Write a frame as the ending of the name says: `.parquet` or `.csv`."""
    write = {".parquet": write_frame, ".csv": write_csv}[path.suffix]
    write(path, frame)


def write_json(path: Path, content: Mapping[str, object]) -> None:
    """Write a document as indented JSON."""
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    write_bytes(path, f"{text}\n".encode())
