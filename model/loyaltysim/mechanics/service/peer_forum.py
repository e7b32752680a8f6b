"""Peer forum: customers who help customers, as far as the community is alive."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from loyaltysim.mechanics.effort import Effort
from loyaltysim.mechanics.helper import Helper, step_field, warmth_field
from loyaltysim.mechanics.registry import mechanic

if TYPE_CHECKING:
    from loyaltysim.hooks import Amount, Rows, View


@mechanic("peer_forum")
class PeerForum(Helper):
    """Let customers ask one another in a community."""

    theory: ClassVar[str] = (
        "It costs little and is warm, where there is somebody to answer: below a critical mass nobody is (Preece, Nonnecke & Andrews 2004). "
        "So it solves as much as the `community` is alive, and an empty one nothing; that it does so in proportion is an assumption. "
        "Answers take days, and nobody answers for them."
    )

    community: str = Field(
        default="community", description="name of the `community` in the same scheme that answers"
    )
    step: int = step_field(20)
    reach: float = Field(
        default=0.3,
        ge=0,
        le=1,
        description="share of those with a problem for whom it is there: who think of asking others",
    )
    resolves: float = Field(
        default=0.6,
        ge=0,
        le=1,
        description="share of the problems that the best community solves; a community half as good half of it",
    )
    answers: int = Field(
        default=1, ge=0, le=60, description="days from turning to it until it can answer"
    )
    effort: Effort = Field(
        default=Effort(time=0.5, brain_cycles=0.6, social_deviance=0.6),
        description="what it asks of customers, time 0.5, brain_cycles 0.6 and social_deviance 0.6 if left out; who lacks it does not turn to it",
    )
    warmth: float = warmth_field(0.2)

    def solves(self, view: View, rows: Rows) -> Amount:
        """Give the chance that somebody knows the answer: as far as the community is alive."""
        alive = view.shown(self.community, "alive")
        chance: Amount = self.resolves * alive[view.market[rows]]
        return chance
