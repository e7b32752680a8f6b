"""The growth states of each day, from counts of the active by what they were before.

States and windows are those of Duolingo's growth model: 6 days before the day, and 23 before these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Float64 = NDArray[np.float64]
    Counts = NDArray[np.int64]

RECENT, MONTH = 6, 30
STATES = ("new", "current", "reactivated", "resurrected")
NEW, CURRENT, REACTIVATED, RESURRECTED = range(4)
FIELDS = {
    "new": "customers active for the first time",
    "current": "active, also in the 6 days before",
    "reactivated": "active, not in the 6 days before, but in the 23 before these",
    "resurrected": "active, for the first time in 30 days or more",
    "at_risk_week": "not active, but in the 6 days before",
    "at_risk_month": "not active in 7 days, but in the 23 before these",
    "dormant": "once active, not in 30 days; who has left is among these in the end",
    **{f"{name}_again": f"active, and {name} the day before" for name in STATES},
    "minutes": "time spent on acts that have minutes",
}
"""Fields of a day, in customers unless said."""

SHIFT = len(STATES) - 2
"""Added to the days since the last act to find the bin; those active yesterday are in the bin of their
state of then, 0 to 3."""
LONG_AGO, FIRST = MONTH + SHIFT, MONTH + SHIFT + 1
BINS = FIRST + 1
KINDS = np.full(BINS, CURRENT, np.int8)
"""State of the active by their bin."""
KINDS[RECENT + 1 + SHIFT :] = REACTIVATED
KINDS[LONG_AGO], KINDS[FIRST] = RESURRECTED, NEW


def by_age(counts: Counts) -> Counts:
    """Turn bins into days since the last act.

    Parameters
    ----------
    counts
        The active by bin, shape (days, BINS, markets).

    Returns
    -------
    Shape (days, MONTH + 1, markets): 1 is yesterday, the last are all of MONTH days and more.
    """
    ages = np.zeros((len(counts), MONTH + 1, counts.shape[2]), np.int64)
    ages[:, 1] = counts[:, : len(STATES)].sum(axis=1)
    ages[:, 2:] = counts[:, 2 + SHIFT : FIRST]
    return ages


def growth_states(counts: Counts, before: Counts) -> dict[str, Float64]:
    """Count the customers in each state on each day.

    Parameters
    ----------
    counts
        The active by bin, shape (days, BINS, markets).
    before
        Customers at the launch by the days since their last act, shape (MONTH + 1, markets).
    """
    ages = by_age(counts)
    week = ages[:, 1 : RECENT + 1].sum(axis=1)
    new = counts[:, FIRST]
    found = {
        "new": new,
        "current": week,
        "reactivated": ages[:, RECENT + 1 : MONTH].sum(axis=1),
        "resurrected": counts[:, LONG_AGO],
        **_idle(counts.sum(axis=1), ages, before, new),
        **{f"{name}_again": counts[:, number] for number, name in enumerate(STATES)},
    }
    return {name: amounts.astype(np.float64) for name, amounts in found.items()}


def _idle(active: Counts, ages: Counts, before: Counts, new: Counts) -> dict[str, Counts]:
    """Count those who are not active today by when they last were, each of shape (days, markets).

    Notes
    -----
    Of those who were active on a day, there remain after some days all but who came back 1, 2, ... days
    later. The days before the launch are put in front.
    """
    past, days = MONTH - 1, len(active)
    rest = np.concatenate([before[past:0:-1], active])
    back = np.concatenate([np.zeros((past, *ages.shape[1:]), np.int64), ages])
    week, month = np.zeros_like(active), np.zeros_like(active)
    for age in range(1, MONTH):
        rest[: len(rest) - age] -= back[age:, age]
        idle = week if age <= RECENT else month
        idle += rest[past - age : past - age + days]
    ever = before.sum(axis=0) + np.cumsum(new, axis=0)
    dormant = ever - active - week - month
    return {"at_risk_week": week, "at_risk_month": month, "dormant": dormant}
