"""From the data of a scenario to the scenario, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic import ValidationError

from loyaltysim.scenario.build_rivals import build_rivals
from loyaltysim.scenario.checks.whole import cross_faults
from loyaltysim.scenario.defaults import with_defaults
from loyaltysim.scenario.schema import Scenario
from loyaltysim.scenario.schemes import build_schemes
from loyaltysim.scenario.wording import faults_of

if TYPE_CHECKING:
    from loyaltysim.scenario.faults import Fault


def build_scenario(data: Mapping[str, object]) -> tuple[Scenario | None, list[Fault]]:
    """Check the data and make a scenario of it.

    Parameters
    ----------
    data
        What a scenario file says, as dicts, lists and scalars.

    Returns
    -------
    The scenario, None when anything is wrong, and everything that is wrong.
    """
    schemes, faults = build_schemes(data.get("schemes"))
    rivals, wrong = build_rivals(data, schemes)
    faults += wrong
    filled = with_defaults(data)
    faults += cross_faults(filled, schemes)
    if isinstance(data.get("schemes"), Mapping):
        filled["schemes"] = schemes
    if "rivals" in data:
        filled["rivals"] = rivals
    try:
        scenario = Scenario.model_validate(filled)
    except ValidationError as error:
        return None, list(dict.fromkeys(faults + faults_of(error, Scenario)))
    return (None, faults) if faults else (scenario, [])
