"""What became of what customers earned: by when it was earned, and of what was outstanding half-way.

What is outstanding at the horizon has no fate yet (right-censoring): rates of late quarters are low for that
reason alone, and those of the first come nearest to what they will be in the end.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.run_off import quarter_ends

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from loyaltysim.comparison.measures.collect import SchemeSums
    from loyaltysim.comparison.measures.effects import FloatArray
    from loyaltysim.comparison.measures.gathered import Gathered

    Markets = Mapping[str, FloatArray]

FIGURES = (
    "redemption_rate",
    "breakage",
    "urr_first_quarter",
    "breakage_first_quarter",
    "urr_outstanding",
    "expected_liability",
    "partner_share",
    "viral_coefficient",
)
COLUMNS = (
    *("scheme", "quarter", "from_day", "to_day"),
    *("earned", "redeemed", "breakage", "outstanding"),
)


def redemption_figures(markets: Markets) -> dict[str, float]:
    """Give the figures of a scheme (see `kpis.KPIS`); NaN where there is nothing to divide by."""
    earned, first = _total(markets, "earned_value"), _total(markets, "earned_q1")
    lost = _total(markets, "expired_value") + _total(markets, "forfeited_value")
    lost_first = _total(markets, "expired_q1") + _total(markets, "forfeited_q1")
    redeemed, half_lost = _total(markets, "half_redeemed"), _total(markets, "half_lost")
    # where nothing fell due in that half, it tells nothing of what is still owed
    urr = redeemed / (redeemed + half_lost) if redeemed > 0 else math.nan
    launched = _total(markets, "launched")
    figures = (
        _ratio(_total(markets, "redeemed_value"), earned),
        _ratio(lost, earned),
        _ratio(_total(markets, "redeemed_q1"), first),
        _ratio(lost_first, first),
        urr,
        urr * _ratio(_total(markets, "liability"), launched),
        _ratio(_total(markets, "partner_sales"), _total(markets, "coalition_sales")),
        _ratio(_total(markets, "referred"), launched),
    )
    return dict(zip(FIGURES, figures, strict=True))


def redemption_by_quarter(gathered: Gathered, days: int) -> pd.DataFrame:
    """Give one row a scheme in which something is earned, and quarter of the run."""
    rows = [row for name, sums in gathered.sums.items() for row in _rows(name, sums, days)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(scheme: str, sums: SchemeSums, days: int) -> Iterator[tuple[object, ...]]:
    if not _total(sums.markets, "earned_value") > 0:
        return
    launched = _total(sums.markets, "launched")
    for quarter, first, last in _spans(days):
        earned, redeemed, expired, forfeited = (
            _total(sums.markets, f"{name}_q{quarter}")
            for name in ("earned", "redeemed", "expired", "forfeited")
        )
        share, lost = _ratio(redeemed, earned), _ratio(expired + forfeited, earned)
        yield scheme, quarter, first, last, earned / launched, share, lost, 1.0 - share - lost


def _spans(days: int) -> Iterator[tuple[int, int, int]]:
    """Give each quarter with its first and its last day; of very few days some quarters have none."""
    ends = (-1, *quarter_ends(days), days - 1)
    for quarter, (before, last) in enumerate(pairwise(ends), 1):
        if before < last:
            yield quarter, before + 1, last


def _total(markets: Markets, field: str) -> float:
    return float(markets[field].sum()) if field in markets else 0.0


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else math.nan
