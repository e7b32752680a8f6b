"""What every mechanic has for one customer: its acts, its account and its hooks in the day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from tests.reference.ledger import Account
from tests.reference.persuading import Tally

from loyaltysim.customers.columns import USER_TYPES
from loyaltysim.mechanics.reward import PointsReward

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.reference.customer import Customer
    from tests.reference.instance import Instance
    from tests.reference.offers import Offer, Token
    from tests.reference.others import Other


def table_of_fit(kind: str) -> tuple[dict[str, float], bool]:
    """Read how a kind suits the user types and if it is a game, from the table that is shared."""
    row = _table()[kind]
    fit = row.get("fit", dict.fromkeys(USER_TYPES, 1.0))
    return {user_type: float(fit[user_type]) for user_type in USER_TYPES}, bool(row["game"])


def in_points(reward: Any) -> bool:
    """Tell whether a reward is paid in points of another instance."""
    return isinstance(reward, PointsReward)


@cache
def _table() -> dict[str, Any]:
    text = files("loyaltysim.behaviour").joinpath("mechanics.yaml").read_text("utf-8")
    table: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return table


@dataclass(frozen=True)
class Message:
    """A message to the customer that asks for an act."""

    sender: Membership
    act: int
    kind: str
    cost: float
    outreach: bool = False
    channel: str = "app"
    principle: str = ""
    """Empty for none; best for whatever moves most."""
    persuades: bool = False
    """Whether it is chosen what principle it carries, be it none."""


@dataclass
class Memory:
    """What a customer remembers of an instance, whatever its variant."""

    exposure: float = 0.0
    seen: int = 0
    belief: float = 0.0


class Membership:
    """One customer in one instance of a scheme. Hooks do nothing unless a mechanic says so."""

    fit: dict[str, float] = dict.fromkeys(USER_TYPES, 1.0)
    game = False
    announced = True
    keeps_account = False
    helps = False
    """Whether customers turn to it with problems."""
    known = True

    def __init__(self, instance: Instance, customer: Customer) -> None:
        self.instance, self.customer = instance, customer
        self.known_of = customer.knows.setdefault(instance.name, Memory())
        self.has_joined = False
        self.account = Account()
        self.tally = Tally(customer)

    @classmethod
    def about(cls, rule: Any) -> tuple[str | None, ...]:
        """Name the acts that an instance is about."""
        return (rule.act,)

    @property
    def name(self) -> str:
        return self.instance.name

    @property
    def rule(self) -> Any:
        """Today's parameters."""
        return self.instance.rule

    @property
    def acts(self) -> tuple[int, ...]:
        return self.instance.acts

    @property
    def act(self) -> int:
        """The first act that it is about."""
        return self.acts[0]

    @property
    def day(self) -> int:
        """The day of its age: pauses do not count."""
        return self.instance.age

    @property
    def ledger(self):
        return self.customer.model.books_of(self.instance.rival)

    @property
    def today(self):
        return self.customer.today

    @property
    def felt(self):
        """What the customer feels today about whose instance it is."""
        return self.customer.today.felt[self.instance.rival]

    @property
    def bond(self):
        return self.customer.bonds[self.instance.rival]

    def peer(self, name: str) -> Any:
        """Find the customer's membership in another instance of the same scheme."""
        return self.customer.membership(self.instance.full_name(name))

    def possible(self, act: int, days: float) -> float:
        """Give how often an act can still be done in so many days, today included."""
        model = self.customer.model
        return model.setup.acts[act].most * days - (model.repetition - 1)

    def note(self, message: Message) -> None:
        """Note what a message that was noticed carried."""
        if message.persuades:
            self.tally.note(message)

    # The account

    @property
    def exposure(self) -> float:
        return self.known_of.exposure

    @exposure.setter
    def exposure(self, met: float) -> None:
        self.known_of.exposure = met

    @property
    def seen(self) -> int:
        return self.known_of.seen

    @seen.setter
    def seen(self, day: int) -> None:
        self.known_of.seen = day

    @property
    def belief(self) -> float:
        return self.known_of.belief

    @belief.setter
    def belief(self, belief: float) -> None:
        self.known_of.belief = belief

    def unit(self) -> tuple[float, float]:
        """Say what one unit of the account is worth, and what it costs, in currency."""
        return 0.0, 0.0

    @property
    def worth(self) -> float:
        """Currency that one unit is worth to the customer."""
        return self.unit()[0]

    @property
    def is_exchanged(self) -> bool:
        """Whether what is held here becomes points of another instance."""
        given = vars(self.rule)
        return any(in_points(given.get(name)) for name in ("reward", "prize"))

    @property
    def use(self) -> tuple[float, float]:
        """What one unit that is paid in by others is worth, and costs; nothing after the end."""
        return (0.0, 0.0) if self.instance.ended else self.unit()

    @property
    def liability(self) -> float:
        """What redeeming all that is left would cost."""
        return self.account.balance * self.unit()[1]

    @property
    def outstanding(self) -> float:
        """Currency value of what was earned and not yet redeemed."""
        return self.account.balance * self.worth

    @property
    def stake(self) -> float:
        """Give as much of it as the customer knows of and feels as held."""
        held = self.held() if self.known else 0.0
        return held * self.worth * min(1.0, held / self.full()) if held else 0.0

    def held(self) -> float:
        """Give the units that could be redeemed today."""
        return self.account.balance

    def full(self) -> float:
        """Give the units of one reward."""
        return 1.0

    def credit(self, units: float) -> None:
        """Put units into the account."""
        self.ledger.earn(self.account, units)
        if self.instance.ended:
            self.ledger.expire(self.account, units)

    def due(self) -> None:
        """Let pending units become active."""

    def end(self) -> None:
        """Let all that is left expire on the day when the instance stops."""
        self.ledger.expire(self.account, self.account.balance)

    def grant(self, value: float, cost: float) -> None:
        """Give a reward; one for an act is noted as the act's."""
        self.ledger.grant(value, cost)
        self._bear(cost)
        self._bring(value)

    def _bear(self, cost: float) -> None:
        """Tell a firm that learns what it pays."""
        firm = self.customer.model.firm
        if firm is not None and not self.instance.rival:
            firm.cost(self.customer, cost)

    def earn(self, units: float, account: str = "") -> None:
        """Credit units to the own or another account of the scheme."""
        holder = self.peer(account) if account else self
        holder.credit(units)
        if holder.known:
            self._bring(units * holder.use[0])

    # Rewards, in money or in points of another account

    def prices(self, reward: Any) -> tuple[float, float]:
        """Say what a reward is worth and costs today."""
        if in_points(reward):
            value, cost = self.peer(reward.into).use
            return reward.points * value, reward.points * cost
        return reward.value, reward.cost

    def pay(self, reward: Any, times: float = 1.0) -> None:
        """Give a reward, so many times."""
        if in_points(reward):
            self.earn(times * reward.points, reward.into)
        else:
            self.grant(times * reward.value, times * reward.cost)

    def exchange(self, reward: Any, units: float, times: float = 1.0) -> None:
        """Give a reward so many times for units of the own account: what they brought, they brought before."""
        if in_points(reward):
            self.ledger.redeem(self.account, units, 0.0, 0.0)
            self.peer(reward.into).credit(times * reward.points)
        else:
            self.ledger.redeem(self.account, units, times * reward.value, times * reward.cost)
            self._bear(times * reward.cost)

    def _bring(self, value: float) -> None:
        if self.today.answering is not None:
            self.today.brought[self.today.answering][self.name] += value

    # The hooks

    def join(self) -> None:
        """Begin, on the first day in force for the customer."""

    def remember(self, real: Any) -> None:
        """Take over, for a trial, what is known of the customer before he or she joins."""

    def on_arrival(self, guest: Customer) -> None:
        """Answer that somebody came whom this brought yesterday."""

    def open(self) -> None:
        """Apply the rules of the start of a day."""

    def says(self, column: str) -> bool:
        """Tell a message whether a column of this instance says yes."""
        return bool(getattr(self, column))

    def spares(self) -> bool:
        """Tell whether the customer is to be left in peace by all instances today."""
        return False

    def messages(self) -> Sequence[Message]:
        """Send messages, at most one for each act."""
        return ()

    def offers(self, act: int) -> Sequence[Offer]:
        """Show what the next act would bring."""
        return ()

    def token(self, act: int) -> Token | None:
        """Show the symbolic reward that the next act would bring."""
        return None

    def tokens(self, act: int) -> Sequence[Token]:
        """Show all symbolic rewards, where there may be several."""
        token = self.token(act)
        return () if token is None else (token,)

    def demands(self, act: int) -> dict[str, float]:
        """Change the logarithm of what the act demands of some factors."""
        return {}

    def added_demands(self, act: int) -> dict[str, float]:
        """Add to what the act demands of some factors."""
        return {}

    def others(self, act: int) -> Sequence[Other]:
        """Tell what others do."""
        return ()

    turns_away = False
    """Whether there may be no room for some."""

    @classmethod
    def let_in(cls, came: list[Any]) -> list[Any]:
        """Choose whom there is room for, of the members of a market who set about an act today."""
        return came

    @classmethod
    def measured(cls, instance: Instance, model: Any) -> dict[str, tuple[float, float]]:
        """Tell of an instance what every scheme's figures do not: parts and wholes."""
        here = [c for c in model.customers if c.present and instance.is_for(c)]
        mine = [c.membership(instance.name) for c in here]
        told = [one.attained() for one in mine if one.has_joined]
        return {name: (sum(one[name] for one in told), len(here)) for name in cls.figures(instance)}

    @classmethod
    def figures(cls, instance: Instance) -> tuple[str, ...]:
        """Name what is told of how far members came."""
        return ()

    def attained(self) -> dict[str, bool]:
        """Tell how far the member came."""
        return {}

    # Problems, for those who help

    unasked = False

    def reach(self, handed: int) -> float:
        """Say how likely it is there for the customer, whom so many could not help."""
        return 0.0

    def asked(self) -> list[float]:
        """Say what it asks of the six factors."""
        return []

    def queue(self, handed: int) -> None:
        """Take the customer in."""

    @classmethod
    def work(cls, members: list[Any]) -> None:
        """Answer to the members of a market who wait."""

    def support(self) -> float:
        """Tell how much others do for the customer."""
        return 0.0

    def on_act(self, act: int, spend: float) -> None:
        """Answer an act."""

    def on_contact(self, message: Message, *, answered: bool) -> None:
        """Answer that a message was noticed, and whether the act was done today."""

    def close(self) -> None:
        """Apply the rules of the end of a day."""
