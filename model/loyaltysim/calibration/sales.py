"""A sales log as purchase days: what was asked for of it, what was read, and how finely it tells time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.forecasts.due_dates import interval_of, payments
from loyaltysim.calibration.forecasts.pace import WEEKLY, paced
from loyaltysim.calibration.logs.coarse_dates import MONTHS_ONLY, YEARS_ONLY
from loyaltysim.calibration.logs.detect import detect_columns
from loyaltysim.calibration.logs.headers import options_hint
from loyaltysim.calibration.logs.log import read_rows
from loyaltysim.calibration.logs.purchases import purchase_days
from loyaltysim.calibration.logs.record import Source
from loyaltysim.calibration.scheme_effect import scheme_effects
from loyaltysim.calibration.segmenting import segments_of
from loyaltysim.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.history import History
    from loyaltysim.calibration.forecasts.pace import Pace
    from loyaltysim.calibration.logs.cells import Cells
    from loyaltysim.calibration.logs.purchases import PurchaseDays, Rows
    from loyaltysim.calibration.scheme_effect import SchemeEffects
    from loyaltysim.calibration.segmenting import Segments
    from loyaltysim.scenario.blocks.fit import LogColumns


@dataclass(frozen=True)
class Asked:
    """What a user asks for of a sales log."""

    holdout: int = 0
    """Days at the log's end that are not fitted but foretold."""
    day_first: bool | None = None
    """Whether 01/02/2024 is the first of February; None to tell from the dates."""
    segment: str | None = None
    """Header of the column that parts customers, each segment fitted apart."""
    scheme: str | None = None
    """Header of the column that marks purchases under a scheme that was running."""
    contract: int | None = None
    """Days between renewals, where purchases are renewals of a contract."""
    named: bool = False
    """Whether customers are to keep their names."""

    @property
    def headers(self) -> dict[str, str]:
        """Headers of columns that are read besides."""
        both = {"segment": self.segment, "scheme": self.scheme}
        return {name: header for name, header in both.items() if header is not None}


PLAIN = Asked()


@dataclass(frozen=True)
class Sales:
    """A sales log that was read."""

    asked: Asked
    columns: LogColumns
    cells: Cells
    rows: Rows
    days: PurchaseDays
    pace: Pace
    regular: tuple[int, float] | None
    """Days at which purchases come, and the share that keeps to it."""
    source: Source

    def scheme_effects(self, history: History) -> SchemeEffects | None:
        """Estimate what a scheme did, where a column marks one."""
        if self.asked.scheme is None:
            return None
        return scheme_effects(
            self.asked.scheme, self.rows, self._texts("scheme"), history, self.pace
        )

    def segments(self, history: History) -> Segments | None:
        """Part customers, where a column does."""
        if self.asked.segment is None:
            return None
        codes = self.rows.labels["segment"]
        return segments_of(self.rows, codes, self._texts("segment"), history, self.pace)

    def names(self, history: History) -> NDArray[np.object_] | None:
        """Give the customers' own names, shape (n,), where they were asked for."""
        texts = self.cells.columns["customer"].texts
        return texts[history.known] if self.asked.named else None

    def _texts(self, name: str) -> list[str]:
        texts: list[str] = self.cells.columns[name].texts.tolist()
        return texts


def read_sales(path: Path, given: Mapping[str, str], asked: Asked) -> Sales:
    """Read a sales log as purchase days, of a contract without what is bought between due dates.

    Parameters
    ----------
    path
        CSV (also packed with gzip) or Parquet.
    given
        Headers of columns that are not to be guessed.
    asked
        What is wanted of it.

    Raises
    ------
    InputError
        When the log cannot be read, or knows no days in which to find due dates.
    """
    also = asked.headers
    columns = detect_columns(path, given, also.values())
    cells, rows, dropped, notes = read_rows(
        path, columns, day_first=asked.day_first, also=also, advise=options_hint
    )
    days = purchase_days(rows)
    coarse = next((note for note in (MONTHS_ONLY, YEARS_ONLY) if note in notes), "")
    regular = interval_of(days) if not coarse else None
    if asked.contract is None:
        days, pace = paced(days)
    else:
        _refuse_coarse(coarse, str(path))
        days, pace = payments(days, asked.contract), WEEKLY
    counts = {"customers": int(np.unique(days.customer).size), "purchase days": days.day.size}
    source = Source(str(path), cells.rows, counts | dropped | days.counts, notes, cells.content)
    return Sales(asked, columns, cells, rows, days, pace, regular, source)


def _refuse_coarse(note: str, file: str) -> None:
    if note:
        knows = note.partition(":")[0]
        message = f"{knows}, so that --contract finds no due dates in it"
        hint = "leave --contract out: each customer is then followed from period to period"
        raise InputError(Problem(message, hint, file=file))
