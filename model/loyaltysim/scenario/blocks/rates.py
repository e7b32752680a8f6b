"""Numbers that differ between customers: by mean and coefficient of variation."""

import math
import re
from typing import Literal

from pydantic import Field, model_validator

from loyaltysim.customers.population import Spread
from loyaltysim.scenario.blocks.block import Block, quantity, refuse
from loyaltysim.scenario.text.nodes import shorten
from loyaltysim.units import LEAST_MONEY, MOST_MONEY, per_day, read_rate

_SHARE_PER = re.compile(r"(\d+(?:\.\d+)?) *%(?: *(?:per|a|an|/) *(day|week|month|year))?", re.ASCII)
_FORMS = "such as {per: week, mean: 4, cv: 1}, or 4 per week; units are day, week, month and year"
CV = "standard deviation over customers divided by the mean; 0 makes all alike"


class Rate(Block):
    """A number of times per unit of time, gamma-distributed over customers."""

    per: Literal["day", "week", "month", "year"] = Field(
        description="unit of time; a month has 365.25 / 12 days"
    )
    mean: float = quantity("mean over customers", "times per unit", ge=0, le=1_000_000)
    cv: float = quantity(f"{CV}; usually 0.5 to 1.5", "times the mean", ge=0, le=10)

    @model_validator(mode="before")
    @classmethod
    def _read_short(cls, data: object) -> object:
        """Read `4 per week`: the same for all customers."""
        if data is None or isinstance(data, dict | list | Rate):
            return data
        short = read_rate(data.strip()) if isinstance(data, str) else None
        if short is None:
            hint = _from_share(str(data)) or _FORMS
            refuse(f"must be a rate, but is {shorten(str(data))}", hint)
        return {"per": short[1], "mean": short[0], "cv": 0.0}

    def daily(self) -> Spread:
        """Convert to times per day."""
        return Spread(per_day(self.mean, self.per), self.cv)


def _from_share(text: str) -> str:
    """Say which rate a share of customers a unit of time is, such as those who leave."""
    found = _SHARE_PER.fullmatch(text.strip())
    share = float(found[1]) / 100 if found else 1.0
    if found is None or not 0 < share < 1:
        return ""
    per = found[2] or "year"
    return (
        f"a rate is a number of times, not a share; of {found[1]}% a {per} it is -ln(1 - share), so write "
        f"{{per: {per}, mean: {-math.log1p(-share):.2g}, cv: 1}}"
    )


class Ticket(Block):
    """What a customer usually spends per act, lognormal over customers."""

    mean: float = quantity("mean over customers", "currency", ge=LEAST_MONEY, le=MOST_MONEY)
    cv: float = quantity(f"{CV}; usually 0.3 to 1", "times the mean", default=0.0, ge=0, le=10)

    @model_validator(mode="before")
    @classmethod
    def _read_short(cls, data: object) -> object:
        """Read a number: the same for all customers."""
        is_group = data is None or isinstance(data, dict | list | Ticket)
        return data if is_group else {"mean": data}

    def spread(self) -> Spread:
        """Give the numbers alone."""
        return Spread(self.mean, self.cv)
