"""What the verdict says of money in half a sentence: who earns the most, or costs the least, and who brings less than it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.verdict.earning import earning, is_richest, sells, surely_richer
from loyaltysim.comparison.verdict.wording import bounds, gap, quoted
from loyaltysim.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.comparison.verdict.evidence import Evidence
    from loyaltysim.comparison.verdict.standing import Standing

RANGE = " ({span} in plausible models)"

NEXT_RANGE = "; plausible models: {span}"

DOES_MOST = {
    "earns": "{richest} earns the most: {size} more per customer than {second} (the next{models})",
    "earn": "{richest} earn the most: {size} more per customer than {second} (the next{models})",
    "costs": "{richest} costs the least: {size} less per customer than {second} (the next{models})",
    "cost": "{richest} cost the least: {size} less per customer than {second} (the next{models})",
    "costs, replaced": "{richest} costs the least, replacing those who leave included: {size} less per customer than {second} (the next{models})",
    "cost, replaced": "{richest} cost the least, replacing those who leave included: {size} less per customer than {second} (the next{models})",
}
"""What one scheme, or several, do with money; where nothing is sold, what is earned is only what is not spent."""


def profit_clause(found: Standing, evidence: Evidence) -> str:
    """Say in half a sentence that another scheme earns more, where that is sure."""
    if not earning(evidence) or evidence.profits_too_high:
        return ""
    richest, second, *_ = evidence.panels["profit"].ranked()
    if richest == found.leader or not surely_richer(richest, found.leader, evidence):
        return ""
    if surely_richer(richest, second, evidence):
        return say(", but {most}", most=_most((richest,), second, evidence))
    lost = evidence.panels["profit"].lead(richest, found.leader)
    return say(
        ", but {richest} earns {size} more per customer than {leader}{models}{no_more}",
        richest=quoted([richest]),
        size=gap(lost.estimate, "money", evidence.currency),
        leader=quoted([found.leader]),
        models=_in_models(RANGE, richest, found.leader, evidence),
        no_more=_no_more(richest, found, evidence),
    )


def _no_more(richest: str, found: Standing, evidence: Evidence) -> str:
    """Say that what earns more than the leader does not surely earn more than the baseline."""
    baseline = evidence.baseline
    told = {richest, found.leader}
    if (
        baseline in told
        or baseline in evidence.reference
        or surely_richer(richest, baseline, evidence)
    ):
        return ""
    return say(", though not surely more than {baseline}", baseline=quoted([baseline]))


def loss_sentence(found: Standing, evidence: Evidence, clause: str) -> str:
    """Say that the leader brings less than it costs, where that is sure and not said yet.

    Parameters
    ----------
    clause
        What the verdict says of profit already.
    """
    baseline, leader = evidence.baseline, found.leader
    told = bool(clause) and is_richest(baseline, evidence) and quoted([leader]) in clause
    if told or leader == baseline or not earning(evidence) or evidence.profits_too_high:
        return ""
    if baseline in evidence.reference or not surely_richer(baseline, leader, evidence):
        return ""
    lead = evidence.panels["profit"].lead(baseline, leader)
    return say(
        "{leader} costs {size} more per customer than it brings, against {baseline} ({known}).",
        leader=quoted([leader]),
        size=gap(lead.estimate, "money", evidence.currency),
        baseline=quoted([baseline]),
        known=evidence.known(baseline, leader),
    )


def richest_clause(equals: Sequence[str], evidence: Evidence) -> str:
    """Say in half a sentence which of equal schemes earns the most, or costs the least where nothing is sold, where that is sure."""
    most = richest_of(equals, evidence)
    return say("; of these {most}", most=most) if most else ""


def richest_of(equals: Sequence[str], evidence: Evidence) -> str:
    """Say which of some schemes earn the most, or cost the least where nothing is sold; empty where that is not sure."""
    sold = sells(evidence.panels)
    if evidence.metric.name == "profit" or (sold and evidence.profits_too_high):
        return ""
    profit = evidence.panels["profit"]
    ranked = [name for name in profit.ranked() if name in equals]
    richest = [name for name in ranked if name == ranked[0] or profit.lead(ranked[0], name).same]
    second = next((name for name in ranked if name not in richest), None)
    if second is None or not surely_richer(richest[0], second, evidence):
        return ""
    return _most(richest, second, evidence)


def _most(richest: Sequence[str], second: str, evidence: Evidence) -> str:
    gained = evidence.panels["profit"].lead(richest[0], second)
    return say(
        DOES_MOST[_does_most(richest, evidence)],
        richest=quoted(richest),
        size=gap(gained.estimate, "money", evidence.currency),
        second=quoted([second]),
        models=_in_models(NEXT_RANGE, richest[0], second, evidence),
    )


def _does_most(richest: Sequence[str], evidence: Evidence) -> str:
    several = len(richest) > 1
    if sells(evidence.panels):
        return "earn" if several else "earns"
    return ("cost" if several else "costs") + ", replaced" * evidence.replaced


def _in_models(text: str, richer: str, other: str, evidence: Evidence) -> str:
    """Say how much more a scheme earns over the plausible models, where these can tell."""
    if evidence.assumptions is None or not evidence.assumptions.tell:
        return ""
    models = evidence.assumptions.spread("profit", richer, other)
    return say(text, span=bounds(models.low, models.high, "money"))
