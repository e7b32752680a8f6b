"""What is said where no answer is sure: what is open, and whether luck or assumptions leave it so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.support import enough, hope, in_models
from loyaltysim.comparison.wording import quoted, share

SAFE = 0.9
"""Share of plausible models in which nothing may be ahead of a choice that is called safe."""

if TYPE_CHECKING:
    from loyaltysim.comparison.assumptions import Assumptions, Share
    from loyaltysim.comparison.evidence import Evidence
    from loyaltysim.comparison.standing import Standing


def open_sentence(found: Standing, evidence: Evidence) -> str:
    """Say how far the leader is above the next, who is as good, and which lead is open."""
    second, lead = next(iter(found.leads.items()))
    return (
        f"Inconclusive: {quoted([found.leader])} has the highest {evidence.metric.label}, "
        f"{evidence.above(lead, second)} after {evidence.days} days"
        f"{_level(found, evidence)}, but {_untold(found, evidence)}; {_what_would_tell(found, evidence)}."
    )


def _level(found: Standing, evidence: Evidence) -> str:
    """Name the schemes that cannot be told apart from the leader."""
    same = found.rivals("same")
    if not same:
        return ""
    return f"; {quoted(same)} cannot be told apart from it (less than {evidence.stated})"


def _untold(found: Standing, evidence: Evidence) -> str:
    """Say which leads may matter or may not."""
    rival, *others = found.rivals("open")
    lead = found.leads[rival]
    if lead.markets < 2:
        return "there is no interval from one market"
    also = f"; nor is it sure over {quoted(others)}" if others else ""
    return (
        f"its lead over {quoted([rival])} may be anything from {evidence.span(lead)}, and "
        f"{evidence.stated} would matter{also}"
    )


def _what_would_tell(found: Standing, evidence: Evidence) -> str:
    """Say whether more customers could settle it, or the assumptions decide."""
    assumptions, likelier = evidence.assumptions, hope(found, evidence)
    if assumptions is None or likelier is None:
        return "more customers would tell"
    if likelier.hits < enough(likelier.draws):
        most = f"more than {likelier.hits:.0f}" if likelier.hits else "any"
        no_more = f"no answer holds in {most} of {likelier.draws} plausible models"
        return f"the assumptions decide, not luck: {no_more}, and {_most_often(found, assumptions)}"
    return f"more customers would tell; it is ahead {in_models(assumptions.ahead)}"


def _most_often(found: Standing, assumptions: Assumptions) -> str:
    """Name the scheme that comes out best under most assumptions, beside the leader."""
    first = max(assumptions.schemes, key=lambda scheme: assumptions.best(scheme).hits)
    often = {one: share(assumptions.best(one).estimate) for one in (first, found.leader)}
    other = "" if first == found.leader else f" ({quoted([found.leader])} in {often[found.leader]})"
    return f"{quoted([first])} is best most often, in {often[first]} of them{other}"


def unsupported_sentence(found: Standing, evidence: Evidence, support: Share) -> str:
    """Say what comes out under the central assumptions, and that others decide otherwise."""
    equals = found.rivals("same")
    if equals:
        return (
            f"Inconclusive: under the central assumptions {quoted([found.leader, *equals])} come out the "
            f"same, but that holds {in_models(support, 'only ')}{_decided(found, evidence)}."
        )
    lead = found.leads[next(iter(found.leads))]
    return (
        f"Inconclusive: under the central assumptions {quoted([found.leader])} comes out best, "
        f"{evidence.gap(lead.estimate)} ahead, but it is so by at least {evidence.stated} "
        f"{in_models(support, 'only ')}{_at_all(evidence)}{_decided(found, evidence)}."
    )


def _at_all(evidence: Evidence) -> str:
    ahead = evidence.assumptions.ahead if evidence.assumptions else None
    return f", and ahead at all in {ahead.hits:.0f}" if ahead else ""


def _decided(found: Standing, evidence: Evidence) -> str:
    if evidence.assumptions is None:
        return ""
    return f"; the assumptions decide, not luck: {_most_often(found, evidence.assumptions)}"


def safe_sentence(found: Standing, evidence: Evidence) -> str:
    """Name what can be chosen without knowing more: the schemes that hardly any model finds behind by what matters.

    This is the choice of least regret (Savage 1951, The theory of statistical decision, J. Am. Stat. Assoc. 46, 55-67),
    with a regret below what matters taken for none. Nothing is said where all schemes are safe, or none.
    """
    assumptions = evidence.assumptions
    if assumptions is None or not assumptions.tell:
        return ""
    counts = {one: assumptions.safe(one, evidence.matters) for one in (found.leader, *found.leads)}
    safe = [one for one, count in counts.items() if count.estimate >= SAFE]
    if not safe or len(safe) == len(counts):
        return ""
    fewest = min((counts[one] for one in safe), key=lambda count: count.hits)
    number = "is" if len(safe) == 1 else "are"
    return (
        f" Safe all the same {number} {quoted(safe)}: no scheme is ahead by {evidence.stated} or more "
        f"{in_models(fewest)}."
    )
