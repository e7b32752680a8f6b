"""What is said where no answer is sure: what is open, and whether luck or assumptions leave it so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.verdict.richest import richest_of
from loyaltysim.comparison.verdict.support import enough, holding, hope, in_models
from loyaltysim.comparison.verdict.wording import quoted, share
from loyaltysim.language import say

NO_ANSWER = "the assumptions decide, not luck: no answer holds in more than {hits} of {draws} plausible models, and {best}"
NO_ANSWER_AT_ALL = "the assumptions decide, not luck: no answer holds in any of {draws} plausible models, and {best}"
ONE_SAFE = " Safe all the same is {safe}: {models} no scheme is ahead of it by {stated} or more."
SEVERAL_SAFE = (
    " Safe all the same are {safe}: {models} no scheme is ahead of them by {stated} or more."
)
SAFE = 0.9
"""Share of plausible models in which nothing may be ahead of a choice that is called safe."""

if TYPE_CHECKING:
    from loyaltysim.comparison.verdict.assumptions import Assumptions, Share
    from loyaltysim.comparison.verdict.evidence import Evidence
    from loyaltysim.comparison.verdict.standing import Standing


def open_sentence(found: Standing, evidence: Evidence) -> str:
    """Say how far the leader is above the next, who is as good, and which lead is open."""
    second, lead = next(iter(found.leads.items()))
    return say(
        "Inconclusive: {leader} has the highest {metric}, {above} after {days} days{level}, but {untold}; {tells}.",
        leader=quoted([found.leader]),
        metric=evidence.metric.label,
        above=evidence.above(lead, second),
        days=evidence.days,
        level=_level(found, evidence),
        untold=_untold(found, evidence),
        tells=_what_would_tell(found, evidence),
    )


def _level(found: Standing, evidence: Evidence) -> str:
    """Name the schemes that cannot be told apart from the leader."""
    same = found.rivals("same")
    if not same:
        return ""
    return say(
        "; {same} cannot be told apart from it (less than {stated})",
        same=quoted(same),
        stated=evidence.stated,
    )


def _untold(found: Standing, evidence: Evidence) -> str:
    """Say which leads may matter or may not."""
    rival, *others = found.rivals("open")
    lead = found.leads[rival]
    if lead.markets < 2:
        return say("there is no interval from one market")
    also = say("; nor is it sure over {others}", others=quoted(others)) if others else ""
    return say(
        "its lead over {rival} may be anything from {span}, and {stated} would matter{also}",
        rival=quoted([rival]),
        span=evidence.span(lead),
        stated=evidence.stated,
        also=also,
    )


def _what_would_tell(found: Standing, evidence: Evidence) -> str:
    """Say whether more customers could settle it, or the assumptions decide."""
    assumptions, likelier = evidence.assumptions, hope(found, evidence)
    if assumptions is None or likelier is None:
        return say("more customers would tell")
    if likelier.hits < enough(likelier.draws):
        return say(
            NO_ANSWER if likelier.hits else NO_ANSWER_AT_ALL,
            hits=f"{likelier.hits:.0f}",
            draws=likelier.draws,
            best=_most_often(found, assumptions),
        )
    return say(
        "more customers would tell; it is ahead {models}", models=in_models(assumptions.ahead)
    )


def _most_often(found: Standing, assumptions: Assumptions) -> str:
    """Name the scheme that is ahead under most assumptions, beside the leader."""
    first = max(assumptions.contenders, key=lambda scheme: assumptions.ahead_of_all(scheme).hits)
    often = {one: share(assumptions.ahead_of_all(one).estimate) for one in (first, found.leader)}
    other = ""
    if first != found.leader:
        other = say(
            " ({leader} in {share})", leader=quoted([found.leader]), share=often[found.leader]
        )
    return say(
        "{first} is ahead most often, in {share} of them{other}",
        first=quoted([first]),
        share=often[first],
        other=other,
    )


def unsupported_sentence(found: Standing, evidence: Evidence, support: Share) -> str:
    """Say what comes out under the central assumptions, and that others decide otherwise."""
    if found.rivals("same"):
        return say(
            "Inconclusive: under the central assumptions {equals} come out the same, {doubt}{decided}.",
            equals=quoted([found.leader, *found.rivals("same")]),
            doubt=_doubt(found, evidence, support),
            decided=_decided(found, evidence),
        )
    lead = found.leads[next(iter(found.leads))]
    return say(
        "Inconclusive: under the central assumptions {leader} comes out best, {gap} ahead, but it is so by at least "
        "{stated} {models}{at_all}{decided}.",
        leader=quoted([found.leader]),
        gap=evidence.gap(lead.estimate),
        stated=evidence.stated,
        models=in_models(support, only=True),
        at_all=_at_all(evidence),
        decided=_decided(found, evidence),
    )


def _doubt(found: Standing, evidence: Evidence, support: Share) -> str:
    """Say what too few models agree on: that the equals are equal, or that the rest is behind."""
    alone = holding(evidence, found, (), found.rivals("same"))
    if alone is None or alone.hits < enough(alone.draws):
        return say("but that holds {models}", models=in_models(alone or support, only=True))
    return say(
        "{alike}, but that {behind} is at least {stated} behind holds, too, {models}",
        alike=in_models(alone),
        behind=quoted(found.rivals("behind")),
        stated=evidence.stated,
        models=in_models(support, only=True),
    )


def _at_all(evidence: Evidence) -> str:
    ahead = evidence.assumptions.ahead if evidence.assumptions else None
    return say(", and ahead at all in {hits}", hits=f"{ahead.hits:.0f}") if ahead else ""


def _decided(found: Standing, evidence: Evidence) -> str:
    assumptions = evidence.assumptions
    if assumptions is None:
        return ""
    if assumptions.ahead.hits == assumptions.ahead.draws:
        return say("; the assumptions decide, not luck")  # that it is the best in all was said
    return say("; the assumptions decide, not luck: {best}", best=_most_often(found, assumptions))


def safe_sentence(found: Standing, evidence: Evidence) -> str:
    """Name what can be chosen without knowing more: the schemes that hardly any model finds behind by what matters.

    This is the choice of least regret (Savage 1951, The theory of statistical decision, J. Am. Stat. Assoc. 46, 55-67),
    with a regret below what matters taken for none. Nothing is said where all schemes are safe, or none.
    """
    safe = _safe(found, evidence)
    if not safe:
        return ""
    fewest = min(safe.values(), key=lambda count: count.hits)
    return say(
        ONE_SAFE if len(safe) == 1 else SEVERAL_SAFE,
        safe=quoted(tuple(safe)),
        stated=evidence.stated,
        models=in_models(fewest),
    )


def _safe(found: Standing, evidence: Evidence) -> dict[str, Share]:
    """Count for the schemes that are safe the models in which nothing is ahead of them; none where all are safe."""
    assumptions = evidence.assumptions
    if assumptions is None or not assumptions.tell:
        return {}
    counts = {one: assumptions.safe(one, evidence.matters) for one in (found.leader, *found.leads)}
    safe = {one: count for one, count in counts.items() if count.estimate >= SAFE}
    return safe if len(safe) < len(counts) else {}


def richest_sentence(found: Standing, evidence: Evidence) -> str:
    """Say which of the schemes that are safe, or else as good as the leader, earns the most or costs the least."""
    safe = tuple(_safe(found, evidence))
    among = safe if len(safe) > 1 else (found.leader, *found.rivals("same"))
    most = richest_of(among, evidence)
    return say(" Of {schemes}: {most}.", schemes=quoted(among), most=most) if most else ""
