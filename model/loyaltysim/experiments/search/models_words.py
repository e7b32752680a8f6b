"""What plausible models say of the finalists of a search, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.verdict import wording
from loyaltysim.comparison.verdict.how_many import FEWEST_DRAWS
from loyaltysim.comparison.verdict.support import enough

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.experiments.search.confirm import Confirmation
    from loyaltysim.experiments.search.load import Hunt
    from loyaltysim.experiments.search.models import Models


def doubt_of(models: Models | None) -> str:
    """Say that too few plausible models agree with the answer; "" if enough do, or none can tell."""
    if models is None or not models.assumptions.tell:
        return ""
    held = models.holds
    if held.hits >= enough(held.draws):
        return ""
    return f"But this holds in only {held.hits:.0f} of {held.draws} plausible models: the assumptions decide, not luck."


def model_lines(found: Confirmation, hunt: Hunt, models: Models | None) -> Iterator[str]:
    """Say in how many plausible models the best is the best, and what else may be."""
    if models is None:
        yield "Assumptions: not varied, so the answer holds for the central behavioural constants only."
        return
    told, several = models.assumptions, len(found.contenders) > 1
    ahead, baseline = told.ahead, f'"{hunt.baseline}"'
    others = f"{baseline} and all other finalists" if several else baseline
    if not told.tell:
        yield (
            f"Assumptions: not assessed, for {ahead.draws} plausible models are too few to tell ({FEWEST_DRAWS} are the fewest); "
            f"it is better than {others} in {ahead.hits:.0f} of them."
        )
        return
    alone = f", better than {baseline} in {models.better.hits:.0f}" if several else ""
    yield (
        f"Assumptions: of {ahead.draws} plausible models it is better than {others} in {ahead.hits:.0f} "
        f"(95% interval {wording.share(ahead.low)} to {wording.share(ahead.high)}){alone}{_kept(hunt, models)}."
    )
    yield from _rival(found, hunt, models)
    for flip in told.flips:
        yield f"Its lead over all of these {flip.direction}."


def _kept(hunt: Hunt, models: Models) -> str:
    """Say in how many models the best keeps to the constraints, if there are any."""
    limited = hunt.plan.constraints != type(hunt.plan.constraints)()
    return f", and within the constraints in {models.keeps.hits:.0f}" if limited else ""


def _rival(found: Confirmation, hunt: Hunt, models: Models) -> Iterator[str]:
    """Name what is the best more often."""
    told = models.assumptions
    hits = {name: told.best(name).hits for name in told.schemes}
    first = max(hits, key=lambda name: hits[name])
    if hits[first] > hits[found.contenders[0]]:
        known = found.names.get(first)
        said = f'"{hunt.baseline}"' if known is None else found.finalists[known].candidate.words
        yield f"More often, in {hits[first]:.0f} of them, the best is {said}."
