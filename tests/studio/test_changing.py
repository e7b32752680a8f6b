"""A scenario that extends another has forms for what it changes, with what may stand there and what stood there."""

from pathlib import Path

import pytest

from loyaltysim.errors import InputError
from loyaltysim.scenario.load import parse_scenario
from loyaltysim.studio import pages

NOWHERE = Path("nowhere")
EXTENDED = """\
extends: coffee_bar  # the one next door
changes:
  # fewer
  schemes.ten stamps.stamp_card.stamps: 0
"""
STAMPS = "schemes.ten stamps.stamp_card.stamps"


def section(text, name="changes"):
    html = pages.editor(text, NOWHERE)["forms"]
    return html.partition(f'aria-labelledby="s-{name}"')[2].partition("</section>")[0]


def edited(text, **edit):
    return pages.edited(text, NOWHERE, {"path": ["changes"], **edit})["text"]


def test_a_change_has_the_form_of_what_it_changes():
    html = section(EXTENDED)
    assert "Stamps on a full card. 10 in coffee_bar." in html
    assert "Whole number, 1 to 1000." in html
    assert 'type="range"' in section(EXTENDED.replace("stamps: 0", "stamps: 8"))
    assert "Must be at least 1, but is 0" in html


def test_every_value_can_be_changed():
    html = pages.editor(EXTENDED, NOWHERE)["forms"]
    for path in ("days", "acts.visit.ticket.mean", "schemes.twelve, two given.stamp_card.stamps"):
        assert f'<option value="{path}">' in html
        text = edited("extends: coffee_bar\n", do="add", key=path)
        same = parse_scenario("extends: coffee_bar\n", NOWHERE, "x").model_dump()
        assert parse_scenario(text, NOWHERE, "x").model_dump() == same, text


def test_a_change_is_added_set_and_removed_and_comments_stay():
    text = edited(EXTENDED, do="add", key="days")
    assert text == EXTENDED + "  days: 180\n"
    text = edited(text, do="set", path=["changes", STAMPS], value="8")
    mechanic = parse_scenario(text, NOWHERE, "x").schemes["ten stamps"].instances[0].mechanic
    assert mechanic.model_dump()["stamps"] == 8
    assert edited(text, do="remove", path=["changes", STAMPS]) == (
        "extends: coffee_bar  # the one next door\nchanges:\n  days: 180\n"
    )


def test_what_is_not_in_the_file_yet_begins_with_its_example():
    assert "changes: {interest:" not in edited("extends: coffee_bar\n", do="add", key="network")
    assert "network: {degree: 6}" in edited("extends: coffee_bar\n", do="add", key="network")


def test_a_way_that_leads_nowhere_is_refused():
    with pytest.raises(InputError, match="did you mean ten stamps"):
        edited(EXTENDED, do="add", key="schemes.ten stampz.stamp_card.stamps")


def test_a_change_of_something_that_is_gone_can_be_taken_away():
    text = "extends: coffee_bar\nchanges:\n  schemes.ten stamps.none: 3\n"
    html = section(text)
    assert "There is no none in schemes.ten stamps" in html
    assert "Remove schemes.ten stamps.none" in html
    assert "schemes.ten stamps.none" not in edited(
        text, do="remove", path=["changes", "schemes.ten stamps.none"]
    )


def test_groups_that_are_not_written_anew_tell_what_they_hold():
    html = section(EXTENDED, "schemes")
    assert "As in coffee_bar: &#34;no card&#34;, &#34;ten stamps&#34;" in html
    assert "Write schemes anew" in html
    text = edited("extends: coffee_bar\n", do="make", path=["schemes"])
    assert "\n  no card: []\n  ten stamps: [" in text
    same = parse_scenario("extends: coffee_bar\n", NOWHERE, "x")
    assert parse_scenario(text, NOWHERE, "x").schemes == same.schemes


def test_a_title_that_is_not_given_is_that_of_what_is_extended():
    assert "stamp card" in pages.editor("extends: coffee_bar\n", NOWHERE)["title"]


@pytest.mark.parametrize("named", ["nothing", "../x.yaml", "[1]", ""])
def test_what_cannot_be_read_leaves_forms(named):
    made = pages.editor(f"extends: {named}\nchanges: {{days: 3}}\n", NOWHERE)
    assert made["problems"]
    assert ">3</span>" in made["forms"]
