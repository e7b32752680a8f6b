"""What is compared of two runs: every decision, balance, total and state, and the first difference."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

NEAR = 1e-9


@dataclass
class Day:
    """One day. Keys name the customer, and the act or instance where there is one."""

    acts: dict[tuple[int, int, int], float] = field(default_factory=dict)
    """What was spent, by customer, act and repetition."""
    left: set[int] = field(default_factory=set)
    opted_out: set[int] = field(default_factory=set)
    noticed: list[tuple[int, int, str]] = field(default_factory=list)
    why_not: dict[str, int] = field(default_factory=dict)
    balances: dict[str, list[float]] = field(default_factory=dict)
    """Of each account, customer by customer."""
    totals: dict[str, float] = field(default_factory=dict)


@dataclass
class Trace:
    """The days since the launch, and states and totals at the horizon."""

    days: list[Day] = field(default_factory=list)
    totals: dict[str, float] = field(default_factory=dict)
    states: dict[str, list[float]] = field(default_factory=dict)


def decisions_differ(one: Day, other: Day) -> bool:
    """Tell whether customers did anything else: acts, departures, opt-outs, and messages noticed."""
    a, b = ((d.acts.keys(), d.left, d.opted_out, d.noticed) for d in (one, other))
    return a != b


def first_difference(one: Trace, other: Trace) -> str:
    """Say where two runs part, or nothing if they never do."""
    if len(one.days) != len(other.days):
        return f"{len(one.days)} days against {len(other.days)}"
    for number, (a, b) in enumerate(zip(one.days, other.days, strict=True)):
        found = difference_of_days(a, b)
        if found:
            return f"day {number}, {found}"
    return difference_at_end(one, other)


def difference_of_days(one: Day, other: Day) -> str:
    """Say what differs on a day, or nothing."""
    for name in ("noticed", "acts", "left", "opted_out", "why_not", "balances", "totals"):
        found = _differ(getattr(one, name), getattr(other, name))
        if found:
            return f"{name}: {found}"
    return ""


def difference_at_end(one: Trace, other: Trace) -> str:
    """Say what differs of totals and states, or nothing."""
    return _differ(one.totals, other.totals) or _differ(one.states, other.states)


def _differ(a: Any, b: Any) -> str:
    if a == b:
        return ""
    if isinstance(a, dict):
        return _differ_by_key(a, b)
    if isinstance(a, float):
        return "" if math.isclose(a, b, rel_tol=NEAR, abs_tol=NEAR) else f"{a!r} against {b!r}"
    if isinstance(a, list) and a and isinstance(a[0], float):
        return _differ_by_key(dict(enumerate(a)), dict(enumerate(b)))
    if isinstance(a, set):
        a, b = sorted(a - b), sorted(b - a)
    return "" if a == b else f"{a} against {b}"


def _differ_by_key(a: dict[Any, Any], b: dict[Any, Any]) -> str:
    if a.keys() != b.keys():
        return (
            f"only in the first {sorted(a.keys() - b.keys())}, second {sorted(b.keys() - a.keys())}"
        )
    for key, value in a.items():
        found = _differ(value, b[key])
        if found:
            return f"{key}: {found}"
    return ""
