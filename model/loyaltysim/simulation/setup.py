"""What a run needs of a scenario, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from loyaltysim.customers.calendar import Calendar
from loyaltysim.customers.newcomers import Rooms, rooms_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.behaviour.user_type_fit import Fit
    from loyaltysim.customers.network import SmallWorld
    from loyaltysim.customers.newcomers import Newcomers
    from loyaltysim.customers.population import ActTraits


@dataclass(frozen=True, slots=True)
class Contract:
    """A subscription: nobody leaves but at the end of a period, and whoever stays pays."""

    period_days: int
    fee: float


@dataclass(frozen=True, slots=True)
class Setup:
    """Everything about a run except who the customers are and which scheme is in force."""

    acts: tuple[ActTraits, ...]
    days: int
    burn_in: int
    market_size: int
    learning: bool = True
    contract: Contract | None = None
    active_days: int = 30
    calendar: Calendar = field(default_factory=Calendar)
    network: SmallWorld | None = None
    fits: Mapping[str, Fit] = field(default_factory=dict)
    """How kinds of mechanics suit user types, where not as in `behaviour/mechanics.yaml`."""
    newcomers: Newcomers | None = None

    @property
    def rooms(self) -> Rooms:
        """The rows of a market."""
        return rooms_of(self.newcomers, self.calendar, self.market_size, self.days)

    @property
    def act_names(self) -> tuple[str, ...]:
        """Names of the acts, the main act first."""
        return tuple(act.name for act in self.acts)

    @property
    def period_days(self) -> int:
        """Length of a contract, 1 where there is none."""
        return self.contract.period_days if self.contract else 1
