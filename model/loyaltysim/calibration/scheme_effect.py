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
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from loyaltysim.calibration.dilution import Effect, Undiluted, undiluted
from loyaltysim.calibration.forecasts.history import WEEK
from loyaltysim.calibration.forecasts.occasions import COVARIATES, occasions_of
from loyaltysim.calibration.jackknife import compared, jackknifed
from loyaltysim.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.history import History
    from loyaltysim.calibration.forecasts.occasions import Occasions
    from loyaltysim.calibration.forecasts.pace import Pace
    from loyaltysim.calibration.logs.purchases import Rows

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
_LITTLE = 1e-9
MOST = 20
"""Values whose effects are estimated, at most (assumption)."""
_NOTHING = re.compile(
    r"|0|n|no|non|nein|none|null|nan|false|f|off|control|without|not? ?(member|mailed)|non-?member|-",
    re.IGNORECASE,
)


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
    undiluted: Undiluted
    """Times as often as others who had never come under it: the ratio without what dilutes it."""
    diluted: float = 0.0
    """Share of the time after that the others, too, were under the scheme, having come under it later."""

    @property
    def told(self) -> bool:
        """Whether the log tells an effect on purchases: the interval of the ratio does not hold 1, and both sides bought."""
        both = self.bought > 0.0 and self.others > 0.0
        return both and not self.ratio.low <= 1.0 <= self.ratio.high

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
    starts = _Starts.of(who, day[early], code)
    named = np.flatnonzero(~none)
    number = np.bincount(starts.code, minlength=len(texts))
    enough = named[number[named] >= FEWEST].tolist()
    _refuse_many(column, len(enough))
    first = starts.first(np.isin(starts.code, named), history.n)
    each = [starts.first(starts.code == number, history.n) for number in enough]
    soonest = np.array([np.full(history.n, NEVER), *each])
    return SchemeEffects(
        column,
        tuple(text for text, is_none in zip(texts, none, strict=True) if is_none),
        ahead,
        tuple(
            _effect(texts[number], found, start, first)
            for number, start in zip(enough, each, strict=True)
        ),
        int(np.sum(number[named] > 0)) - len(enough),
        soonest.argmin(axis=0) - 1,
        soonest.min(axis=0),
    )


def _refuse_many(column: str, number: int) -> None:
    if number > MOST:
        message = f'the column "{column}" has {number:,} values that {FEWEST} customers or more came under, so that it marks no scheme'
        hint = (
            f"name one with {MOST} at most, such as whether there was a coupon instead of its code"
        )
        raise InputError(Problem(message, hint))


class _Starts(NamedTuple):
    """First day of each customer with each text that he or she has, each of shape (pairs,)."""

    customer: Int64
    code: Int64
    day: Int64

    @classmethod
    def of(cls, who: Int64, day: Int64, code: Int64) -> _Starts:
        order = np.lexsort((day, code, who))
        who, code, day = who[order], code[order], day[order]
        new = (np.diff(who, prepend=-1) != 0) | (np.diff(code, prepend=-1) != 0)
        return cls(who[new], code[new], day[new])

    def first(self, rows: Mask, n: int) -> Int64:
        """Give each customer's first day among some of the pairs, shape (n,)."""
        first = np.full(n, NEVER, dtype=np.int64)
        np.minimum.at(first, self.customer[rows], self.day[rows])
        return first


def _effect(value: str, found: Occasions, start: Int64, first: Int64) -> SchemeEffect:
    """Compare the occasions on which customers came under a scheme with those of others not under any yet."""
    treated = (found.day == start[found.customer]) & (start <= first)[found.customer]
    free = found.day < first[found.customer]
    weight = _weights(found.cell, treated, free)
    kept = treated & (weight > 0)
    under = np.clip(1.0 - (first[found.customer] - found.day) / found.ahead, 0.0, 1.0)
    means = compared(found.customer, found.cell, (kept, free), (found.bought, found.spent, under))
    (bought, spent, _), (others, others_spent, diluted) = means
    inverse = undiluted(others / np.maximum(bought, _LITTLE), diluted)
    ratio = jackknifed(bought / np.maximum(others, _LITTLE))
    return SchemeEffect(
        value=value,
        customers=int(np.sum(start < NEVER)),
        compared=int(kept.sum()),
        bought=float(bought[0]),
        others=float(others[0]),
        difference=jackknifed(bought - others),
        ratio=ratio,
        spend=jackknifed(spent - others_spent) if found.priced else Effect(np.nan, np.nan),
        balance=_balance(found, kept, weight * ~treated, _like_occasions(found, kept, free)),
        undiluted=Undiluted(jackknifed(inverse), ratio),
        diluted=float(diluted[0]),
    )


def _weights(cell: Int64, treated: Mask, free: Mask) -> Float64:
    """Weigh others so that each cell has as many of them as of those under the scheme; 1 for these."""
    size = int(cell.max(initial=0)) + 1
    ours, theirs = (np.bincount(cell[rows], minlength=size) for rows in (treated, free))
    share = np.divide(ours, theirs, out=np.zeros(size), where=theirs > 0)
    return np.where(treated, (theirs > 0)[cell] * 1.0, np.where(free, share[cell], 0.0))


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
