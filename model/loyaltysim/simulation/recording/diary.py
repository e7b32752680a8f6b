"""A run that is looked at: the days of a few customers, and where many stand against the action line.

Nothing here changes what happens: the diary reads what a day leaves on its scratch pad, and what is booked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.hooks import Flow
from loyaltysim.simulation.adapting import NOBODY
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.recording.why_left import CAUSES
from loyaltysim.simulation.recording.why_not import class_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from loyaltysim.hooks import Answer, Post
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.today import ActToday


class Event(NamedTuple):
    """Something that happened to a customer on a day."""

    row: int
    day: int
    what: str
    """`act` (of the firm), `rival` (an act elsewhere), `not` (prompted for the main act in vain), a `Flow`, one of `IN_MONEY`, a `MomentKind`, `message`, `unseen`, `left`, or one of `SERVED`, `PUT` and `VARIED`."""

    which: str
    """The act, the rival, the instance, what was missing, the cause, the principle, or the variant."""

    amount: float = 0.0
    """Spend, units of an account, the worth of a reward to the customer, how bad it is, or what a principle adds."""


SERVED = WRONG, MET, SOLVED, IN_VAIN, GIVEN_UP = "wrong", "met", "solved", "in vain", "given up"
"""What goes wrong, a meeting, help that solves a problem or does not, and that nobody is left to help."""
PUT = MOVED, REPELLED = "moved", "repelled"
"""A principle that is for the customer, or against."""
IN_MONEY = {Flow.EARN: "earn money", Flow.EXPIRE: "lose money"}
"""Bookings of units that are currency."""
VARIED = "variant"
"""Another variant of a scheme that learns."""


class WatchedModel(LoyaltyModel):
    """A run whose customers some are looked at, day by day.

    Parameters
    ----------
    rows
        Customers whose days are told, in rising order.
    many
        Customers whose motivation and ability are noted, the first of all rows.
    windows
        Spans of days over which they are noted.
    """

    def watch(self, rows: Sequence[int], many: int, windows: Sequence[range]) -> None:
        """Begin to look, before the first day is played."""
        self.events: list[Event] = []
        self.plane = [Spots(many) for _ in windows]
        self._rows, self._windows = np.array(rows, np.intp), windows
        self._variant = np.full(len(rows), NOBODY, np.intp)

    def take(self, running: Running, answer: Answer) -> None:
        """Note what an instance books and lets happen, and take it."""
        if not running.firm.rival:
            self._note(running, answer)
        super().take(running, answer)

    def step(self) -> None:
        """Play a day, and note what it left."""
        super().step()
        self.events.extend(self._today())
        for window, spots in zip(self._windows, self.plane, strict=True):
            if self.day in window:
                spots.add(self.today.acts[0])

    def _note(self, running: Running, answer: Answer) -> None:
        for post in answer.posts:
            what = self._booked(running, post)
            for place, row in self._among(post.rows):
                amount = _of(_size(post), place)
                if amount:
                    self.events.append(Event(row, self.day, what, running.name, amount))
        for moment in answer.moments:
            for place, row in self._among(moment.rows):
                size = _of(moment.size, place)
                self.events.append(Event(row, self.day, moment.kind, running.name, size))

    def _booked(self, running: Running, post: Post) -> str:
        """Name a booking by its flow, and by whether the units that it is about are currency."""
        account = running.firm.ledger.accounts.get(post.account or running.name)
        in_money = account is not None and account.spec.in_money
        return IN_MONEY.get(post.flow, post.flow) if in_money else post.flow

    def _among(self, rows: NDArray[np.intp]) -> Iterator[tuple[int, int]]:
        """Give the places and rows of those who are looked at."""
        places = np.flatnonzero(np.isin(rows, self._rows))
        yield from zip(places.tolist(), rows[places].tolist(), strict=True)

    def _today(self) -> Iterator[Event]:
        today = self.today
        for received in today.received:
            if received.instance.firm.rival:
                continue
            for _, row in self._among(received.message.rows):
                seen = "message" if row in received.noticed else "unseen"
                yield Event(row, self.day, seen, received.instance.name)
        yield from self._acted()
        yield from self._refused()
        yield from self._put()
        yield from self._served()
        yield from self._varied()
        for place, row in self._among(today.left):
            yield Event(row, self.day, "left", CAUSES[int(today.causes[place])])

    def _acted(self) -> Iterator[Event]:
        """Tell who acted, at the firm or at a rival."""
        for number, (act, spec) in enumerate(zip(self.today.acts, self.setup.acts, strict=True)):
            what, which = "act" if spec.rival is None else "rival", self.setup.act_names[number]
            for one in act.rounds:
                for place, row in self._among(one.actors):
                    yield Event(row, self.day, what, which, float(one.spend[place]))

    def _put(self) -> Iterator[Event]:
        """Tell by which principles messages and people put things, and whether these repel."""
        today = self.today
        own = [one.carried for one in today.received if not one.instance.firm.rival]
        own += [one.carried for one in today.touched if not one.instance.firm.rival]
        for met in filter(None, own):
            for place, row in self._among(met.rows):
                principle = PRINCIPLES[int(met.principle[met.places[place]])]
                pull = float(met.pull[place])
                what = REPELLED if pull < 0 else MOVED
                yield Event(row, self.day, what, principle.replace("_", " "), pull)

    def _served(self) -> Iterator[Event]:
        """Tell what went wrong, and whom customers met for it or otherwise."""
        today = self.today
        for place, row in self._among(today.troubled.rows):
            yield Event(row, self.day, WRONG, "", float(today.troubled.severity[place]))
        for one in today.touched:
            if one.instance.firm.rival:
                continue
            for place, row in self._among(one.touch.rows):
                solved = one.touch.solved
                what = MET if solved is None else SOLVED if solved[place] else IN_VAIN
                yield Event(row, self.day, what, one.instance.name)
        for _, row in self._among(today.unhelped):
            yield Event(row, self.day, GIVEN_UP, "")

    def _varied(self) -> Iterator[Event]:
        """Tell who has come to a variant, or to another one."""
        if self.adapting is None:
            return
        variant = self.adapting.variant[self._rows]
        for place in np.flatnonzero(variant != self._variant).tolist():
            name = self.adapting.plan.names[int(variant[place])]
            yield Event(int(self._rows[place]), self.day, VARIED, name)
        self._variant = variant

    def _refused(self) -> Iterator[Event]:
        act = self.today.acts[0]
        for place, row in self._among(act.rows):
            if not act.acted[place]:
                yield Event(row, self.day, "not", class_of(self, place))


class Spots:
    """Where customers stood on the plane of motivation and ability, on average over their prompts."""

    def __init__(self, customers: int) -> None:
        self.prompts = np.zeros(customers, np.int64)
        self.acts = np.zeros(customers, np.int64)
        self.ln_motivation = np.zeros(customers)
        self.ln_ability = np.zeros(customers)

    def add(self, act: ActToday) -> None:
        """Add today's prompts for an act."""
        here = act.rows < self.prompts.size
        rows = act.rows[here]
        self.prompts[rows] += 1
        self.acts[rows] += act.acted[here]
        self.ln_motivation[rows] += act.ln_motivation[here]
        self.ln_ability[rows] += act.ln_ability[here]


def _size(post: Post) -> Any:  # noqa: ANN401 -- a number, or one for each row
    """Give what a booking is about: units where they are earned or lost, else its worth to the customer."""
    return post.amount if post.flow in {Flow.EARN, Flow.EXPIRE} else post.value


def _of(amount: Any, place: int) -> float:  # noqa: ANN401 -- likewise
    amounts = np.asarray(amount)
    return float(amounts if amounts.ndim == 0 else amounts[place])
