"""What a user must know before believing a fitted log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.forecasts.history import WEEK
from loyaltysim.calibration.forecasts.renewals import LATE
from loyaltysim.calibration.logs.record import FEWEST_CUSTOMERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loyaltysim.calibration.dilution import Undiluted
    from loyaltysim.calibration.forecasts.history import History, Later
    from loyaltysim.calibration.forecasts.levels import Levels
    from loyaltysim.calibration.forecasts.pace import Pace
    from loyaltysim.calibration.scheme_effect import SchemeEffects
    from loyaltysim.calibration.segmenting import Segments
    from loyaltysim.calibration.whole_model import WholeForecast

OPENING = 28
MISS_WORTH_TELLING = 0.02
CROWDED = 2.0
"""How many times as many first purchases in the first four weeks as in usual ones are told of (assumption)."""


@dataclass(frozen=True)
class Told:
    """What else there is to tell of."""

    contract: int | None
    """Days between renewals."""
    regular: tuple[int, float] | None
    """Days at which purchases come, and the share that keeps to it."""
    segments: Segments | None
    whole: WholeForecast | None
    scheme: SchemeEffects | None


def notes_of(history: History, levels: Levels, later: Later, pace: Pace, told: Told) -> list[str]:
    """Say what a user must know before believing the fit."""
    contract = told.contract
    return [
        *_notes(history, levels, later, pace),
        *(_of_contract(history, contract) if contract else _regular(told.regular)),
        *_several(told.segments),
        *_taken_out(told),
        *_missed(told.whole),
    ]


def _notes(history: History, levels: Levels, later: Later, pace: Pace) -> list[str]:
    notes = []
    crowd = _crowd(history)
    if levels.stock is not None:
        share = float(_of_stock(levels) / history.n)
        notes.append(
            f"{share:.0%} of the customers were probably customers before the log begins, as what they do after their first "
            "purchase in it tells; for them it counts as one of many"
        )
    elif crowd >= CROWDED:
        notes.append(
            f"{crowd:.1f} times as many customers as usual first appear in the first four {pace.period}s: many were customers "
            "before the log begins; the log does not tell them from new ones, so that all count as new on the day of their first "
            "purchase in it"
        )
    notes += _untold(levels)
    if later.days and history.end - history.start < round(pace.per_year - 1) * WEEK:
        notes.append("less than a year was fitted: a season that is not in it cannot be foretold")
    if later.days and not later.purchases.any():
        notes.append("nobody of those who were fitted bought in the holdout, so nothing is scored")
    return notes


def _untold(levels: Levels) -> list[str]:
    """Say of whom the log does not tell how they leave, and what the file of customers says of them."""
    if not levels.fit.tells_leaving:
        told = (
            "the log does not tell how customers leave (it shows nobody leaving, or nearly all at once), so attrition is 0 in "
            "the file of customers: nobody leaves there, and schemes cannot differ in retention"
        )
        return [told]
    notes = []
    if levels.alike:
        notes.append(
            f"the log does not tell how {_listed(levels.alike)} leave apart from the others: attrition is that of all customers"
        )
    silent = dict.fromkeys(part.name for part in levels.parts if not part.tells_leaving)
    if silent:
        notes.append(
            f"the log shows nobody of {_listed(silent)} leaving, or nearly all at once, unlike the others: attrition is 0 there"
        )
    return notes


def _listed(names: Iterable[str]) -> str:
    *some, last = (f'"{name}"' for name in names)
    return f"{', '.join(some)} and {last}" if some else last


def _regular(regular: tuple[int, float] | None) -> list[str]:
    if regular is None:
        return []
    days, share = regular
    told = f"{share:.0%} of the purchases come about {days} days after the one before"
    return [f"{told}: if these are renewals of a contract, --contract {days}d fits them as such"]


def _of_contract(history: History, contract: int) -> list[str]:
    """Say what a log of renewals cannot tell, and what was made of gaps."""
    notes = [
        "of a contract the log tells renewals, and not how often customers use it: write act_rate yourself"
    ]
    old = int(np.sum(history.first - history.start < LATE * contract))
    if old:
        others = history.n - old >= FEWEST_CUSTOMERS
        told = (
            "they do not decide the fit"
            if others
            else "too few others are left, so all count as new"
        )
        notes.append(f"{old:,} customers may have paid before the log begins: {told}")
    x, t_x, _ = history.record
    pauses = int(np.rint(t_x / contract).sum() - x.sum())
    if pauses > 0:
        notes.append(
            f"{pauses:,} due dates were passed over by customers who paid again later: pauses"
        )
    return notes


def _of_stock(levels: Levels) -> float:
    """Count the customers who were some before the log begins; of a new one nothing is seen before the first purchase."""
    return sum(float(part.weight[part.seen > 0].sum()) for part in levels.parts)


def _several(segments: Segments | None) -> list[str]:
    if segments is None or not segments.several:
        return []
    which = "each counts in the one that stands beside most of his or her fitted purchases"
    return [f"{segments.several:,} customers stand in more than one segment; {which}"]


def _taken_out(told: Told) -> list[str]:
    """Say what was made of a scheme that was running."""
    if told.scheme is None:
        return []
    if told.contract is not None:
        return ["what the scheme did is told, but not taken out of how customers renew"]
    effects = told.scheme.effects
    lines = [
        f'time under "{one.value}" counts {_counted(one.undiluted)}, so that customers are fitted as they are without it; those under '
        "it are expected to go on so"
        for one in effects
        if one.told
    ]
    left = [one for one in effects if not one.told]
    none = [one.value for one in left if one.ratio.low <= 1.0 <= one.ratio.high]
    lines += _not_taken_out(none, "its interval holds no effect at all")
    endless = [one.value for one in left if one.value not in none]
    return lines + _not_taken_out(endless, "the log does not tell how large it is")


def _counted(ratio: Undiluted) -> str:
    """Say how many times time counts, and how sure that is."""
    if not np.isfinite(ratio.low):
        interval = "others cannot have been diluted as much"
    elif np.isfinite(ratio.high):
        interval = f"95% interval {ratio.low:.2f} to {ratio.high:.2f}"
    else:
        interval = f"95% interval {ratio.low:.2f} or more"
    what = "its ratio, undiluted by others who came under it later"
    if ratio.sure:
        return f"{ratio.taken_out:.2f} times ({what}; {interval})"
    rather = f"not {ratio.estimate:.2f}" if np.isfinite(ratio.estimate) else "no more"
    return f"{ratio.taken_out:.2f} times and {rather}: {what}, is too unsure ({interval})"


def _not_taken_out(values: list[str], why: str) -> list[str]:
    which = ", ".join(f'"{value}"' for value in values)
    return [f"no effect of {which} was taken out: {why}"] if values else []


def _missed(whole: WholeForecast | None) -> list[str]:
    if whole is None or whole.missed <= MISS_WORTH_TELLING:
        return []
    return [
        f"with habits the customers act up to {whole.missed:.0%} more or less often than the log says: the forecast of the whole model is off by that"
    ]


def _crowd(history: History) -> float:
    """Give how many times as many customers first appear in the first weeks as in later ones of equal length.

    0 where all are a cohort that was acquired in one stretch, with few first purchases after its end.
    """
    periods = np.bincount((history.first - history.start) // OPENING)[: history.weeks // 4]
    if periods.size < 3 or periods[-1] < 0.01 * periods[0]:
        return 0.0
    return float(periods[0] / np.median(periods[1:]))
