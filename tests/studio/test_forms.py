"""Forms say what the file says, with what each field may be, and every problem where it belongs."""

from pathlib import Path

import pytest
from tests.studio.scenario import COMMENTED

from loyaltysim.language import speaking
from loyaltysim.scenario.bundled import bundled_folder, bundled_names
from loyaltysim.scenario.text.compose import compose
from loyaltysim.studio import pages
from loyaltysim.studio.forms import Field, Forms, Group
from loyaltysim.studio.schemas import whole
from loyaltysim.studio.varying import schema_at

NOWHERE = Path("nowhere")


def every(part):
    yield part
    if isinstance(part, Group):
        for inside in (*part.members, *part.more):
            yield from every(inside)


def forms(text):
    root, _ = compose(text, "scenario.yaml")
    return {part.path: part for part in every(Forms().part("", (), whole(), root))}


def scalars(node, path=()):
    if node.mapping or node.sequence:
        inside = node.mapping.items() if node.mapping else enumerate(node.sequence)
        for key, child in inside:
            yield from scalars(child, (*path, key))
    elif not isinstance(node.content, dict | list) and node.text:
        yield path, node.text


@pytest.mark.parametrize("name", bundled_names())
def test_every_value_of_a_bundled_scenario_stands_in_a_field(name):
    text = (bundled_folder() / f"{name}.yaml").read_text()
    found = forms(text)
    for path, written in scalars(compose(text, name)[0]):
        same = {"true": "on", "false": "off"} if found[path].kind == "choice" else {}
        assert found[path].value == same.get(written, written)
        assert found[path].kind != "shown"


def test_a_field_says_what_it_means_and_may_be():
    field = forms(COMMENTED)["days",]
    assert (field.kind, field.value, field.unit) == ("number", "10", "days")
    assert field.help == "Days from launch to horizon."
    assert field.range == "whole number, 1 to 3650, or such as 4 weeks"
    assert field.slider.value == "10"
    share = forms(COMMENTED)["population", "regulars", "share"]
    assert (share.slider.suffix, share.slider.high) == ("%", "100")
    assert forms(COMMENTED)["acts", "visit", "margin"].range == "0% to 100%"
    ticket = forms(COMMENTED)["acts", "visit", "ticket", "mean"]
    assert ticket.unit == "EUR"


def test_forms_speak_dutch_where_the_file_does_not():
    with speaking("nl"):
        field = forms(COMMENTED)["days",]
        value = forms(COMMENTED)["schemes", "five stamps", 0].members[1].members[0]
    assert (field.label, field.unit) == ("days", "dagen")
    assert field.help == "Dagen van de start tot de horizon."
    assert field.range == "geheel getal, 1 tot 3650, of zoals 4 weeks"
    assert value.help == "Waarde voor de klant, in EUR."


def test_what_is_left_out_can_be_said():
    found = forms(COMMENTED)
    assert found["seed",].default == "1"
    assert {part.path for part in found[()].addable} >= {("calendar",), ("network",), ("rivals",)}


def test_what_may_be_added_begins_with_something_that_can_be_read():
    root, _ = compose(COMMENTED, "scenario.yaml")
    for way in (("calendar",), ("network",), ("word_of_mouth",), ("arrivals",)):
        assert schema_at(way, root) is not None
    folder = bundled_folder()
    for name in ("calendar", "network", "arrivals"):
        made = pages.edited(COMMENTED, folder, {"do": "make", "path": [name]})
        assert made["problems"] == [], name


def test_yes_and_no_have_two_words_and_no_cost_one_zero():
    text = COMMENTED.replace(
        "- stamp_card: {stamps: 5",
        "- adviser: {}\n    - leagues: {compulsory: true}\n    - stamp_card: {stamps: 5",
    )
    found = forms(text)
    choice = found["schemes", "five stamps", 1, "leagues", "compulsory"]
    assert (choice.choices, choice.default, choice.value) == (("on", "off"), "off", "on")
    assert found["schemes", "five stamps", 0, "adviser", "cost"].default == "0"


def test_a_problem_stands_at_its_field():
    text = COMMENTED.replace("stamps: 5", "stamps: 0").replace("days: 10", "days: soon")
    told = pages.checked(text, NOWHERE)
    found = forms(text)
    stamps = found["schemes", "five stamps", 0]
    (field,) = (one for one in stamps.members if one.label == "stamps")
    assert told["errors"][field.id] == ["Must be at least 1, but is 0; stamps on a full card."]
    assert (
        "must be a number" in told["errors"][found["days",].id][0].lower()
        or "whole" in told["errors"][found["days",].id][0]
    )
    assert all(one["placed"] for one in told["problems"])


