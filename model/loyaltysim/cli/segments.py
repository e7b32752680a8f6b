"""`loyaltysim segments`: the ready-made customers that a scenario can use by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from loyaltysim.cli.command import command
from loyaltysim.cli.console import console

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from loyaltysim.scenario.blocks.ready_segments import ReadySegment

HOW = """
population: {use: NAME}
population: {use: {NAME: 60%, OTHER: 40%}}
population: {regulars: {use: NAME, share: 60%, act_rate: 5 per week}, ...}   # with keys of your own

`loyaltysim segments NAME` shows where one comes from."""


@command()
@click.argument("name", required=False)
def segments(name: str | None) -> None:
    """List ready-made segments, or show one.

    With a NAME: its keys, as a scenario would write them, its source, and what of it is assumed.
    """
    from loyaltysim.scenario.blocks.ready_segments import ready_segments

    out = console()
    if name is None:
        _list(out, ready_segments().values())
    else:
        _explain(out, _find(name))


def _list(out: Console, segments: Iterable[ReadySegment]) -> None:
    from loyaltysim.report.tables.shapes import word_table

    table, told = word_table("segment", "who", "source and assumption"), ""
    for ready in segments:
        source = f"{ready.source}. Assumed: {ready.assumption}"
        table.add_row(ready.name, ready.what, "as above" if source == told else source)
        told = source
    out.print(table)
    out.print(HOW, soft_wrap=True)


def _find(name: str) -> ReadySegment:
    from loyaltysim.errors import InputError, Problem, closest
    from loyaltysim.scenario.blocks.ready_segments import ready_segments

    known = ready_segments()
    if name not in known:
        near = closest(name, known)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(known)}"
        raise InputError(Problem(f"there is no ready-made segment {name}", hint))
    return known[name]


def _explain(out: Console, ready: ReadySegment) -> None:
    out.print(f"{ready.name}: {ready.what}", style="bold")
    out.print(f"\nSource: {ready.source}.\nAssumption: {ready.assumption}.\n")
    for key, value in ready.keys.items():
        out.print(f"{key}: {_flow(value)}")


def _flow(value: object) -> str:
    if not isinstance(value, dict):
        return str(value)
    return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
