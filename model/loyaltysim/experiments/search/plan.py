"""What a plan of a search says: which schemes are candidates, what they are for, and what they may cost."""

from __future__ import annotations

from typing import Any, Self

from pydantic import Field, model_validator

from loyaltysim.experiments.aims import AimName  # noqa: TC001 -- pydantic reads it
from loyaltysim.experiments.plans.plan import Question, Values
from loyaltysim.scenario.blocks.block import Block, Name, quantity, refuse

TRIES, CONFIRM, MODELS = 64, 480, 30


class CandidateSpec(Block):
    """One kind of scheme, with what varies in it."""

    scheme: Any = Field(
        description="a scheme of the scenario by its name, or its mechanics as a scenario says them"
    )
    vary: dict[str, Values] = Field(
        default={},
        description="parameters by path from the scheme on, such as stamp_card.stamps, each with a list of values or a "
        "range; a list may hold whole groups, such as rewards with their worth and cost",
    )


class Limits(Block):
    """What a scheme may not do, each against the baseline."""

    budget: float | None = quantity(
        "programme cost and liability per customer at launch, at most",
        "currency",
        default=None,
        ge=0,
    )
    liability: float | None = quantity(
        "liability per customer at launch, at most", "currency", default=None, ge=0
    )
    profit: float | None = quantity(
        "profit per customer at launch, at least; 0 for a scheme that pays for itself",
        "currency",
        default=None,
    )
    no_segment_worse: bool = Field(
        default=False,
        description="`on` refuses schemes under which a segment surely keeps fewer customers (95%)",
    )


class SearchPlan(Question):
    """A scenario with candidates for its best scheme."""

    candidates: dict[Name, CandidateSpec] = Field(
        min_length=1,
        description="kinds of schemes by names of your own, each with what varies in it",
    )
    objectives: tuple[AimName, ...] = Field(
        default=("retention",),
        description="what the best scheme is best at, against the baseline: retention, active_retention, profit (more), cost, "
        "liability (less); of several the first decides who is called the best",
    )
    constraints: Limits = Field(default=Limits(), description="what a scheme may not do")
    tries: int = Field(default=TRIES, ge=2, le=10_000, description="candidates that are tried")
    confirm: int = Field(
        default=CONFIRM,
        ge=2,
        le=10_000,
        description="markets never used in the search on which the finalists are compared, at most",
    )
    assumptions: int = Field(
        default=MODELS,
        ge=0,
        le=1000,
        description="plausible sets of behavioural constants under which the finalists are played then; 0 for none",
    )

    @model_validator(mode="before")
    @classmethod
    def _read_word(cls, data: Any) -> Any:  # noqa: ANN401 -- anything may stand in a file
        if isinstance(data, dict) and isinstance(data.get("objectives"), str):
            return {**data, "objectives": [data["objectives"]]}
        return data

    @model_validator(mode="after")
    def _can_choose(self) -> Self:
        if not self.objectives:
            refuse("must not be empty", "such as retention, or [retention, profit]", "objectives")
        if len(set(self.objectives)) < len(self.objectives):
            refuse("an objective is there twice", "leave one out", "objectives")
        if len(self.candidates) == 1 and not any(one.vary for one in self.candidates.values()):
            refuse("there is only one candidate", "add `vary:` or another candidate", "candidates")
        return self
