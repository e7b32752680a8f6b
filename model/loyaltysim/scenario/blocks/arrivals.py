"""Customers who come after the launch."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field, field_validator

from loyaltysim.customers.newcomers import Newcomers, Talk
from loyaltysim.scenario.blocks.block import Block, Name, in_share, quantity, refuse
from loyaltysim.scenario.blocks.calendar import Seasons, Weekdays, rhythm_of
from loyaltysim.scenario.blocks.rates import Rate
from loyaltysim.scenario.blocks.user_types import check_sum

MOST_PER_DAY, MOST_IN_ALL = 100.0, 10.0
_THOUSAND = 1000.0


class ArrivalsSpec(Block):
    """Newcomers who come by themselves."""

    per_1000: Rate = Field(
        description="newcomers per 1,000 customers at the launch, such as 30 per month",
        json_schema_extra={"unit": "newcomers"},
    )
    weekdays: Weekdays | None = Field(
        default=None, description="how many come on a weekday, compared with an ordinary one"
    )
    seasons: Seasons | None = Field(
        default=None,
        description="how many come in a month, compared with an ordinary one; needs the date of the launch",
    )
    segments: dict[Name, Annotated[float, Field(ge=0, le=1)]] | None = quantity(
        "shares of the segments among newcomers; as at the launch if left out",
        "share",
        default=None,
    )

    @field_validator("segments", mode="before")
    @classmethod
    def _read_shares(cls, data: object) -> object:
        return {k: in_share(v) for k, v in data.items()} if isinstance(data, dict) else data

    @field_validator("segments")
    @classmethod
    def _whole(cls, shares: dict[str, float] | None) -> dict[str, float] | None:
        if shares is not None:
            check_sum(shares, "segments of newcomers")
        return shares

    @field_validator("per_1000")
    @classmethod
    def _one_rate(cls, rate: Rate) -> Rate:
        if rate.cv:
            refuse(f"must be 0, but is {rate.cv:g}", "write the rate as 30 per month", "cv")
        if rate.daily().mean > MOST_PER_DAY:
            told = f"must be at most {MOST_PER_DAY:g} a day, but is {rate.daily().mean:,.6g} a day"
            refuse(told, "that is a tenth of the customers at the launch, each day")
        return rate

    def newcomers(self, each: int, talk: Talk | None = None) -> Newcomers:
        """Give them in numbers.

        Parameters
        ----------
        each
            How many newcomers a customer can bring at most, under any scheme.
        talk
            Word of mouth; None where there is none.
        """
        per_day = self.per_1000.daily().mean / _THOUSAND
        return Newcomers(per_day, rhythm_of(self.weekdays, self.seasons), each, talk)

    def shares(self, segments: Iterable[str]) -> tuple[float, ...] | None:
        """Give the shares of the scenario's segments; None if they are as at the launch."""
        given = self.segments
        return None if given is None else tuple(given.get(name, 0.0) for name in segments)


def check_total(arrivals: ArrivalsSpec, days: int) -> None:
    """Refuse more newcomers than a run has room for."""
    total = arrivals.per_1000.daily().mean / _THOUSAND * days
    if total > MOST_IN_ALL:
        told = f"brings {total:,.6g} newcomers per customer at the launch in {days:,} days"
        hint = f"at most {MOST_IN_ALL:g} are possible; simulate fewer days, or fewer newcomers"
        refuse(told, hint, "arrivals", "per_1000")
