"""Changes to a scenario from outside its file: its numbers, and which schemes to play."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import TypeAdapter, ValidationError

from loyaltysim.errors import InputError, Problem, closest
from loyaltysim.scenario.build import build_scenario
from loyaltysim.scenario.dump import plain
from loyaltysim.scenario.schema import Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def override(scenario: Scenario, changes: Mapping[str, int | None]) -> Scenario:
    """Replace numbers of a scenario.

    Parameters
    ----------
    changes
        Values by the scenario's name for them; None leaves a value as it is.

    Raises
    ------
    InputError
        With every value that the scenario could not have, by itself or beside the others.
    """
    given = {name: value for name, value in changes.items() if value is not None}
    problems = [problem for name, value in given.items() for problem in _problems(name, value)]
    if problems:
        raise InputError(*problems)
    if given:
        _reread(scenario, given)
    return scenario.model_copy(update=given)


def _reread(scenario: Scenario, changes: Mapping[str, object]) -> Scenario:
    """Read a scenario again with changes, under the same rules as a scenario file."""
    read, faults = build_scenario({**plain(scenario), **changes})
    if read is None:
        raise InputError(*(fault.unlocated() for fault in faults))
    return read


def _problems(name: str, value: int) -> list[Problem]:
    rules = Scenario.model_fields[name].metadata
    try:
        TypeAdapter(Annotated[int, *rules]).validate_python(value, strict=True)
    except ValidationError as error:
        what = error.errors()[0]["msg"].removeprefix("Input should be ")
        return [Problem(f"must be {what}, but is {value!r}", where=name)]
    return []


def demand_precision(scenario: Scenario, written: str) -> Scenario:
    """Replace the precision by what a user wrote, under the same rules as in a scenario file.

    Raises
    ------
    InputError
        When a file could not say this either.
    """
    read = _reread(scenario, {"precision": written})
    return scenario.model_copy(update={"precision": read.precision})


def keep_only(scenario: Scenario, names: Sequence[str]) -> Scenario:
    """Keep the named schemes and the baseline, in the order of the scenario.

    Parameters
    ----------
    names
        Names of schemes; none of them keeps all.

    Raises
    ------
    InputError
        With every name that no scheme has.
    """
    unknown = [name for name in names if name not in scenario.schemes]
    if unknown:
        raise InputError(*(_unknown(name, scenario) for name in unknown))
    if not names:
        return scenario
    wanted = {*names, scenario.compare.baseline}
    kept = {name: scheme for name, scheme in scenario.schemes.items() if name in wanted}
    return scenario.model_copy(update={"schemes": kept})


def keep_alone(scenario: Scenario, name: str | None) -> Scenario:
    """Keep one scheme, which becomes the baseline.

    Raises
    ------
    InputError
        When no scheme is named, or none has this name.
    """
    if name is None:
        listed = f"the schemes are {'; '.join(scenario.schemes)}"
        raise InputError(Problem("no scheme is named", listed))
    if name not in scenario.schemes:
        raise InputError(_unknown(name, scenario))
    compare = scenario.compare.model_copy(update={"baseline": name})
    schemes = {name: scenario.schemes[name]}
    return scenario.model_copy(update={"schemes": schemes, "compare": compare})


def _unknown(name: str, scenario: Scenario) -> Problem:
    near = closest(name, scenario.schemes)
    listed = "; ".join(scenario.schemes)
    hint = f"did you mean {near}?" if near else f"the schemes are {listed}"
    return Problem(f"no scheme is named {name}", hint)
