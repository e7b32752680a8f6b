"""What every mechanic has for one customer: its act, its account and its hooks in the day."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from tests.reference.ledger import Account

from loyaltysim.customers.columns import USER_TYPES

if TYPE_CHECKING:
    from tests.reference.behaviour import Offer
    from tests.reference.customer import Customer


def table_of_fit(kind: str) -> dict[str, float]:
    """Read how a kind of mechanic suits the user types, from the table that is shared."""
    text = files("loyaltysim.behaviour").joinpath("user_type_fit.yaml").read_text("utf-8")
    row = YAML(typ="safe", pure=True).load(text)[kind]
    return {user_type: float(row[user_type]) for user_type in USER_TYPES}


@dataclass(frozen=True)
class Token:
    """A symbolic reward in view."""

    urgency: float
    loss: bool


class Membership:
    """One customer in one instance of a scheme. Hooks do nothing unless a mechanic says so."""

    fit: dict[str, float] | None = None
    game = True
    announced = True
    keeps_account = False
    known = True

    def __init__(self, name: str, rule: Any, customer: Customer, act: int) -> None:
        self.name, self.rule, self.customer, self.act = name, rule, customer, act
        self.exposure, self.seen, self.belief = 0.0, 0, 0.0
        self.account = Account(*self.unit())

    @property
    def ledger(self):
        return self.customer.model.ledger

    @property
    def today(self):
        return self.customer.today

    def unit(self) -> tuple[float, float]:
        """Say what one unit of the account is worth, and what it costs, in currency."""
        return 0.0, 0.0

    @property
    def liability(self) -> float:
        """What redeeming all that is left would cost."""
        return self.account.balance * self.account.cost

    @property
    def outstanding(self) -> float:
        """Currency value of what was earned and not yet redeemed."""
        return self.account.balance * self.account.value

    @property
    def stake(self) -> float:
        """Give as much of it as the customer knows of and feels as held."""
        held = self.held()
        return held * self.account.value * min(1.0, held / self.full()) if self.known else 0.0

    def held(self) -> float:
        """Give the units that could be redeemed today."""
        return self.account.balance

    def full(self) -> float:
        """Give the units of one reward."""
        return 1.0

    def launch(self) -> None:
        """Start the scheme."""

    def open(self, day: int) -> None:
        """Apply the rules of the start of a day."""

    def says(self, column: str) -> bool:
        """Tell a message whether a column of this instance says yes."""
        return bool(getattr(self, column))

    def sends(self, day: int) -> bool:
        """Say whether a message goes out to the customer today."""
        return False

    def offers(self, day: int) -> list[Offer]:
        """Show what the next act would bring."""
        return []

    def token(self, day: int) -> Token | None:
        """Show the symbolic reward that the next act would bring."""
        return None

    def demands(self) -> dict[str, float]:
        """Change the logarithm of what the act demands of some factors."""
        return {}

    def added_demands(self) -> dict[str, float]:
        """Add to what the act demands of some factors."""
        return {}

    def on_act(self, day: int, spend: float) -> None:
        """Answer an act."""

    def close(self, day: int) -> None:
        """Apply the rules of the end of a day."""

    def grant(self, value: float, cost: float) -> None:
        """Give a reward for today's act."""
        self.ledger.grant(value, cost)
        self.today.brought[self.act][self.name] += value

    def earn(self, units: float) -> None:
        """Credit units for today's act."""
        self.ledger.earn(self.account, units)
        if self.known:
            self.today.brought[self.act][self.name] += units * self.account.value
