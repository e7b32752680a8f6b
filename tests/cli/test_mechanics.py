import json

import pytest
from ruamel.yaml import YAML

from loyaltysim.behaviour.constants import constants_table
from loyaltysim.cli.scheme_parts import EXAMPLES, example_of
from loyaltysim.mechanics.registry import BUILT_IN, get_mechanic
from loyaltysim.report.evidence_notes import evidence_table
from loyaltysim.report.parameters import Row, parameter_rows
from loyaltysim.report.signals import signals_of
from loyaltysim.report.studies.shipped import findings
from loyaltysim.report.studies.table import number
from loyaltysim.scenario.schemes import build_schemes


def words(text):
    return " ".join(text.split())


def test_every_mechanic_is_listed_with_what_it_does(loyaltysim):
    code, out, _ = loyaltysim("mechanics")
    assert code == 0
    for kind in BUILT_IN:
        assert f"\n  {kind} " in out
    for note in evidence_table()["any"]:
        assert note.reference in words(out)


@pytest.mark.parametrize("kind", BUILT_IN)
def test_a_mechanic_is_explained_with_all_its_parameters(loyaltysim, kind):
    code, out, _ = loyaltysim("mechanics", kind)
    assert code == 0
    for name in get_mechanic(kind).model_fields:
        assert f"\n{name} " in out or name in words(out).partition("As every mechanic:")[2]
    assert "\nfor " in out
    assert "\nagainst " in out


@pytest.mark.parametrize("kind", BUILT_IN)
def test_a_mechanic_has_an_example_to_copy_with_all_that_it_needs(loyaltysim, kind):
    out = loyaltysim("mechanics", kind).out
    written = YAML(typ="safe").load(out[out.index("schemes:") :].partition("\n\n")[0])["schemes"]
    schemes, faults = build_schemes(written)
    assert faults == []
    assert [one.mechanic.kind for one in schemes["my scheme"].instances] == [kind]


def test_required_parameters_come_first_and_common_ones_in_a_line(loyaltysim):
    out = loyaltysim("mechanics", "cash_back").out
    assert out.index("\nrate ") < out.index("\nmin_spend ") < out.index("\npays_every ")
    assert "\nact " not in out
    assert "\nstarts " not in out
    assert "As every mechanic: act (the act it is about), starts, stops" in words(out)
    needs_act = loyaltysim("mechanics", "referral").out
    assert needs_act.index("\nact ") < needs_act.index("\nconverts ")
    assert "As every mechanic: starts, stops" in words(needs_act)


def test_mechanics_are_listed_by_family(loyaltysim):
    lines = loyaltysim("mechanics").out.splitlines()
    at = {line.strip(): number for number, line in enumerate(lines)}
    rows = [line.split()[0] if line.split() else "" for line in lines]
    assert (
        at["money"]
        < rows.index("cash_back")
        < at["points"]
        < rows.index("points", at["points"] + 1)
    )
    assert at["status"] < rows.index("tiers")


def test_what_the_model_does_not_reproduce_is_told_with_both_numbers(loyaltysim):
    told = words(loyaltysim("mechanics", "points").out).partition("Zhang & Breugelmans")[2]
    rows = findings().to_dict("records")
    row = next(one for one in rows if one["finding"] == "LP-14 revenue")
    assert not row["agrees"]
    numbers = f"{number(row['published'])} published, {number(row['simulated'])} in the model"
    assert f"the model does not reproduce this: {row['what']}: {numbers}" in told


def test_what_was_studied_of_something_else_is_said_to_be(loyaltysim):
    cash = words(loyaltysim("mechanics", "cash_back").out)
    assert "no study of cash back itself is known here; nearest: for paying for eight" in cash
    assert "by analogy" not in cash
    discount = words(loyaltysim("mechanics", "discount").out)
    assert "no study of" not in discount
    assert "for by analogy: paying new gym members" in discount


@pytest.mark.parametrize("name", EXAMPLES)
def test_other_parts_of_a_scheme_are_explained_with_an_example(loyaltysim, name):
    code, out, _ = loyaltysim("mechanics", name)
    assert code == 0
    assert f"{name} is no mechanic but a part of a scheme" in words(out)
    schemes, faults = build_schemes(YAML(typ="safe").load(example_of(name))["schemes"])
    assert faults == []
    assert f"\n{name}." in out
    assert list(schemes) == list(EXAMPLES[name])
    assert all(getattr(scheme, name) for scheme in schemes.values())


def test_every_way_to_join_is_shown_as_a_file_writes_it(loyaltysim):
    out = loyaltysim("mechanics", "joining").out
    shown = out[out.index("schemes:") :].partition("\n\n")[0]
    schemes, faults = build_schemes(YAML(typ="safe").load(shown)["schemes"])
    assert faults == []
    ways = [scheme.joining.numbers() for scheme in schemes.values()]
    assert [way.way for way in ways] == ["automatic", "opt_in", "invited"]
    assert max(ways[1].effort) == 0.8
    assert ways[2].share == 0.2
    keys = {line.split()[0] for line in out.splitlines() if line.startswith("joining.")}
    assert {"joining.opt_in.effort.time", "joining.invited.share"} <= keys


def test_parameters_are_explained_with_the_mechanics_that_have_them(loyaltysim):
    code, out, _ = loyaltysim("mechanics", "persuasion")
    assert code == 0
    assert "persuasion is no mechanic but a parameter" in out
    assert {"adviser", "message", "touchpoint"} <= set(out.split())


def test_an_unknown_mechanic_gets_a_suggestion(loyaltysim):
    code, out, err = loyaltysim("mechanics", "point")
    assert (code, out) == (2, "")
    assert err == "no mechanic is named point; did you mean points or touchpoint?\n"


