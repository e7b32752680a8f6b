"""Why customers left: by themselves, or because of what would have kept them if it had been otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.report.numbers import percent
from loyaltysim.report.tables.shapes import plain_table
from loyaltysim.report.why_not import ACROSS, SHOWN
from loyaltysim.scenario.schema import Subscription

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from loyaltysim.comparison import Comparison

WORDS = {
    "own": "by themselves",
    "motivation": "too little motivation of late",
    "messages": "tired or woken by messages",
    "friends": "friends had left",
    "service": "trouble and hard service",
    "several": "several of these",
}
"""The causes in plain words, in the order of the table."""


def why_left_tables(comparison: Comparison) -> Iterator[Table]:
    """Tabulate the causes of departures that matter, one column a scheme; none if there is only one."""
    shares, causes = comparison.why_left, _causes(comparison)
    if causes == ["own"]:
        return
    for start in range(0, len(shares), ACROSS):
        part = shares.iloc[start : start + ACROSS]
        last = start + ACROSS >= len(shares)
        table = plain_table(
            *(say("share of those who left"), *map(str, part.index)),
            title=say("Why customers left") if start == 0 else None,
            caption=_caption(comparison) if last else "",
            wrap=True,
        )
        for name in causes:
            table.add_row(say(WORDS[name]), *(percent(float(share)) for share in part[name]))
        table.add_row(say("left, of all at launch"), *map(percent, part["left"]))
        yield table


def _causes(comparison: Comparison) -> list[str]:
    shares = comparison.why_left
    return [name for name in WORDS if (shares[name] >= SHOWN).any()]


def why_left_sentence(comparison: Comparison) -> str:
    """Say in one sentence that all left by themselves; nothing where a table tells more."""
    if _causes(comparison) != ["own"]:
        return ""
    return say(
        "Why customers left: all by themselves, under every scheme; with the same luck neither more "
        "motivation, nor fewer messages, nor friends who stay, nor better service would have kept any of them that day. "
        "A scheme keeps or loses customers before that day: habit and motivation above or below the ordinary move the "
        "chance of leaving on each one."
    )


def _caption(comparison: Comparison) -> str:
    contract = isinstance(comparison.scenario.relationship, Subscription)
    when = say(", at the end of a contract") if contract else ""
    return say(
        "by themselves{when}: nothing of what follows would have kept them that day, with the same luck; else what alone "
        "would have: motivation of at least their own ordinary desire, no messages that tire or wake, no friend who left, nothing that vexed",
        when=when,
    )
