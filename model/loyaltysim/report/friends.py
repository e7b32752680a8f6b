"""How much of the leaving was contagious: told where customers have friends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.report.numbers import percent

if TYPE_CHECKING:
    from loyaltysim.comparison import Comparison

EXODUS = 0.5
"""Share from which leaving feeds mostly on itself."""


def followed_shares(comparison: Comparison) -> dict[str, float]:
    """Give each scheme's share of departures that followed friends; none without friends."""
    if comparison.scenario.network is None:
        return {}
    counts = comparison.markets.groupby("scheme", sort=False)[["followed", "left"]].sum()
    return {
        str(scheme): float(row["followed"] / row["left"])
        for scheme, row in counts.iterrows()
        if row["left"] > 0
    }


def friends_sentence(comparison: Comparison) -> str:
    """Say how many of those who left followed friends; empty where there is nothing to say."""
    shares = followed_shares(comparison)
    if not shares:
        return ""
    told = ", ".join(
        say('{share} under "{scheme}"', share=percent(share), scheme=scheme)
        for scheme, share in shares.items()
    )
    sentence = say(
        "Of those who left, these followed friends: {told}. They would have stayed that day, with the same luck, had no "
        "friend of theirs left.",
        told=told,
    )
    exodus = [f'"{scheme}"' for scheme, share in shares.items() if share >= EXODUS]
    if not exodus:
        return sentence + say(
            " Nowhere is that {share} or more: no scheme set off a mass exodus.",
            share=percent(EXODUS),
        )
    return sentence + say(
        " Leaving feeds on itself under {schemes}: a mass exodus.", schemes=", ".join(exodus)
    )
