"""Customers described by segments."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import ConfigDict, Field, field_validator, model_validator

from loyaltysim.customers.population import Segment
from loyaltysim.scenario.blocks.block import Block, Name, in_share, quantity, refuse
from loyaltysim.scenario.blocks.rates import Rate
from loyaltysim.scenario.blocks.ready_segments import find_ready, with_ready_keys
from loyaltysim.scenario.blocks.susceptibility import Susceptibility
from loyaltysim.scenario.blocks.user_types import PUBLISHED_TYPES, UserTypes, check_sum

MOST_PER_DAY = 24.0


class SegmentSpec(Block):
    """A share of the population with its own distributions."""

    use: str | None = Field(
        default=None,
        description="ready-made segment that says whatever is left out here; `loyaltysim segments` "
        "lists them",
    )
    share: float = quantity(
        "share of the population; all of it where a single segment leaves it out",
        "share",
        gt=0,
        le=1,
    )
    need_rate: Rate | None = Field(
        default=None,
        description="how often the need for the main act comes up; give this or act_rate",
        json_schema_extra={"unit": "occasions"},
    )
    act_rate: Rate | None = Field(
        default=None,
        description="how often they do the main act without any scheme; give this or need_rate",
        json_schema_extra={"unit": "acts"},
    )
    attrition: Rate = Field(
        default=Rate(per="year", mean=0.5, cv=1.2),
        description="proneness to leave for good, about 30% in the first year by default (assumption)",
        json_schema_extra={"unit": "departures"},
    )
    ticket_factor: float = quantity(
        "spend per act compared with the act's ticket",
        "times the ticket",
        default=1.0,
        ge=0.001,
        le=1000,
    )
    reward_sensitivity: float = quantity(
        "how much rewards move them compared with others; usually 0.5 to 2",
        "times the usual",
        default=1.0,
        ge=0,
        le=100,
    )
    incident_factor: float = quantity(
        "how often something goes wrong with an act of theirs, compared with the act's `incidents`; beginners 2 or 3",
        "times the usual",
        default=1.0,
        ge=0,
        le=100,
    )
    user_types: UserTypes = Field(
        default=PUBLISHED_TYPES, description="mean shares of the six Hexad types"
    )
    susceptibility: Susceptibility = Field(
        default=Susceptibility(),
        description="mean susceptibility to each principle of persuasion, such as {scarcity: -0.2}; where it is 1 a "
        "principle moves as much as a spark, below 0 it repels; 0.4 for each that is left out",
    )

    @model_validator(mode="before")
    @classmethod
    def _take_ready(cls, data: object) -> object:
        return with_ready_keys(data)

    @model_validator(mode="after")
    def _one_rate(self) -> Self:
        given = {"need_rate": self.need_rate, "act_rate": self.act_rate}
        rates = {name: rate for name, rate in given.items() if rate is not None}
        if len(rates) != 1:
            said = "both need_rate and act_rate" if rates else "neither need_rate nor act_rate"
            hint = "give exactly one: occasions (need_rate), or acts without a scheme (act_rate)"
            refuse(f"the segment has {said}", hint)
        for name, rate in rates.items():
            _check_rate(name, rate)
        return self

    def segment(self, name: str) -> Segment:
        """Give the segment in numbers per day."""
        rate = self.act_rate or self.need_rate
        assert rate is not None  # noqa: S101 -- `_one_rate` has made sure
        return Segment(
            name=name,
            share=self.share,
            rate=rate.daily(),
            rate_is_acts=self.act_rate is not None,
            hazard=self.attrition.daily(),
            ticket_factor=self.ticket_factor,
            reward_sensitivity=self.reward_sensitivity,
            user_types=self.user_types.shares(),
            incident_factor=self.incident_factor,
            susceptibility=self.susceptibility.means(),
        )


def _check_rate(name: str, rate: Rate) -> None:
    if rate.mean == 0:
        refuse("must be greater than 0, but is 0", f"times per {rate.per}", name, "mean")
    if rate.daily().mean > MOST_PER_DAY:
        message = f"must be at most {MOST_PER_DAY:g} a day, but is {rate.daily().mean:,.6g} a day"
        refuse(message, "days are the shortest steps of a run", name, "mean")


class Segments(Block):
    """Named segments whose shares add up to 1."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[Name, SegmentSpec] = Field(init=False)

    called: Name = Field(
        default="customer",
        description="what one of them is called, such as employee; changes only what is printed",
    )
    use: dict[Name, Annotated[float, Field(gt=0, le=1)]] = Field(
        default={},
        description="ready-made segments with their shares, or the name of one for everybody",
    )

    @field_validator("use", mode="before")
    @classmethod
    def _read_short(cls, data: object) -> object:
        """Read `players` as everybody, and shares such as 60%."""
        if isinstance(data, str):
            return {data: 1.0}
        if not isinstance(data, Mapping):
            return data
        return {name: in_share(share) for name, share in data.items()}

    @model_validator(mode="before")
    @classmethod
    def _all_of_one(cls, data: object) -> object:
        """Give a single segment the whole population, where it has no share."""
        if not isinstance(data, Mapping) or "use" in data:
            return data
        names = list(data.keys() - {"called"})
        described = data[names[0]] if len(names) == 1 else None
        if not isinstance(described, Mapping):
            return data
        return {**data, names[0]: {"share": 1.0, **described}}

    @model_validator(mode="after")
    def _whole(self) -> Self:
        self._take_ready()
        if not self.specs:
            refuse("must not be empty")
        check_sum({name: spec.share for name, spec in self.specs.items()}, "segments")
        return self

    def _take_ready(self) -> None:
        """Put the ready-made segments before the described ones."""
        for name in self.use:
            find_ready(name, "use", name)
            if name in self.specs:
                hint = "give this one another name"
                refuse(f"there is a ready-made segment named {name}, too", hint, name)
        described = dict(self.specs)
        self.specs.clear()
        for name, share in self.use.items():
            self.specs[name] = SegmentSpec(use=name, share=share)
        self.specs.update(described)
        self.use.clear()

    @property
    def specs(self) -> dict[str, SegmentSpec]:
        """All segments by name, ready-made ones first."""
        return self.__pydantic_extra__
