"""What a plan is: a scenario, what varies in it, and which combinations of values are played."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, model_validator

from loyaltysim.mechanics.parameters import CUSTOM
from loyaltysim.scenario.blocks.block import Block, Text, refuse
from loyaltysim.units import read_days, read_number, read_share

MOST_POINTS = 100_000
_WORDS = ("grid", "zip")
_RANGE = "such as {from: 5, to: 15, steps: 3}"
_FORMS = "write grid, zip, {latin_hypercube: 64}, {sobol: 64}, {list: [...]} or {csv: points.csv}"


class Range(Block):
    """Numbers between two ends."""

    low: float = Field(alias="from", description="the lower end")
    high: float = Field(alias="to", description="the upper end")
    steps: int | None = Field(
        default=None, ge=2, le=1000, description="numbers from end to end, for grid and zip"
    )
    whole: bool = Field(default=False, description="`on` rounds to whole numbers")
    log: bool = Field(
        default=False,
        description="`on` spreads factors evenly, so that halves and doubles weigh alike",
    )

    @model_validator(mode="before")
    @classmethod
    def _read_ends(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        return {
            key: read_value(value) if key in {"from", "to"} else value
            for key, value in data.items()
        }

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.low >= self.high:
            refuse("the range is empty", "`from` must be below `to`")
        if self.log and self.low <= 0:
            refuse("factors need numbers above 0", "raise `from`, or leave out `log`", "from")
        return self


def read_value(value: object) -> object:
    """Read a number, a share such as 5% or a duration such as 4 weeks."""
    if not isinstance(value, str):
        return value
    found = (read(value.strip()) for read in (read_number, read_share, read_days))
    return next((number for number in found if number is not None), value)


def _which(data: Any) -> str | None:  # noqa: ANN401 -- anything may stand in a file
    if isinstance(data, list | tuple):
        return "(values)"
    return "(range)" if isinstance(data, dict | Range) else None


Values = Annotated[
    Annotated[tuple[Any, ...], Field(min_length=1), Tag("(values)")]
    | Annotated[Range, Tag("(range)")],
    Discriminator(
        _which,
        custom_error_type=CUSTOM,
        custom_error_message="must be a list of values, or a range",
        custom_error_context={"hint": f"such as [8, 10, 12], or {_RANGE[8:]}", "shown": True},
    ),
]


class Design(Block):
    """Which combinations of values are played; one of these."""

    grid: bool = Field(default=False, description="every value with every other")
    zip: bool = Field(
        default=False, description="the first values together, then the second ones, and so on"
    )
    latin_hypercube: int | None = Field(
        default=None,
        ge=2,
        le=MOST_POINTS,
        description="so many points, of which every parameter has one in each of so many equal parts",
    )
    sobol: int | None = Field(
        default=None,
        ge=2,
        le=MOST_POINTS,
        description="so many points of a scrambled Sobol' sequence; a power of 2 fills space best",
    )
    list: tuple[dict[str, Any], ...] | None = Field(
        default=None, min_length=1, description="the points, each with its values by path"
    )
    csv: str | None = Field(
        default=None, description="a file with a column for each path and a row for each point"
    )

    @model_validator(mode="before")
    @classmethod
    def _read_word(cls, data: object) -> object:
        if isinstance(data, str):
            return {data: True} if data in _WORDS else refuse(f"{data} is no design", _FORMS)
        return data

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if sum(1 for _, value in self if value is not None and value is not False) != 1:
            refuse("must be one design", _FORMS)
        return self

    @property
    def lists_points(self) -> bool:
        """Whether the points are written down one by one."""
        return self.list is not None or self.csv is not None


class Question(Block):
    """What all plans have: a scenario, and what differs from it throughout."""

    title: Text = Field(default="", description="one line that says what is asked")
    scenario: str = Field(
        min_length=1, description="a bundled scenario, or a file beside or below the plan"
    )
    changes: dict[str, Any] = Field(
        default={}, description="what differs from the scenario at every point, by path"
    )


class Plan(Question):
    """A scenario with what varies in it."""

    vary: dict[str, Values] = Field(
        default={}, description="the parameters by path, each with a list of values or a range"
    )
    design: Design = Field(
        default=Design(grid=True), description="which combinations of values are played"
    )

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.design.lists_points and self.vary:
            refuse("the points say what varies, and so does `vary`", "leave out one", "vary")
        if not self.design.lists_points and not self.vary:
            refuse("nothing varies", "add `vary:` with paths and their values")
        if self.design.grid or self.design.zip:
            self._have_steps()
        if self.design.zip:
            self._have_equal_lengths()
        return self

    def _have_steps(self) -> None:
        for path, values in self.vary.items():
            if isinstance(values, Range) and values.steps is None:
                refuse("the range lacks its steps", _RANGE, "vary", path)

    def _have_equal_lengths(self) -> None:
        lengths = {path: _length(values) for path, values in self.vary.items()}
        first = next(iter(lengths.values()))
        for path, length in lengths.items():
            if length != first:
                told = f"zip needs as many values everywhere, but here are {length} and not {first}"
                refuse(told, "add or remove values", "vary", path)


def _length(values: tuple[Any, ...] | Range) -> int:
    return values.steps or 0 if isinstance(values, Range) else len(values)
