"""Days of the week as parameters name them."""

from typing import Annotated, Literal

from pydantic import AfterValidator

from loyaltysim.customers.calendar import WEEKDAYS

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def _some(days: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(days)) < len(days) or len(days) == len(WEEKDAYS):
        msg = f"must leave a day, and name each once, but are {', '.join(days)}"
        raise ValueError(msg)
    return days


SomeDays = Annotated[tuple[Weekday, ...], AfterValidator(_some)]
"""Some days of the week, not all."""
