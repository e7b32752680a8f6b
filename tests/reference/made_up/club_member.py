"""The club that was made up for the comparison, as the reference has it."""

from __future__ import annotations

from typing import Any

from tests.reference.made_up import club
from tests.reference.mechanics.membership import Membership, Message
from tests.reference.offers import Offer, Token
from tests.reference.others import Norm, Other, Rival, Support, Team


class ClubMember(Membership):
    keeps_account = True

    @classmethod
    def about(cls, rule: Any) -> tuple[str | None, ...]:
        return (rule.act,) if rule.other is None else (rule.act, rule.other)

    def unit(self) -> tuple[float, float]:
        return club.MEDAL_VALUE, club.MEDAL_COST

    def full(self) -> float:
        return club.MEDALS

    def join(self) -> None:
        self.score, self.done = 0, 0

    @property
    def _market(self) -> int:
        return self.customer.model.market_of(self.customer)

    def open(self) -> None:
        if self.day % club.QUEST_DAYS == 0:
            self.done = 0

    def messages(self) -> list[Message]:
        last, may = self.acts[-1], self.customer.may(self.acts[-1])
        if self.day % 4 == 3:
            return [Message(self, last, "facilitator", 0.02)] if may else []
        if self.day % 4 != 1:
            return []
        sent = [Message(self, self.act, "spark", 0.01)]
        if last != self.act and may:
            sent.append(Message(self, last, "signal", 0.03))
        return sent

    def offers(self, act: int) -> list[Offer]:
        if act != self.act:
            purse = self.peer(self.rule.purse)
            return [Offer(outcomes=((1.0, club.POINTS[1] * purse.use[0]),))]
        left = club.QUEST_ACTS - self.done - 1
        if left < 0:
            return []
        return [
            Offer(
                outcomes=((1.0, club.QUEST_VALUE),),
                acts_left=left,
                share_left=left / club.QUEST_ACTS,
                days_left=club.QUEST_DAYS - self.day % club.QUEST_DAYS,
                goal=True,
            )
        ]

    def token(self, act: int) -> Token:
        if act != self.act:
            return Token(0.5 * (self.day % 2))
        return Token(0.7, loss=self.score > 5, pace=0.4)

    def demands(self, act: int) -> dict[str, float]:
        return {} if act == self.act else {club.FACTOR: club.EASIER}

    def others(self, act: int) -> list[Other]:
        if self.day % 3 == 0:
            return [Rival(0.25 * self.day, self.score)]
        if self.day % 3 == 1:
            return [Norm(0.6, min(self.score / 12, 1.0), self.day % 9)]
        return [
            Team(self.instance.board.get(self._market, 0.0)),
            *([Support(0.8)] if self.score < 4 else []),
        ]

    def on_act(self, act: int, spend: float) -> None:
        self.score += 1
        self.grant(0.2, 0.05)
        if self.rule.purse:
            self.earn(club.POINTS[act != self.act], self.rule.purse)
        if self.customer.luck(f"instance:{self.name}:cheer") < 0.4:
            self.felt.praises.append(0.5)
        if self.score % 5 == 0:
            self.felt.gestures.append((self, 0.8, 0))
        if act == self.act:
            self._quest()

    def _quest(self) -> None:
        self.done += 1
        if self.done == club.QUEST_ACTS:
            self.grant(club.QUEST_VALUE, club.QUEST_COST)
            self.today.goals += 1

    def on_contact(self, message: Message, *, answered: bool) -> None:
        first = message.act == self.act
        if answered:
            self.earn(1.0 if first else 2.0)
        if first and answered:
            self.felt.praises.append(0.2)
        elif first:
            self.felt.setbacks.append(0.1)

    def close(self) -> None:
        busy = self.customer.model.share_who_did(self.act, self.customer.number)
        self.instance.board[self._market] = busy
        if self.account.balance >= club.MEDALS:
            worth = (club.MEDALS * x for x in self.unit())
            self.ledger.redeem(self.account, club.MEDALS, *worth)
        elif self.day % 20 == 19:
            self.ledger.expire(self.account, self.account.balance)
        failed = 0 < self.done < club.QUEST_ACTS
        if failed and self.day % club.QUEST_DAYS == club.QUEST_DAYS - 1:
            self.felt.setbacks.append(self.done / club.QUEST_ACTS)
