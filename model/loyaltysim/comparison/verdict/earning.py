"""Which scheme earns more, as far as luck and the plausible models leave it sure, and what that means for the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.verdict.wording import quoted
from loyaltysim.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from loyaltysim.comparison.measures.panel import Panel
    from loyaltysim.comparison.verdict.evidence import Evidence
    from loyaltysim.comparison.verdict.standing import Standing

PROFITS_TOO_HIGH = (
    "Profit cannot be relied on: the model raises acts by more than was measured (see the warning)."
)


def sells(panels: Mapping[str, Panel]) -> bool:
    """Tell whether anybody pays anything under any scheme."""
    return bool((panels["revenue"].by_market != 0).any())


def earning(evidence: Evidence) -> bool:
    """Tell whether profit is worth a word beside the metric that is compared."""
    return evidence.metric.name != "profit" and sells(evidence.panels)


def surely_richer(scheme: str, other: str, evidence: Evidence) -> bool:
    """Tell whether a scheme earns more, whatever luck and the plausible models leave open."""
    return evidence.panels["profit"].lead(scheme, other).low > 0 and not sign_open(
        scheme, other, evidence
    )


def sign_open(scheme: str, other: str, evidence: Evidence) -> bool:
    """Tell whether a scheme earns more in some plausible models and less in others."""
    if evidence.assumptions is None:
        return False
    models = evidence.assumptions.spread("profit", scheme, other)
    return models.low < 0 < models.high


def is_richest(scheme: str, evidence: Evidence) -> bool:
    """Tell whether a scheme earns the most."""
    return evidence.panels["profit"].ranked()[0] == scheme


def profit_ground(found: Standing, evidence: Evidence) -> Iterator[str]:
    """Say whether profit speaks for the same scheme."""
    if not earning(evidence):
        return
    if evidence.profits_too_high:
        yield say(PROFITS_TOO_HIGH)
        return
    profit = evidence.panels["profit"]
    richest, second, *_ = profit.ranked()
    rival = second if richest == found.leader else found.leader
    lead = profit.lead(richest, rival)
    if not lead.estimate:
        yield say(
            "Profit does not tell them apart: {both} earn the same.", both=quoted([richest, rival])
        )
        return
    yield say(
        "Profit {says}: {richest} earns {earned}.",
        says=_says(richest, rival, found, evidence),
        richest=quoted([richest]),
        earned=evidence.earned(richest, rival),
    )


def _says(richest: str, rival: str, found: Standing, evidence: Evidence) -> str:
    """Say whether profit speaks for the same scheme, as far as luck and the models let it."""
    if not evidence.panels["profit"].lead(richest, rival).low > 0:
        return say("does not tell them apart")
    if sign_open(richest, rival, evidence):
        return say("cannot be told, as plausible models differ in its sign")
    return say("agrees") if richest == found.leader else say("disagrees")
