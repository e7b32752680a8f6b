"""The journey of customers: whom they met where, how easy it was, and how it felt."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from loyaltysim.comparison.measures.effects import mean_effect, per_launch
from loyaltysim.hooks import Stage
from loyaltysim.simulation.recording.journey import NOBODY, PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from loyaltysim.comparison.measures.collect import SchemeSums
    from loyaltysim.comparison.measures.effects import FloatArray
    from loyaltysim.comparison.measures.gathered import Gathered

COLUMNS = [
    *("scheme", "stage", "by", "meetings", "effort_score", "easy", "solved", "days_late"),
    *("feeling", "low", "high", "peaks", "lows"),
]
FIGURES = ("incidents", "problems_solved", "effort_score", "easy_share", "human_share")
PROBLEM = Stage.PROBLEM.value
WRONG = f"{PROBLEM}/{NOBODY}"


def journey_figures(sums: SchemeSums) -> dict[str, float]:
    """Give the figures of a scheme (see `kpis.KPIS`); NaN where there is nothing to divide by."""
    markets, found = sums.markets, sums.journey
    if "incidents" not in markets:
        return dict.fromkeys(FIGURES, math.nan)
    solved, unhelped = (float(markets[name].sum()) for name in ("solved", "unhelped"))
    helped = {name: _sum(found, [f"{PROBLEM}/machine", f"{PROBLEM}/human"], name) for name in _SUMS}
    by_human = [place for place in PLACES if place.endswith("/human")]
    met = [place for place in PLACES if place != WRONG]
    return {
        "incidents": _ratio(float(markets["incidents"].sum()), float(markets["launched"].sum())),
        "problems_solved": _ratio(solved, solved + unhelped),
        "effort_score": _ratio(helped["score"], helped["meetings"]),
        "easy_share": _ratio(helped["easy"], helped["meetings"]),
        "human_share": _ratio(_sum(found, by_human, "meetings"), _sum(found, met, "meetings")),
    }


_SUMS = ("meetings", "score", "easy")


def _sum(found: Mapping[str, FloatArray], places: list[str], name: str) -> float:
    return sum(
        float(found[f"{place}/{name}"].sum()) for place in places if f"{place}/{name}" in found
    )


def journey_table(gathered: Gathered) -> pd.DataFrame:
    """Give one row a scheme, stage and handler where anybody met anything; no rows where nobody did.

    `meetings` are per launch customer; the other figures are per meeting, with the 95% interval of `feeling`.
    """
    rows = [
        (scheme, *place.split("/"), *_numbers(sums, place))
        for scheme, sums in gathered.sums.items()
        for place in PLACES
        if f"{place}/meetings" in sums.journey
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _numbers(sums: SchemeSums, place: str) -> Iterator[float]:
    found = {name: sums.journey[f"{place}/{name}"] for name in _FIELDS}
    meetings = found["meetings"]
    each = {
        name: _ratio(float(total.sum()), float(meetings.sum())) for name, total in found.items()
    }
    asked, helped = place != WRONG, place.startswith(PROBLEM) and place != WRONG
    feeling = mean_effect(per_launch(found["feeling"], meetings))
    yield _ratio(float(meetings.sum()), float(sums.markets["launched"].sum()))
    yield from (each[name] if asked else math.nan for name in ("score", "easy"))
    yield from (each[name] if helped else math.nan for name in ("solved", "late"))
    yield from (feeling.estimate, feeling.low, feeling.high, each["highs"], each["lows"])


_FIELDS = ("meetings", "score", "easy", "solved", "late", "feeling", "highs", "lows")


def _ratio(part: float, whole: float) -> float:
    return float(np.divide(part, whole)) if whole else math.nan
