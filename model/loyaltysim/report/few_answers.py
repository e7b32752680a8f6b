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
    from loyaltysim.comparison.measures.collect import SchemeSums

REPELLED = "repelled"
FEW = 5
"""Answers of a customer below which a profile has hardly learnt anything of that customer (assumption)."""


def few_answers(comparison: Comparison) -> Iterator[str]:
    """Say of each profile that sees fewer than a handful of answers per customer how many it sees.

    Every message noticed, and every meeting, is an answer, a no as well as a yes; who keeps a profile together learns from
    what all of them are answered.
    """
    for scheme in map(str, comparison.schemes.index):
        for keepers in _kept(comparison, scheme).values():
            seen = sum(keepers.values())
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


def _kept(comparison: Comparison, scheme: str) -> dict[tuple[str | None, str], dict[str, float]]:
    """Give the profiles of a scheme, by their name or that of the one who keeps them, each with what those who keep it are answered."""
    kept: dict[tuple[str | None, str], dict[str, float]] = {}
    answered = _answered(comparison.gathered.sums[scheme])
    for one in comparison.scenario.schemes[scheme].instances:
        rules = one.mechanic
        if not isinstance(rules, Persuading) or rules.policy is not Persuasion.PROFILE:
            continue
        if one.name in answered:
            keepers = kept.setdefault((rules.profile, "" if rules.profile else one.name), {})
            keepers[one.name] = answered[one.name]
    return kept


def _answered(sums: SchemeSums) -> dict[str, float]:
    """Give the messages noticed, and meetings, per launch customer, of which it is told which repelled."""
    launched = sums.markets["launched"].sum()
    told = {key.rpartition("/"): whole for key, (whole, _) in sums.measures.items()}
    return {
        name: float(whole.sum() / launched)
        for (name, _, what), whole in told.items()
        if what == REPELLED
    }
