"""What the model expects of a scheme that was running in a log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.calibration.fit_log import FittedLog
    from loyaltysim.scenario import Scenario


def predicted(found: FittedLog, named: str | None, out: str) -> dict[str, float]:
    """Play the schemes of a scenario that stand for the values of the log's column.

    Parameters
    ----------
    named
        A scenario; nothing is expected without one.
    out
        Folder for finished work.

    Returns
    -------
    How many times as many acts the model expects as without the scheme, by value.

    Raises
    ------
    InputError
        When no column marks a scheme, or no scheme of the scenario stands for a value.
    """
    if named is None:
        return {}
    if found.scheme is None:
        raise InputError(
            Problem("--predict needs --scheme", "name the column that marks the scheme")
        )
    from loyaltysim.comparison.compare import compare
    from loyaltysim.scenario import load_scenario

    scenario = load_scenario(named)
    schemes = _schemes(scenario, [one.value for one in found.scheme.effects])
    days = found.pace.real_days(found.scheme.ahead)
    only = list(dict.fromkeys(schemes.values()))
    played = compare(scenario, days=days, only=only, assumptions=0, out=out).schemes.acts
    without = float(played[scenario.compare.baseline])
    return {value: float(played[scheme]) / without for value, scheme in schemes.items()}


def _schemes(scenario: Scenario, values: list[str]) -> Mapping[str, str]:
    """Find the scheme of each value: one of the same name, or the only one there is."""
    others = [name for name in scenario.schemes if name != scenario.compare.baseline]
    by_name = {name.lower(): name for name in others}
    if len(values) == 1 and len(others) == 1:
        return {values[0]: others[0]}
    found = {value: by_name[value.lower()] for value in values if value.lower() in by_name}
    if not found:
        listed, wanted = "; ".join(others) or "none", "; ".join(values) or "none"
        hint = (
            f"its schemes are {listed}; the log has {wanted}: let a scheme have the name of a value"
        )
        raise InputError(
            Problem("no scheme stands for what the log marks", hint, file=scenario.name)
        )
    return found
