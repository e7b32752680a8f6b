"""Profiles of persuasion that see too few answers to know a person by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.mechanics.persuading import Persuading
from loyaltysim.mechanics.principles import Persuasion
from loyaltysim.report import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.comparison import Comparison

FEW = 5
"""Answers of a customer below which a profile has hardly learnt anything of that customer (assumption)."""


def few_answers(comparison: Comparison) -> Iterator[str]:
    """Say of each profile that sees fewer than a handful of answers per customer how many it sees.

    Every message noticed, and every meeting, is an answer, a no as well as a yes; who keeps a profile together learns from
    what all of them are answered.
    """
    for scheme in map(str, comparison.schemes.index):
        for keepers in _kept(comparison, scheme).values():
            seen = _answers(comparison, scheme, keepers)
            if seen < FEW:
                yield say(
                    'The profile of {keepers} under "{scheme}" sees {seen} answers per launch customer in {days} days: by fewer than {few} '
                    "it can tell little of a person.",
                    keepers=", ".join(keepers),
                    scheme=scheme,
                    seen=numbers.count(seen),
                    days=comparison.scenario.days,
                    few=FEW,
                )


def _kept(comparison: Comparison, scheme: str) -> dict[tuple[str | None, str], list[str]]:
    """Give the profiles of a scheme, by their name or that of the one who keeps them, each with those who keep it."""
    kept: dict[tuple[str | None, str], list[str]] = {}
    for one in comparison.scenario.schemes[scheme].instances:
        if isinstance(one.mechanic, Persuading) and one.mechanic.policy is Persuasion.PROFILE:
            named = one.mechanic.profile
            kept.setdefault((named, "" if named else one.name), []).append(one.name)
    return kept


def _answers(comparison: Comparison, scheme: str, keepers: list[str]) -> float:
    """Give the messages noticed, and meetings, per launch customer: what shares of repelled ones are shares of."""
    sums = comparison.gathered.sums[scheme]
    counted = (sums.measures[f"{name}/repelled"][0] for name in keepers)
    return float(sum(each.sum() for each in counted) / sums.markets["launched"].sum())
