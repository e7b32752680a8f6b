"""What happens to one customer on one day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.reference.mechanics.membership import Membership, Message
    from tests.reference.repeats import Round
    from tests.reference.serving import Meeting


@dataclass
class Felt:
    """What somebody made a customer feel."""

    gifts: list[tuple[Membership, bool, float]] = field(default_factory=list)
    gestures: list[tuple[Membership, float, int]] = field(default_factory=list)
    """With their quality, and the days by which they come late."""
    praises: list[float] = field(default_factory=list)
    setbacks: list[float] = field(default_factory=list)


@dataclass
class Today:
    """Lists of single values are in the order of the acts."""

    occasion: list[bool]
    prompted: list[bool]
    motivation: list[float]
    ln_ability: list[float]
    hardest: list[str]
    acted: list[bool]
    turned_away: list[bool]
    spend: list[float]
    brought: list[defaultdict[str, float]]
    sent: list[Message] = field(default_factory=list)
    noticed: list[Message] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    """Instances that made a symbolic offer."""
    answering: int | None = None
    """The act that instances answer now."""
    got: set[str] = field(default_factory=set)
    """Instances that gave a reward nobody had announced."""
    felt: defaultdict[str, Felt] = field(default_factory=lambda: defaultdict(Felt))
    """By the rival; empty for the firm."""
    goals: int = 0
    rounds: list[Round] = field(default_factory=list)
    """The first acts of the day and their repetitions, when all is done."""
    prompted_again: list[bool] = field(default_factory=list)
    rivals_odds: float = 0.0
    """Odds of all rivals who could have been chosen."""
    elsewhere: bool = False
    opted_out: bool = False
    sparing: set[str] = field(default_factory=set)
    """By whom one is left in peace: the rival's name, empty for the firm."""
    wrong: list[float] = field(default_factory=list)
    """How bad each act was that went wrong."""
    went_wrong: int = 0
    """The act that was the worst of them."""
    meetings: list[Meeting] = field(default_factory=list)
    unhelped: bool = False

    @classmethod
    def blank(cls, n: int) -> Today:
        """Start a day with `n` acts."""
        brought = [defaultdict[str, float](float) for _ in range(n)]
        return cls(
            occasion=[False] * n,
            prompted=[False] * n,
            motivation=[0.0] * n,
            ln_ability=[0.0] * n,
            hardest=[""] * n,
            acted=[False] * n,
            turned_away=[False] * n,
            spend=[0.0] * n,
            brought=brought,
        )

    def times(self, j: int) -> int:
        """Tell how often an act was done today."""
        return sum(one.acted[j] for one in self.rounds)
