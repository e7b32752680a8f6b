"""`loyaltysim mechanics`: what a scheme can be made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from loyaltysim.cli.command import command
from loyaltysim.cli.console import console

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.report.evidence_notes import Note
    from loyaltysim.report.parameters import Node


@command()
@click.argument("name", required=False)
def mechanics(name: str | None) -> None:
    """List the mechanics by family, or explain one.

    With a NAME: parameters with units, ranges and defaults, the theory, what was measured. NAME may also be another part of a
    scheme (adapt, joining), or a parameter.
    """
    from loyaltysim.cli.scheme_parts import explain_part
    from loyaltysim.mechanics.registry import get_mechanic, mechanic_names

    out = console()
    if name is None:
        _list(out)
    elif name in mechanic_names() or not explain_part(out, name):
        _explain(out, get_mechanic(name))


def _list(out: Console) -> None:
    from loyaltysim.report.evidence_notes import evidence_for
    from loyaltysim.report.families import by_family
    from loyaltysim.report.tables.shapes import word_table

    table = word_table("mechanic", "what it does")
    for family, kinds in by_family():
        table.add_row(family, style="bold")
        for kind in kinds:
            table.add_row(f"  {kind.kind}", _first_line(kind))
    out.print(table)
    out.print("\nWhat was measured of reward schemes of any kind, for and against", style="bold")
    _notes(out, evidence_for(["any"])["any"])
    out.print(
        "\n`loyaltysim mechanics NAME` explains one: parameters, theory, and what was measured."
    )


def _notes(out: Console, notes: Sequence[Note]) -> None:
    from loyaltysim.report.tables.shapes import listing

    out.print(listing(_marked(notes)))


def _marked(notes: Sequence[Note]) -> Iterator[tuple[str, str]]:
    """Give each effect with its side and, below it, what the model does not reproduce of it."""
    from loyaltysim.report.evidence_marks import marked, not_reproduced

    for note in sorted(notes, key=lambda note: not note.works):
        yield "for" if note.works else "against", marked(note.reference, note, notes)
        told = not_reproduced(note)
        if told:
            yield "", told


def _first_line(kind: type[Mechanic]) -> str:
    return (kind.__doc__ or "").strip().partition("\n")[0]


def _explain(out: Console, kind: type[Mechanic]) -> None:
    from loyaltysim.report.evidence_marks import nearest_only, none_itself
    from loyaltysim.report.evidence_notes import evidence_for
    from loyaltysim.scenario.examples import mechanic_example

    out.print(f"{kind.kind}: {_first_line(kind)}", style="bold")
    out.print("\nschemes:\n  my scheme:", markup=False)
    out.print(f"    {mechanic_example(kind)}", markup=False, soft_wrap=True)
    if kind.theory:
        out.print("\nWhy it should work, and where it fails", style="bold")
        out.print(kind.theory)
    _parameters(out, kind)
    _to_go_by(out, kind)
    _appeal(out, kind.kind)
    out.print("\nWhat was measured, for and against", style="bold")
    notes = evidence_for([kind.kind])[kind.kind]
    if none_itself(notes):
        out.print(nearest_only(kind.kind))
    _notes(out, notes)


def _parameters(out: Console, kind: type[Mechanic]) -> None:
    """List the mechanic's own parameters, and name those that all have in a line."""
    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.report.parameters import own_rows
    from loyaltysim.report.tables.shapes import word_table

    schema, common = kind.model_json_schema(), Mechanic.model_json_schema()
    table = word_table("parameter", "values", "default", "meaning")
    for row in own_rows(schema, common):
        table.add_row(*row)
    out.print()
    if table.rows:
        out.print(table)
    act = "act (the act it is about), " if _is_common("act", schema, common) else ""
    out.print(
        f"As every mechanic: {act}starts, stops (days from the launch), pauses: [{{first: 30, last: 40}}], "
        "changes: [{day: 60, to: {...}}].",
        markup=False,
    )


def _to_go_by(out: Console, kind: type[Mechanic]) -> None:
    """List what messages can go by, and what results tell of it beside what they tell of all."""
    from loyaltysim.report.signals import signals_of
    from loyaltysim.report.tables.shapes import listing

    signals = signals_of(kind)
    if signals:
        out.print("\nWhat a message can go by", style="bold")
        out.print(listing(signals))
        when = f"when: {{instance: {kind.kind}, is: {signals[0][0]}}}"
        out.print(f"Such as `message: {{target: {{{when}}}}}`.", markup=False)
    if kind.measures:
        out.print("\nWhat results tell of it", style="bold")
        out.print(listing(kind.measures.items()))


def _is_common(name: str, schema: Node, common: Node) -> bool:
    return bool(schema["properties"][name] == common["properties"][name])


def _appeal(out: Console, kind: str) -> None:
    from loyaltysim.behaviour.user_type_fit import fit_of
    from loyaltysim.customers.columns import USER_TYPES

    fit = fit_of(kind)
    suits = zip(USER_TYPES, fit.by_user_type, strict=True)
    told = ", ".join(f"{name.replace('_', ' ')} {weight:g}" for name, weight in suits)
    out.print("\nWhom it suits", style="bold")
    out.print(f"motivators: {', '.join(fit.motivators).replace('_', ' ') or 'none'}")
    out.print(f"user types, 0 to 1: {told if set(fit.by_user_type) != {1.0} else 'all alike'}")
    out.print(f"plays like a game: {'yes' if fit.game else 'no'}")
    out.print(f"A scenario changes these by `mechanics: {{{kind}: {{fit: {{player: 1}}}}}}`.")
