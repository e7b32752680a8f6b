"""What the section of a study's file says, against the scenario that it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.behaviour.constants import constants_table
from loyaltysim.scenario.faults import Fault, unknown
from loyaltysim.studies.measures import Constant
from loyaltysim.studies.trace import COUNTED, states

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loyaltysim.scenario.schema import Scenario
    from loyaltysim.scenario.text.nodes import Loc
    from loyaltysim.studies.measure import Measure
    from loyaltysim.studies.study import Design, Finding

SECTION = "study"


def cross_faults(design: Design, scenario: Scenario) -> list[Fault]:
    """Check what the section says against the scenario."""
    constants = {row.name for row in constants_table()}
    faults = [*_new_faults(design, scenario), *_baseline_faults(design, scenario)]
    for name, finding in design.findings.items():
        loc = (SECTION, "findings", name)
        faults += _measure_faults(finding.measure, (*loc, "measure"), scenario)
        faults += _constant_faults(finding, loc, constants)
    return [*faults, *_data_faults(design)]


def _new_faults(design: Design, scenario: Scenario) -> Iterator[Fault]:
    if design.new and scenario.burn_in:
        hint = "write `burn_in: 0`, or leave out `new`"
        yield Fault((SECTION, "new"), "who is new has no burn-in", hint)


def _baseline_faults(design: Design, scenario: Scenario) -> Iterator[Fault]:
    control = scenario.compare.baseline
    for number, item in enumerate(design.baseline):
        loc: Loc = (SECTION, "baseline", number, "until")
        if item.until.arms() != (control,):
            hint = f"only `arm: {control}`"
            yield Fault(loc, "a baseline is fitted to the control arm alone", hint)
        yield from _measure_faults(item.until, loc, scenario)


def _constant_faults(finding: Finding, loc: Loc, constants: Iterable[str]) -> Iterator[Fault]:
    measure = finding.measure
    if isinstance(measure, Constant) and measure.name not in constants:
        yield unknown((*loc, "measure", "name"), "constant", measure.name, constants)
    for at, one in enumerate(finding.informs):
        if one not in constants:
            yield unknown((*loc, "informs", at), "constant", one, constants)


def _data_faults(design: Design) -> Iterator[Fault]:
    """Check that data are about findings that are differences between arms, as a trial's are."""
    for name in design.data.outcomes if design.data else ():
        loc: Loc = (SECTION, "data", "outcomes", name)
        if name not in design.findings:
            yield unknown(loc, "finding", name, design.findings)
        elif getattr(design.findings[name].measure, "as_", None) != "difference":
            hint = "data give the difference between arms: `as: difference`"
            yield Fault(loc, f"the finding {name} is no difference", hint)


def _measure_faults(measure: Measure, loc: Loc, scenario: Scenario) -> Iterator[Fault]:
    for arm in measure.arms():
        if arm not in scenario.schemes:
            yield unknown(loc, "arm", arm, scenario.schemes)
    known = (*scenario.acts, *scenario.rivals, *COUNTED, *states())
    for name in measure.names():
        if name not in known:
            yield unknown(loc, "act, count or state", name, known)
    if measure.last_day() > scenario.days:
        hint = f"the study has {scenario.days} days"
        yield Fault(loc, f"it looks at day {measure.last_day()}", hint)
    segments = _segments(scenario)
    for name in measure.chosen():
        if name not in segments:
            yield unknown(loc, "segment", name, segments)


def _segments(scenario: Scenario) -> tuple[str, ...]:
    """Name the segments of a scenario; fitted customers have none."""
    described = scenario.segment_population()
    return tuple(one.name for one in described.segments) if described else ()
