"""What came of fitting the constants: a page, the constants, and sets that are consistent with the findings."""

from __future__ import annotations

import re
from dataclasses import asdict
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from loyaltysim.comparison.playing.atomic import make_folder, write_bytes
from loyaltysim.comparison.playing.files import write_csv, write_json
from loyaltysim.report.studies.table import number
from loyaltysim.studies.cross_validation import families_of
from loyaltysim.studies.loss import Loss
from loyaltysim.studies.posterior import draws
from loyaltysim.studies.uncertainty import IDENTIFIED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from loyaltysim.studies.cross_validation import LeftOut
    from loyaltysim.studies.joint_fit import Fitted
    from loyaltysim.studies.uncertainty import Uncertainty

ENSEMBLE = 200
"""Sets of constants that are written."""


def write_fit(
    fitted: Fitted,
    known: Uncertainty,
    left_out: Sequence[LeftOut],
    folder: Path,
    told: tuple[str, str, int],
) -> None:
    """Write all that came of a fit into a folder.

    Parameters
    ----------
    told
        The command that was given, the version, and the seed.
    """
    command, version, seed = told
    make_folder(folder)
    lines = _lines(fitted, known, left_out, f"Made by `{command}` with loyaltysim {version}.")
    write_bytes(folder / "README.md", ("\n".join(lines) + "\n").encode())
    write_bytes(folder / "constants.yaml", constants_file(fitted).encode())
    write_csv(folder / "ensemble.csv", ensemble(fitted, known, seed))
    write_json(folder / "fitted.json", summary(fitted, known))


def summary(fitted: Fitted, known: Uncertainty) -> dict[str, float]:
    """Say how many constants were fitted, and how many of them the findings could tell."""
    return {
        "findings": len(fitted.targets),
        "fitted": len(fitted.z),
        "identified": int(known.identified.sum()),
        "effective": round(known.effective, 1),
    }


def ensemble(fitted: Fitted, known: Uncertainty, seed: int) -> pd.DataFrame:
    """Draw sets of the fitted constants."""
    names = list(fitted.space.names)
    drawn = [asdict(one) for one in draws(fitted, known, ENSEMBLE, seed)]
    return pd.DataFrame(drawn)[names]


def constants_file(fitted: Fitted) -> str:
    """Write the file of the constants with the fitted values in their places."""
    text = files("loyaltysim.behaviour").joinpath("constants.yaml").read_text("utf-8")
    constants = asdict(fitted.space.constants_at(fitted.z))
    for row in fitted.space.rows:
        line = rf"^({re.escape(row.name)}: .*?\bvalue: )[^,]+,(?: prior: [^,]+,)?"
        new = rf"\g<1>{constants[row.name]:g}, prior: {row.prior_value:g},"
        text = re.sub(line, new, text, flags=re.MULTILINE)
    return text


def sentences(fitted: Fitted, known: Uncertainty, left_out: Sequence[LeftOut]) -> Iterator[str]:
    """Say how the fit went."""
    pairs = list(zip(fitted.targets, fitted.off, strict=True))
    inside = sum(one.band[0] <= off <= one.band[1] for one, off in pairs)
    yield _fallen(fitted.losses)
    yield f"{inside} of {len(pairs)} findings that were fitted lie in their bands."
    yield (
        f"{known.effective:.1f} effective parameters of {len(fitted.z)} fitted constants; "
        f"{int(known.identified.sum())} are identified (at least {IDENTIFIED:.0%} of the prior variance gone)."
    )
    several = sum(len(families_of(fitted, name)) > 1 for name in fitted.space.names)
    yield f"{several} of {len(fitted.z)} constants are informed by two families or more."
    able = [one for one in left_out if not one.own]
    agree, of = sum(one.agree for one in able), sum(one.findings for one in able)
    if of:
        yield (
            f"Leaving one family out: {agree} of {of} findings ({agree / of:.0%}) in band, among the "
            f"{len(able)} families of {len(left_out)} that others inform; {sum(one.unfitted for one in able)} of these are in "
            "band at the priors, too, where nothing was fitted. What would have been fitted without a family is reckoned by the slopes at the end of "
            "the fit, as if distances were linear."
        )
    unfitted, informing = (
        sum(one.unfitted for one in left_out),
        sum(one.findings for one in left_out),
    )
    yield f"Before any fit, at the priors, {unfitted} of {informing} findings that inform constants lie in their bands."


def _fallen(losses: Sequence[float]) -> str:
    """Say how far the loss fell."""
    if len(losses) == 1:
        return f"Loss {losses[0]:.1f} with the constants as they stand."
    return f"Loss {losses[0]:.1f} at the start, {losses[-1]:.1f} after {len(losses) - 1} steps."


def _lines(
    fitted: Fitted, known: Uncertainty, left_out: Sequence[LeftOut], made: str
) -> Iterator[str]:
    yield "# The constants, fitted to all findings together"
    yield ""
    yield made
    yield ""
    yield from (f"* {one}" for one in sentences(fitted, known, left_out))
    yield ""
    yield "| constant | prior | fitted | standard error | learnt | informed by |"
    yield "|---|---:|---:|---:|---:|---|"
    yield from _constants(fitted, known)
    yield ""
    yield "| family left out | in band | at the priors | of | not predictable without its own data, for want of |"
    yield "|---|---:|---:|---:|---|"
    for one in left_out:
        want = ", ".join(one.own) or "-"
        yield f"| {one.family} | {one.agree} | {one.unfitted} | {one.findings} | {want} |"
    yield ""
    yield "| finding | distance from the published number, or from the band where only a sign is known, in standard errors |"
    yield "|---|---:|"
    missed = Loss.of(fitted.targets).missed(fitted.off)
    for target, off in zip(fitted.targets, missed, strict=True):
        yield f"| {target.name} | {off:+.1f} |"


def _constants(fitted: Fitted, known: Uncertainty) -> Iterator[str]:
    here = asdict(fitted.space.constants_at(fitted.z))
    errors = np.sqrt(np.diag(known.covariance))
    for place, row in enumerate(fitted.space.rows):
        up = asdict(fitted.space.constants_at(_moved(fitted.z, place, errors[place])))[row.name]
        learnt = f"{known.learnt[place]:.0%}" + (
            "" if known.identified[place] else " (not identified)"
        )
        yield (
            f"| {row.name} | {number(row.prior_value)} | {number(here[row.name])} | {number(up - here[row.name])} "
            f"| {learnt} | {', '.join(families_of(fitted, row.name))} |"
        )


def _moved(z: np.ndarray, place: int, by: float) -> np.ndarray:
    moved = z.copy()
    moved[place] += by
    return moved
