"""Parameters of a mechanic that change later: their units, and what is wrong with them, each at its own place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from loyaltysim.scenario.blocks.block import in_units
from loyaltysim.scenario.wording import faults_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from loyaltysim.scenario.faults import Fault
    from loyaltysim.scenario.text.nodes import Loc

Written = Mapping[str, object]
_OF_A_CHANGE = re.compile(r"on day \d+: (?!.* cannot change during the term$)")


def in_plain_numbers(cls: type[BaseModel], written: Written) -> dict[str, object]:
    """Turn numbers with units into plain numbers, in the parameters and in those that they change to."""
    params = in_units(cls, written)
    assert isinstance(params, dict)  # noqa: S101 -- a group stays one
    changes = params.get("changes")
    if isinstance(changes, list):
        params["changes"] = [
            {**change, "to": in_units(cls, change["to"])}
            if isinstance(change, Mapping) and "to" in change
            else change
            for change in changes
        ]
    return params


def later_faults(cls: type[BaseModel], params: Written, loc: Loc) -> Iterator[Fault]:
    """Find what is wrong with each change, whatever is wrong before it.

    Parameters
    ----------
    params
        All that is written of the mechanic, in plain numbers.
    loc
        The way to it.
    """
    rules = _without_changes(params)
    before = _faults(cls, rules, loc)
    for number, to in _written_changes(params):
        changed = {**rules, **_without_changes(to)}
        found = _faults(cls, changed, loc)
        for fault in found:
            way = fault.loc[len(loc) :]
            if not before or set(way[:1]) & set(to):
                yield replace(fault, loc=(*loc, "changes", number, "to", *way))
        if not found:
            rules = changed


def without_later(faults: Iterable[Fault], later: Sequence[Fault]) -> list[Fault]:
    """Leave out what a mechanic itself says of a change that is wrong, where that is told at its own place."""
    return [
        fault
        for fault in faults
        if not (later and fault.loc[-1] == "changes" and _OF_A_CHANGE.match(fault.message))
    ]


def _written_changes(params: Written) -> Iterator[tuple[int, Written]]:
    changes = params.get("changes")
    for number, change in enumerate(changes if isinstance(changes, list) else ()):
        to = change.get("to") if isinstance(change, Mapping) else None
        if isinstance(to, Mapping):
            yield number, to


def _without_changes(params: Written) -> dict[str, object]:
    return {key: value for key, value in params.items() if key != "changes"}


def _faults(cls: type[BaseModel], rules: Written, loc: Loc) -> list[Fault]:
    try:
        cls.model_validate(rules)
    except ValidationError as error:
        return faults_of(error, cls, loc)
    return []
