"""All that is noted of a scenario that is in order: the one list, for whoever checks and whoever compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.scenario.checks.horizon import horizon_notes
from loyaltysim.scenario.checks.idle import idle_notes
from loyaltysim.scenario.checks.learning import learning_notes
from loyaltysim.scenario.checks.list_price import list_price_notes
from loyaltysim.scenario.checks.reach import reach_notes
from loyaltysim.scenario.checks.used_up import used_up_notes

if TYPE_CHECKING:
    from loyaltysim.scenario.schema import Scenario


def scenario_notes(scenario: Scenario) -> tuple[str, ...]:
    """Tell what is allowed but most likely a slip, and what is easily misread."""
    return (
        *horizon_notes(scenario),
        *idle_notes(scenario),
        *learning_notes(scenario),
        *reach_notes(scenario),
        *used_up_notes(scenario),
        *list_price_notes(scenario),
    )
