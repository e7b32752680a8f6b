"""The order of a day, in one place: prompt, decide, act, reward, repeat, serve, close, learn, leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.simulation.steps.acting import act
from loyaltysim.simulation.steps.deciding import decide
from loyaltysim.simulation.steps.learning import learn
from loyaltysim.simulation.steps.leaving import leave
from loyaltysim.simulation.steps.prompting import prompt
from loyaltysim.simulation.steps.repeating import repeat
from loyaltysim.simulation.steps.rewarding import close, reward
from loyaltysim.simulation.steps.serving import serve

if TYPE_CHECKING:
    from collections.abc import Callable

    from loyaltysim.simulation.state import Run


class Step(NamedTuple):
    """One step of a day."""

    name: str
    what: str
    play: Callable[[Run], None]


DAY = (
    Step("prompt", "who meets an occasion, or notices a message, today", prompt),
    Step("decide", "motivation and ability of the prompted, and the soft action line", decide),
    Step("act", "the acts happen, with their spend; who is no member may join the scheme", act),
    Step(
        "reward", "mechanics answer to the acts: they grant and redeem; the ledger books it", reward
    ),
    Step("repeat", "who has not had enough of an act decides, acts and is rewarded again", repeat),
    Step("serve", "customers with a problem look for help, and are helped or handed on", serve),
    Step("close", "mechanics answer to messages noticed, and to the end of the day", close),
    Step(
        "learn",
        "what customers keep of it: habit, attachment, vexation, fatigue ...",
        learn,
    ),
    Step("leave", "who stops being a customer today, and what customers say of the firm", leave),
)
