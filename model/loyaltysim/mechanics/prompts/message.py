"""Message: a prompt that is sent on a schedule to a target group."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field, model_validator

from loyaltysim.hooks import NOTHING, Answer, Channel, MessageKind, Messages, StateColumn
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.principles import Persuasion, Principle, principles_for
from loyaltysim.mechanics.profile import learn, profile_columns
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.mechanics.target import Target
from loyaltysim.units import MOST_MONEY

if TYPE_CHECKING:
    from loyaltysim.hooks import Contacts, View

CAP_WINDOW = 30


@mechanic("message")
class Message(Mechanic):
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
        default=MessageKind.SIGNAL, description="spark, facilitator or signal"
    )
    channel: Channel = Field(
        default=Channel.APP,
        description="how it comes: app (a notification or a text), e_mail, mail (to people who know the sender), cold_mail (to people who do not) or in_person (said to them, also by telephone); some are noticed more often than others",
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

    principle: Principle | None = Field(
        default=None,
        description="the principle of persuasion that all these messages carry: reciprocity, commitment, social_proof, authority, liking or scarcity; none if left out",
    )
    persuasion: Persuasion | None = Field(
        default=None,
        description="how a principle is chosen: none, fixed (the one that `principle` names), random, best_average (the one that is best on the whole), profile (learnt from each person's own answers) or oracle (what no firm can know); fixed or none if left out",
    )

    @model_validator(mode="after")
    def _principle_is_chosen(self) -> Message:
        if self.persuasion is Persuasion.FIXED and self.principle is None:
            msg = "principle: must be named with persuasion: fixed, such as social_proof"
            raise ValueError(msg)
        if self.principle is not None and self.policy is not Persuasion.FIXED:
            msg = f"principle: leave it out, since persuasion: {self.policy} chooses by itself"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _cap_bites(self) -> Message:
        if self.cap is not None and self.cap * self.every >= CAP_WINDOW + self.every:
            msg = f"cap: {self.cap} are never reached with a message every {self.every} days"
            raise ValueError(msg)
        return self

    @property
    def policy(self) -> Persuasion:
        """How principles are chosen."""
        if self.persuasion is not None:
            return self.persuasion
        return Persuasion.NONE if self.principle is None else Persuasion.FIXED

    def persuades(self) -> bool:
        """Tell whether a principle is ever carried."""
        rules = (self, *(self.rules_on(change.day) for change in self.changes))
        return any(one.policy is not Persuasion.NONE for one in rules)

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare how many were sent in this window, and a profile's answers."""
        sent = StateColumn(
            "sent", "messages", f"sent in this window of {CAP_WINDOW} days", dtype=np.int32
        )
        return (sent, *(profile_columns() if self.policy is Persuasion.PROFILE else ()))

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
            learn(view, contacts)
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
