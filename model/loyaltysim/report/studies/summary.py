"""The evidence in a few sentences: how many findings agree, by use and by family."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.constants import fit_summary
from loyaltysim.report.studies import uninformed
from loyaltysim.studies.evidence import WEAK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from loyaltysim.studies.evidence import Evidence, Row
    from loyaltysim.studies.quick import Selection

FEW = 8
"""Effects with a number below which quartiles say nothing."""
USES = (
    ("fit", "findings to which constants may be fitted"),
    ("held back", "findings held back from every fit"),
    ("no effect", "findings of no effect, to which nothing is fitted,"),
)


def sentences(evidence: Evidence) -> Iterator[str]:
    """Say how the model does."""
    yield from headline(evidence)
    yield from _out(evidence)
    yield from behind(evidence)


def headline(evidence: Evidence) -> Iterator[str]:
    """Say how large effects come out, and how many findings are in band."""
    yield from sizes(evidence)
    yield from counts(evidence)


def counts(evidence: Evidence) -> Iterator[str]:
    """Say how many findings are in band, by use, and how many of them are not blind."""
    for use, meaning in USES:
        rows = evidence.used(use)
        if rows:
            apart = "" if use == "no effect" else _split(rows)
            yield f"{_of(rows)} {meaning} lie in their bands{apart}."
    yield from _not_blind(evidence)


def _not_blind(evidence: Evidence) -> Iterator[str]:
    inside = [row for row in evidence.rows if row.agrees]
    seen = sum(bool(row.seen) for row in inside)
    blind = [row for row in evidence.rows if not row.seen]
    if len(blind) == len(evidence.rows):
        return
    others = f" Of the others {_of(blind)} lie in their bands." if blind else ""
    yield (
        f"{seen} of {len(inside)} findings in band are not blind: something of their studies was changed after a first "
        f"replay was seen.{others}"
    )


def sizes(evidence: Evidence) -> Iterator[str]:
    """Say how large effects are beside the published ones, and how many in band are weak."""
    found = [row.size for row in evidence.rows if row.size is not None]
    if len(found) >= FEW:
        low, half, high = np.quantile(found, [0.25, 0.5, 0.75])
        yield (
            f"Of {len(found)} effects published with a number, the median comes out {half:.2f} times as large as "
            f"published (quartiles {low:.2f} and {high:.2f})."
        )
    effects = [row for row in evidence.rows if row.agrees and row.none is not None]
    weak = sum(row.is_weak for row in effects)
    if weak:
        yield (
            f"{weak} of {len(effects)} effects in band lie in the outer {WEAK:.0%} of their bands, on the side of no effect."
        )


def _out(evidence: Evidence) -> Iterator[str]:
    """Say which findings are out of band."""
    out = [row for row in evidence.rows if not row.agrees]
    if out:
        yield f"Out of band: {', '.join(row.name for row in out)}."


def behind(evidence: Evidence) -> Iterator[str]:
    """Say what stands behind all of it."""
    fit = fit_summary()
    yield (
        f"Behind this stand {fit['effective']:g} effective parameters: {fit['fitted']} constants were fitted to "
        f"{fit['findings']} findings, which identify {fit['identified']} of them."
    )
    yield from uninformed.told(evidence)
    missed = [replay.study for replay in evidence.replays if replay.missed]
    if missed:
        yield f"The control arm could not be matched in: {', '.join(missed)}."


def of_selection(selection: Selection) -> str:
    """Say what a quick replay plays, and which families it leaves out."""
    left_out = ", ".join(selection.left_out)
    return (
        f"Quick: {len(selection.chosen)} of {selection.of} studies, as many as one core replays in about a minute on one "
        f"seed, the cheapest of each family first. {f'Families left out: {left_out}' if left_out else 'No family is left out'}."
    )


def legend(evidence: Evidence, folder: object, *, same_size: bool) -> str:
    """Explain the table on the terminal.

    Parameters
    ----------
    folder
        Where the page with sources and reasons was written.
    same_size
        Whether the table has what studies of the same size find.
    """
    unknown = any(row.finding.published is None for row in evidence.rows)
    told = (SHORT_LEGEND, NO_NUMBER if unknown else "", SAME_SIZE if same_size else "")
    return " ".join([*filter(None, told), f"Sources and reasons stand in {folder}/README.md."])


def _split(rows: Sequence[Row]) -> str:
    """Say it apart for findings with a number and for those without, where there are both."""
    known = [row for row in rows if row.finding.published is not None]
    signs = [row for row in rows if row.finding.published is None]
    if not known or not signs:
        return ""
    return f": {_of(known)} with a published number, {_of(signs)} of which only the sign or an order is known"


def _of(rows: Sequence[Row]) -> str:
    return f"{sum(row.agrees for row in rows)} of {len(rows)}"


SAME_SIZE = "same size: what 95% of studies with as many people as the published one would have found in the model."
LEGEND = (
    "band: what would agree with the finding, set before the first replay. simulated: what the model says, with its 95% "
    f"interval by the luck of the simulation; at the edge: that reaches over an edge of the band. {SAME_SIZE} "
    "use: fit (constants may be fitted to it), held back (never), no effect (never); not blind: something of the study was changed after a first replay was seen."
)
SHORT_LEGEND = (
    "band: what would agree, set before the first replay. simulated: with its 95% interval by the luck of the simulation; at the "
    "edge: it reaches over an edge of the band. use: constants may be fitted to findings of use fit, and to no others; not blind: "
    "something of the study was changed after a first replay was seen."
)
NO_NUMBER = "published -: only the sign or an order is known."
ONE_SEED = "One seed: what lies at the edge of its band may fall on the other side with another."