def test_several_near_names_are_suggested(loyaltysim):
    err = loyaltysim("mechanics", "mystery_gift").err
    assert err == "no mechanic is named mystery_gift; did you mean mystery or mystery_box?\n"


def test_surprise_points_to_what_comes_every_month(loyaltysim):
    out = words(loyaltysim("mechanics", "surprise").out)
    assert "for one gift a month take mystery_box with every: 30" in out


def test_every_parameter_says_what_it_means():
    for kind in BUILT_IN:
        for row in parameter_rows(get_mechanic(kind).model_json_schema()):
            assert row.meaning, (kind, row.name)


def test_parameters_are_told_with_ranges_and_groups():
    rows = {row.name: row for row in parameter_rows(get_mechanic("stamp_card").model_json_schema())}
    assert rows["stamps"] == Row(
        "stamps", "whole number, at least 1, at most 1,000", "required", "stamps on a full card"
    )
    assert rows["head_start"].default == "0"
    assert rows["repeat"] == Row(
        "repeat", "on or off", "on", "whether a new card follows a full one"
    )
    assert rows["reward"].values == "{value, cost} or {points, into}"
    assert rows["reward.value"].values == "number, above 0"
    assert rows["expires_after"].default == "none"


def test_alternatives_and_lists_are_told():
    schema = {
        "$defs": {
            "A": {
                "description": "Only once.",
                "properties": {"from": {"default": 3}, "policy": {"const": "a"}},
                "required": ["policy"],
            },
            "B": {"properties": {"from": {"default": 3}, "policy": {"enum": ["b", "c"]}}},
        },
        "properties": {
            "either": {
                "anyOf": [
                    {"oneOf": [{"$ref": "#/$defs/A"}, {"$ref": "#/$defs/B"}]},
                    {"type": "null"},
                ]
            },
            "days": {"type": "array", "items": {"type": "integer", "exclusiveMaximum": 7}},
            "steps": {"type": "array", "items": {"$ref": "#/$defs/A"}, "default": []},
            "group": {"$ref": "#/$defs/B", "default": {"from": 3, "policy": None}},
            "other": {"$ref": "#/$defs/B", "default": {"from": 4, "policy": None}},
            "pairs": {"type": "array", "items": {}, "default": [{"a": True, "b": None, "c": 1e3}]},
            "share": {"anyOf": [{"type": "number", "maximum": 1}, {"type": "string"}]},
        },
    }
    rows = list(parameter_rows(schema))
    assert [(row.name, row.values, row.default) for row in rows] == [
        ("either", "{policy: a, from} or {from, policy}", "none"),
        ("either.policy", "a", "required"),
        ("either.from", "a group", "3"),
        ("either.policy", "b, c", "none"),
        ("days", "a list; each: whole number, below 7", "none"),
        ("steps", "a list; each: a group", "none"),
        ("steps[].policy", "a", "required"),
        ("steps[].from", "a group", "3"),
        ("group", "a group", "as below"),
        ("group.from", "a group", "3"),
        ("group.policy", "b, c", "none"),
        ("other", "a group", "{from: 4}"),
        ("other.from", "a group", "3"),
        ("other.policy", "b, c", "none"),
        ("pairs", "a list; each: a group", "[{a: on, c: 1000}]"),
        ("share", "number, at most 1 or text", "none"),
    ]
    assert [row.meaning for row in rows if row.name == "either.policy"] == ["Only once.", ""]


def test_what_is_for_comes_before_what_is_against(loyaltysim):
    out = loyaltysim("mechanics", "streak").out
    assert out.index("\nWhy it should work, and where it fails") < out.index("\nparameter ")
    assert out.rindex("\nfor ") < out.index("\nagainst ")


def test_what_messages_can_go_by_is_told_and_can_be_used(loyaltysim):
    out = loyaltysim("mechanics", "streak").out
    assert "\nat_risk " in out.partition("What a message can go by")[2]
    message = out.partition("Such as `")[2].partition("`")[0]
    streak = out.partition("my scheme:\n")[2].partition("\n")[0]
    written = YAML(typ="safe").load(f"schemes:\n  my scheme:\n{streak}\n    - {message}")
    assert build_schemes(written["schemes"])[1] == []


def test_what_results_tell_of_a_mechanic_is_told(loyaltysim):
    out = loyaltysim("mechanics", "voucher").out
    assert "\nredeemed vouchers used / vouchers given" in out.replace("  ", " ")
    assert "What results tell of it" not in loyaltysim("mechanics", "discount").out


@pytest.mark.parametrize("kind", BUILT_IN)
def test_every_signal_says_what_it_means(kind):
    for _, meaning in signals_of(get_mechanic(kind)):
        assert meaning


def test_constants_are_shown_with_range_and_source(loyaltysim):
    code, out, _ = loyaltysim("constants")
    assert code == 0
    for row in constants_table():
        assert f"\n{row.name} " in out
    assert "1.82 to" in out
    assert "Brown et al. 2024" in words(out)


def test_constants_as_json_are_the_table(loyaltysim):
    rows = json.loads(loyaltysim("constants", "--json").out)
    assert [row["name"] for row in rows] == [row.name for row in constants_table()]
    assert set(rows[0]) >= {"value", "low", "high", "unit", "source", "meaning"}


def test_what_a_message_can_go_by_of_a_sample_says_what_was_tried(loyaltysim):
    told = " ".join(loyaltysim("mechanics", "sample").out.split())
    assert "tried had a sample and has not bought since" in told
