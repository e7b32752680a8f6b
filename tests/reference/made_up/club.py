"""A club made for the comparison, as an author of mechanics would write it; about two acts.

Members hear what others do, are praised and thanked, have a quest to finish in a fortnight, get
messages for both acts on one day, and earn medals for answering them; an act brings points of
another instance. `tests.reference.made_up.club_member` has the same in the reference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from loyaltysim.customers.columns import FACTORS
from loyaltysim.hooks import (
    NOTHING,
    AccountSpec,
    Answer,
    Demand,
    Flow,
    MessageKind,
    Messages,
    Moment,
    MomentKind,
    Offer,
    Post,
    Reference,
    ReferenceKind,
    StateColumn,
    Symbol,
)
from loyaltysim.mechanics.mechanic import Mechanic

if TYPE_CHECKING:
    from loyaltysim.hooks import Acts, Contacts, Rows, View

QUEST_DAYS, QUEST_ACTS, QUEST_VALUE, QUEST_COST = 14, 4, 6.0, 2.5
POINTS = (3.0, 6.0)
"""Units of the purse for the first act and for the second one."""
MEDAL_VALUE, MEDAL_COST, MEDALS = 0.4, 0.1, 4.0
FACTOR, EASIER = FACTORS[0], -0.4


class Club(Mechanic):
    """The club; `purse` is the instance whose points it hands out."""

    kind: ClassVar[str] = "club"

    other: str | None = None
    purse: str = ""

    def acts_about(self) -> tuple[str | None, ...]:
        return (self.act,) if self.other is None else (self.act, self.other)

    def columns(self) -> tuple[StateColumn, ...]:
        return (
            StateColumn("score", "acts", "acts since joining"),
            StateColumn("done", "acts", "acts of this quest"),
            StateColumn("acted", "yes or no", "did the first act today", dtype=np.bool_),
            StateColumn("busy", "share", "members who did it last time", per_market=True),
        )

    def account(self) -> AccountSpec:
        return AccountSpec("medals", MEDAL_VALUE, MEDAL_COST, reward_units=MEDALS)

    def open(self, view: View) -> Answer:
        view.own["acted"][:] = False
        if view.age % QUEST_DAYS == 0:
            view.own["done"][:] = 0
        return NOTHING

    def messages(self, view: View) -> tuple[Messages, ...]:
        here = view.here & view.reachable
        again = np.flatnonzero(here & view.may(view.about[-1]))
        if view.age % 4 == 3:
            return (Messages(again, view.about[-1], MessageKind.FACILITATOR, 0.02),)
        if view.age % 4 != 1:
            return ()
        first = Messages(np.flatnonzero(here), view.act, MessageKind.SPARK, 0.01)
        second = Messages(again, view.about[-1], MessageKind.SIGNAL, 0.03)
        return (first, second) if len(view.about) > 1 else (first,)

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        if act != view.act:
            worth = POINTS[1] * view.unit_value(self.purse)
            return (Offer(worth), Symbol(0.5 * (view.age % 2)))
        left = QUEST_ACTS - view.own["done"][rows] - 1
        quest = Offer(
            QUEST_VALUE,
            stands=left >= 0,
            acts_left=np.maximum(left, 0),
            left_share=np.maximum(left, 0) / QUEST_ACTS,
            days_left=QUEST_DAYS - view.age % QUEST_DAYS,
            goal=True,
        )
        return (quest, Symbol(0.7, loss=view.own["score"][rows] > 5, pace=0.4))

    def demands(self, view: View, act: int, rows: Rows) -> tuple[Demand, ...]:
        return () if act == view.act else (Demand(FACTORS.index(FACTOR), EASIER),)

    def references(self, view: View, act: int, rows: Rows) -> tuple[Reference, ...]:
        score, days = view.own["score"][rows], view.age % 9
        if view.age % 3 == 0:
            return (Reference(ReferenceKind.RIVAL, 0.25 * view.age, score),)
        if view.age % 3 == 1:
            own = np.minimum(score / 12, 1)
            return (Reference(ReferenceKind.NORM, 0.6, own, days_since_told=days),)
        team = view.own["busy"][view.market[rows]]
        cheered = Reference(ReferenceKind.SUPPORT, 0.8, stands=score < 4)
        return (Reference(ReferenceKind.TEAM, team), cheered)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        first, rows, own = acts.act == view.act, acts.rows, view.own
        own["score"][rows] += 1
        if first:
            own["done"][rows] += 1
            own["acted"][rows] = True
        cheered = rows[view.luck("cheer")[rows] < 0.4]
        thanked = rows[own["score"][rows] % 5 == 0]
        posts = [Post(Flow.GRANT, rows, value=0.2, cost=0.05)]
        if self.purse:
            posts.append(Post(Flow.EARN, rows, POINTS[not first], account=self.purse))
        praise = Moment(MomentKind.PRAISE, cheered, 0.5)
        moments = [praise, Moment(MomentKind.GESTURE, thanked, 0.8)]
        done = rows[own["done"][rows] == QUEST_ACTS] if first else rows[:0]
        posts.append(Post(Flow.GRANT, done, value=QUEST_VALUE, cost=QUEST_COST))
        return Answer(tuple(posts), (*moments, Moment(MomentKind.GOAL_REACHED, done)))

    def on_contacts(self, view: View, contacts: Contacts) -> Answer:
        yes, no = contacts.rows[contacts.answered], contacts.rows[~contacts.answered]
        if contacts.message.act != view.act:
            return Answer((Post(Flow.EARN, yes, 2.0),))
        moments = (Moment(MomentKind.PRAISE, yes, 0.2), Moment(MomentKind.SETBACK, no, 0.1))
        return Answer((Post(Flow.EARN, yes, 1.0),), moments)

    def close(self, view: View) -> Answer:
        own, here = view.own, view.here
        n = own["busy"].size
        acted = np.bincount(view.market[here & own["acted"]], minlength=n)
        own["busy"][:] = acted / np.maximum(np.bincount(view.market[here], minlength=n), 1)
        full = np.flatnonzero(here & (view.balance >= MEDALS))
        posts = [Post(Flow.REDEEM, full, MEDALS, MEDALS * MEDAL_VALUE, MEDALS * MEDAL_COST)]
        if view.age % 20 == 19:
            lost = np.flatnonzero(here & (view.balance > 0) & (view.balance < MEDALS))
            posts.append(Post(Flow.EXPIRE, lost, view.balance[lost]))
        if view.age % QUEST_DAYS != QUEST_DAYS - 1:
            return Answer(tuple(posts))
        begun = (own["done"] > 0) & (own["done"] < QUEST_ACTS)
        failed = np.flatnonzero(here & begun)
        size = own["done"][failed] / QUEST_ACTS
        return Answer(tuple(posts), (Moment(MomentKind.SETBACK, failed, size),))
