"""One mechanic at work on customers whose acts, luck and answers are written down beforehand.

View, term and ledger are the real ones, the last with a market of its own for every customer, so that
money can be read by customer. The order within a day is that of the model.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.calendar import Calendar
from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.customers.network import Network
from loyaltysim.customers.newcomers import NEVER, Rooms
from loyaltysim.customers.table import Customers, States
from loyaltysim.hooks import (
    AccountSpec,
    Acts,
    Cases,
    Contacts,
    Demand,
    Flow,
    Offer,
    Reference,
    Susceptible,
    Symbol,
)
from loyaltysim.ledger import Ledger
from loyaltysim.simulation.arriving import Arriving
from loyaltysim.simulation.firms import Firm
from loyaltysim.simulation.instance_view import InstanceView
from loyaltysim.simulation.instances import start_instance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from loyaltysim.hooks import Answer, Moment, Touch
    from loyaltysim.ledger import Account
    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.simulation.setup import Contract

Spend: TypeAlias = "float | Sequence[float]"
"""What one spends on an act, or on each of several on one day."""
INSTANCE = "it"
KNOWN = Susceptible(mean=(0.2, 0.5, 0.6, 0.1, 0.3, 0.4), sd=0.8, correlation=0.3, gain=0.1)
"""What a firm knows of everybody: social proof is best on average."""
NOBODY = np.empty(0, np.intp)


@dataclass
class Day:
    """What was seen on one day: offers and messages before the acts, the rest at the end.

    Offers, symbols, references, demands and messages are kept by the name of their act.
    """

    messages: dict[str, NDArray[np.intp]] = field(default_factory=dict)
    outreach: NDArray[np.intp] = field(default_factory=lambda: NOBODY)
    """Who is sent a message that wakes from habit."""
    principles: dict[int, int] = field(default_factory=dict)
    """The number of the principle that each one's message carries, where it may carry any."""
    spared: NDArray[np.intp] = field(default_factory=lambda: NOBODY)
    """Who is not to be sent any message."""
    offers: dict[str, list[Offer]] = field(default_factory=lambda: defaultdict(list))
    symbols: dict[str, list[Symbol]] = field(default_factory=lambda: defaultdict(list))
    references: dict[str, list[Reference]] = field(default_factory=lambda: defaultdict(list))
    demands: dict[str, list[Demand]] = field(default_factory=lambda: defaultdict(list))
    moments: list[Moment] = field(default_factory=list)
    arrivals: list[int] = field(default_factory=list)
    """Who brings a newcomer."""
    reach: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    """How likely it is there for each one with a problem; nobody where it helps with none."""
    touches: list[Touch] = field(default_factory=list)
    """Meetings with the firm."""
    gave_up: NDArray[np.intp] = field(default_factory=lambda: NOBODY)
    """Who waited too long with a problem."""
    turned_away: NDArray[np.intp] = field(default_factory=lambda: NOBODY)
    """Who came for an act and was not let in."""
    support: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    measured: dict[str, float] = field(default_factory=dict)
    columns: dict[str, NDArray[Any]] = field(default_factory=dict)
    numbers: dict[str, NDArray[np.float64]] = field(default_factory=dict)
    """balance and pending; earned, redeemed and expired so far; value and cost of the day; those of
    other accounts after their name and a dot."""


def _spends(spend: Spend) -> Sequence[float]:
    return [spend] if isinstance(spend, int | float) else spend


class Told:
    """Luck as the script tells it: by decision, or the same for all."""

    def __init__(self, customers: int) -> None:
        self.all = np.ones(customers, np.float32)
        self.by_decision: dict[str, NDArray[np.float32]] = {}

    def events(self, decision: str) -> NDArray[np.float32]:
        return self.by_decision.get(decision.split(":", 2)[2], self.all)


def network_of(customers: int, friends: Sequence[tuple[int, int]]) -> Network:
    """Give the network of some pairs of friends."""
    ends = sorted({*friends, *((other, one) for one, other in friends)})
    owner, friend = np.array(ends, np.intp).reshape(-1, 2).T
    return Network(owner, friend, np.searchsorted(owner, np.arange(customers + 1)))


