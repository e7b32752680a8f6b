"""Customers of whom nobody can leave, whatever a scheme does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say

if TYPE_CHECKING:
    from loyaltysim.scenario import Scenario


def leaving_warnings(scenario: Scenario) -> list[str]:
    """Warn of a question about retention where the attrition of every segment is 0.

    A hazard of leaving is a multiple of the customer's own attrition, so that 0 stays 0 under every scheme.
    """
    described = scenario.segment_population()
    if scenario.compare.metric != "retention" or described is None:
        return []
    if any(segment.hazard.mean > 0 for segment in described.segments):
        return []
    return [
        say(
            "nobody leaves, so retention is 100% under every scheme: attrition is 0 in every segment. Write how readily "
            "customers leave (`attrition`), or compare active_retention or profit."
        )
    ]
