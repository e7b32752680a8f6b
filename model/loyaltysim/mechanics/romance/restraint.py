"""Restraint: leave customers in peace, for a spell or once they have had enough messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from loyaltysim.hooks import NOTHING, Answer, Rows, StateColumn
from loyaltysim.mechanics.mechanic import Mechanic, Misfit, Misfits
from loyaltysim.mechanics.registry import mechanic

if TYPE_CHECKING:
    from loyaltysim.hooks import View


@mechanic("restraint")
class Restraint(Mechanic):
    """Hold back the other mechanics' messages: on some days, above a number, or after an act."""

    theory: ClassVar[str] = (
        "Messages in vain tire; the tired notice less, opt out, and some leave: outreach raised departures from 6% to "
        "10% (Ascarza, Iyengar & Schleicher 2016). A firm that keeps silent lets that recover, but prompts less: "
        "without a prompt there is no act (Fogg 2009), and app users who got more messages stayed longer (Airship "
        "2017, not randomised). So restraint pays where messages do more harm than good, and costs acts elsewhere."
    )

    every: int = Field(default=30, ge=1, le=365, description="days of a window")
    quiet_days: int = Field(
        default=0, ge=0, le=365, description="days at the start of each window without any message"
    )
    most: int | None = Field(
        default=None,
        ge=0,
        le=1000,
        description="messages in a window after which a customer gets no more",
    )
    after_act: int = Field(
        default=0, ge=0, le=365, description="days after an act on which no message is sent"
    )

    def misfits(self) -> Misfits:
        """Find more quiet days than days, and what holds nothing back."""
        yield from super().misfits()
        if self.quiet_days > self.every:
            message = (
                f"must be at most {self.every}, the days of a window, but is {self.quiet_days}"
            )
            yield Misfit(message, at=("quiet_days",))
        if self.most is None and not self.quiet_days and not self.after_act:
            message = "most, quiet_days or after_act must hold something back"
            yield Misfit(message, at=("quiet_days",))

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare the messages that were sent before this window."""
        return (StateColumn("before", "messages", "sent before this window", dtype=np.int32),)

    def open(self, view: View) -> Answer:
        """Begin a window, and that of those who join."""
        rows = view.joined if view.age % self.every else slice(None)
        view.own["before"][rows] = view.sent[rows]
        return NOTHING

    def spares(self, view: View) -> Rows:
        """Name those who are to be left in peace today."""
        if view.age % self.every < self.quiet_days:
            return np.flatnonzero(view.here)
        spared = np.zeros_like(view.here)
        if self.most is not None:
            spared |= view.sent - view.own["before"] >= self.most
        if self.after_act:
            spared |= view.days_since(view.act) <= self.after_act
        return np.flatnonzero(spared & view.here)
