"""The committed evidence still holds: no finding that was in its band has left it."""

from pathlib import Path

import pandas as pd
import pytest

from loyaltysim.behaviour.constants import Constants
from loyaltysim.studies.load import load_studies
from loyaltysim.studies.replay import replay

TABLE = pd.read_csv(Path(__file__).parents[2] / "results/evidence/evidence.csv").set_index(
    "finding"
)


def test_the_committed_table_has_every_finding():
    findings = {name for study in load_studies() for name in study.design.findings}
    assert set(TABLE.index) == findings


@pytest.mark.slow
@pytest.mark.parametrize(
    "study", [one for one in load_studies() if one.is_quick], ids=lambda one: one.name
)
def test_what_was_in_band_is_in_band(study):
    found = replay(study, Constants.default(), 1, replications=0).estimates
    left = {
        name: found[name].value
        for name, finding in study.design.findings.items()
        if TABLE.loc[name, "agrees"] and not finding.agrees(found[name].value)
    }
    assert not left
