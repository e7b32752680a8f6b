"""The evidence in a few sentences: how many findings agree, by use and by family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.behaviour.constants import fit_summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from loyaltysim.studies.evidence import Evidence, Row

USES = (
    ("fit", "findings to which constants may be fitted"),
    ("held back", "findings held back from every fit"),
    ("no effect", "findings of no effect, to which nothing is fitted,"),
)


def sentences(evidence: Evidence) -> Iterator[str]:
    """Say how the model does."""
    for use, meaning in USES:
        rows = evidence.used(use)
        if rows:
            yield f"{_of(rows)} {meaning} lie in their bands."
    out = [row for row in evidence.rows if not row.agrees]
    if out:
        yield f"Out of band: {', '.join(row.name for row in out)}."
    fit = fit_summary()
    yield (
        f"Behind this stand {fit['effective']:g} effective parameters: {fit['fitted']} constants were fitted to "
        f"{fit['findings']} findings, which identify {fit['identified']} of them."
    )
    missed = [replay.study for replay in evidence.replays if replay.missed]
    if missed:
        yield f"The control arm could not be matched in: {', '.join(missed)}."


def _of(rows: Sequence[Row]) -> str:
    return f"{sum(row.agrees for row in rows)} of {len(rows)}"


LEGEND = (
    "band: what would agree with the finding, set before the first replay. simulated: what the model says, with its 95% "
    "interval by the luck of the simulation. same size: what 95% of studies with as many people as the published one would have "
    "found in the model. use: fit (constants may be fitted to it), held back (never), no effect (never)."
)
SHORT_LEGEND = (
    "band: what would agree, set before the first replay. use: constants may be fitted to findings of use fit, and to no others. "
    "What each finding is, with intervals, sources and reasons, stands in README.md."
)
