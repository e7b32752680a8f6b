"""Events that are there for some days."""

from __future__ import annotations

from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Offer, Token


class PopUp(Membership):
    fit, game = table_of_fit("pop_up")

    def join(self) -> None:
        self.came = False

    @property
    def _rare(self) -> float:
        every = self.rule.every
        return 1.0 if every is None else (every - self.rule.lasts) / every

    def _day_of_event(self) -> int | None:
        """Give the day of the event that is there, from 0; None while none is."""
        day = self.day - self.rule.first
        if day >= 0 and self.rule.every is not None:
            day %= self.rule.every
        return day if 0 <= day < self.rule.lasts else None

    def _days_until(self) -> int | None:
        day = self.day
        while day <= self.day + self.rule.announced:
            since = day - self.rule.first
            starts = since == 0 or (
                self.rule.every is not None and since > 0 and since % self.rule.every == 0
            )
            if day > self.day and starts:
                return day - self.day
            day += 1
        return None

    @property
    def on(self) -> bool:
        return self._day_of_event() is not None

    @property
    def soon(self) -> bool:
        return not self.on and self._days_until() is not None

    def open(self) -> None:
        if self._day_of_event() == 0:
            self.came = False
        if self.on:
            self.grant(0.0, self.rule.cost / 1000.0)

    def token(self, act: int) -> Token | None:
        if self.on:
            return Token(1.0, share=self._rare)
        wait = self._days_until()
        return None if wait is None else Token(1.0, share=self._rare / (1 + wait))

    def offers(self, act: int) -> list[Offer]:
        if self.rule.gift is None or not self.on or self.came:
            return []
        return [Offer(outcomes=((1.0, self.prices(self.rule.gift)[0]),))]

    def on_act(self, act: int, spend: float) -> None:
        if not self.on or self.came:
            return
        self.came = True
        if self.rule.gift is not None:
            self.pay(self.rule.gift)

    def close(self) -> None:
        if self._day_of_event() == self.rule.lasts - 1 and self.came:
            self.felt.setbacks.append(self.rule.missed * self._rare)
