"""What a study's file says beside its scenario: the sample, the baseline, and what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Self

from pydantic import Field, model_validator

from loyaltysim.scenario.blocks.block import Block, Name, Text, quantity, refuse
from loyaltysim.scenario.schema import Scenario
from loyaltysim.scenario.text.nodes import Loc
from loyaltysim.studies.contrasts import Mean, Share
from loyaltysim.studies.measure import Measure
from loyaltysim.studies.measures import AnyMeasure, Constant
from loyaltysim.studies.trials import TrialData

Use = Literal["fit", "held back", "no effect"]
SEEN = "what was changed after a first replay was seen, so that what is found now is not blind"
PEOPLE = 4_000


class Finding(Block):
    """One published number, what the model may say instead, and how it is estimated."""

    what: Text = Field(min_length=1, description="the finding in a line")
    measure: AnyMeasure = Field(description="the estimator of the study")
    published: float | None = Field(
        default=None,
        description="the published number; none where only its sign or an order is known",
    )
    band: tuple[float, float] = Field(
        description="lowest and highest simulated number that agrees with the finding"
    )
    because: Text = Field(min_length=1, description="why the band is as wide as it is")
    use: Use = Field(
        description="fit: constants may be fitted to it; held back: they never are; no effect: none was found, and "
        "constants are never fitted to it"
    )
    informs: tuple[str, ...] = Field(
        default=(), description="the behavioural constants that it tells something about"
    )
    seen: Text | None = Field(default=None, min_length=1, description=SEEN)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.band[0] > self.band[1]:
            refuse("the band ends before it begins", "give the lowest number first", "band")
        return self

    @property
    def informed(self) -> tuple[str, ...]:
        """Name the constants that it informs: those that it says, and one that was measured as such."""
        measured = (self.measure.name,) if isinstance(self.measure, Constant) else ()
        return (*self.informs, *measured)

    def agrees(self, value: float) -> bool:
        """Tell whether a number lies in the band."""
        return self.band[0] <= value <= self.band[1]


class Baseline(Block):
    """A number of the scenario that is found by trial, so that the control arm is as published."""

    set_: str = Field(
        alias="set",
        description="dotted path of a number of the scenario, such as acts.walk.demands.time",
    )
    between: tuple[float, float] = Field(description="lowest and highest value that is tried")
    until: Mean | Share = Field(
        discriminator="kind", description="an estimator of the control arm alone"
    )
    equals: float = Field(description="the published number of the control arm")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.between[0] >= self.between[1]:
            refuse("the highest value is not above the lowest", "give the lowest first", "between")
        return self


class Design(Block):
    """All that makes a scenario a study."""

    family: Name = Field(description="kind of effect, such as stamps")
    seen: Text | None = Field(default=None, min_length=1, description=SEEN)
    people: int = quantity(
        "people simulated in each arm", "people", default=PEOPLE, ge=100, le=1_000_000
    )
    sample: int | None = quantity(
        "people in each arm of the study itself; none where it is no sample of persons",
        "people",
        default=None,
        ge=2,
        le=10_000_000,
    )
    new: bool = Field(
        default=False,
        description="whether people are new to all acts: they begin without habits, and there is no burn-in",
    )
    baseline: tuple[Baseline, ...] = Field(
        default=(), description="what is fitted to the control arm, one after the other"
    )
    findings: dict[Name, Finding] = Field(
        min_length=1, description="the findings by the name of their row"
    )
    data: TrialData | None = Field(
        default=None,
        description="how the data of the study are read by whoever has them; they do not come with the package",
    )


@dataclass(frozen=True)
class Study:
    """A published experiment: a scenario whose schemes are the arms, and its findings.

    Parameters
    ----------
    data
        The scenario as it was written, for trying other numbers.
    ways
        Where each number of the baseline stands in it.
    """

    name: str
    scenario: Scenario
    design: Design
    data: Mapping[str, object]
    ways: tuple[Loc, ...] = ()

    @property
    def control(self) -> str:
        """Name of the control arm."""
        return self.scenario.compare.baseline

    def measures(self, findings: Sequence[str] | None = None) -> dict[str, Measure]:
        """Give the estimators of some findings by name, of all if left out."""
        return {
            name: finding.measure
            for name, finding in self.design.findings.items()
            if findings is None or name in findings
        }

    def followed(self, findings: Sequence[str] | None = None) -> tuple[str, ...]:
        """Name what has to be followed for some findings, for all if left out."""
        measures = self.measures(findings).values()
        return tuple(sorted({name for measure in measures for name in measure.names()}))
