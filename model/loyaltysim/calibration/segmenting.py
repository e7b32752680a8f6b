"""Customers parted by a column of the log, each segment fitted apart where it has enough customers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy

from loyaltysim.calibration.forecasts.levels import parts_of
from loyaltysim.calibration.forecasts.likelihood import fit_law
from loyaltysim.calibration.forecasts.stock import StockFit, fit_stock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.history import History
    from loyaltysim.calibration.forecasts.known import Record
    from loyaltysim.calibration.forecasts.levels import Levels
    from loyaltysim.calibration.forecasts.likelihood import LawFit
    from loyaltysim.calibration.forecasts.pace import Pace
    from loyaltysim.calibration.forecasts.parts import Part
    from loyaltysim.calibration.logs.purchases import Rows

    Float64 = NDArray[np.float64]
    Int64 = NDArray[np.int64]

MOST = 12
"""Segments, at most; the rarest are put together."""
FEWEST = 30
"""Customers of a segment, at least: fewer would tell of persons (assumption)."""
ENOUGH, ENOUGH_AGAIN = 200, 60
"""Customers, and those who came back, from which a segment is fitted apart (assumption)."""
SURE = 0.95
"""How sure it must be that a segment leaves otherwise than all do, where the log does not tell how it leaves (assumption)."""
OTHER, UNKNOWN = "other", "unknown"
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Segments:
    """Which segment each customer belongs to, numbers of `names`, shape (n,)."""

    of: Int64
    names: tuple[str, ...]
    several: int
    """Customers with more than one text in the column."""


def segments_of(
    rows: Rows, codes: Int64, texts: Sequence[str], history: History, pace: Pace
) -> Segments:
    """Tell each customer's segment: the text that stands most often beside his or her fitted purchases.

    Parameters
    ----------
    codes
        Numbers of `texts`, shape (rows,).
    history
        Who the customers are.
    pace
        Of the history's calendar.
    """
    early = (pace.put(rows.day) <= history.end) & np.isin(rows.customer, history.known)
    who = np.searchsorted(history.known, rows.customer[early])
    pairs, counts = np.unique(who * len(texts) + codes[early], return_counts=True)
    customer, code = np.divmod(pairs, len(texts))
    order = np.lexsort((code, -counts, customer))
    first = order[np.flatnonzero(np.diff(customer[order], prepend=-1))]
    several = int(np.sum(np.bincount(customer, minlength=history.n) > 1))
    return _common(code[first], texts, several)


def _common(code: NDArray[np.int64], texts: Sequence[str], several: int) -> Segments:
    """Give numbers to segments from the most common on; what is rare is put together."""
    counts = np.bincount(code, minlength=len(texts))
    order = np.argsort(-counts, kind="stable")
    kept = [int(one) for one in order[: MOST - 1] if counts[one] >= FEWEST]
    names: list[str] = []
    for one in kept:
        names.append(_name(texts[one], names))
    number = np.full(len(texts), len(kept), dtype=np.int64)
    number[kept] = np.arange(len(kept))
    of = number[code]
    if (of == len(kept)).any():
        names.append(_name(OTHER, names))
    return Segments(of, tuple(names), several)


def _name(text: str, taken: Sequence[str]) -> str:
    """Make a text a name that a scenario can have, and that no other segment has."""
    clean = "".join(mark if mark.isprintable() and mark != ":" else " " for mark in text)
    name = " ".join(clean.split())[:_LONGEST_NAME].strip() or UNKNOWN
    number, free = 2, name
    while free in taken:
        free, number = f"{name[: _LONGEST_NAME - 4]} {number}", number + 1
    return free


def fit_segments(levels: Levels, segments: Segments) -> Levels:
    """Fit the segments in the time that weeks have stretched for all alike."""
    new, (seen, whole) = levels.stretched, levels.seen
    speed = levels.speed
    parts: list[Part] = []
    alike: list[str] = []
    for number, name in enumerate(segments.names):
        rows = np.flatnonzero(segments.of == number)
        x, t_x, observed = (column[rows] for column in new)
        own = (seen[rows], whole)
        found = _fitted((x, t_x, observed), own, levels)
        pooled = _as_all((x, t_x, observed), own, levels, found)
        alike += [name] if pooled is not None else []
        parts += parts_of((x, t_x, observed), own, pooled or found, rows, name, speed[rows])
    return replace(levels, parts=tuple(parts), alike=tuple(alike))


def _fitted(
    record: Record, seen: tuple[Float64, float], levels: Levels
) -> LawFit[Any] | StockFit[Any]:
    everybody = levels.stock or levels.fit
    if record[0].size < ENOUGH or np.count_nonzero(record[0]) < ENOUGH_AGAIN:
        return everybody
    if levels.stock is not None:
        return fit_stock(levels.search, record, seen, (levels.fit.parameters, levels.stock.beyond))
    return fit_law(levels.search, record)


def _as_all(
    record: Record,
    seen: tuple[Float64, float],
    levels: Levels,
    own: LawFit[Any] | StockFit[Any],
) -> LawFit[Any] | StockFit[Any] | None:
    """Fit a segment of which the log does not tell how it leaves as one that leaves as all do.

    None where it tells, also where all do not, and where the segment is known to leave otherwise (likelihood ratio).
    """
    everybody, told = levels.fit, _law_of(own)
    if told.tells_leaving or not everybody.tells_leaving:
        return None
    pooled = _leaving_as_all(record, seen, levels)
    loss = told.log_likelihood - _law_of(pooled).log_likelihood
    most = scipy.stats.chi2.ppf(SURE, len(everybody.parameters.leaving))
    return pooled if 2.0 * loss <= most else None


def _leaving_as_all(
    record: Record, seen: tuple[Float64, float], levels: Levels
) -> LawFit[Any] | StockFit[Any]:
    law = levels.fit.parameters
    if levels.stock is not None:
        held = levels.search.leaving_as(law, seen[1])
        return fit_stock(held, record, seen, (law, levels.stock.beyond))
    held = levels.search.leaving_as(law, float(np.mean(record[2])))
    return fit_law(held, record, near=law)


def _law_of(found: LawFit[Any] | StockFit[Any]) -> LawFit[Any]:
    return found.fit if isinstance(found, StockFit) else found
