"""What is said where the same comparison could well come to another verdict, and what would have to be other for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.verdict.closeness import CLOSE, otherwise
from loyaltysim.comparison.verdict.how_many import USUAL_DRAWS
from loyaltysim.comparison.verdict.support import enough
from loyaltysim.language import say

if TYPE_CHECKING:
    from loyaltysim.comparison.verdict.assumptions import Share
    from loyaltysim.comparison.verdict.closeness import Closeness

OTHERWISE = (
    "Close call: with {other} about {often} of 10 such comparisons would say otherwise{few}."
)
AS_OFTEN_AS_NOT = (
    "Close call: with {other} such comparisons would say otherwise as often as not{few}."
)
EVEN = 0.45
"""Chance of another verdict from which on neither is likelier, as far as it can be foretold."""
HALF = CLOSE / 2
"""Chance from which on one of two causes is named: where both are less likely, no verdict is close."""


def close_call(near: Closeness, asked: Share | None) -> str:
    """Say how often another comparison would differ, through what, and how few sets of assumptions were tried.

    Parameters
    ----------
    asked
        Plausible models in which the answer holds, or a likelier one that luck leaves open; None if none were asked.
    """
    if asked is not None and near.moves < CLOSE and _only_few(asked):
        return say(
            "Only {draws} sets of assumptions were tried; more of them (`--assumptions {usual}`) could say otherwise.",
            draws=asked.draws,
            usual=USUAL_DRAWS,
        )
    return say(
        AS_OFTEN_AS_NOT if near.chance >= EVEN else OTHERWISE,
        other=_other(near),
        often=max(1, round(10 * near.chance)),
        few=_few(asked) if asked is not None and _by_draws(near) else "",
    )


def _only_few(asked: Share) -> bool:
    """Tell whether nothing but how few models were drawn makes it close: as many as usual would hardly say otherwise."""
    few = asked.draws < USUAL_DRAWS
    needed, usual = enough(asked.draws), (USUAL_DRAWS, enough(USUAL_DRAWS))
    return few and asked.hits >= needed and otherwise(asked, needed, *usual) < CLOSE


def _by_draws(near: Closeness) -> bool:
    return near.turns >= HALF or near.heard < 1.0


def _other(near: Closeness) -> str:
    """Name what has to be other for another verdict."""
    if not _by_draws(near):
        return say("other luck")
    if near.moves < HALF:
        return say("other sets of assumptions")
    return say("other luck and other sets of assumptions")


def _few(asked: Share) -> str:
    if asked.draws >= USUAL_DRAWS:
        return ""
    return say("; only {draws} sets of assumptions were tried", draws=asked.draws)
