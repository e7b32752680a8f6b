"""How often each act was done, and what mechanics tell of themselves."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.comparison.measures.mechanics import CARRIED, FATES, NUMBERS
from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.tables.shapes import plain_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd
    from rich.table import Table

    from loyaltysim.comparison import Comparison
    from loyaltysim.mechanics.mechanic import Mechanic


def acts_table(comparison: Comparison) -> Table | None:
    """Tabulate acts by kind; None where there is only one."""
    found, scenario = comparison.acts, comparison.scenario
    names = list(dict.fromkeys(map(str, found["act"])))
    if len(names) < 2:
        return None
    table = plain_table(
        say("scheme"),
        *names,
        title=say("How often each act is done"),
        caption=say(
            'per launch customer in {days} days, and the difference from "{baseline}"; every act counts alike, whatever it '
            "is worth",
            days=scenario.days,
            baseline=scenario.compare.baseline,
        ),
        wrap=True,
    )
    for scheme, rows in found.groupby("scheme", sort=False):
        by_act = rows.set_index("act")
        cells = (
            _cell(float(by_act["acts"][name]), float(by_act["difference"][name])) for name in names
        )
        table.add_row(str(scheme), *cells)
    return table


def _cell(acts: float, change: float) -> str:
    return numbers.count(acts) + (f" ({numbers.signed_amount(change)})" if change else "")


def measures_table(comparison: Comparison) -> Table | None:
    """Tabulate the figures of single mechanics; None where none has any."""
    found = comparison.measures
    found = found[~found["measure"].isin([*FATES, *CARRIED])]
    found = found[[not _never(comparison, row) for _, row in found.iterrows()]]
    if found.empty:
        return None
    words = [_words(comparison, row) for _, row in found.iterrows()]
    table = plain_table(
        *("scheme", "mechanic", "figure", "value", "95% interval"),
        keys=3,
        title="What the mechanics tell of themselves",
        caption=_definitions(words, found["definition"]),
    )
    for figure, (_, row) in zip(words, found.iterrows(), strict=True):
        told = figure + _in_markets(row, comparison.markets_played)
        value = _value(str(row["measure"]), row["value"], row["low"], row["high"])
        table.add_row(str(row["scheme"]), str(row["mechanic"]), told, *value)
    return table


def _definitions(words: Sequence[str], definitions: Iterable[str]) -> str:
    """Say what is divided by what, once for all figures of which it is the same."""
    told: dict[str, dict[str, None]] = {}
    for figure, definition in zip(words, definitions, strict=True):
        told.setdefault(definition, {})[figure] = None
    return "; ".join(f"{', '.join(figures)}: {what}" for what, figures in told.items())


def _in_markets(row: pd.Series, played: int) -> str:
    """Say in how many markets a number is known, since it is a mean over these alone."""
    if row["measure"] not in NUMBERS or row["markets"] == played:
        return ""
    return say(", in {some} of {all} markets", some=row["markets"], all=played)


def _never(comparison: Comparison, row: pd.Series) -> bool:
    """Tell whether a figure is nought by the rules of the scheme alone."""
    rules = _rules(comparison, row)
    return bool(rules) and all(row["measure"] in one.never() for one in rules)


def _rules(comparison: Comparison, row: pd.Series) -> list[Mechanic]:
    scheme = comparison.scenario.schemes[str(row["scheme"])]
    return [one.mechanic for one in scheme.all_instances() if one.name == row["mechanic"]]


def _value(measure: str, value: float, low: float, high: float) -> tuple[str, str]:
    """Write a figure and its interval: a share, or a number."""
    if measure in NUMBERS:
        if math.isnan(value):
            return numbers.count(value), numbers.count(value)
        return numbers.count(value), f"{numbers.count(low)} to {numbers.count(high)}"
    return numbers.percent(value), numbers.percent_interval(low, high)


def _words(comparison: Comparison, row: pd.Series) -> str:
    """Give the words for a figure, as its mechanic has it."""
    name = str(row["measure"])
    return next((one.figure(name) for one in _rules(comparison, row)), name.replace("_", " "))
