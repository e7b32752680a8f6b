"""What a sweep found, in words and in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.experiments.aims import AIMS
from loyaltysim.report.experiments.effects import fine
from loyaltysim.report.tables.shapes import word_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from loyaltysim.experiments import Sweep
    from loyaltysim.experiments.aims import Aim
    from loyaltysim.experiments.rows import Row


def played_sentence(asked: Sweep) -> str:
    """Say how much is played, and for how long: a plan may change the days of its scenario."""
    experiment = asked.experiment
    if "days" in experiment.points[0].values:
        return f"{len(asked)} points."
    changed = "days" in (experiment.plan.changes or {})
    whose = " (the plan's, not those of the scenario)" if changed else ""
    return f"{len(asked)} points, each played for {experiment.scenario.days} days{whose}."


def ends_table(asked: Sweep, rows: Sequence[Row]) -> Table:
    """List the largest and the smallest effect of every scheme, and where each was found."""
    table = word_table("scheme", "effect", "95% interval", "at")
    played = [row for row in rows if not row["failed"]]
    for name in dict.fromkeys(str(row["scheme"]) for row in played):
        own = [row for row in played if row["scheme"] == name]
        for row in _ends([row for row in own if row["effect_estimate"] is not None]):
            aim = _aim(row)
            low, high = (fine(aim, float(row[f"effect_{end}"] or 0)) for end in ("low", "high"))
            at = "\n".join(f"{path} = {row[path]}" for path in _paths(asked, name)) or "everywhere"
            table.add_row(name, fine(aim, _effect(row)), f"{low} to {high}", at)
    return table


def _ends(rows: Sequence[Row]) -> list[Row]:
    ordered = sorted(rows, key=_effect, reverse=True)
    differ = len(ordered) > 1 and _effect(ordered[0]) != _effect(ordered[-1])
    return [ordered[0], ordered[-1]] if differ else ordered[:1]


def _effect(row: Row) -> float:
    return float(row["effect_estimate"] or 0)


def _aim(row: Row) -> Aim:
    return next(aim for name, aim in AIMS.items() if name == row["metric"])


def _paths(asked: Sweep, scheme: str) -> list[str]:
    """Leave out what varies in other schemes: it has nothing to do with this one's effect."""
    scenario = asked.experiment.scenario
    others = set(scenario.schemes) - {scheme, scenario.compare.baseline}
    inside = tuple(f"schemes.{name}." for name in others)
    return [path for path in asked.experiment.points[0].values if not path.startswith(inside)]
