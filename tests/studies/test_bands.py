"""The committed evidence still holds: no finding that was in its band has left it, and what is out is told."""

import json
import math
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from tests.studies.worlds import all_bundled, bundled

from loyaltysim.behaviour.constants import Constants
from loyaltysim.studies.quick import quick
from loyaltysim.studies.replay import replay

ROOT = Path(__file__).parents[2]
EVIDENCE = ROOT / "results/evidence"
TABLE = pd.read_csv(EVIDENCE / "evidence.csv").set_index("finding")
IN_BAND = TABLE[TABLE["agrees"]]
LUCK = 3.0
"""Standard errors by which one seed may miss a band in which the mean of several was."""


@cache
def guarded():
    """Name the quick studies among those of which a finding was in its band: others could not lose any."""
    able = [study for study in all_bundled() if study.name in set(IN_BAND["study"])]
    return {study.name for study in quick(able).chosen}


def reach(row):
    """Tell how far outside its band one seed may lie: not at all, where each seed of the table lay in it."""
    if row["seeds_agree"] == row["seeds"]:
        return 0.0
    of_mean = (row["simulated_high"] - row["simulated_low"]) / (2 * 1.96)
    return LUCK * of_mean * math.sqrt(row["seeds"])


def has_left(value, band, row):
    """Tell whether a finding that was in its band is out of it by more than luck."""
    return not band[0] - reach(row) <= value <= band[1] + reach(row)


def test_the_committed_table_has_every_finding():
    findings = {name for study in all_bundled() for name in study.design.findings}
    assert set(TABLE.index) == findings


def test_every_family_with_a_finding_in_band_is_guarded():
    assert {bundled(name).design.family for name in guarded()} == set(IN_BAND["family"])


@pytest.mark.parametrize(
    ("seeds_agree", "inside", "outside"), [(4, 1.0, 0.99), (3, 0.71, 0.69)], ids=["all", "some"]
)
def test_where_seeds_disagreed_one_may_miss_the_band_by_luck(seeds_agree, inside, outside):
    row = {"simulated_low": 0.902, "simulated_high": 1.098, "seeds": 4, "seeds_agree": seeds_agree}
    assert not has_left(inside, (1.0, 2.0), row)  # the standard error of one seed is 0.1
    assert has_left(outside, (1.0, 2.0), row)
    assert not has_left(3.0 - inside, (1.0, 2.0), row)
    assert has_left(3.0 - outside, (1.0, 2.0), row)
    assert has_left(math.nan, (1.0, 2.0), row)


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
@pytest.mark.parametrize("which", sorted(set(IN_BAND["study"])))
def test_what_was_in_band_is_in_band(which):
    if which not in guarded():
        pytest.skip("not among the quick ones")
    seed = json.loads((EVIDENCE / "manifest.json").read_text())["seeds"][0]
    were, study = IN_BAND[IN_BAND["study"] == which], bundled(which)
    found = replay(study, Constants.default(), seed, list(were.index), replications=0).estimates
    left = {
        name: found[name].value
        for name, row in were.iterrows()
        if has_left(found[name].value, study.design.findings[name].band, row)
    }
    assert not left
