"""How susceptible a segment is to the principles of persuasion."""

from typing import Any

from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.scenario.blocks.block import Block, quantity


def _mean(meaning: str) -> Any:  # noqa: ANN401 -- a field stands for its default
    return quantity(f"{meaning}; 0.4 if left out", "share", default=None, ge=-5, le=5)


class Susceptibility(Block):
    """Mean susceptibility of a segment to each principle; persons of one segment still differ from one another."""

    reciprocity: float | None = _mean("to what was given first")
    commitment: float | None = _mean("to what one has said or done before")
    social_proof: float | None = _mean("to what others do")
    authority: float | None = _mean("to what experts say")
    liking: float | None = _mean("to those one likes")
    scarcity: float | None = _mean("to what is running out")

    def means(self) -> tuple[float | None, ...]:
        """Give the means in the order of `PRINCIPLES`; None where the constants say."""
        return tuple(getattr(self, name) for name in PRINCIPLES)
