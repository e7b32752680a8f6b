"""Columns that look like amounts of which some were paid back, though nobody said that they are amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.logs.amounts import read_amounts
from loyaltysim.calibration.logs.cells import read_cells, read_head

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from numpy.typing import NDArray

_ROWS = 500


def unused_refunds(path: Path, used: Collection[str]) -> tuple[str, ...]:
    """Tell of columns with negative numbers in a log of which no column is known to be the amount.

    Parameters
    ----------
    used
        Headers of the columns that are known to hold something else.
    """
    header, rows = read_head(path, _ROWS)
    by_place = list(zip(*rows, strict=True)) or [()] * len(header)
    numeric = {
        name: name
        for name, texts in zip(header, by_place, strict=True)
        if name and name not in used and header.count(name) == 1 and _are_numbers(_filled(texts))
    }
    if not numeric:
        return ()
    columns = read_cells(path, numeric).columns
    return tuple(
        f'the column "{name}" has negative numbers, as refunds have, but no column is named as the amount: its refunds count '
        "as purchases"
        for name, column in columns.items()
        if bool((read_amounts(_filled(column.texts)).values < 0.0).any())
    )


def _filled(texts: Collection[object]) -> NDArray[np.object_]:
    return np.array([str(text).strip() for text in texts if str(text).strip()], dtype=object)


def _are_numbers(texts: NDArray[np.object_]) -> bool:
    """Tell whether all texts are numbers; dates with dashes are none."""
    return bool(texts.size and np.isfinite(read_amounts(texts).values).all())
