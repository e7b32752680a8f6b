"""A reward for what few want to do, as long as there is room."""

from __future__ import annotations

import math
from typing import Any

from tests.reference.mechanics.groups import companions, market_of
from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Offer, Token


class Room:
    """What became of the places of one market."""

    def __init__(self) -> None:
        self.of_period = self.left = 0
        self.times = 1.0
        self.places = self.taken = self.refused = 0


class UnpopularTasks(Membership):
    fit, game = table_of_fit("unpopular_tasks")

    @property
    def room(self) -> Room:
        room: Room = self.instance.board.setdefault(market_of(self), Room())
        return room

    def open(self) -> None:
        if self.day % self.rule.every == 0 and self.instance.once("opened", market_of(self)):
            self._open_for(self.room, companions(self))

    def _open_for(self, room: Room, members: list[Any]) -> None:
        room.of_period = math.ceil(self.rule.places * len(members) / 100.0 - 1e-9)
        room.left = room.of_period
        room.places += room.of_period

    def close(self) -> None:
        if (self.day + 1) % self.rule.every == 0 and self.instance.once("closed", market_of(self)):
            step = 1.0 + self.rule.rises
            risen = self.room.times * (step if self.room.left > 0 else 1.0 / step)
            self.room.times = max(1.0, min(self.rule.most, risen))

    def offers(self, act: int) -> list[Offer]:
        if self.room.left <= 0:
            return []
        worth = self.prices(self.rule.reward)[0] * self.room.times
        return [Offer(outcomes=((1.0, worth),))]

    def token(self, act: int) -> Token:
        return Token(self.room.left / max(1, self.room.of_period))

    turns_away = True

    @classmethod
    def let_in(cls, came: list[Any]) -> list[Any]:
        drawn = sorted(came, key=lambda m: m.customer.luck(f"instance:{m.name}:place"))
        room = came[0].room
        room.refused += max(0, len(came) - room.left)
        return drawn[: room.left]

    def on_act(self, act: int, spend: float) -> None:
        self.room.left -= 1
        self.room.taken += 1
        self.pay(self.rule.reward, self.room.times)

    @classmethod
    def measured(cls, instance: Any, model: Any) -> dict[str, tuple[float, float]]:
        rooms = list(instance.board.values())
        taken, refused = sum(r.taken for r in rooms), sum(r.refused for r in rooms)
        return {
            "places_filled": (taken, sum(r.places for r in rooms)),
            "turned_away": (refused, taken + refused),
        }
