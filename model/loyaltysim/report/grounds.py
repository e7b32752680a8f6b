"""The grounds of the verdict as reports tell them: not what a warning takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.reasons import PROFIT
from loyaltysim.language import say
from loyaltysim.report.acts_text import profits_too_high

if TYPE_CHECKING:
    from loyaltysim.comparison import Comparison

UNSURE = (
    "Profit cannot be relied on: the model raises acts by more than was measured (see the warning)."
)


def grounds(comparison: Comparison) -> list[str]:
    """Give the reasons of the verdict; of profit only what can be relied on."""
    told = comparison.verdict.reasons
    if not profits_too_high(comparison):
        return list(told)
    return [say(UNSURE) if reason.startswith(f"{say(PROFIT)} ") else reason for reason in told]
