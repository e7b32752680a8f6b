"""What can be put upon people: games and marks in which members may have to take part."""

from __future__ import annotations

from pydantic import Field

from loyaltysim.mechanics.mechanic import Mechanic, Reward

__all__ = ["Imposed", "Reward"]


class Imposed(Mechanic):
    """A mechanic that can be compulsory, which spoils it for all and repels those whom it does not suit."""

    compulsory: bool = Field(
        default=False,
        description="whether members have to take part, such as employees in a game at work; it then "
        "repels those whom it does not suit",
    )

    def is_compulsory(self) -> bool:
        """Tell whether members have to take part."""
        return self.compulsory
