"""From numbers to a verdict in plain words.

A scheme is best if its lead over every other is, for sure, at least what matters, and if that holds in
most plausible models. Schemes are the same if they are, for sure, closer than what matters. What is
neither is inconclusive, and the sentence says what it hangs on. Its intervals hold together for all
pairs of schemes ("simultaneous"); those of the tables hold each by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from loyaltysim.comparison.assumptions import Share, share_of
from loyaltysim.comparison.reasons import profit_clause, reasons, richest_clause
from loyaltysim.comparison.standing import Standing, standing
from loyaltysim.comparison.wording import quoted

if TYPE_CHECKING:
    from loyaltysim.comparison.evidence import Evidence

MOST = 0.5
"""Share of plausible models in which an answer must hold, beyond the doubt of so few draws."""

_DOES = {
    "retention": "keeps the most customers",
    "active_retention": "keeps the most active customers",
    "profit": "earns the most",
}

Kind = Literal["best", "same", "inconclusive"]


@dataclass(frozen=True)
class Verdict:
    """The answer in one sentence, and what it rests on."""

    kind: Kind
    scheme: str | None
    """The best scheme; None if there is none."""

    sentence: str
    reasons: tuple[str, ...]


def judge(evidence: Evidence) -> Verdict:
    """Pass the verdict on a comparison."""
    schemes = evidence.panel.schemes
    if len(schemes) == 1:
        sentence = f"Only {quoted(schemes)} was played, so there is nothing to compare."
        return Verdict("inconclusive", None, sentence, ())
    found = standing(evidence.panel, evidence.matters)
    support = _support(found, evidence)
    kind, sentence = _answer(found, evidence, support)
    scheme = found.leader if kind == "best" else None
    return Verdict(kind, scheme, sentence, reasons(found, evidence, support))


def _answer(found: Standing, evidence: Evidence, support: Share | None) -> tuple[Kind, str]:
    if found.rivals("open"):
        return "inconclusive", _open(found, evidence)
    if support is not None and not support.low > MOST:
        return "inconclusive", _unsupported(found, evidence, support)
    if found.rivals("same"):
        return "same", _same(found, evidence)
    return "best", _best(found, evidence)


def _support(found: Standing, evidence: Evidence) -> Share | None:
    """Count the plausible models in which the main result holds; None if they cannot tell."""
    assumptions = evidence.assumptions
    if assumptions is None or not assumptions.tell or found.rivals("open"):
        return None
    behind, same = found.rivals("behind"), found.rivals("same")
    holds = np.ones(len(assumptions.values), dtype=bool)
    for rival in behind:
        holds &= assumptions.lead(found.leader, [rival]) >= found.matters
    for rival in same:
        holds &= np.abs(assumptions.lead(found.leader, [rival])) < found.matters
    return share_of(holds)


def _best(found: Standing, evidence: Evidence) -> str:
    rival = next(iter(found.leads))
    lead = found.leads[rival]
    return (
        f"{quoted([found.leader])} {_DOES[evidence.metric.name]}: {evidence.level(found.leader)} after "
        f"{evidence.days} days, {evidence.gap(lead.estimate)} more than {quoted([rival])} "
        f"({evidence.interval(lead)}){profit_clause(found, evidence)}."
    )


def _same(found: Standing, evidence: Evidence) -> str:
    equals = (found.leader, *found.rivals("same"))
    behind = found.rivals("behind")
    also = (
        f"; {quoted([found.leader])} is surely further ahead of {quoted(behind)}" if behind else ""
    )
    clause = profit_clause(found, evidence) or richest_clause(equals, evidence)
    return f"{_alike(found, evidence, equals)}{also}{clause}."


def _alike(found: Standing, evidence: Evidence, equals: tuple[str, ...]) -> str:
    label = evidence.metric.label
    levels = list(dict.fromkeys([evidence.level(equals[-1]), evidence.level(found.leader)]))
    if all(found.leads[rival].same for rival in equals[1:]):
        return f"{quoted(equals)} give exactly the same {label}: {levels[0]} after {evidence.days} days"
    return (
        f"{quoted(equals)} give the same {label}: {' to '.join(levels)} after {evidence.days} days, "
        f"surely less apart than the {evidence.gap(found.matters)} that matter"
    )


def _open(found: Standing, evidence: Evidence) -> str:
    rival = found.rivals("open")[0]
    lead = found.leads[rival]
    return (
        f"Inconclusive: {quoted([found.leader])} has the highest {evidence.metric.label}, "
        f"{evidence.gap(lead.estimate)} above {quoted([rival])} after {evidence.days} days, but the "
        f"difference may be anything from {evidence.span(lead)}, and {evidence.gap(found.matters)} "
        "would matter; more customers would tell."
    )


def _unsupported(found: Standing, evidence: Evidence, support: Share) -> str:
    equals = found.rivals("same")
    lead = found.leads[next(iter(found.leads))]
    claim = (
        f"{quoted([found.leader, *equals])} come out the same"
        if equals
        else f"{quoted([found.leader])} comes out best, {evidence.gap(lead.estimate)} ahead"
    )
    return (
        f"Inconclusive: under the central assumptions {claim}, but that holds in only "
        f"{support.hits:.0f} of {support.draws} plausible models."
    )
