"""What is said beside published effects: where the model does otherwise, and what is concluded by analogy."""

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pandas as pd
import pytest

from loyaltysim.language import speaking
from loyaltysim.report.evidence_marks import marked, missed_by, none_itself, not_reproduced
from loyaltysim.report.evidence_notes import Note
from loyaltysim.report.evidence_text import evidence_lines
from loyaltysim.scenario.schemes import build_schemes

if TYPE_CHECKING:
    from loyaltysim.comparison import Comparison

ROWS = [
    # finding, what, published, band, simulated, agrees
    ("MADE-UP size", "sales", 0.04, 0.0, 0.08, -0.038, False),
    ("MADE-UP sign", "departures", float("nan"), -0.3, 0.6, 2.52, False),
    ("MADE-UP kept", "customers", 0.1, 0.0, 0.2, 0.05, True),
    ("MADE-UPPER", "acts", 1.0, 0.9, 1.1, 2.0, False),
]
COLUMNS = ("finding", "what", "published", "band_low", "band_high", "simulated", "agrees")


@pytest.fixture(autouse=True)
def _made_up(monkeypatch):
    table = pd.DataFrame(ROWS, columns=list(COLUMNS))
    monkeypatch.setattr("loyaltysim.report.studies.shipped.findings", lambda: table)


def note(name, **more):
    return Note(name, "it sold more", "Nobody 2020, a shop", True, "numbers", **more)


def test_all_findings_out_of_band_that_carry_the_id_are_named_with_their_numbers():
    assert not_reproduced(note("MADE-UP")) == (
        "the model does not reproduce this: sales: 0.04 published, -0.038 in the model; "
        "departures: 2.52 in the model, where -0.3 to 0.6 would agree"
    )
    with speaking("nl"):
        assert missed_by(note("MADE-UP"))[0].numbers == "0,04 gepubliceerd, -0,038 in het model"


def test_what_is_in_band_or_was_never_replayed_is_not_marked():
    assert not_reproduced(note("MADE-UP", replayed=("MADE-UP kept",))) == ""
    assert not_reproduced(note("MADE-UP", replayed=())) == ""
    assert not_reproduced(note("MADE")) == ""


def test_analogies_are_marked_one_by_one_only_beside_other_notes():
    near, itself = note("A-01", near=True), note("A-02")
    assert marked("more", near, [near, itself]) == "by analogy: more"
    assert marked("more", itself, [near, itself]) == "more"
    assert marked("more", near, [near]) == "more"
    assert none_itself([near])
    assert not none_itself([near, itself])
    assert not none_itself([])


@pytest.mark.parametrize(
    ("parameters", "cited"),
    [({"persuasion": "profile"}, "Kaptein & van Halteren"), ({"every": 3}, "Milkman")],
)
def test_notes_about_a_parameter_are_shown_where_it_is_used(parameters, cited):
    schemes, faults = build_schemes({"mail": [{"message": parameters}]})
    assert faults == []
    comparison = SimpleNamespace(
        scenario=SimpleNamespace(schemes=schemes), schemes=pd.DataFrame(index=["mail"])
    )
    lines = list(evidence_lines(cast("Comparison", comparison)))
    first = next(number for number, (kind, *_) in enumerate(lines) if kind == "message")
    ours = [line for line in lines[first:] if line[1]]
    assert [side for _, side, _ in ours] == ["for", "against"]
    assert cited in ours[0][2]
