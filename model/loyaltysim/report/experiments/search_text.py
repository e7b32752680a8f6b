"""A search in words and a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.experiments.aims import AIMS
from loyaltysim.report.experiments.effects import effect, interval
from loyaltysim.report.tables.shapes import bullets, plain_table

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from loyaltysim.comparison.verdict.assumptions import Assumptions
    from loyaltysim.experiments.aims import AimName
    from loyaltysim.experiments.search.confirm import Confirmation
    from loyaltysim.experiments.search.optimise import Search

NEXT = "compares the finalists in full: for whom, at what cost, and why."


NAMES = 24
"""Characters of the column of candidates, at least."""
BEST_IN = " Best in: plausible models, all on the same customers and luck, in which it is the best of these and the baseline."


def print_search(found: Search, out: Console) -> None:
    """Print which is best and whether it really is, the finalists, and where the files are."""
    verdict = found.verdict
    out.print(verdict.sentence, style="bold")
    out.print(bullets(verdict.reasons))
    if found.confirmation is not None:
        out.print(f"\nThe finalists, on {found.confirmation.markets:,} new markets", style="bold")
        out.print(_table(found, found.confirmation))
    if len(found.hunt.plan.objectives) > 1 and found.front:
        out.print("\nNone of these is beaten in all objectives (in the search)", style="bold")
        out.print(_front(found))
    if found.folder is not None:
        out.print(f"\nAll candidates: {found.folder}/candidates.csv, front.png", soft_wrap=True)
        if found.confirmation is not None:
            out.print(f"`loyaltysim compare {found.folder}/best.yaml` {NEXT}", soft_wrap=True)


def shown(found: Search) -> list[AimName]:
    """Choose the effects that are tabulated: objectives first, then what was limited, then the usual ones."""
    limits = found.hunt.plan.constraints
    wanted: list[AimName] = [*found.hunt.plan.objectives]
    wanted += ["liability"] if limits.liability is not None else []
    return list(dict.fromkeys([*wanted, "retention", "cost", "profit"]))


def _table(found: Search, told: Confirmation) -> Table:
    aims = shown(found)
    currency = found.hunt.scenario.currency
    drawn = None if found.models is None else found.models.assumptions
    table = plain_table(
        "candidate",
        *(AIMS[aim].label for aim in aims),
        *([] if drawn is None else ["best in"]),
        wrap=True,
        names=NAMES,
        caption=f'Differences from "{found.hunt.baseline}" with 95% intervals, each by itself (those above hold together); '
        f"money in {currency} per customer at launch.{'' if drawn is None else BEST_IN}",
    )
    for name, number in told.names.items():
        one = told.finalists[number]
        if one.measured is not None:
            effects = [(AIMS[aim], one.measured.effect(aim)) for aim in aims]
            cells = [f"{effect(a, e.estimate)}\n{interval(a, e.low, e.high)}" for a, e in effects]
            cells += [] if drawn is None else [_best_in(drawn, name)]
            table.add_row(one.candidate.words.replace('"', ""), *cells)
    return table


def _best_in(drawn: Assumptions, name: str) -> str:
    """Say in how many plausible models a finalist is the best; of one that does not keep to the constraints, nothing."""
    if name not in drawn.schemes:
        return "-"
    found = drawn.best(name)
    return f"{found.hits:.0f} of {found.draws}"


def _front(found: Search) -> Table:
    aims = found.hunt.plan.objectives
    table = plain_table("candidate", *(AIMS[aim].label for aim in aims), wrap=True, names=NAMES)
    for one in found.front:
        if one.measured is not None:
            cells = (effect(AIMS[aim], one.measured.effect(aim).estimate) for aim in aims)
            table.add_row(one.candidate.words.replace('"', ""), *cells)
    return table
