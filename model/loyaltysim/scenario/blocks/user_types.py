"""The Hexad's user types as shares of a segment."""

from typing import Any, Self

from pydantic import model_validator

from loyaltysim.customers.columns import USER_TYPES
from loyaltysim.scenario.blocks.block import Block, quantity, refuse

SUM_SLACK = 1e-6


def check_sum(shares: dict[str, float], what: str) -> None:
    """Refuse shares that do not add up to 1."""
    wrong = wrong_sum(shares, what)
    if wrong is not None:
        refuse(*wrong)


def wrong_sum(shares: dict[str, float], what: str) -> tuple[str, str] | None:
    """Say that shares do not add up to 1, and what they are; None where they do."""
    total = sum(shares.values())
    if abs(total - 1.0) <= SUM_SLACK:
        return None
    listed = " + ".join(f"{share:g}" for share in list(shares.values())[:8] if share)
    rest = " + ..." if len(shares) > 8 else ""
    hint = f"they must add up to 1; they are {listed or '0'}{rest}"
    return f"the shares of the {what} add up to {total:.6g}", hint


def _type_share(meaning: str) -> Any:  # noqa: ANN401 -- a field stands for its default
    return quantity(meaning, "share", default=0.0, ge=0, le=1)


class UserTypes(Block):
    """Mean shares of the six Hexad types; they must add up to 1, and a type left out has none.

    The default is the spread that Marczewski published in 2023 (self-selected web respondents).
    """

    philanthropist: float = _type_share("moved by purpose")
    socialiser: float = _type_share("moved by company")
    free_spirit: float = _type_share("moved by autonomy")
    achiever: float = _type_share("moved by mastery")
    player: float = _type_share("moved by rewards")
    disruptor: float = _type_share("moved by change")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        check_sum({name: getattr(self, name) for name in USER_TYPES}, "user types")
        return self

    def shares(self) -> tuple[float, ...]:
        """Give the shares in the order of `USER_TYPES`."""
        return tuple(getattr(self, name) for name in USER_TYPES)


PUBLISHED_TYPES = UserTypes(
    philanthropist=0.25,
    socialiser=0.15,
    free_spirit=0.25,
    achiever=0.18,
    player=0.13,
    disruptor=0.04,
)
