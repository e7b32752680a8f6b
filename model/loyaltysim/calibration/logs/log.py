"""A purchase record from a log with a row for each purchase."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.logs.amounts import read_amounts
from loyaltysim.calibration.logs.cells import read_cells
from loyaltysim.calibration.logs.dates import read_dates
from loyaltysim.calibration.logs.headers import columns_hint
from loyaltysim.calibration.logs.purchases import Rows, purchase_days, record_of
from loyaltysim.calibration.logs.reading import Reading, problem_at, problems
from loyaltysim.calibration.logs.refunds import unused_refunds
from loyaltysim.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from loyaltysim.calibration.logs.cells import Advice, Cells
    from loyaltysim.calibration.logs.record import Record
    from loyaltysim.scenario.blocks.fit import LogColumns

MOST_GUESTS = 0.9
"""Share of rows without a customer above which the column is more likely the wrong one (assumption)."""
_GUEST = re.compile(
    r"(guest|guest[ _-]?(checkout|customer|user)|anonym(ous|e|er|o)?|walk[ _-]?in|no[ _-]?customer|gast)",
    re.IGNORECASE,
)
# A last or first date this far from all others is a slip of the pen, and would stretch the record.
LONGEST_GAP = 365
_TAKEN_BACK = re.compile(
    r"1|true|t|y|yes|x|ja|oui|c-?\d+|(cancel|refund|returned\b|returns?\b|void|credit|chargeback"
    r"|retour|geannuleerd|terugbetaald|storn|gutschrift|annul|rembours).*",
    re.IGNORECASE,
)
_NEGATIVE, _COUNT = re.compile(r"-\d.*"), re.compile(r"-\d.*|[2-9]|[1-9]\d{1,3}")


def read_log(path: Path, columns: LogColumns, *, day_first: bool | None = None) -> Record:
    """Read a log of purchases as a record.

    Several rows of a customer on one day are one purchase day. Negative amounts (refunds,
    cancellations) are taken from the day's sum; a day that sums to less than nothing, or to nothing
    because something was taken back, is no purchase. Rows without a customer are dropped.

    Parameters
    ----------
    path
        CSV (also packed with gzip) or Parquet.
    columns
        Its headers.
    day_first
        Whether 01/02/2024 is the first of February; None to tell from the dates.

    Raises
    ------
    InputError
        With all problems that were found.
    """
    cells, rows, counts, notes = read_rows(path, columns, day_first=day_first)
    record = record_of(purchase_days(rows), cells, counts)
    return replace(record, source=replace(record.source, notes=notes))


def read_rows(
    path: Path,
    columns: LogColumns,
    *,
    day_first: bool | None = None,
    also: Mapping[str, str] | None = None,
    advise: Advice = columns_hint,
) -> tuple[Cells, Rows, dict[str, int], tuple[str, ...]]:
    """Read the rows of a log that name a customer, with what was dropped, counted, and notes.

    Parameters
    ----------
    also
        Headers of columns whose texts are wanted, by what they are called in `Rows.labels`.
    advise
        Writes what to say where a column is missing.

    Raises
    ------
    InputError
        With all problems that were found.
    """
    wanted = {"customer": columns.customer, "date": columns.date}
    wanted |= {"amount": columns.amount} if columns.amount is not None else {}
    wanted |= {"cancelled": columns.cancelled} if columns.cancelled is not None else {}
    cells = read_cells(path, {**(also or {}), **wanted}, advise=advise)
    known, guests, counts = _with_customer(cells)
    dates = read_dates(cells.columns["date"].texts, day_first=day_first)
    amounts = _amounts(cells)
    _refuse(cells, known, {"date": dates, "amount": amounts})
    labels = {name: cells.columns[name].codes[known] for name in also or {}}
    rows = replace(_rows(cells, known, dates, amounts), labels=labels)
    _refuse_gaps(cells, rows, known)
    used = [*wanted.values(), *(also or {}).values()]
    paid = () if columns.amount is not None else unused_refunds(path, used)
    guests_share = _guests(cells, guests, known, amounts)
    notes = (cells.file.note, *dates.notes, *amounts.notes, guests_share, *paid)
    return cells, rows, counts, tuple(note for note in notes if note)


def _with_customer(cells: Cells) -> tuple[NDArray[np.bool_], NDArray[np.bool_], dict[str, int]]:
    """Find the rows that name a customer, and those of guests."""
    column, blank = cells.columns["customer"], cells.blank()
    named_so = np.array([bool(_GUEST.fullmatch(str(text))) for text in column.texts], dtype=bool)
    missing, called = column.holds(column.missing()), column.holds(named_so)
    lost, filled = int(np.sum(missing & ~blank)), int(np.sum(~blank))
    if lost > MOST_GUESTS * filled or not filled:
        message = f"{lost:,} of {filled:,} rows name no customer"
        hint = "is this the right column? Purchases without a customer say nothing of returning"
        raise InputError(Problem(message, hint=hint, file=str(cells.file.path)))
    counts = {
        "rows without a customer dropped": lost,
        "rows of guests dropped": int(np.sum(called)),
    }
    return ~missing & ~called, (missing & ~blank) | called, counts


def _guests(
    cells: Cells, guests: NDArray[np.bool_], known: NDArray[np.bool_], amounts: Reading
) -> str:
    """Say how much is bought by those of whom nothing else is known."""
    if not guests.any() or "amount" not in cells.columns:
        return ""
    spent = np.nan_to_num(amounts.values[cells.columns["amount"].codes])
    whole = spent[guests | known].sum()
    if whole <= 0.0:
        return ""
    return (
        f"rows without a customer, such as guests', are {spent[guests].sum() / whole:.0%} of the money; they are in no "
        "figure of the fit"
    )


def _amounts(cells: Cells) -> Reading:
    if "amount" not in cells.columns:
        return Reading(np.ones(1))
    return read_amounts(cells.columns["amount"].texts)


def _refuse(cells: Cells, known: NDArray[np.bool_], readings: dict[str, Reading]) -> None:
    """Refuse the file for all faults of its dates and amounts at once."""
    told = [
        problem
        for name, reading in readings.items()
        if name in cells.columns
        for problem in problems(cells, name, reading.faults, known)
    ]
    if told:
        raise InputError(*told)


def _rows(cells: Cells, known: NDArray[np.bool_], dates: Reading, amounts: Reading) -> Rows:
    customer, date = cells.columns["customer"], cells.columns["date"]
    spent = None
    if "amount" in cells.columns:
        spent = amounts.values[cells.columns["amount"].codes[known]]
    if "cancelled" in cells.columns:
        flags = cells.columns["cancelled"]
        taken_back = flags.holds(_cancelled(flags.texts))[known]
        spent = np.ones(taken_back.size) if spent is None else spent
        spent = np.where(taken_back, -np.abs(spent), spent)
    return Rows(customer.codes[known], dates.values[date.codes[known]], spent)


def _cancelled(texts: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell which texts of a column say that a row takes something back.

    A flag, a word such as `refunded`, a negative quantity, or the number of an invoice behind a C.
    """
    counted = any(_COUNT.fullmatch(str(text)) for text in texts)  # quantities, where 1 is no flag
    marks = _NEGATIVE if counted else _TAKEN_BACK
    return np.array([bool(marks.fullmatch(str(text))) for text in texts], dtype=bool)


def _all_new_year(days: NDArray[np.int64]) -> bool:
    """Tell whether a log knows years only."""
    dates = days.astype("datetime64[D]")
    return bool((dates == dates.astype("datetime64[Y]")).all())


def _refuse_gaps(cells: Cells, rows: Rows, known: NDArray[np.bool_]) -> None:
    """Refuse a single first or last day that lies more than a year from all others."""
    days = np.unique(rows.day)
    if _all_new_year(days):
        return
    gaps = np.diff(days)
    for gap, day, word in ((gaps[-1:], days[-1], "after"), (gaps[:1], days[0], "before")):
        if gap.size and days.size > 2 and gap[0] > LONGEST_GAP:
            row = known.copy()
            row[known] = rows.day == day
            message = f"{np.datetime64(int(day), 'D')} lies {gap[0]:,} days {word} all other dates"
            raise InputError(problem_at(cells, row, message, "correct the date, or leave it out"))
