"""What a run needs of a scenario, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from loyaltysim.customers.calendar import Calendar
from loyaltysim.customers.newcomers import Rooms, rooms_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from loyaltysim.behaviour.user_type_fit import Fit
    from loyaltysim.customers.network import SmallWorld
    from loyaltysim.customers.newcomers import Newcomers
    from loyaltysim.customers.population import ActTraits, Rival
    from loyaltysim.mechanics.mechanic import Mechanic


@dataclass(frozen=True, slots=True)
class Contract:
    """A subscription: nobody leaves but at the end of a period, and whoever stays pays."""

    period_days: int
    fee: float
    cost: float = 0.0
    """What the firm delivers for a fee costs it."""


@dataclass(frozen=True, slots=True)
class RivalScheme:
    """What a rival does for its customers, whatever the firm does."""

    instances: Mapping[str, Mechanic]
    after: int = 0
    """Days from the rival's first day (the launch, if it has always been there) to the scheme's."""


@dataclass(frozen=True, slots=True)
class Setup:
    """Everything about a run except who the customers are and which scheme is in force."""

    acts: tuple[ActTraits, ...]
    """The firm's acts, the main act first; then those of rivals, in the order of their names."""
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
    rival_schemes: Mapping[str, RivalScheme] = field(default_factory=dict)
    """Schemes of rivals, by the rival's name."""
    persuades: bool = False
    """Whether any scheme's messages may carry principles of persuasion."""

    @property
    def own(self) -> int:
        """How many acts are the firm's."""
        return sum(act.rival is None for act in self.acts)

    @property
    def goes_wrong(self) -> bool:
        """Whether anything goes wrong with any act."""
        return any(act.incidents is not None for act in self.acts)

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


def with_rivals(acts: Sequence[ActTraits], rivals: Mapping[str, Rival]) -> tuple[ActTraits, ...]:
    """Put the rivals' acts, which are as the main act is, behind the firm's, in the order of names."""
    main = replace(acts[0], margin=0.0, limit=None, incidents=None)
    return (*acts, *(replace(main, name=name, rival=rivals[name]) for name in sorted(rivals)))
