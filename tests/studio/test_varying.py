"""Variants of a scheme that learns have forms: each mechanic of the list, which is left out or has other parameters."""

from pathlib import Path

import pytest
from tests.studio.test_forms import forms

from loyaltysim.scenario.load import parse_scenario
from loyaltysim.studio import pages

NOWHERE = Path("nowhere")
LEARNS = """\
title: Which card?
days: 90
acts:
  visit: {ticket: {mean: 4.20, cv: 0.4}, margin: 0.65}
population:
  guests: {share: 100%, need_rate: {per: week, mean: 1.0, cv: 0.5}}
schemes:
  no card: []
  learns:
    joining: automatic
    mechanics:
      - stamp_card: {name: card, stamps: 12, reward: {value: 4.20, cost: 1.40}}
      - message: {every: 14}
"""
ADAPT = ("schemes", "learns", "adapt")
VARIANTS = (*ADAPT, "variants")


def edited(text, do, *path, **more):
    return pages.edited(text, NOWHERE, {"do": do, "path": [*VARIANTS, *path], **more})["text"]


def begun():
    return pages.edited(LEARNS, NOWHERE, {"do": "make", "path": [*ADAPT]})["text"]


def numbers(text, variant):
    plan = parse_scenario(text, NOWHERE, "x").schemes["learns"].adaptation()
    assert plan is not None
    return {name: one.model_dump() for name, one in plan.variants[variant].items()}


def test_a_scheme_begins_to_learn_with_two_variants_that_differ():
    text = begun()
    assert list(numbers(text, "as it is")) == ["card", "message"]
    assert list(numbers(text, "without card")) == ["message"]
    assert pages.checked(text, NOWHERE)["problems"] == []


def test_a_variant_offers_each_mechanic_of_the_list():
    found = forms(begun())
    card = found[*VARIANTS, "as it is", "card"]
    assert (card.kind, card.choices, card.value, card.as_group) == ("choice", ("off",), "", True)
    assert found[*VARIANTS, "without card", "card"].value == "off"
    assert found[*VARIANTS, "without card", "message"].value == ""
    assert "changes nothing" in found[*VARIANTS, "as it is"].help
    assert "changes nothing" not in found[*VARIANTS, "without card"].help


def test_a_variant_is_made_in_forms_alone():
    text = edited(begun(), "add", key="short")
    text = edited(text, "make", "short", "card")
    text = edited(text, "set", "short", "card", "stamps", value="8")
    text = edited(text, "set", "short", "message", value="off")
    assert list(numbers(text, "short")) == ["card"]
    assert numbers(text, "short")["card"]["stamps"] == 8
    assert numbers(text, "as it is")["card"]["stamps"] == 12
    stamps = forms(text)[*VARIANTS, "short", "card", "stamps"]
    assert (stamps.kind, stamps.value, stamps.range[:12]) == ("number", "8", "whole number")


def test_what_the_list_says_stands_beside_what_a_variant_may_change():
    text = edited(edited(begun(), "add", key="short"), "make", "short", "card")
    stamps = forms(text)[*VARIANTS, "short", "card", "stamps"]
    assert (stamps.value, stamps.default) == ("", "12")
    assert (*VARIANTS, "short", "card", "name") not in forms(text)
    text = edited(text, "make", "short", "card", "reward")
    assert numbers(text, "short") == numbers(text, "as it is")


def test_a_problem_of_a_variant_stands_at_its_field():
    text = edited(begun(), "make", "as it is", "card")
    text = edited(text, "set", "as it is", "card", "stamps", value="0")
    stamps = forms(text)[*VARIANTS, "as it is", "card", "stamps"]
    told = pages.checked(text, NOWHERE)["errors"]
    assert told[stamps.id] == ["Must be at least 1, but is 0; stamps on a full card."]


@pytest.mark.parametrize("way", [("card",), ("card", "stamps")])
def test_what_a_variant_no_longer_changes_leaves_the_variant(way):
    text = edited(edited(begun(), "add", key="short"), "make", "short", "card")
    text = edited(text, "set", "short", "card", "stamps", value="8")
    text = edited(text, "remove", "short", *way)
    assert numbers(text, "short") == numbers(text, "as it is")


def test_what_the_scheme_does_not_have_is_shown_and_can_be_taken_away():
    text = edited(begun(), "add", key="odd")
    text = edited(text, "set", "odd", "streak", value="off")
    assert forms(text)[*VARIANTS, "odd", "streak"].kind == "shown"
    assert "streak" not in edited(text, "remove", "odd", "streak")
