"""The table of evidence that comes with the package, and which studies play which mechanics."""

import pytest
from ruamel.yaml import YAML

from loyaltysim.mechanics.registry import BUILT_IN
from loyaltysim.report.evidence_notes import evidence_table
from loyaltysim.report.studies.shipped import findings, findings_about, mechanics_of_studies
from loyaltysim.report.studies.table import COLUMNS
from loyaltysim.scenario.bundled import bundled_folder


def test_the_table_is_that_of_the_results():
    shipped = list(findings().columns)
    assert "because" in shipped
    assert (
        shipped == list(COLUMNS)[: len(shipped)]
    )  # new columns come last, and with the next replay
    assert set(findings()["study"]) <= set(mechanics_of_studies())


def test_findings_are_those_of_studies_that_play_the_mechanic():
    found = findings_about(["stamp_card", "tiers"])
    assert {"stamp_card", "tiers"} <= set(", ".join(found["mechanics"]).split(", "))
    assert findings_about(["no_such"]).empty


def test_notes_are_tested_by_findings_that_there_are():
    names = list(findings()["finding"])
    named = {
        name for notes in evidence_table().values() for one in notes for name in one.replayed or ()
    }
    assert len(named) > 5
    for name in named:
        assert any(one == name or one.startswith(f"{name} ") for one in names), name


@pytest.mark.slow
def test_names_of_mechanics_are_those_in_the_files():
    """Read fast, as text; here as YAML."""
    for path in (bundled_folder() / "studies").glob("*.yaml"):
        schemes = YAML(typ="safe").load(path.read_text(encoding="utf-8")).get("schemes", {})
        played = set()
        for scheme in schemes.values():
            parts = scheme if isinstance(scheme, list) else scheme.get("mechanics", [])
            played |= {kind for part in parts for kind in part}
        assert mechanics_of_studies()[path.stem] == played & set(BUILT_IN), path.stem
