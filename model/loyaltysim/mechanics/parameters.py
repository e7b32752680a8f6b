"""The base of every group of parameters, and how it tells what does not fit together in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from collections.abc import Sequence

CUSTOM = "loyaltysim"
"""Type of the errors that tell misfits."""


class Misfit(NamedTuple):
    """One thing that does not fit in a group, by the way from the group to it."""

    message: str
    hint: str = ""
    at: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """Where something does not fit, what it is, and what would be right."""
        where = f"{'.'.join(self.at)}: " if self.at else ""
        return where + self.message + (f" ({self.hint})" if self.hint else "")


Misfits: TypeAlias = Iterator[Misfit]


def refusal(found: Sequence[Misfit]) -> PydanticCustomError:
    """Put all that one validator found into the one error that it can raise."""
    message = "; ".join(one.told for one in found)
    return PydanticCustomError(CUSTOM, "{message}", {"message": message, "found": found})


class Parameters(BaseModel):
    """A group of parameters that refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        found = self.all_misfits()
        if found:
            raise refusal(found)
        return self

    def misfits(self) -> Misfits:
        """Find what does not fit together in a group of which every value is right by itself; all is told."""
        yield from ()

    def all_misfits(self) -> list[Misfit]:
        """List them, with those that can only be found when these are known."""
        return list(self.misfits())
