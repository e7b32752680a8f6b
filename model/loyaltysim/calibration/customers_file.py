"""The file that makes fitted customers those of any scenario: `extends: customers.yaml`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from loyaltysim.customers.calendar import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.calibration.customers import FoundCustomers, FoundSegment

_NO_TEXTS = ("y", "n", "yes", "no", "on", "off", "true", "false", "null")
_HEAD = """\
# Customers fitted to a sales log: those who still were customers at its end. No customer of the log is in it.
# A scenario takes them with `extends: {name}` and says the rest: title, days, acts, schemes.
"""


def customers_yaml(found: FoundCustomers, name: str, currency: str | None = None) -> str:
    """Write the fitted customers as the beginning of a scenario.

    Parameters
    ----------
    found
        Who they are.
    name
        Of the file, for the words at its head.
    currency
        Code of the money, if it is known.
    """
    lines = [
        _HEAD.format(name=name),
        *(_act(found) if found.contract is None else _contract(found)),
    ]
    if currency is not None:
        lines.append(f"currency: {currency}")
    used = found.contract is None
    lines += ["population:", *(_segment(one, share, used=used) for one, share in _shares(found))]
    return "\n".join([*lines, *_calendar(found), ""])


def _calendar(found: FoundCustomers) -> list[str]:
    """Write weekdays and months as far as the log tells them; months need the date of the launch."""
    lines = []
    if found.months:
        lines.append(f'  starts_on: "{found.until}"  # the day after the log')
    if found.weekdays:
        lines.append(f"  weekdays: {_times(WEEKDAYS, found.weekdays)}")
    if found.months:
        lines.append(f"  seasons: {_times(MONTHS, found.months)}")
    return ["calendar:", *lines] if lines else []


def _times(names: Sequence[str], times: Sequence[float]) -> str:
    each = ", ".join(f"{name}: {one:.3f}" for name, one in zip(names, times, strict=True))
    return f"{{{each}}}"


def _act(found: FoundCustomers) -> list[str]:
    """Say what the log tells of the act; of its margin it tells nothing, so these are comments."""
    if found.ticket is None:
        return []
    mean, cv = found.ticket
    told = f"ticket: {{mean: {mean:.2f}, cv: {cv:.3f}}}, basket_cv: {found.basket_cv:.3f}"
    return ["# Write your own margin:", f"# acts: {{purchase: {{{told}, margin: 40%}}}}"]


def _contract(found: FoundCustomers) -> list[str]:
    """Say what the log tells of the contract; of how often customers use it, it tells nothing."""
    fee = "" if found.ticket is None else f", fee: {found.ticket[0]:.2f}"
    return [
        f"relationship: {{subscription: {{period: {found.contract} days{fee}}}}}",
        "# The log tells who renews, not how often they use it. Write that, and your own act:",
        "# acts: {use: {minutes: 20}}",
        *(
            f"# population: {{{_key(one.name)}: {{act_rate: {{per: week, mean: 2, cv: 1}}}}}}"
            for one in found.segments
        ),
    ]


def _shares(found: FoundCustomers) -> list[tuple[FoundSegment, float]]:
    """Round shares so that they still add up to 1."""
    shares = [round(one.share, 6) for one in found.segments]
    shares[-1] = round(1.0 - sum(shares[:-1]), 6)
    return list(zip(found.segments, shares, strict=True))


def _segment(one: FoundSegment, share: float, *, used: bool) -> str:
    told = f"act_rate: {{per: day, mean: {one.rate[0]:.6g}, cv: {one.rate[1]:.4f}}}, "
    rate = told if used else ""
    leaving = f"attrition: {{per: year, mean: {one.attrition[0]:.6g}, cv: {one.attrition[1]:.4f}}}"
    return f"  {_key(one.name)}: {{share: {share:.6f}, {rate}{leaving}, ticket_factor: {one.ticket_factor:.4f}}}"


def _key(name: str) -> str:
    """Write a name as a key of YAML, in quotes where it is not a plain word."""
    plain = re.fullmatch(r"[A-Za-z][A-Za-z_-]*", name) and name.lower() not in _NO_TEXTS
    return name if plain else json.dumps(name, ensure_ascii=False)
