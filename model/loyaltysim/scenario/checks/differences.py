"""Differences of a metric: percentage points with their unit, or money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.scenario.checks.written import group, numeric
from loyaltysim.scenario.faults import Fault
from loyaltysim.units import plain, read_share, written_points

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from loyaltysim.scenario.text.nodes import Loc

LARGEST_DIFFERENCE = 0.2
"""No scheme moves retention by more than a fifth; a larger number was meant in percentage points."""
IN_MONEY = "profit"
"""The metric of which differences are money."""


def difference_faults(data: Mapping[str, object]) -> Iterator[Fault]:
    """Find differences that are too large, of the wrong kind, or numbers without the unit that they need."""
    in_money = group(data, "compare").get("metric") == IN_MONEY
    for loc, value in _differences(data).items():
        share = read_share(value.strip()) if isinstance(value, str) else None
        number = numeric(value)
        if in_money and share is not None:
            hint = "for the metric profit give currency per customer, such as 0.50"
            yield Fault(loc, "must be an amount of money", hint, shown=str(value))
        elif not in_money and (share or number or 0.0) > LARGEST_DIFFERENCE:
            hint = _in_points(number)
            yield Fault(loc, "must be at most 20 percentage points", hint, shown=str(value))
        elif not in_money and number is not None and number > 0:
            yield Fault(loc, "must have a unit", _either(number), shown=str(value))


def with_units(data: Mapping[str, object]) -> dict[str, object]:
    """Give bare numbers among the differences their unit: scenarios of finished work used to have shares there."""
    compare = group(data, "compare")
    if compare.get("metric") == IN_MONEY:
        return dict(data)
    given = dict(data)
    if "matters" in compare:
        given["compare"] = {**compare, "matters": _with_unit(compare["matters"])}
    if "precision" in data:
        given["precision"] = _with_unit(data["precision"])
    return given


def _with_unit(value: object) -> object:
    return written_points(value) if isinstance(value, int | float) else value


def _differences(data: Mapping[str, object]) -> dict[Loc, object]:
    return {
        ("compare", "matters"): group(data, "compare").get("matters"),
        ("precision",): data.get("precision"),
    }


def _in_points(number: float | None) -> str:
    """Say what a bare number means, and how to write percentage points."""
    means = "" if number is None else f"{plain(number)} means {plain(100 * number)} points; "
    meant = number is not None and number / 100 <= LARGEST_DIFFERENCE
    return (
        f"{means}write {plain(number)}pp"
        if meant and number
        else f"{means}write percentage points, such as 0.5pp"
    )


def _either(number: float) -> str:
    points = plain(100 * number)
    return f"as a share it is {points} percentage points; write {plain(number)}pp, or {points}pp if that is meant"
