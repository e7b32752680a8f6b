"""What a scheme that was already running did, as far as a log tells.

A customer comes under the scheme with the first purchase that is marked with it. He or she is compared with customers who
made a purchase at the same time, after as many purchases and as long an absence, and were not under it yet: a trial is emulated on
every occasion (Hernan & Robins 2016, *American Journal of Epidemiology* 183(8), 758-764), whoever comes under the scheme later
stays where he or she was, and the effect is that of coming under it, diluted by those. Standard errors are a
jackknife over groups of customers. What moves people to join and is not in the log stays in the estimate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.history import WEEK
from loyaltysim.calibration.occasions import COVARIATES, occasions_of
from loyaltysim.randomness import Luck

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.calibration.history import History
    from loyaltysim.calibration.occasions import Occasions
    from loyaltysim.calibration.pace import Pace
    from loyaltysim.calibration.purchases import Rows

    Float64 = NDArray[np.float64]
    Int64 = NDArray[np.int64]
    Mask = NDArray[np.bool_]

LONGEST = 91
"""Real days for which customers are followed, at most."""
UNBALANCED = 0.1
"""Standardised difference from which groups are told to differ (Austin 2009)."""
FEWEST = 30
"""Customers under a scheme, at least: fewer would tell of persons, and of nothing else (assumption)."""
AT_ONCE = 0.9
"""Share of those under a scheme from which it is taken for one that begins with the first purchase (assumption)."""
NEVER = 10**9
LEAST_LEFT = 0.2
"""What dilution must leave of a comparison for it to be undone (assumption)."""
_GROUPS = 50
_Z = 1.959964
_SEED = 1997
_NOTHING = re.compile(
    r"|0|n|no|non|nein|none|null|nan|false|f|off|control|without|not? ?(member|mailed)|non-?member|-",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Effect:
    """An estimate with its standard error."""

    estimate: float
    se: float

    @property
    def low(self) -> float:
        """Lower end of the 95% interval."""
        return self.estimate - _Z * self.se

    @property
    def high(self) -> float:
        """Upper end of the 95% interval."""
        return self.estimate + _Z * self.se


@dataclass(frozen=True)
class Balance:
    """How far those under the scheme differ from others in something that was known before, in standard deviations."""

    what: str
    before: float
    """From all others."""
    after: float
    """From those with whom they are compared."""


@dataclass(frozen=True)
class SchemeEffect:
    """What came of those who came under a scheme, and of others like them."""

    value: str
    customers: int
    compared: int
    """Those for whom there were others alike, and who were followed for long enough."""
    bought: float
    """Purchases of each in the time after."""
    others: float
    """Purchases of those with whom they are compared."""
    difference: Effect
    ratio: Effect
    spend: Effect
    """Difference of the money spent in the time after; NaN where it is not known."""
    balance: tuple[Balance, ...]
    diluted: float = 0.0
    """Share of the time after that the others, too, were under the scheme, having come under it later."""

    @property
    def told(self) -> bool:
        """Whether the log tells an effect on purchases: the interval of the ratio does not hold 1."""
        return self.ratio.estimate > 0.0 and not self.ratio.low <= 1.0 <= self.ratio.high

    @property
    def undiluted(self) -> float:
        """How many times as often they bought as others who had never come under it: ratio (1 - q) / (1 - ratio q)."""
        ratio, q = self.ratio.estimate, self.diluted
        left = 1.0 - ratio * q
        return ratio * (1.0 - q) / left if left > LEAST_LEFT else ratio

    @property
    def balanced(self) -> bool:
        """Whether those who are compared were alike before, as far as is known."""
        return all(abs(one.after) <= UNBALANCED for one in self.balance)

    @property
    def as_if_random(self) -> bool:
        """Whether those under the scheme were like all others before, as chance would have it."""
        return all(abs(one.before) <= UNBALANCED for one in self.balance)


@dataclass(frozen=True)
class SchemeEffects:
    """Every value of the column that is not the absence of the scheme."""

    column: str
    without: tuple[str, ...]
    """Values that stand for no scheme: words such as "no", or else what most first purchases have."""
    ahead: int
    """Days after the occasion, in the log's calendar."""
    effects: tuple[SchemeEffect, ...]
    left_out: int
    """Values with too few customers."""
    which: Int64
    """Number of the effect of the value that each customer came under first, -1 for none, shape (n,)."""
    since: Int64
    """Day on which that was, shape (n,)."""