def test_of_two_mechanics_of_a_kind_the_wrong_one_is_marked():
    lines = "    - stamp_card: {stamps: 5, reward: {value: 4.20, cost: 1.40}}\n"
    wrong = "    - stamp_card: {name: b, stamps: -5, reward: {value: 4.20, cost: 1.40}}\n"
    told = pages.checked(COMMENTED.replace(lines, lines + wrong), NOWHERE)
    assert len(told["errors"]) == 1
    assert next(iter(told["errors"])).endswith("-1-stamp_5fcard-stamps")


ONE = "stamp_card: {stamps: 10.5, reward: {value: 4.20, cost: 1.40}}"
OTHER = "stamp_card: {reward: {value: 4.20, cost: 1.40}}"


@pytest.mark.parametrize("form", ["\n    - {}\n    - {}", " [{{{}}}, {{{}}}]"])
def test_what_is_wrong_with_one_mechanic_does_not_stand_at_another_of_its_name(form):
    head = COMMENTED[: COMMENTED.index("  five stamps:")]
    told = pages.checked(head + "  five stamps:" + form.format(ONE, OTHER) + "\n", NOWHERE)
    errors = {way.partition("stamps-")[2]: texts for way, texts in told["errors"].items()}
    assert [text[:20] for text in errors.pop("0-stamp_5fcard-stamps")] == ["Must be a whole numb"]
    assert [text[:17] for text in errors.pop("1")] == ["Stamps is missing", "This scheme alrea"]
    assert errors == {}
    assert all(one["placed"] for one in told["problems"])


def test_what_lacks_a_group_is_told_at_the_mechanic():
    tiers = "tiers: {levels: [{name: gold, at: 5, multiplier: 2}]}"
    told = pages.checked(COMMENTED.replace("stamp_card: {stamps: 5, ", tiers + " #"), NOWHERE)
    ((way, (text,)),) = told["errors"].items()
    assert way.endswith("five_20stamps-0")
    assert text.startswith("multiplies: Is needed for multipliers")


def test_what_must_be_above_nought_is_said_to_be():
    found = forms(COMMENTED)
    assert found["acts", "visit", "ticket", "mean"].range == "above 0"
    lottery = found["schemes", "three stamps", 1]
    (chance,) = (one for one in lottery.members if one.label == "chance")
    assert chance.range == "above 0, up to 1"
    assert float(chance.slider.low) > 0
    assert found["population", "regulars", "share"].range == "above 0%, up to 100%"


def test_forms_explain_variants_without_yaml():
    learns = COMMENTED.replace(
        "five stamps:\n", "five stamps:\n    adapt: {variants: {a: {}}}\n    mechanics:\n"
    )
    for language, words in (("en", "or off"), ("nl", "of off")):
        with speaking(language):
            told = forms(learns)["schemes", "five stamps", "adapt", "variants"].help
        assert words in told
        assert "{" not in told


def test_names_of_fields_are_unique():
    text = (bundled_folder() / "call_centre.yaml").read_text()
    names = [part.id for part in forms(text).values()]
    assert len(names) == len(set(names))


def test_what_no_form_knows_is_shown_and_can_be_taken_away():
    text = COMMENTED.replace("days: 10", "dayz: 10")
    field = forms(text)["dayz",]
    assert isinstance(field, Field)
    assert (field.kind, field.value) == ("shown", "10")


@pytest.mark.parametrize(
    "text", ["", "just words", "- a\n- b", "a: [", "a: 1\na: 2", "title: !!python/name:os.system x"]
)
def test_what_is_no_scenario_has_problems_and_no_forms(text):
    made = pages.editor(text, NOWHERE)
    assert not made["readable"]
    assert made["problems"]


def test_forms_escape_what_users_write():
    text = COMMENTED.replace("five stamps:", '"<script>alert(1)</script>":').replace(
        "title: Which card?", 'title: "<b onclick=x>"'
    )
    html = pages.editor(text, NOWHERE)["forms"]
    assert "<script>" not in html
    assert "<b " not in html


def test_values_that_change_no_field_leave_the_forms_alone():
    made = pages.edited(COMMENTED, NOWHERE, {"do": "set", "path": ["days"], "value": "12"})
    assert made["forms"] is None
    made = pages.edited(COMMENTED, NOWHERE, {"do": "remove", "path": ["schemes", "five stamps"]})
    assert "five stamps" not in made["forms"]
