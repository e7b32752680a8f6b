"""Message: a prompt that is sent on a schedule to a target group."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from loyaltysim.hooks import NOTHING, Answer, Channel, MessageKind, Messages, StateColumn
from loyaltysim.mechanics.parameters import Misfit, Misfits
from loyaltysim.mechanics.persuading import Persuading
from loyaltysim.mechanics.principles import Persuasion, principles_for
from loyaltysim.mechanics.profile import learn
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.mechanics.target import Target
from loyaltysim.units import MOST_MONEY

if TYPE_CHECKING:
    from loyaltysim.hooks import Contacts, View

CAP_WINDOW = 30


@mechanic("message")
class Message(Persuading):
    """Send a message that asks for the act: by mail, app or text."""

    theory: ClassVar[str] = (
        "A prompt works when it is noticed and motivation and ability suffice at that moment "
        "(Fogg 2009). A spark adds motivation, a facilitator makes the act easier, a signal "
        "reminds. Of e-mails a quarter is opened (Epsilon 2013), of mail to strangers a quarter is read at once, of mail to customers "
        "three fifths (Household Diary Study 2009). Messages without an act tire; the tired notice less, opt out, and some leave "
        "(assumption). Outreach makes those think who stay out of habit, so that it can drive away: "
        "advice on the plan raised departures from 6% to 10% (Ascarza, Iyengar & Schleicher 2016). A principle of persuasion "
        "(Cialdini 2001) moves some and repels others (Kaptein, Lacroix & Saini 2010), and wears off as it is repeated (assumption): "
        "a profile of who answers to what did better than chance (Kaptein & van Halteren 2013)."
    )

    sends: MessageKind = Field(
        default=MessageKind.SIGNAL,
        description="what it does beside asking: a spark adds motivation, a facilitator makes the act easier, a signal only reminds",
    )
    channel: Channel = Field(
        default=Channel.APP,
        description="how it comes: app (a notification or an sms), e_mail, mail (to people who know the sender), cold_mail (to people who do not) or in_person (said to them, also by telephone); some are noticed more often than others",
    )
    every: int = Field(default=7, ge=1, le=365, description="days between messages")
    target: Target = Field(default=Target(), description="who gets it; everyone if left out")
    cap: int | None = Field(
        default=None,
        ge=1,
        le=CAP_WINDOW,
        description=f"most messages per customer in {CAP_WINDOW} days",
    )
    cost: float = Field(
        default=0.0, ge=0, le=MOST_MONEY, description="cost per message sent, in currency"
    )

    outreach: bool = Field(
        default=False,
        description="whether it is about being a customer at all, such as advice on the plan or a retention call: it wakes those who stay out of habit",
    )

    def misfits(self) -> Misfits:
        """Find a cap that is never reached."""
        yield from super().misfits()
        if self.cap is not None and self.cap * self.every >= CAP_WINDOW + self.every:
            message = f"{self.cap} are never reached with a message every {self.every} days"
            yield Misfit(message, at=("cap",))

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare how many were sent in this window, and a profile's answers."""
        sent = StateColumn(
            "sent", "messages", f"sent in this window of {CAP_WINDOW} days", dtype=np.int32
        )
        return (sent, *self.counts())

    def open(self, view: View) -> Answer:
        """Begin a new window of the cap."""
        if view.age % CAP_WINDOW == 0:
            view.own["sent"][:] = 0
        return NOTHING

    def messages(self, view: View) -> tuple[Messages, ...]:
        """Send today's messages, if today is a day for it."""
        if view.age % self.every:
            return ()
        aimed = self._aimed_at(view)
        view.own["sent"] += aimed
        rows = np.flatnonzero(aimed)
        return (
            Messages(
                rows,
                view.act,
                self.sends,
                self.cost,
                self.outreach,
                self.channel,
                principles_for(view, self.policy, self.principle),
            ),
        )

    def on_contacts(self, view: View, contacts: Contacts) -> Answer:
        """Learn who answers to what."""
        if self.policy is Persuasion.PROFILE:
            learn(view, contacts.rows, contacts.principle, contacts.answered)
        return NOTHING

    def _aimed_at(self, view: View) -> np.ndarray:
        aimed = view.reachable.copy()
        if self.target.idle_days is not None:
            aimed &= view.days_since(view.act) >= self.target.idle_days
        if self.target.when is not None:
            aimed &= self.target.when.holds(view)
        if self.cap is not None:
            aimed &= view.own["sent"] < self.cap
        return aimed
