"""Alternatives of a group in messages: each is right as it is written, or none is shown."""

from typing import Annotated, Literal

import pytest
from pydantic import Field, model_validator

from loyaltysim.mechanics.mechanic import Mechanic, Parameters
from loyaltysim.mechanics.registry import get_mechanic
from loyaltysim.scenario.examples import alternatives, mechanic_example
from loyaltysim.scenario.text.compose import compose

GIVEN = {"per_act": 1, "redeem": {"points": 5, "value": 1, "cost": 1}}


class Inner(Parameters):
    share: float = Field(gt=0, le=1, description="share of it")


class Plain(Parameters):
    kind: Literal["plain"]
    count: int = Field(ge=5, le=9, description="how many")
    after: int = Field(ge=1, description="days until then")
    inner: Inner
    left_out: str = "x"


class Named(Parameters):
    kind: Literal["named"]
    label: str = Field(description="any text")


class Odd(Parameters):
    kind: Literal["odd"]
    low: int = Field(ge=0, le=9)
    high: int = Field(ge=0, le=9)

    @model_validator(mode="after")
    def _apart(self):
        if self.low == self.high:
            msg = "low and high are the same"
            raise ValueError(msg)
        return self


class Empty(Parameters):
    kind: Literal["empty"]


class Host(Parameters):
    both: Annotated[Plain | Empty, Field(discriminator="kind")] | None = None
    unknown: Annotated[Plain | Named, Field(discriminator="kind")]
    together: Annotated[Plain | Odd, Field(discriminator="kind")]
    single: Inner
    number: float = 1


def shown(name):
    return alternatives(Host.model_fields[name])


def test_what_is_needed_is_filled_in_within_its_bounds():
    assert shown("both") == (
        "{kind: plain, count: 5, after: 30, inner: {share: 0.1}} or {kind: empty}"
    )


@pytest.mark.parametrize("name", ["unknown", "together", "single", "number"])
def test_nothing_is_shown_where_an_example_cannot_be_made_or_there_is_no_choice(name):
    assert shown(name) == ""


def test_no_field_has_no_alternatives():
    assert alternatives(None) == ""


def test_the_alternatives_of_points_are_right_as_they_are_written():
    field = get_mechanic("points").model_fields["expiry"]
    for written in alternatives(field).split(" or "):
        node, problems = compose(written, "message")
        assert not problems
        assert node is not None
        get_mechanic("points").model_validate(GIVEN | {"expiry": node.plain()})


def test_a_mechanic_of_another_package_is_shown_with_what_it_needs():
    class Lucky(Mechanic):
        kind = "lucky"
        chance: float = Field(gt=0, le=1, description="chance of it")

    class Worded(Lucky):
        label: str = Field(description="any text")

    assert mechanic_example(Lucky) == "- lucky: {chance: 0.1}"
    assert mechanic_example(Worded) == "- lucky: {...}"
