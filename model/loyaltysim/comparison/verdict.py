"""From numbers to a verdict in plain words.

A scheme is best if its lead over every other is, beyond luck, at least what matters, and if that holds in
most plausible models. Schemes are the same if they are, beyond luck, closer than what matters, and if
that holds in as many. What is neither is inconclusive, and the sentence says what it hangs on. Its intervals hold together for all
pairs of schemes ("simultaneous"); those of the tables hold each by itself. Near the lines between these it says that
another seed could come to another verdict (`closeness`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from loyaltysim.comparison.assumptions import Share, share_of
from loyaltysim.comparison.closeness import CLOSE, chance_of_another
from loyaltysim.comparison.reasons import profit_clause, reasons, richest_clause
from loyaltysim.comparison.standing import Standing, standing
from loyaltysim.comparison.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

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

    another: float = 0.0
    """Chance that another seed comes to another kind of verdict."""


def judge(evidence: Evidence) -> Verdict:
    """Pass the verdict on a comparison."""
    schemes = evidence.panel.schemes
    if len(schemes) == 1:
        sentence = f"Only {quoted(schemes)} was played, so there is nothing to compare."
        return Verdict("inconclusive", None, sentence, ())
    found = standing(evidence.panel, evidence.matters)
    support = _support(found, evidence)
    kind, sentence = _answer(found, evidence, support)
    another = chance_of_another(found, support, enough(support.draws) if support else 0)
    if evidence.guessed:
        kind, sentence = "inconclusive", f"{_guessed(evidence)} {sentence}"
    elif another >= CLOSE:
        sentence += f" Close call: {_in_ten(another)} other seeds would say otherwise."
    scheme = found.leader if kind == "best" else None
    return Verdict(kind, scheme, sentence, reasons(found, evidence, support), another)


def enough(draws: int) -> int:
    """Count the models, of so many, in which an answer has to hold."""
    return next(hits for hits in range(draws + 1) if Share(hits, draws).low > MOST)


def _in_ten(chance: float) -> str:
    return f"about {max(1, round(10 * chance))} of 10"


def _guessed(evidence: Evidence) -> str:
    return (
        "Cannot be told: the purchase record does not show how customers leave, so what is said of "
        f"{evidence.metric.label} is a guess; compare profit or active_retention, or give a longer record. "
        "As guessed:"
    )


def _answer(found: Standing, evidence: Evidence, support: Share | None) -> tuple[Kind, str]:
    if found.rivals("open"):
        return "inconclusive", _open(found, evidence)
    if support is not None and support.hits < enough(support.draws):
        return "inconclusive", _unsupported(found, evidence, support)
    if found.rivals("same"):
        return "same", _same(found, evidence, support)
    return "best", _best(found, evidence, support)


def _support(found: Standing, evidence: Evidence) -> Share | None:
    """Count the plausible models in which the main result holds; None if they cannot tell."""
    assumptions = evidence.assumptions
    if assumptions is None or not assumptions.tell or found.rivals("open"):
        return None
    behind, same = found.rivals("behind"), found.rivals("same")
    holds = np.ones(len(assumptions.values), dtype=bool)
    for rival in behind:
        holds &= assumptions.lead(found.leader, [rival]) >= found.matters
    if same:
        holds &= assumptions.apart([found.leader, *same]) < found.matters
    return share_of(holds)


def _in_models(support: Share, only: str = "") -> str:
    return f"in {only}{support.hits:.0f} of {support.draws} plausible models"


def _best(found: Standing, evidence: Evidence, support: Share | None) -> str:
    rival = next(iter(found.leads))
    lead = found.leads[rival]
    return (
        f"{quoted([found.leader])} {_DOES[evidence.metric.name]}: {evidence.level(found.leader)} after "
        f"{evidence.days} days, {evidence.gap(lead.estimate)} more than {quoted([rival])}"
        f"{_ahead(evidence, support)}{profit_clause(found, evidence)}."
    )


def _ahead(evidence: Evidence, support: Share | None) -> str:
    """Say in how many models the best scheme leads, and leads by what matters."""
    if support is None or evidence.assumptions is None:
        return ""
    ahead = evidence.assumptions.ahead
    size = f"by at least {evidence.stated} in {support.hits:.0f}"
    if support.hits == ahead.hits:
        size = f"by at least {evidence.stated}"
    return f"; it is ahead in {ahead.hits:.0f} of {ahead.draws} plausible models, {size}"


def _same(found: Standing, evidence: Evidence, support: Share | None) -> str:
    equals = (found.leader, *found.rivals("same"))
    behind = found.rivals("behind")
    also = f"; {quoted([found.leader])} is further ahead of {quoted(behind)}" if behind else ""
    models = f" ({_in_models(support)})" if support else ""
    clause = profit_clause(found, evidence) or richest_clause(equals, evidence)
    return (
        f"{_alike(found, evidence, equals)}{models}{_may_differ(equals, evidence)}{also}{clause}."
    )


def _may_differ(equals: Sequence[str], evidence: Evidence) -> str:
    """Say by how much one of the equals may be better after all, where that would matter."""
    if evidence.assumptions is None or not evidence.assumptions.tell:
        return ""
    better, other, lead = evidence.assumptions.farthest(equals)
    if lead < evidence.matters:
        return ""
    return f"; {quoted([better])} may be up to {evidence.gap(lead)} better than {quoted([other])}"


def _alike(found: Standing, evidence: Evidence, equals: tuple[str, ...]) -> str:
    label = evidence.metric.label
    levels = list(dict.fromkeys([evidence.level(equals[-1]), evidence.level(found.leader)]))
    if all(found.leads[rival].same for rival in equals[1:]):
        return f"{quoted(equals)} give exactly the same {label}: {levels[0]} after {evidence.days} days"
    return (
        f"{quoted(equals)} give about the same {label}: {' to '.join(levels)} after {evidence.days} "
        f"days, less apart than the {evidence.stated} that matter"
    )


def _open(found: Standing, evidence: Evidence) -> str:
    rival = found.rivals("open")[0]
    lead = found.leads[rival]
    assumptions = evidence.assumptions
    models = (
        f"; it is ahead {_in_models(assumptions.ahead)}" if assumptions and assumptions.tell else ""
    )
    return (
        f"Inconclusive: {quoted([found.leader])} has the highest {evidence.metric.label}, "
        f"{evidence.gap(lead.estimate)} above {quoted([rival])} after {evidence.days} days, but the "
        f"difference may be anything from {evidence.span(lead)}, and {evidence.stated} "
        f"would matter; more customers would tell{models}."
    )


def _unsupported(found: Standing, evidence: Evidence, support: Share) -> str:
    equals = found.rivals("same")
    if equals:
        return (
            f"Inconclusive: under the central assumptions {quoted([found.leader, *equals])} come out the "
            f"same, but that holds {_in_models(support, 'only ')}."
        )
    lead = found.leads[next(iter(found.leads))]
    return (
        f"Inconclusive: under the central assumptions {quoted([found.leader])} comes out best, "
        f"{evidence.gap(lead.estimate)} ahead, but it is so by at least {evidence.stated} "
        f"{_in_models(support, 'only ')}{_at_all(evidence)}."
    )


def _at_all(evidence: Evidence) -> str:
    ahead = evidence.assumptions.ahead if evidence.assumptions else None
    return f", and ahead at all in {ahead.hits:.0f}" if ahead else ""
