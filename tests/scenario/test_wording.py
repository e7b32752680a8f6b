"""Pydantic's findings in words, for the parameters of any mechanic that somebody may write."""

from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, RootModel, ValidationError, field_validator, model_validator

from loyaltysim.mechanics.mechanic import Mechanic, Parameters
from loyaltysim.mechanics.registry import get_mechanic, mechanic_names
from loyaltysim.scenario.blocks.block import in_units
from loyaltysim.scenario.wording import MESSAGES_BY_TYPE, faults_of


class Red(Parameters):
    colour: Literal["red"]
    depth: int = Field(ge=1, description="days of red")


class Blue(Parameters):
    colour: Literal["blue"]


class Example(Mechanic):
    whole: int = Field(default=1, ge=1, lt=10, description="whole things")
    number: float = Field(default=1, gt=0, le=9, description="of currency")
    chance: float = Field(default=0.5, ge=0, le=1, description="chance of it")
    lag: int | None = Field(default=None, description="days until it comes")
    switch: bool = True
    text: str = Field(
        default="a", min_length=1, max_length=5, pattern="^[a-z]*$", description="lower case"
    )
    listed: tuple[int, ...] = Field(default=(), max_length=2)
    items: list[Red] = Field(default=[], min_length=0)
    map: dict[str, int] = Field(default={}, description="numbers by name")
    some: list[int] = Field(default=[1], min_length=1)
    tint: Annotated[Red | Blue, Field(discriminator="colour")] | None = None
    inner: Red | None = None
    even: int = Field(default=2, multiple_of=2)

    @field_validator("map")
    @classmethod
    def _small(cls, value):
        if len(value) > 1:
            msg = "must have one number only"
            raise ValueError(msg)
        return value

    @model_validator(mode="after")
    def _together(self):
        if self.whole == 9:
            msg = "number: must be 1 when whole is 9"
            raise ValueError(msg)
        if self.whole == 8:
            msg = "whole and number do not fit together: choose one"
            raise ValueError(msg)
        return self


def told(**params):
    try:
        Example.model_validate(in_units(Example, params))
    except ValidationError as error:
        types = {found["type"] for found in error.errors()}
        problems = [
            fault.unlocated() for fault in faults_of(error, Example, ("schemes", "s", 0, "example"))
        ]
        return types, [str(problem).removeprefix("schemes.s.example") for problem in problems]
    return set(), []


