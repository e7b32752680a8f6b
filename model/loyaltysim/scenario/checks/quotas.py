"""Checks of quotas: nobody can do more acts in a time than its days have room for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.scenario.checks.written import group, numeric

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.mechanics.quota import Quota
    from loyaltysim.scenario.text.nodes import Loc

HINT = "ask for fewer, or let the act be done several times on one occasion (per_occasion)"


def excessive(data: Mapping[str, object], mechanic: Mechanic) -> Iterator[tuple[Loc, str]]:
    """Find quotas that nobody can meet, with the way to each and what is wrong with it.

    Parameters
    ----------
    data
        The scenario as it was written.
    mechanic
        One of its mechanics, of which changes are looked at, too.
    """
    seen = set()
    for way, quota in _quotas(mechanic):
        most = _most_on_a_day(data, quota.act)
        if quota not in seen and quota.acts > most * quota.days:
            acts = "one act" if most == 1 else f"{most} acts"
            told = f"must be at most {most * quota.days}, {acts} for each {quota.each}"
            yield way, f"{told}, but is {quota.acts}"
        seen.add(quota)


def _quotas(mechanic: Mechanic) -> Iterator[tuple[Loc, Quota]]:
    for quota in mechanic.quotas():
        yield quota.at, quota
    for place, change in enumerate(mechanic.changes):
        for quota in mechanic.rules_on(change.day).quotas():
            way: Loc = ("changes", place, "to")
            yield (*way, *quota.at) if quota.at[0] in change.to else way, quota


def _most_on_a_day(data: Mapping[str, object], act: str | None) -> int:
    """Give how often an act can be done on an occasion; once where what is written says nothing clear."""
    acts = group(data, "acts")
    name = next(iter(acts), "") if act is None else act
    most = numeric(group(group(acts, name), "per_occasion").get("most"))
    return int(most) if most is not None and 1 <= most < math.inf else 1
