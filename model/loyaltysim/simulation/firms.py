"""The firm and its rivals: each with its own books, and with what customers feel for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.customers.table import Real
    from loyaltysim.ledger import Ledger


class Bond(Protocol):
    """What customers feel for a firm, all of shape (n,); `States` are the firm's own."""

    attachment: Real
    praise: Real
    sting: Real
    fatigue: Real
    woken: Real
    opted_in: NDArray[np.bool_]


@dataclass(slots=True)
class RivalBond:
    """What customers feel for a rival."""

    attachment: Real
    praise: Real
    sting: Real
    fatigue: Real
    woken: Real
    opted_in: NDArray[np.bool_]

    @classmethod
    def fresh(cls, customers: int, dtype: type) -> RivalBond:
        """Begin with nothing felt, and messages accepted."""
        return cls(
            attachment=np.zeros(customers, dtype),
            praise=np.zeros(customers, dtype),
            sting=np.zeros(customers, dtype),
            fatigue=np.zeros(customers, dtype),
            woken=np.zeros(customers, dtype),
            opted_in=np.ones(customers, np.bool_),
        )


@dataclass(frozen=True, slots=True)
class Firm:
    """Whose instances, books, messages and customers' feelings they are; `rival` is empty for the firm itself."""

    ledger: Ledger
    bond: Bond
    sent: NDArray[np.int32]
    """Messages that it has sent each customer, shape (n,)."""
    rival: str = ""

    def of(self, name: str) -> str:
        """Make the name of something of this firm's unique among all firms."""
        return f"{self.rival}: {name}" if self.rival else name