class Script:
    """A mechanic and the days it is played through.

    Parameters
    ----------
    mechanic
        The rule under test.
    customers
        How many customers there are, in one market; with a mechanic that brings newcomers, also those
        who may come: first one for each customer, then a second one, and so on.
    acts
        Names of the world's acts, the main act first.
    usual_spend
        What each usually spends, in currency, shape (customers,).
    last_act
        Day of each customer's last act before the launch, shape (customers,).
    accounts
        Accounts of other instances of the scheme.
    friends
        Pairs of customers who are friends.
    most
        How often each act can be done on one day.
    contract
        What customers have signed.
    """

    def __init__(
        self,
        mechanic: Mechanic,
        customers: int,
        *,
        acts: Sequence[str] = ("visit",),
        usual_spend: NDArray[np.float64] | None = None,
        last_act: NDArray[np.int32] | None = None,
        accounts: Mapping[str, AccountSpec] | None = None,
        friends: Sequence[tuple[int, int]] = (),
        most: int = 1,
        contract: Contract | None = None,
    ) -> None:
        self.n, self.acts, self.day = customers, tuple(acts), -1
        self.states = States.fresh(customers, len(acts), np.float64, len(PRINCIPLES))
        self.states.last_act[:] = -1 if last_act is None else last_act
        spend = np.full(customers, 10.0) if usual_spend is None else usual_spend
        traits: Any = SimpleNamespace(
            n=customers,
            need=np.ones(customers),
            ticket=np.tile(spend, (len(acts), 1)),
            user_type=np.zeros((6, customers)),
            susceptibility=np.zeros((len(PRINCIPLES), customers)),
        )
        market = np.zeros(customers, np.intp)
        everyone = Customers(traits, self.states, range(1), customers, (), market)
        spec = mechanic.account()
        specs = {**(accounts or {}), **({INSTANCE: spec} if spec else {})}
        self.ledger = Ledger(specs, np.arange(customers, dtype=np.intp), customers)
        self.luck = Told(customers)
        self.sent = np.zeros(customers, np.int32)
        self.running = start_instance(INSTANCE, mechanic, self.acts, everyone)
        arriving = self._guests(mechanic.brings(), everyone)
        limits = [SimpleNamespace(limit=None, most=most) for _ in acts]
        run: Any = SimpleNamespace(
            customers=everyone,
            luck=self.luck,
            ledger=self.ledger,
            setup=SimpleNamespace(
                acts=limits,
                own=len(limits),
                burn_in=0,
                calendar=Calendar(),
                period_days=1,
                newcomers=None,
                contract=contract,
            ),
            contract_phase=np.zeros(customers, np.int32),
            network=network_of(customers, friends),
            arriving=arriving,
            susceptible=KNOWN,
            constants=Constants.default(),
            dtype=np.float64,
        )
        self.running.firm = Firm(self.ledger, self.states, self.sent)
        self.run = run
        self.view = self.running.view = InstanceView(self.running, run)
        self.signals: dict[str, NDArray[np.bool_]] = {}
        self.view.signal = self._signal  # type: ignore[method-assign]
        self.shown: dict[str, float] = {}
        self.view.shown = self._shown  # type: ignore[method-assign]
        self.troubled: dict[int, int] = {}
        """Who turns to it today with a problem, and how many have tried before."""

    def _guests(self, each: int, customers: Customers) -> Arriving | None:
        """Make room for those whom customers bring; they are not here yet."""
        if not each:
            return None
        hosts = self.n // (1 + each)
        self.states.present[hosts:] = False
        arrives = np.where(self.states.present, 0, NEVER).astype(np.int32)
        return Arriving(arrives, Rooms(hosts, 0, each), customers, each)

    def _welcome(self) -> None:
        """Let those in who were brought yesterday."""
        self.run.day, self.run.today = self.day, SimpleNamespace(came=NOBODY, brought=[])
        if self.run.arriving is not None:
            self.run.arriving.come(self.run)

    def _signal(self, instance: str, column: str) -> NDArray[np.bool_]:
        return self.signals.get(f"{instance}.{column}", np.zeros(self.n, np.bool_))

    def _shown(self, instance: str, column: str) -> NDArray[np.float64]:
        return np.array([self.shown.get(f"{instance}.{column}", 0.0)])

    @property
    def account(self) -> Account:
        return self.ledger.accounts[INSTANCE]

    def play(self, acts: Mapping[int, Spend], day: int | None = None) -> Day:
        """Play the next day, or all quiet days up to `day` and that one, with acts of the main kind."""
        return self.play_acts({self.acts[0]: acts}, day)

    def play_acts(
        self,
        acts: Mapping[str, Mapping[int, Spend]],
        day: int | None = None,
        noticed: Sequence[int] = (),
    ) -> Day:
        """Play the next day, or all quiet days up to `day` and that one.

        Parameters
        ----------
        acts
            By the act's name: who does it, with what they spend; a list of it for several times.
        noticed
            Who notices the messages of that day.
        """
        for _ in range(self.day + 1, self.day + 1 if day is None else day):
            self._play({}, ())
        return self._play(acts, noticed)

    def _play(self, acts: Mapping[str, Mapping[int, Spend]], noticed: Sequence[int]) -> Day:
        self.day += 1
        running, seen = self.running, Day()
        self.ledger.begin_day()
        self.view.day = self.day
        self._welcome()
        running.begin_day(self.day, self.states.present, self.run.today.came)
        if running.awake:
            self._awake(seen, acts, noticed)
        elif INSTANCE in self.ledger.accounts and self.day == running.term.stops:
            self.account.end(self.states.present)
        for name, did in acts.items():
            rows = list(did)
            self.states.last_act[self.acts.index(name), rows] = self.day
            times = np.array([len(_spends(did[row])) for row in rows], np.int32)
            self.states.acts[self.acts.index(name), rows] += times
        seen.support = (
            np.broadcast_to(running.mechanic.support(self.view), (self.n,)) * running.view.here
        )
        seen.measured = {
            name: float(part.sum() / whole.sum()) if whole.sum() > 0 else 0.0
            for name, (part, whole) in running.mechanic.measured(self.view).items()
        }
        seen.columns = {name: column.copy() for name, column in running.own.items()}
        seen.numbers = self._numbers()
        return seen

    def _awake(
        self, seen: Day, acts: Mapping[str, Mapping[int, Spend]], noticed: Sequence[int]
    ) -> None:
        running, mechanic = self.running, self.running.mechanic
        for name, account in self.ledger.accounts.items():
            spec = mechanic.account() if name == INSTANCE else None
            account.begin_day(running.age, spec or account.told)
        self.ledger.price()
        self._book(mechanic.open(self.view), seen)
        seen.spared = mechanic.spares(self.view)
        for one in self.run.today.brought:
            self._book(mechanic.on_arrivals(self.view, one.arrivals), seen)
        messages = mechanic.messages(self.view)
        seen.messages = {self.acts[message.act]: message.rows for message in messages}
        seen.principles = {
            row: principle
            for message in messages
            if message.principle is not None
            for row, principle in zip(
                message.rows.tolist(), message.principle(message.rows).tolist(), strict=True
            )
        }
        reaching = [message.rows for message in messages if message.outreach]
        seen.outreach = np.concatenate([NOBODY, *reaching])
        for number in sorted(set(running.acts)):
            self._show(number, seen)
        spends = [_spends(spend) for did in acts.values() for spend in did.values()]
        for repetition in range(1, 1 + max(map(len, spends), default=1)):
            self.view.repeat(repetition)
            for number in sorted(set(running.acts)):
                self._answer_to_acts(number, acts.get(self.acts[number], {}), repetition, seen)
        self.view.repeat(1)
        for message in messages:
            rows = message.rows[np.isin(message.rows, noticed)]
            answered = np.isin(rows, list(acts.get(self.acts[message.act], {})))
            told = None if message.principle is None else message.principle(rows)
            contacts = Contacts(message, rows, answered, told)
            self._book(mechanic.on_contacts(self.view, contacts), seen)
        self._help(seen)
        self._book(mechanic.close(self.view), seen)

    def _help(self, seen: Day) -> None:
        mechanic, rows = self.running.mechanic, np.array(sorted(self.troubled), np.intp)
        handed = np.array([self.troubled[row] for row in rows.tolist()], np.int32)
        queued = self.running.own.get("queued", np.full(self.n, -1)) >= 0
        queued[rows] = True
        waiting = np.flatnonzero(queued & self.view.here)
        cases = Cases(rows, np.zeros_like(handed), handed, np.zeros_like(handed), waiting)
        found = mechanic.helps(self.view, cases)
        if found is not None:
            seen.reach = np.broadcast_to(np.asarray(found.reach, np.float64), rows.shape)
        self._book(mechanic.on_cases(self.view, cases), seen)

    def _answer_to_acts(
        self, number: int, did: Mapping[int, Spend], repetition: int, seen: Day
    ) -> None:
        mechanic = self.running.mechanic
        spends = {
            row: _spends(spend)[repetition - 1]
            for row, spend in sorted(did.items())
            if self.states.present[row] and len(_spends(spend)) >= repetition
        }
        rows = np.array(list(spends), np.intp)
        let_in = mechanic.admits(self.view, number, rows)
        if let_in is not None:
            seen.turned_away = rows[~let_in]
            rows = rows[let_in]
        spend = np.array([spends[row] for row in rows.tolist()], np.float64)
        self._book(mechanic.on_acts(self.view, Acts(number, rows, spend, repetition)), seen)

    def _show(self, number: int, seen: Day) -> None:
        name, everyone = self.acts[number], np.arange(self.n)
        for offer in self.running.mechanic.offers(self.view, number, everyone):
            if isinstance(offer, Offer):
                seen.offers[name].append(offer)
            else:
                seen.symbols[name].append(offer)
        references = self.running.mechanic.references(self.view, number, everyone)
        seen.references[name].extend(references)
        seen.demands[name].extend(self.running.mechanic.demands(self.view, number, everyone))

    def _book(self, answer: Answer, seen: Day) -> None:
        for post in answer.posts:
            self.ledger.book(INSTANCE, post)
        seen.moments.extend(answer.moments)
        seen.touches.extend(answer.touches)
        if answer.gave_up is not None:
            seen.gave_up = answer.gave_up
        if answer.arrivals is not None:
            seen.arrivals.extend(answer.arrivals.tolist())
            if self.run.arriving is not None:
                self.run.arriving.bring(self.running, answer.arrivals)

    def _numbers(self) -> dict[str, NDArray[np.float64]]:
        numbers = {"value": self.ledger.value_today, "cost": self.ledger.cost_today}
        for name, account in self.ledger.accounts.items():
            before = "" if name == INSTANCE else f"{name}."
            told = {
                "balance": account.balance,
                "pending": account.pending,
                "earned": account.totals[Flow.EARN],
                "redeemed": account.totals[Flow.REDEEM],
                "expired": account.totals[Flow.EXPIRE],
            }
            numbers |= {f"{before}{key}": amount for key, amount in told.items()}
        return {name: amount.copy() for name, amount in numbers.items()}
