"""What kinds of mechanics appeal to and whom they suit, where a scenario knows better than the table."""

from dataclasses import replace
from typing import Any, Literal

from pydantic import Field

from loyaltysim.behaviour.user_type_fit import Fit, fit_of
from loyaltysim.customers.columns import USER_TYPES
from loyaltysim.scenario.blocks.block import Block, quantity

Motivator = Literal["autonomy", "mastery", "purpose", "progress", "social_interaction"]


def _suits(whom: str) -> Any:  # noqa: ANN401 -- a field stands for its default
    return quantity(f"how well it suits {whom}", "share", default=None, ge=0, le=1)


class TypeFit(Block):
    """How well a mechanic's symbolic side suits each user type; what is left out stays as it is."""

    philanthropist: float | None = _suits("those moved by purpose")
    socialiser: float | None = _suits("those moved by company")
    free_spirit: float | None = _suits("those moved by autonomy")
    achiever: float | None = _suits("those moved by mastery")
    player: float | None = _suits("those moved by rewards")
    disruptor: float | None = _suits("those moved by change")


class Suits(Block):
    """What is changed of a kind of mechanic; `loyaltysim mechanics NAME` shows what holds without."""

    motivators: tuple[Motivator, ...] | None = Field(
        default=None, description="which of Paharia's (2013) motivators it appeals to; only told"
    )
    game: bool | None = Field(default=None, description="whether it plays like a game")
    fit: TypeFit = Field(default=TypeFit(), description="how well it suits each user type, 0 to 1")

    def of(self, kind: str) -> Fit:
        """Give what holds for a kind of mechanic with these changes."""
        found = fit_of(kind)
        suits = (
            usual if (own := getattr(self.fit, name)) is None else own
            for name, usual in zip(USER_TYPES, found.by_user_type, strict=True)
        )
        changes = {"game": self.game, "motivators": self.motivators}
        given: dict[str, Any] = {key: value for key, value in changes.items() if value is not None}
        return replace(found, by_user_type=tuple(suits), **given)
