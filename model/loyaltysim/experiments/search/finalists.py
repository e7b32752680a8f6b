"""The finalists of a search as a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.experiments.search.load import with_schemes
from loyaltysim.scenario.dump import dump_scenario

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loyaltysim.experiments.search.confirm import Confirmation
    from loyaltysim.experiments.search.load import Hunt
    from loyaltysim.scenario.schema import Scenario


def best_scenario(hunt: Hunt, found: Confirmation) -> str:
    """Write the scenario with the baseline and the finalists, the best first, as its schemes."""
    return dump_scenario(scenario_of(hunt, found, found.names))


def scenario_of(hunt: Hunt, found: Confirmation, names: Iterable[str]) -> Scenario:
    """Give the scenario with the baseline and some finalists as its schemes."""
    chosen = {name: found.finalists[found.names[name]].candidate for name in names}
    schemes = {name: candidate.scheme() for name, candidate in chosen.items()}
    return with_schemes(hunt.base, hunt.baseline, schemes).scenario_at({})
