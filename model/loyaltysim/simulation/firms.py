"""The firm and its rivals: each with its own books, and with what customers feel for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from loyaltysim.customers.table import FIRST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.customers.table import Real
    from loyaltysim.ledger import Ledger


class Bond(Protocol):
    """What customers feel for a firm, of shape (n,), and how well they know its principles; `States` are the firm's own."""

    attachment: Real
    praise: Real
    sting: Real
    fatigue: Real
    woken: Real
    opted_in: NDArray[np.bool_]
    heard: Real
    heard_on: NDArray[np.int32]


@dataclass(slots=True)
class RivalBond:
    """What customers feel for a rival."""

    attachment: Real
    praise: Real
    sting: Real
    fatigue: Real
    woken: Real
    opted_in: NDArray[np.bool_]
    heard: Real
    heard_on: NDArray[np.int32]

    @classmethod
    def fresh(cls, customers: int, dtype: type, principles: int) -> RivalBond:
        """Begin with nothing felt, and messages accepted."""
        return cls(
            attachment=np.zeros(customers, dtype),
            praise=np.zeros(customers, dtype),
            sting=np.zeros(customers, dtype),
            fatigue=np.zeros(customers, dtype),
            woken=np.zeros(customers, dtype),
            opted_in=np.ones(customers, np.bool_),
            heard=np.zeros((principles, customers), dtype),
            heard_on=np.full((principles, customers), FIRST, np.int32),
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
