"""What a plan of sensitivity says: what varies between which ends, and how that is looked at."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from loyaltysim.experiments.aims import AimName  # noqa: TC001 -- pydantic reads it
from loyaltysim.experiments.plans.plan import Question, Values
from loyaltysim.mechanics.parameters import CUSTOM
from loyaltysim.scenario.blocks.block import Block, refuse

TRAJECTORIES, SAMPLES, KEEP = 10, 64, 6
"""Where a plan says only that it wants them; both are small, for a first look."""
_WORDS = {"morris": {"morris": TRAJECTORIES}, "sobol": {"sobol": SAMPLES}}
_FORMS = "write morris, sobol, {morris: 20}, {sobol: 128}, or {morris: 10, sobol: 128, keep: 5}"

Constants = Annotated[
    Annotated[tuple[str, ...], Tag("(names)")] | Annotated[Literal["all"], Tag("(all)")],
    Discriminator(
        lambda data: "(names)" if isinstance(data, list | tuple) else "(all)",
        custom_error_type=CUSTOM,
        custom_error_message="must be a list of constants, or all",
        custom_error_context={"hint": "such as [effort_discount, habit_rate]", "shown": True},
    ),
]


class Method(Block):
    """How sensitivity is looked at: screening, shares of the variance, or the one after the other."""

    morris: int | None = Field(
        default=None,
        ge=2,
        le=1000,
        description="trajectories of the screening, each of as many points as parameters and one",
    )
    sobol: int | None = Field(
        default=None,
        ge=2,
        le=16384,
        description="base samples of the Sobol' indices, a power of 2, each of as many points as parameters and two",
    )
    keep: int | None = Field(
        default=None,
        ge=1,
        description="how many parameters that screening finds strongest get Sobol' indices",
    )

    @model_validator(mode="before")
    @classmethod
    def _read_word(cls, data: object) -> object:
        if isinstance(data, str):
            return _WORDS.get(data) or refuse(f"{data} is no method", _FORMS)
        return data

    @model_validator(mode="after")
    def _is_some(self) -> Self:
        if self.morris is None and self.sobol is None:
            refuse("must be a method", _FORMS)
        if self.sobol is not None and self.sobol & (self.sobol - 1):
            near = 1 << (self.sobol.bit_length() - 1)
            refuse("must be a power of 2", f"such as {near} or {2 * near}", "sobol")
        if self.keep is not None and (self.morris is None or self.sobol is None):
            refuse("keeps what screening finds for the Sobol' indices", _FORMS, "keep")
        return self


class SensitivityPlan(Question):
    """A scenario with the ends between which its parameters and the behavioural constants vary."""

    vary: dict[str, Values] = Field(
        default={},
        description="the parameters by path, each with a range or a list of values, which may be whole groups",
    )
    constants: Constants = Field(
        default=(),
        description="behavioural constants that vary between their bounds, by name, or all of them",
    )
    method: Method = Field(
        default=Method(morris=TRAJECTORIES), description="how sensitivity is looked at"
    )
    effects: tuple[AimName, ...] = Field(
        default=("retention", "cost", "profit"),
        description="what may be moved: retention, active_retention, cost, liability, profit, each against the baseline",
    )

    @model_validator(mode="after")
    def _varies(self) -> Self:
        if not self.vary and not self.constants:
            refuse("nothing varies", "add `vary:` with paths and values, or `constants:`")
        for path, values in self.vary.items():
            if isinstance(values, tuple) and len(values) < 2:
                refuse("one value does not vary", "add another, or leave it out", "vary", path)
        if not self.effects:
            refuse("must not be empty", "such as [retention, profit]", "effects")
        return self
