"""The committed evidence still holds: no finding that was in its band has left it, and what is out is told."""

from pathlib import Path

import pandas as pd
import pytest
from tests.studies.worlds import all_bundled, bundled

from loyaltysim.behaviour.constants import Constants
from loyaltysim.studies.load import study_names
from loyaltysim.studies.replay import replay

ROOT = Path(__file__).parents[2]
TABLE = pd.read_csv(ROOT / "results/evidence/evidence.csv").set_index("finding")


def test_the_committed_table_has_every_finding():
    findings = {name for study in all_bundled() for name in study.design.findings}
    assert set(TABLE.index) == findings


def test_what_is_out_of_band_is_told():
    """Longer names first, so that `HABIT-03` is not taken for named by `HABIT-03 not regular`."""
    text = (ROOT / "model/README.md").read_text(encoding="utf-8")
    told = text.partition("\n## What the evidence says is missing\n")[2]
    assert told
    missing = []
    for name in sorted(TABLE.index[~TABLE["agrees"]], key=len, reverse=True):
        if name not in told:
            missing.append(name)
        told = told.replace(name, "")
    assert not missing


@pytest.mark.slow
@pytest.mark.parametrize("which", study_names())
def test_what_was_in_band_is_in_band(which):
    study = bundled(which)
    if not study.is_quick:
        pytest.skip("takes long")
    found = replay(study, Constants.default(), 1, replications=0).estimates
    left = {
        name: found[name].value
        for name, finding in study.design.findings.items()
        if TABLE.loc[name, "agrees"] and not finding.agrees(found[name].value)
    }
    assert not left