CASES: list[tuple[dict[str, Any], str]] = [
    ({"whole": "x"}, ".whole: must be a whole number, but is x; whole things"),
    ({"whole": 1.5}, ".whole: must be a whole number, but is 1.5; whole things"),
    ({"whole": None}, ".whole: must be a whole number, but is empty; whole things"),
    ({"whole": True}, ".whole: must be a whole number, but is true; whole things"),
    ({"whole": 0}, ".whole: must be at least 1, but is 0; whole things"),
    ({"whole": 10}, ".whole: must be less than 10, but is 10; whole things"),
    ({"number": "x"}, ".number: must be a number, but is x; of currency"),
    ({"number": []}, ".number: must be a number, but is a list; of currency"),
    ({"number": 0}, ".number: must be greater than 0, but is 0; of currency"),
    ({"number": "1_000"}, ".number: must be at most 9, but is 1000; of currency"),
    ({"number": "50%"}, ".number: must be a number, but is 50%; of currency"),
    ({"number": "3 days"}, ".number: must be a number, but is 3 days; of currency"),
    ({"number": float("nan")}, ".number: must be a finite number, but is nan; of currency"),
    ({"number": float("inf")}, ".number: must be a finite number, but is inf; of currency"),
    (
        {"chance": "x"},
        ".chance: must be a number, but is x; chance of it (share), such as 35% or 0.35",
    ),
    (
        {"lag": "x"},
        ".lag: must be a whole number, but is x; days until it comes, such as 30, 4 weeks, 6 months or 1 year",
    ),
    ({"switch": "perhaps"}, ".switch: must be on or off, but is perhaps"),
    ({"switch": []}, ".switch: must be on or off, but is a list"),
    ({"text": 3}, ".text: must be a text, but is 3; put it in quotes"),
    ({"text": ""}, ".text: must not be empty; lower case"),
    ({"text": "A"}, ".text: does not have the right form, but is A; lower case"),
    ({"text": "abcdef"}, ".text: must have at most 5 characters, but is abcdef; lower case"),
    ({"listed": 3}, ".listed: must be a list, but is 3; write [3]"),
    ({"listed": [1, 2, 3]}, ".listed: must have at most 2 items"),
    ({"listed": ["x"]}, ".listed.0: must be a whole number, but is x"),
    ({"items": 3}, ".items: must be a list, but is 3"),
    (
        {"items": [{"colour": "red", "depth": "1 week", "x": 1}]},
        ".items.0.x: there is no key x here; known here: colour, depth",
    ),
    ({"some": []}, ".some: must not be empty"),
    ({"map": {"a": "x"}}, ".map.a: must be a whole number, but is x"),
    ({"even": 3}, ".even: input should be a multiple of 2, but is 3"),
    ({"map": 3}, ".map: must be a group of keys, but is 3; numbers by name"),
    ({"map": {"a": 1, "b": 2}}, ".map: must have one number only; numbers by name"),
    (
        {"tint": 3},
        ".tint: must be a group of keys, but is 3; write {colour: red, depth: 30} or {colour: blue}",
    ),
    (
        {"tint": {"colour": "green"}},
        ".tint.colour: must be red or blue, but is green; write {colour: red, depth: 30} or {colour: blue}",
    ),
    (
        {"tint": {"depth": 3}},
        ".tint: colour is missing; write {colour: red, depth: 30} or {colour: blue}",
    ),
    (
        {"tint": {"colour": "red", "depth": 0}},
        ".tint.red.depth: must be at least 1, but is 0; days of red",
    ),
    ({"inner": 3}, ".inner: must be a group of keys, but is 3"),
    ({"inner": {"colour": "red"}}, ".inner: depth is missing; days of red"),
    (
        {"inner": {"colour": "rde", "depth": 1}},
        ".inner.colour: must be red, but is rde; did you mean red?",
    ),
    ({"whole": 9}, ".number: must be 1 when whole is 9; of currency"),
    ({"whole": 8}, ": whole and number do not fit together: choose one"),
]


@pytest.mark.parametrize(("params", "sentence"), CASES, ids=str)
def test_one_sentence_each(params, sentence):
    assert told(**params)[1] == [sentence]


def test_an_unknown_parameter_names_the_mechanic():
    assert told(whol=3)[1] == [".whol: example has no parameter whol; did you mean whole?"]
    assert told(nam=3)[1] == [".nam: example has no parameter nam; did you mean name?"]


def test_every_entry_of_the_table_is_met():
    met = set().union(*(told(**params)[0] for params, _ in CASES))
    assert set(MESSAGES_BY_TYPE) <= met


def test_no_problem_hides_another():
    assert len(told(whole="x", number=0, chance=2, switch="q", other=1)[1]) == 5


class Numbers(RootModel[tuple[int, ...]]):
    pass


def test_a_list_of_no_key_is_told_without_a_way_to_write_it():
    with pytest.raises(ValidationError) as caught:
        Numbers.model_validate(3)
    (fault,) = faults_of(caught.value, Numbers)
    assert str(fault.unlocated()) == "must be a list, but is 3"


def test_units_go_only_where_they_belong():
    assert (
        told(chance="50%", lag="4 weeks", whole="5", items=[{"colour": "red", "depth": "1 week"}])[
            1
        ]
        == []
    )
    assert told(lag="50%")[1]


def test_mechanics_describe_every_parameter():
    for kind in mechanic_names():
        for name, field in get_mechanic(kind).model_fields.items():
            assert field.description, f"{kind}.{name}"
