"""From numbers to a verdict in plain words.

A scheme is best if its lead over every other is, beyond luck, at least what matters, and if that holds in
most plausible models. Schemes are the same if they are, beyond luck, closer than what matters, and if
that holds in as many. What is neither is inconclusive, and the sentence says what it hangs on. Its intervals hold together for all
pairs of schemes at once; those of the tables hold each by itself. Near the lines between these it says that
other luck, or other sets of assumptions, could come to another verdict (`closeness`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from loyaltysim.comparison.verdict.close_call import close_call
from loyaltysim.comparison.verdict.closeness import CLOSE, closeness
from loyaltysim.comparison.verdict.earning import is_richest, sells
from loyaltysim.comparison.verdict.reasons import reasons, reference
from loyaltysim.comparison.verdict.richest import loss_sentence, profit_clause, richest_clause
from loyaltysim.comparison.verdict.standing import Standing, standing
from loyaltysim.comparison.verdict.support import enough, holding, hope, in_models
from loyaltysim.comparison.verdict.undecided import (
    open_sentence,
    richest_sentence,
    safe_sentence,
    unsupported_sentence,
)
from loyaltysim.comparison.verdict.wording import level, quoted
from loyaltysim.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.comparison.verdict.assumptions import Share
    from loyaltysim.comparison.verdict.evidence import Evidence

_DOES = {
    "retention": "keeps the most customers",
    "active_retention": "keeps the most active customers",
    "profit": "earns the most",
}

_ONLY_COSTS = "Nothing is sold, so profit is only what is spent, below nought."

ONE_TO_RUN = "Nothing to choose: only {scheme} can be run by a firm, for {reference} goes by what no firm can know."
NONE_TO_RUN = "Nothing to choose: no firm can know what {reference} goes by."
AHEAD = "; it is ahead in {ahead} of {draws} plausible models, by at least {stated}"
AHEAD_BY_LESS = (
    "; it is ahead in {ahead} of {draws} plausible models, by at least {stated} in {hits}"
)
Kind = Literal["best", "same", "inconclusive"]


@dataclass(frozen=True)
class Verdict:
    """The answer in one sentence, and what it rests on."""

    kind: Kind
    scheme: str | None
    """The best scheme; None if there is none."""

    sentence: str
    reasons: tuple[str, ...]

    ahead: bool = False
    """Whether the answer is open though the leader is surely ahead, by luck and in most models: by too little, perhaps."""

    another: float = 0.0
    """Chance that other luck, or other sets of assumptions, come to another kind of verdict."""

    @property
    def close(self) -> bool:
        """Whether the sentence says that there may be another verdict."""
        return self.another >= CLOSE


def judge(evidence: Evidence) -> Verdict:
    """Pass the verdict on a comparison."""
    schemes = evidence.panel.schemes
    if evidence.reference and len(schemes) < 2:
        return _nothing_to_choose(evidence)
    if len(schemes) == 1:
        sentence = say(
            "Only {scheme} was played, so there is nothing to compare.", scheme=quoted(schemes)
        )
        return Verdict("inconclusive", None, sentence, ())
    found = standing(evidence.panel, evidence.matters)
    support = _support(found, evidence)
    kind, sentence = _answer(found, evidence, support)
    if kind == "inconclusive":
        sentence += safe_sentence(found, evidence) + richest_sentence(found, evidence)
    if _only_costs(evidence):
        sentence += f" {say(_ONLY_COSTS)}"
    clause = _profit_told(found, evidence) if kind in {"best", "same"} else ""
    loss = "" if kind == "same" else loss_sentence(found, evidence, clause)
    sentence += loss and f" {loss}"
    likelier = hope(found, evidence)
    asked = support or likelier
    near = closeness(found, support, likelier, enough(asked.draws) if asked else 0)
    if evidence.guessed:
        kind, sentence = "inconclusive", f"{_guessed(evidence)} {sentence}"
    elif near.chance >= CLOSE:
        sentence += f" {close_call(near, asked)}"
    scheme = found.leader if kind == "best" else None
    profit = not clause and not (loss and is_richest(evidence.baseline, evidence))
    grounds = reasons(found, evidence, support, profit=profit)
    ahead = kind == "inconclusive" and not evidence.guessed and _surely_ahead(found, evidence)
    return Verdict(kind, scheme, sentence, grounds, ahead=ahead, another=near.chance)


def _surely_ahead(found: Standing, evidence: Evidence) -> bool:
    """Tell whether the leader is ahead of all others by luck and in most plausible models, by whatever it is."""
    models = evidence.assumptions
    in_most = models is None or (models.tell and models.ahead.hits >= enough(models.ahead.draws))
    return in_most and all(lead.low > 0 for lead in found.leads.values())


def _nothing_to_choose(evidence: Evidence) -> Verdict:
    """Say that all schemes, or all but one, are for reference."""
    schemes = evidence.panel.schemes
    sentence = say(
        ONE_TO_RUN if schemes else NONE_TO_RUN,
        scheme=quoted(schemes),
        reference=quoted(evidence.reference),
    )
    grounds = tuple(reference(evidence, schemes[0])) if schemes else ()
    return Verdict("inconclusive", None, sentence, grounds)


def _only_costs(evidence: Evidence) -> bool:
    """Tell whether schemes are compared by profit where nothing is sold."""
    return evidence.metric.name == "profit" and not sells(evidence.panels)


def _guessed(evidence: Evidence) -> str:
    return say(
        "Cannot be told: the purchase record does not show how customers leave, so what is said of {metric} is a guess; "
        "compare profit or active_retention, or give a longer record. As guessed:",
        metric=evidence.metric.label,
    )


def _answer(found: Standing, evidence: Evidence, support: Share | None) -> tuple[Kind, str]:
    if found.rivals("open"):
        return "inconclusive", open_sentence(found, evidence)
    if support is not None and support.hits < enough(support.draws):
        return "inconclusive", unsupported_sentence(found, evidence, support)
    if found.rivals("same"):
        return "same", _same(found, evidence, support)
    return "best", _best(found, evidence, support)


def _support(found: Standing, evidence: Evidence) -> Share | None:
    """Count the plausible models in which the main result holds; None if they cannot tell."""
    if found.rivals("open"):
        return None
    return holding(evidence, found, found.rivals("behind"), found.rivals("same"))


def _best(found: Standing, evidence: Evidence, support: Share | None) -> str:
    return say(
        "{leader} {does} than {second}{ahead}{profit}.",
        leader=quoted([found.leader]),
        does=_does(found, evidence),
        second=quoted([next(iter(found.leads))]),
        ahead=_ahead(evidence, support),
        profit=_profit_told(found, evidence),
    )


def _does(found: Standing, evidence: Evidence) -> str:
    """Say what the best scheme does better, with its value and its lead over the next."""
    lead = evidence.gap(next(iter(found.leads.values())).estimate)
    if _only_costs(evidence):
        cost = level(-evidence.panel.mean(found.leader).estimate, evidence.unit, evidence.currency)
        return say(
            "costs the least: {cost} after {days} days, {lead} less",
            cost=cost,
            days=evidence.days,
            lead=lead,
        )
    return say(
        "{does}: {value} after {days} days, {lead} more",
        does=say(_DOES[evidence.metric.name]),
        value=evidence.level(found.leader),
        days=evidence.days,
        lead=lead,
    )


def _ahead(evidence: Evidence, support: Share | None) -> str:
    """Say in how many models the best scheme leads, and leads by what matters."""
    if support is None or evidence.assumptions is None:
        return ""
    ahead = evidence.assumptions.ahead
    return say(
        AHEAD if support.hits == ahead.hits else AHEAD_BY_LESS,
        ahead=f"{ahead.hits:.0f}",
        draws=ahead.draws,
        stated=evidence.stated,
        hits=f"{support.hits:.0f}",
    )


def _same(found: Standing, evidence: Evidence, support: Share | None) -> str:
    equals = (found.leader, *found.rivals("same"))
    behind = found.rivals("behind")
    also = ""
    if behind:
        also = say(
            "; {leader} is further ahead of {behind}",
            leader=quoted([found.leader]),
            behind=quoted(behind),
        )
    models = f" ({in_models(support)})" if support else ""
    return (
        f"{_alike(found, evidence, equals)}{models}{_may_differ(equals, evidence)}{also}"
        f"{_profit_told(found, evidence)}."
    )


def _profit_told(found: Standing, evidence: Evidence) -> str:
    """Give what the sentence says of profit; nothing where none is sure to earn more."""
    same = found.rivals("same")
    richest = richest_clause((found.leader, *same), evidence) if same else ""
    return profit_clause(found, evidence) or richest


def _may_differ(equals: Sequence[str], evidence: Evidence) -> str:
    """Say by how much one of the equals may be better after all, where that would matter."""
    if evidence.assumptions is None or not evidence.assumptions.tell:
        return ""
    better, other, lead = evidence.assumptions.farthest(equals)
    if lead < evidence.matters:
        return ""
    return say(
        "; {better} may be up to {gap} better than {other}",
        better=quoted([better]),
        gap=evidence.gap(lead),
        other=quoted([other]),
    )


def _alike(found: Standing, evidence: Evidence, equals: tuple[str, ...]) -> str:
    label = evidence.metric.label
    levels = list(dict.fromkeys([evidence.level(equals[-1]), evidence.level(found.leader)]))
    if all(found.leads[rival].same for rival in equals[1:]):
        return say(
            "{equals} give exactly the same {metric}: {level} after {days} days",
            equals=quoted(equals),
            metric=label,
            level=levels[0],
            days=evidence.days,
        )
    span = say("{low} to {high}", low=levels[0], high=levels[-1]) if levels[1:] else levels[0]
    return say(
        "{equals} give about the same {metric}: {levels} after {days} days, less apart than the {stated} that matter",
        equals=quoted(equals),
        metric=label,
        levels=span,
        days=evidence.days,
        stated=evidence.stated,
    )
