"""`loyaltysim evidence --fit`: the behavioural constants, fitted to all findings together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim import __version__
from loyaltysim.cli.console import console
from loyaltysim.cli.evidence_options import seeds_of, store_of, typed
from loyaltysim.cli.progress import Bar
from loyaltysim.errors import LoyaltysimError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.cli.evidence_options import EvidenceOptions
    from loyaltysim.studies.study import Study


def fit_constants(studies: Sequence[Study], names: Sequence[str], options: EvidenceOptions) -> None:
    """Fit the behavioural constants to the findings that may be fitted, and write them.

    Raises
    ------
    LoyaltysimError
        When there is nothing to fit.
    """
    from pathlib import Path

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.comparison.playing.parallel import usable_cores
    from loyaltysim.report.studies.fit import sentences, write_fit
    from loyaltysim.report.tables.shapes import bullets
    from loyaltysim.studies.cross_validation import leave_out_each
    from loyaltysim.studies.distances import Distances
    from loyaltysim.studies.joint_fit import JointFit
    from loyaltysim.studies.space import informed_space
    from loyaltysim.studies.targets import targets_of
    from loyaltysim.studies.uncertainty import uncertainty_of

    space, seeds = informed_space(studies, Constants.default()), seeds_of(options)
    if not space.rows:
        told = "no finding of these studies informs a constant that may be fitted"
        raise LoyaltysimError(Problem(told, "findings of `use: fit` with `informs` do"))
    jobs, store = options["jobs"] or usable_cores(), store_of(options)
    with Bar(shown=not options["quiet"]) as bar:
        targets = targets_of(studies)
        distances = Distances(space, targets, store, seeds=seeds, jobs=jobs, progress=bar)
        fitted = JointFit(distances).run(space.z_of(Constants.default()), options["steps"])
        left_out = leave_out_each(fitted, distances)
    known, folder = uncertainty_of(fitted), Path(options["out"]) / "evidence" / "fit"
    write_fit(fitted, known, left_out, folder, (typed(names, options), __version__, seeds[0]))
    out = console()
    out.print(bullets(sentences(fitted, known, left_out)))
    out.print(f"\nWritten to {folder}: README.md, constants.yaml, ensemble.csv", soft_wrap=True)
