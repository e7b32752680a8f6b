"""The firm beside its rivals: penetration and frequency (double jeopardy), switching, and share of wallet."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.comparison.measures.effects import mean_effect, per_launch
from loyaltysim.scenario.blocks.rivals import FIRM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from loyaltysim.comparison.measures.effects import FloatArray
    from loyaltysim.comparison.measures.gathered import Gathered

FIGURES = {
    "share_of_wallet": ("own_spend", "category_spend"),
    "switching": ("switched", "next_acts"),
}
"""Figures of a scheme: fields of a market's record of which the first is divided by the second."""
COLUMNS = [
    *("scheme", "brand", "penetration", "frequency", "stays"),
    *("share_of_acts", "share_of_wallet", "difference", "low", "high"),
]


def brand_figures(markets: Mapping[str, FloatArray]) -> dict[str, float]:
    """Give the figures of a scheme (see `kpis.KPIS`); NaN where there are no rivals."""
    if "category_acts" not in markets:
        return dict.fromkeys(FIGURES, math.nan)
    return {
        name: _ratio(markets[part].sum(), markets[whole].sum())
        for name, (part, whole) in FIGURES.items()
    }


def brands_table(gathered: Gathered, rivals: Iterable[str]) -> pd.DataFrame:
    """Give one row a scheme and brand; no rows where there are no rivals.

    `penetration` is the share of launch customers who bought the brand, `frequency` how often its buyers
    did, `stays` the share of them who bought it again the next time; `difference` is that of the share of
    acts from the baseline, over the same markets.
    """
    brands = (FIRM, *sorted(rivals))
    rows = [
        (scheme, brand, *numbers)
        for scheme, sums in gathered.sums.items()
        if sums.brands
        for brand, numbers in zip(brands, _numbers(gathered, scheme), strict=True)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _numbers(gathered: Gathered, scheme: str) -> Iterator[tuple[float, ...]]:
    sums, base = gathered.sums[scheme], gathered.sums[gathered.baseline].brands
    found, launched = sums.brands, sums.markets["launched"].sum()
    for brand in range(len(found["acts"])):
        acts, buyers = found["acts"][brand].sum(), found["buyers"][brand].sum()
        after = found["next"][brand]
        shares = per_launch(found["acts"][brand], found["acts"].sum(axis=0))
        before = per_launch(base["acts"][brand], base["acts"].sum(axis=0))
        effect = mean_effect(shares - before)
        yield (
            _ratio(buyers, launched),
            _ratio(acts, buyers),
            _ratio(after[brand].sum(), after.sum()),
            _ratio(acts, found["acts"].sum()),
            _ratio(found["spend"][brand].sum(), found["spend"].sum()),
            *(effect.estimate, effect.low, effect.high),
        )


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole else math.nan
