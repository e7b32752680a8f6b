"""Texts and pictures tell the evidence in one order: family by family, and in each its studies as they come."""

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from tests.studies.test_summary import row

from loyaltysim.behaviour.constants import Constants
from loyaltysim.report.studies.page import page
from loyaltysim.report.studies.walk import by_family, in_families, out_of_band, weak
from loyaltysim.report.studies.web_page import web_page
from loyaltysim.studies.evidence import Evidence, Row

if TYPE_CHECKING:
    from loyaltysim.studies.replay import Replay


def study(name, family):
    scenario = SimpleNamespace(title=f"Title of {name}", question="What\nhappens?", sources=("Us",))
    design = SimpleNamespace(family=family, seen=None, findings={})
    return SimpleNamespace(name=name, scenario=scenario, design=design)


STREAKS, CARDS, POINTS = study("one", "streaks"), study("two", "cards"), study("three", "cards")
WEAK, OUT, FINE = row(0.1), row(1.2), row(0.5)


def found(of, name, like):
    return Row(of, name, like.finding, like.estimates)


def evidence():
    rows = (
        found(STREAKS, "S-1", OUT),
        found(STREAKS, "S-2", WEAK),
        found(CARDS, "C-1", WEAK),
        found(POINTS, "P-1", FINE),
        found(POINTS, "P-2", OUT),
    )
    replays = tuple(
        SimpleNamespace(study=one.name, found={}, missed={}) for one in (STREAKS, CARDS, POINTS)
    )
    return Evidence(rows, cast("tuple[Replay, ...]", replays), Constants.default(), (1,))


def names(rows):
    return [one.name for one in rows]


def test_families_come_by_name_and_their_studies_as_they_come():
    told = {
        family: [(one.study.name, names(one.rows)) for one in studies]
        for family, studies in by_family(evidence()).items()
    }
    assert list(told) == ["cards", "streaks"]
    assert told == {
        "cards": [("two", ["C-1"]), ("three", ["P-1", "P-2"])],
        "streaks": [("one", ["S-1", "S-2"])],
    }
    assert names(in_families(evidence())) == ["C-1", "P-1", "P-2", "S-1", "S-2"]


def test_what_is_out_and_what_is_weak_come_in_the_same_order():
    assert names(out_of_band(evidence())) == ["P-2", "S-1"]
    assert names(weak(evidence())) == ["C-1", "S-2"]


def test_both_pages_tell_the_same_studies_and_findings_in_this_order():
    markdown, html = (make(evidence(), "command", "1") for make in (page, web_page))
    assert re.findall(r"^## (.*): Title of (.*)$", markdown, re.MULTILINE) == [
        ("cards", "two"),
        ("cards", "three"),
        ("streaks", "one"),
    ]
    findings = html.partition('<section aria-labelledby="findings">')[2]
    assert re.findall(r'<h3 id="family-\d">(.*?)</h3>', findings) == ["cards", "streaks"]
    assert re.findall(r"<div>Title of (\w+)<p>What happens\?</p>", findings) == [
        "two",
        "three",
        "one",
    ]
    rows = re.findall(r"^\| ([CPS]-\d): ", markdown, re.MULTILINE)
    assert rows == re.findall(r'<tr><th scope="row">([CPS]-\d): ', findings)
    assert rows == names(in_families(evidence()))


def test_columns_of_numbers_stand_to_the_right():
    told = page(evidence(), "command", "1")
    assert "\n| finding | published | band | simulated | same size | | use | informs |\n" in told
    assert "\n|---|---:|---:|---:|---:|---|---|---|\n" in told