def scheme_effects(
    column: str, rows: Rows, texts: Sequence[str], history: History, pace: Pace
) -> SchemeEffects:
    """Estimate what each value of a column did.

    Parameters
    ----------
    column
        Header of the column, whose numbers are `rows.labels["scheme"]`.
    texts
        What the numbers stand for.
    history
        Fitted purchases.
    pace
        Of the history's calendar.
    """
    codes, day = rows.labels["scheme"], pace.put(rows.day)
    early = (day <= history.end) & np.isin(rows.customer, history.known)
    who, code = np.searchsorted(history.known, rows.customer[early]), codes[early]
    none = np.array([bool(_NOTHING.fullmatch(text.strip())) for text in texts], dtype=bool)
    if not none[np.unique(code)].any():
        opening = code[np.lexsort((day[early], who))][
            np.flatnonzero(np.diff(np.sort(who), prepend=-1))
        ]
        none[np.argmax(np.bincount(opening, minlength=len(texts)))] = True
    ahead = min(pace.days(LONGEST), (history.end - history.start) // (3 * WEEK) * WEEK)
    found = occasions_of(history, ahead)
    starts = _starts(who, day[early], code, (history.n, len(texts)))
    first = starts[:, ~none].min(axis=1, initial=NEVER)
    named = [number for number in np.unique(code).tolist() if not none[number]]
    enough = [number for number in named if np.sum(starts[:, number] < NEVER) >= FEWEST]
    each = starts[:, enough] if enough else np.full((history.n, 1), NEVER)
    return SchemeEffects(
        column,
        tuple(text for text, is_none in zip(texts, none, strict=True) if is_none),
        ahead,
        tuple(_effect(texts[number], found, starts[:, number], first) for number in enough),
        len(named) - len(enough),
        np.where(each.min(axis=1) < NEVER, each.argmin(axis=1), -1),
        each.min(axis=1),
    )


def _starts(who: Int64, day: Int64, code: Int64, shape: tuple[int, int]) -> Int64:
    """Give the first day of each customer with each text, shape (customers, texts)."""
    starts = np.full(shape, NEVER, dtype=np.int64)
    np.minimum.at(starts, (who, code), day)
    return starts


def _effect(value: str, found: Occasions, start: Int64, first: Int64) -> SchemeEffect:
    """Compare the occasions on which customers came under a scheme with those of others not under any yet."""
    treated = (found.day == start[found.customer]) & (start <= first)[found.customer]
    free = found.day < first[found.customer]
    weight = _weights(found.cell, treated, free)
    kept = treated & (weight > 0)
    money = np.isfinite(found.spent).all()
    groups = _groups(found.customer)
    replicates = np.array(
        [_means(found, kept & (groups != g), weight * (groups != g)) for g in range(_GROUPS)]
    )
    whole = _means(found, kept, weight)
    bought, others, spent, others_spent = whole
    return SchemeEffect(
        value,
        int(np.sum(start < NEVER)),
        int(kept.sum()),
        bought,
        others,
        _jackknifed(bought - others, replicates[:, 0] - replicates[:, 1]),
        _jackknifed(
            bought / max(others, 1e-9), replicates[:, 0] / np.maximum(replicates[:, 1], 1e-9)
        ),
        _jackknifed(spent - others_spent, replicates[:, 2] - replicates[:, 3])
        if money
        else Effect(np.nan, np.nan),
        _balance(found, kept, weight * ~treated, _like_occasions(found, kept, free)),
        _diluted(found, weight * ~treated, first),
    )


def _diluted(found: Occasions, weight: Float64, first: Int64) -> float:
    """Give the share of the time after that others were under a scheme."""
    if not weight.any():
        return 0.0
    under = np.clip(1.0 - (first[found.customer] - found.day) / found.ahead, 0.0, 1.0)
    return float(np.average(under, weights=weight))


def _weights(cell: Int64, treated: Mask, free: Mask) -> Float64:
    """Weigh others so that each cell has as many of them as of those under the scheme; 1 for these."""
    size = int(cell.max(initial=0)) + 1
    ours, theirs = (np.bincount(cell[rows], minlength=size) for rows in (treated, free))
    share = np.divide(ours, theirs, out=np.zeros(size), where=theirs > 0)
    return np.where(treated, (theirs > 0)[cell] * 1.0, np.where(free, share[cell], 0.0))


def _means(found: Occasions, kept: Mask, weight: Float64) -> tuple[float, float, float, float]:
    """Give purchases and spend of those under the scheme, and of others cell by cell."""
    cells = np.unique(found.cell[kept])
    place = np.searchsorted(cells, found.cell)
    inside = (place < cells.size) & (weight > 0)
    inside[inside] = cells[place[inside]] == found.cell[inside]
    theirs, ours = inside & ~kept, kept
    number = np.bincount(place[ours], minlength=cells.size)
    there = np.bincount(place[theirs], minlength=cells.size)
    both = (there > 0) & (number > 0)
    result = []
    for values in (found.bought, np.nan_to_num(found.spent)):
        mine = np.bincount(place[ours], values[ours], cells.size)
        other = np.bincount(place[theirs], values[theirs], cells.size)
        total = max(float(number[both].sum()), 1.0)
        mean = np.divide(other, there, out=np.zeros(cells.size), where=there > 0)
        result += [float(mine[both].sum() / total), float((mean * number)[both].sum() / total)]
    return result[0], result[1], result[2], result[3]


def _groups(customer: Int64) -> Int64:
    """Part customers into groups at random."""
    luck = Luck(_SEED, range(1), int(customer.max(initial=0)) + 1)
    group: Int64 = (luck.traits("group") * _GROUPS).astype(np.int64)[customer]
    return group


def _jackknifed(estimate: float, without: Float64) -> Effect:
    spread = np.sum((without - without.mean()) ** 2) * (_GROUPS - 1) / _GROUPS
    return Effect(estimate, float(np.sqrt(spread)))


def _like_occasions(found: Occasions, kept: Mask, free: Mask) -> Mask:
    """Keep first purchases of others where nearly all came under the scheme with theirs."""
    first = found.known[0] == 0.0
    return free & first if kept.any() and first[kept].mean() > AT_ONCE else free


def _balance(found: Occasions, kept: Mask, weight: Float64, free: Mask) -> tuple[Balance, ...]:
    """Compare what was known before; what is known of nobody, or alike for all, is left out."""
    told = []
    for what, values in zip(COVARIATES, found.known, strict=True):
        known = np.isfinite(values)
        ours, all_others = values[kept & known], values[free & known]
        alike = weight * (free & known)
        if ours.size < 2 or all_others.size < 2 or not alike.any():
            continue
        spread = np.sqrt((ours.var() + all_others.var()) / 2.0)
        if spread > 0:
            mean = np.average(values[known], weights=alike[known])
            told.append(
                Balance(
                    what,
                    float((ours.mean() - all_others.mean()) / spread),
                    float((ours.mean() - mean) / spread),
                )
            )
    return tuple(told)
