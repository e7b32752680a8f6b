"""What customers say of the firm."""

from __future__ import annotations

from loyaltysim.customers.newcomers import Talk
from loyaltysim.scenario.blocks.block import Block, quantity

_THOUSAND = 1000.0


class WordOfMouth(Block):
    """Customers bring others by what they say, and those who leave warn them off."""

    per_1000_acts: float = quantity(
        "newcomers that 1,000 main acts of customers with ordinary satisfaction bring; more the more "
        "satisfied they are; usually 0 to 10",
        "newcomers",
        default=1.0,
        ge=0,
        le=1000,
    )
    most: int = quantity(
        "newcomers that a customer brings so at most; memory and time grow with it",
        "newcomers",
        default=2,
        ge=1,
        le=20,
    )
    warns: float = quantity(
        "how strongly those who leave keep newcomers of `arrivals` away: at 1, a tenth of all customers "
        "leaving within weeks, with ordinary satisfaction, keep away nearly a tenth of them; the less "
        "satisfied, the more",
        "times the share who left",
        default=1.0,
        ge=0,
        le=100,
    )

    def talk(self) -> Talk:
        """Give it in numbers per act."""
        return Talk(self.per_1000_acts / _THOUSAND, self.most, self.warns)
