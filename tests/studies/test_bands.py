"""The committed evidence still holds: no finding that was in its band has left it."""

from pathlib import Path

import pandas as pd
import pytest
from tests.studies.worlds import all_bundled, bundled

from loyaltysim.behaviour.constants import Constants
from loyaltysim.studies.load import study_names
from loyaltysim.studies.replay import replay

TABLE = pd.read_csv(Path(__file__).parents[2] / "results/evidence/evidence.csv").set_index(
    "finding"
)


def test_the_committed_table_has_every_finding():
    findings = {name for study in all_bundled() for name in study.design.findings}
    assert set(TABLE.index) == findings


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
