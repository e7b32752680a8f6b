"""In how many plausible models an answer holds, and in how many it has to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.comparison.verdict.assumptions import Share, share_of
from loyaltysim.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.comparison.verdict.evidence import Evidence
    from loyaltysim.comparison.verdict.standing import Standing

MOST = 0.5
"""Share of plausible models in which an answer must hold, beyond the doubt of so few draws."""


IN = "in {hits} of {draws} plausible models"
ONLY = "in only {hits} of {draws} plausible models"


def enough(draws: int) -> int:
    """Count the models, of so many, in which an answer has to hold."""
    return next(hits for hits in range(draws + 1) if Share(hits, draws).low > MOST)


def holding(
    evidence: Evidence, found: Standing, behind: Sequence[str], same: Sequence[str]
) -> Share | None:
    """Count the models in which some rivals are behind and the others the same; None if they cannot tell."""
    assumptions = evidence.assumptions
    if assumptions is None or not assumptions.tell:
        return None
    holds = np.ones(len(assumptions.values), dtype=bool)
    for rival in behind:
        holds &= assumptions.lead(found.leader, [rival]) >= found.matters
    if same:
        holds &= assumptions.apart([found.leader, *same]) < found.matters
    return share_of(holds)


def hope(found: Standing, evidence: Evidence) -> Share | None:
    """Count the models in which the likelier answer holds that luck leaves open; None if none can tell."""
    behind, same, undecided = (found.rivals(place) for place in ("behind", "same", "open"))
    if not undecided:
        return None
    ways = ((*behind, *undecided), same), (behind, (*same, *undecided))
    hopes = [holding(evidence, found, *way) for way in ways]
    return max((hope for hope in hopes if hope), key=lambda hope: hope.hits, default=None)


def in_models(support: Share, *, only: bool = False) -> str:
    """Say in how many models something holds."""
    return say(ONLY if only else IN, hits=f"{support.hits:.0f}", draws=support.draws)
