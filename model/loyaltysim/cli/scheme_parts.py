"""What is no mechanic but stands where mechanics do: other parts of a scheme, and parameters of mechanics."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from loyaltysim.report.parameters import Row

EXAMPLES = {
    "joining": {
        "everybody": "automatic",
        "who wants to": "{opt_in: {effort: {time: 0.8}}}",
        "some by lot": "{invited: {share: 20%}}",
    },
    "adapt": {
        "my scheme": "{variants: {usual: {}, short card: {stamp_card: {stamps: 8}}}, goal: acts}",
    },
}
"""How each part may be written, by names of schemes that have it so."""


def explain_part(out: Console, name: str) -> bool:
    """Explain a part of a scheme, or a parameter of mechanics; tell whether it is one."""
    from loyaltysim.report.tables.shapes import word_table

    rows = _part_of_scheme(name)
    shared = {} if rows else _parameter(name)
    if rows:
        out.print(f"{name} is no mechanic but a part of a scheme, which stands beside its list:")
        out.print(f"\n{example_of(name)}\n", soft_wrap=True)
        table = word_table("key", "values", "default", "meaning")
        for row in rows:
            table.add_row(*row)
        out.print(table)
        out.print(f"scenarios/README.md has more examples of {name}.")
    elif shared:
        out.print(f"{name} is no mechanic but a parameter:\n")
        table = word_table("of the mechanic", "values", "default", "meaning")
        for row, kinds in shared.items():
            table.add_row("\n".join(kinds), *row[1:])
        out.print(table)
    return bool(rows or shared)


def example_of(name: str) -> str:
    """Write a scheme for each way to have this part."""
    from loyaltysim.mechanics.registry import get_mechanic
    from loyaltysim.scenario.examples import mechanic_example

    card = mechanic_example(get_mechanic("stamp_card"))
    schemes = (
        f"  {scheme}:\n    {name}: {written}\n    mechanics:\n      {card}"
        for scheme, written in EXAMPLES[name].items()
    )
    return "\n".join(("schemes:", *schemes))


def _part_of_scheme(name: str) -> list[Row]:
    """Give the keys of a part that schemes have beside their mechanics."""
    from loyaltysim.report.parameters import parameter_rows
    from loyaltysim.scenario.blocks.joining import WrittenScheme
    from loyaltysim.scenario.json_schema import WAYS, write_ways_to_join

    if name not in EXAMPLES:
        return []
    schema = WrittenScheme.model_json_schema()
    write_ways_to_join(schema["$defs"])
    for way in WAYS:
        schema["$defs"][way].pop("required")  # one of them is enough
    schema["properties"]["joining"]["default"] = "automatic"
    rows = parameter_rows(schema)
    return [row for row in rows if row.name.partition(".")[0] == name]


def _parameter(name: str) -> dict[Row, list[str]]:
    """Give a parameter in each form that it has, with the mechanics that have it so."""
    from loyaltysim.mechanics.registry import get_mechanic, mechanic_names
    from loyaltysim.report.parameters import parameter_rows

    found: dict[Row, list[str]] = {}
    for kind in mechanic_names():
        for row in parameter_rows(get_mechanic(kind).model_json_schema()):
            if row.name == name:
                found.setdefault(row, []).append(kind)
    return found
