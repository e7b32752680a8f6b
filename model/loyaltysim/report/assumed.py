"""What nobody has measured, told where a result rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.verdict.wording import quoted
from loyaltysim.language import say

if TYPE_CHECKING:
    from loyaltysim.scenario import Scenario


def persuasion_warnings(scenario: Scenario) -> list[str]:
    """Warn of schemes whose messages or meetings carry principles of persuasion, of which only directions are published."""
    names = [
        name
        for name, scheme in scenario.schemes.items()
        if any(one.mechanic.persuades() for one in scheme.all_instances())
    ]
    if not names:
        return []
    told = say(
        "how much principles of persuasion move customers is an assumption, since no published study tells it. Any gain "
        "or loss by them under {schemes} rests on it alone.",
        schemes=quoted(names),
    )
    return [told]
