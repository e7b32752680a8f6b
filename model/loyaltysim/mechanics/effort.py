"""What service asks of customers, on Fogg's six simplicity factors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from loyaltysim.customers.columns import FACTORS
from loyaltysim.mechanics.parameters import Parameters

if TYPE_CHECKING:
    from loyaltysim.hooks import Amount

MOST = 100.0


def _asks(what: str) -> Any:  # noqa: ANN401 -- a field stands for its default
    return Field(default=0.0, ge=0, le=MOST, description=f"{what}; 1 exhausts a median customer")


class Effort(Parameters):
    """What it asks of the six simplicity factors; nothing where nothing is said."""

    time: float = _asks("time it takes")
    money: float = _asks("money it takes, such as of a call")
    physical_effort: float = _asks("bodily effort, such as a way to go")
    brain_cycles: float = _asks("thinking")
    social_deviance: float = _asks("what others do not do, such as complaining in public")
    non_routine: float = _asks("leaving one's routine")

    def demands(self) -> tuple[float, ...]:
        """Give what it asks, in the order of the factors."""
        return tuple(getattr(self, name) for name in FACTORS)


def with_time(demands: tuple[float, ...], more: Amount, factor: Amount) -> tuple[Amount, ...]:
    """Give demands times a factor, and more of time on top."""
    time, *others = (demand * factor if demand else 0.0 for demand in demands)
    return (time + more, *others)
