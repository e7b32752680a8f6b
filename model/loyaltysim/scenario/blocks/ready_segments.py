"""Ready-made segments that scenarios use by name: the table `ready_segments.yaml` beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ruamel.yaml import YAML

from loyaltysim.errors import closest
from loyaltysim.scenario.blocks.block import refuse
from loyaltysim.scenario.text.nodes import shorten

AS = "as "
RATES = ("need_rate", "act_rate")


@dataclass(frozen=True, slots=True)
class ReadySegment:
    """A segment that comes with the package."""

    name: str
    what: str
    source: str
    assumption: str
    keys: Mapping[str, Any]
    """Keys of a segment and their values, as a scenario would write them."""


@cache
def ready_segments() -> Mapping[str, ReadySegment]:
    """Read the table, in its order."""
    text = files("loyaltysim.scenario.blocks").joinpath("ready_segments.yaml").read_text("utf-8")
    rows = YAML(typ="safe", pure=True).load(text)
    return MappingProxyType({name: _ready(name, rows) for name in rows})


def _ready(name: str, rows: Mapping[str, Any]) -> ReadySegment:
    row = rows[name]
    told = {key: _told(rows, name, key) for key in ("source", "assumption")}
    return ReadySegment(name, row["what"], keys=row["segment"], **told)


def _told(rows: Mapping[str, Any], name: str, key: str) -> str:
    """Give a text of a row; `as NAME` stands for that of another."""
    text = str(rows[name][key])
    other = text.removeprefix(AS)
    return str(rows[other][key]) if text.startswith(AS) and other in rows else text


def with_ready_keys(data: object) -> object:
    """Add what a segment takes from a ready-made one; what it says itself goes first.

    Parameters
    ----------
    data
        A segment as it was written; without `use` it stays as it is.
    """
    if not isinstance(data, Mapping) or data.get("use") is None:
        return data
    ready = dict(find_ready(data["use"], "use").keys)
    if any(rate in data for rate in RATES):
        ready = {key: value for key, value in ready.items() if key not in RATES}
    return {**ready, **data}


def find_ready(name: object, *at: str) -> ReadySegment:
    """Find a ready-made segment by its name.

    Parameters
    ----------
    name
        Whatever a file says.
    at
        The way from the validated group to the name, for the message when there is no such segment.
    """
    known = ready_segments()
    if not isinstance(name, str) or name not in known:
        near = closest(str(name), known)
        hint = f"did you mean {near}?" if near else "`loyaltysim segments` lists them"
        refuse(f"there is no ready-made segment {shorten(str(name))}", hint, *at)
    return known[name]
