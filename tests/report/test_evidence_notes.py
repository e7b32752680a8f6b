import re

import pytest

from loyaltysim.mechanics.registry import BUILT_IN
from loyaltysim.report.evidence_notes import (
    beyond_evidence,
    evidence_for,
    evidence_table,
    yearly,
)


@pytest.mark.parametrize("kind", [*BUILT_IN, "any"])
def test_every_built_in_mechanic_has_evidence_for_and_against(kind):
    notes = evidence_table()[kind]
    assert {note.works for note in notes} == {True, False}


def test_every_note_names_a_dated_source_and_how_far_it_was_seen():
    for notes in evidence_table().values():
        for note in notes:
            assert re.search(r"\b(19|20)\d\d\b", note.source), note.id
            assert note.seen in {"numbers", "partly", "direction", "unchecked"}, note.id


def test_a_figure_that_was_not_seen_at_its_source_says_so():
    notes = {note.id: str(note) for notes in evidence_table().values() for note in notes}
    assert "not checked at the source" in notes["LOT-02"]
    assert "partly second-hand" in notes["GIFT-01"]
    assert "direction only" in notes["STREAK-01"]
    assert notes["STAMP-01"].endswith("(Nunes & Dreze 2006, car wash, 300 cards)")


@pytest.mark.parametrize("kind", evidence_table())
def test_reports_show_one_note_for_and_one_against_each_kind_in_a_line(kind):
    shown = [note for note in evidence_table()[kind] if note.brief]
    for about in {note.about for note in shown}:
        assert sorted(note.works for note in shown if note.about == about) == [False, True]
    assert () in {note.about for note in shown}
    for note in shown:
        assert len(note.line) <= 100 - len("any scheme against "), note.line
        assert re.search(
            r" \((\w+|(van )?\w+ & (van )?[\w-]+|((de|van) )?\w+ et al\.) (19|20)\d\d(; [a-z -]+)?\)$",
            note.line,
        )


def test_a_reference_has_its_doi_where_there_is_one():
    notes = {note.id: note for notes in evidence_table().values() for note in notes}
    assert notes["STAMP-01"].reference.endswith(", doi 10.1086/500480")
    assert notes["LP-12"].reference == str(notes["LP-12"])


def test_a_mechanic_of_another_package_has_no_notes():
    found = evidence_for(["points", "wheel", "points"])
    assert list(found) == ["points", "wheel"]
    assert found["wheel"] == ()


@pytest.mark.parametrize(
    ("difference", "days", "beyond"),
    [(0.04, 180, False), (0.06, 180, True), (-0.06, 180, True), (0.06, 730, False)],
)
def test_effects_above_five_points_a_year_are_outside_the_evidence(difference, days, beyond):
    assert beyond_evidence(difference, days) is beyond


def test_a_year_is_the_unit_of_comparison():
    assert yearly(0.02, 73) == 0.02
    assert yearly(0.02, 730) == pytest.approx(0.01)
