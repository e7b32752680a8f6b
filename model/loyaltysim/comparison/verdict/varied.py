"""What plausible models leave open: in how many of them the main result holds, and what turns it round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.verdict.how_many import FEWEST_DRAWS
from loyaltysim.comparison.verdict.wording import quoted, share
from loyaltysim.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.comparison.verdict.assumptions import Assumptions, Share
    from loyaltysim.comparison.verdict.evidence import Evidence
    from loyaltysim.comparison.verdict.standing import Standing

AHEAD = (
    "Assumptions: {claim} in {share} of {draws} plausible models (95% interval {low} to {high}), ahead at all in "
    "{ahead}{flips}."
)

WHO_IS_AHEAD = (
    "Assumptions: {claim} in {share} of {draws} plausible models (95% interval {low} to {high}), {who} is ahead at all in "
    "{ahead}{flips}."
)


def assumptions_ground(found: Standing, evidence: Evidence, support: Share | None) -> Iterator[str]:
    """Say in how many plausible models the main result holds."""
    assumptions = evidence.assumptions
    if assumptions is None:
        yield say(
            "Assumptions: not varied, so the answer holds for the central behavioural constants only."
        )
        return
    if not assumptions.tell:
        yield say(
            "Assumptions: not assessed, for {draws} plausible models are too few to tell ({fewest} are the fewest); "
            "{leader} is ahead in {hits} of them.",
            draws=assumptions.ahead.draws,
            fewest=FEWEST_DRAWS,
            leader=quoted([found.leader]),
            hits=f"{assumptions.ahead.hits:.0f}",
        )
        return
    size, counted, who = evidence.stated, assumptions.holds, ""
    claim = say("ahead of all others by at least {size}", size=size)
    if support is not None and found.rivals("same"):
        behind = say(", and the rest at least that far behind,") if found.rivals("behind") else ""
        claim = say(
            "what comes out the same stays less than {size} apart{behind}", size=size, behind=behind
        )
        counted, who = support, quoted([found.leader])
    yield say(
        WHO_IS_AHEAD if who else AHEAD,
        claim=claim,
        share=share(counted.estimate),
        draws=counted.draws,
        low=share(counted.low),
        high=share(counted.high),
        who=who,
        ahead=share(assumptions.ahead.estimate),
        flips=_flips(assumptions),
    )


def _flips(assumptions: Assumptions) -> str:
    if assumptions.flips:
        told = say(", and ").join(flip.direction for flip in assumptions.flips[:2])
        return say("; the lead over the next best {flips}", flips=told)
    if assumptions.ahead.hits in (0, assumptions.ahead.draws):
        return ""
    return say("; no single constant decides it")
