"""Customers described by segments."""

from typing import Self

from pydantic import ConfigDict, Field, RootModel, model_validator

from loyaltysim.customers.population import Segment
from loyaltysim.scenario.block import Block, Name, quantity, refuse
from loyaltysim.scenario.rates import Rate
from loyaltysim.scenario.user_types import PUBLISHED_TYPES, UserTypes, check_sum

MOST_PER_DAY = 24.0


class SegmentSpec(Block):
    """A share of the population with its own distributions."""

    share: float = quantity("share of the population", "share", gt=0, le=1)
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
    user_types: UserTypes = Field(
        default=PUBLISHED_TYPES, description="mean shares of the six Hexad types"
    )

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
        )


def _check_rate(name: str, rate: Rate) -> None:
    if rate.mean == 0:
        refuse("must be greater than 0, but is 0", f"times per {rate.per}", name, "mean")
    if rate.daily().mean > MOST_PER_DAY:
        message = f"must be at most {MOST_PER_DAY:g} a day, but is {rate.daily().mean:,.6g} a day"
        refuse(message, "days are the shortest steps of a run", name, "mean")


class Segments(RootModel[dict[Name, SegmentSpec]]):
    """Named segments whose shares add up to 1."""

    model_config = ConfigDict(frozen=True)

    root: dict[Name, SegmentSpec] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        check_sum({name: spec.share for name, spec in self.root.items()}, "segments")
        return self
