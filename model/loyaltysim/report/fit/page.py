"""A fitted sales log as a page: one file of HTML without scripts or requests, in which no customer is named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from loyaltysim.calibration.forecasts.models import WHOLE
from loyaltysim.report.fit import cohort_figure, ticket_figure, tracking_figure
from loyaltysim.report.fit.frames import fit_tables
from loyaltysim.report.fit.scheme_text import balance_table, effects_table, scheme_lines
from loyaltysim.report.fit.text import (
    found_lines,
    held_sentence,
    read_lines,
    scores_table,
    segments_table,
)
from loyaltysim.report.numbers import count
from loyaltysim.report.page.drawing import Picture, picture
from loyaltysim.report.page.environment import environment, language_of
from loyaltysim.report.page.grids import Grid, grid

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from loyaltysim.calibration.fit_log import FittedLog

_SHOWN = {
    "histogram.csv": ("Customers by repeat purchases", "in the fitted days"),
    "tickets.csv": ("What is spent a purchase", "below which each share of the purchases lies"),
    "parameters.csv": ("What was fitted", "times in days; standard errors where they are known"),
}
"""Tables of the folder that the page shows, with a title and a note."""


def fit_page(
    fit: FittedLog, customers: str, expected: Mapping[str, float], *, randomised: bool
) -> str:
    """Write the page; equal fits give equal texts.

    Parameters
    ----------
    customers
        The file of customers.
    expected
        What the model expects of the scheme that was running, by value.
    randomised
        Whether the user says that a lot decided who came under it.
    """
    template = environment().get_template("fit.html")
    return template.render(
        language_of()
        | {
            "title": f"The customers of {Path(fit.source.file).name}",
            "answer": _answer(fit),
            "held": held_sentence(fit),
            "notes": fit.notes,
            "read": read_lines(fit),
            "found": found_lines(fit),
            "segments": grid(segments_table(fit)),
            "scores": grid(scores_table(fit)) if fit.scores else None,
            "pictures": _pictures(fit),
            "scheme": _scheme(fit, expected, randomised=randomised),
            "tables": _tables(fit),
            "customers": customers,
        }
    )


def _answer(fit: FittedLog) -> str:
    """Say how well the holdout is foretold, or without one who is still there."""
    if not fit.scores:
        return f"About {count(fit.customers.still_there)} of {fit.history.n:,} customers are still some."
    first, *others = fit.scores
    name = "The whole model" if first.model == WHOLE else first.model.capitalize()
    told = "; ".join(f"{one.model} {one.total_error:+.1%}" for one in others)
    return (
        f"{name} expects {first.total:,.0f} purchases in the {fit.pace.told(fit.later.days)} held out, of which there were "
        f"{fit.later.purchases.sum():,.0f} ({first.total_error:+.1%}; {told})."
    )


def _pictures(fit: FittedLog) -> dict[str, Picture]:
    """Draw what there is to draw."""
    tracking, cohorts, tickets = tracking_figure, cohort_figure, ticket_figure
    drawn = {
        "weeks": picture(
            "weeks",
            lambda form: tracking.tracking_figure(fit, form),
            tracking.TITLE,
            tracking.SENTENCE,
        )
    }
    if fit.cohorts.period.size:
        sentence = cohorts.cohort_sentence(fit)
        drawn["cohorts"] = picture(
            "cohorts", lambda form: cohorts.cohort_figure(fit, form), cohorts.TITLE, sentence
        )
    found = fit.tickets
    if found is not None:
        drawn["spends"] = picture(
            "spends",
            lambda form: tickets.ticket_figure(found, form),
            tickets.TITLE,
            tickets.SENTENCE,
        )
    return drawn


def _scheme(
    fit: FittedLog, expected: Mapping[str, float], *, randomised: bool
) -> dict[str, Any] | None:
    if fit.scheme is None:
        return None
    tables = [effects_table(fit, fit.scheme, expected), balance_table(fit.scheme)]
    return {
        "grids": [grid(table) for table in tables] if fit.scheme.effects else [],
        "lines": scheme_lines(fit, fit.scheme, expected, randomised=randomised),
    }


def _tables(fit: FittedLog) -> list[Grid]:
    tables = fit_tables(fit)
    return [_grid(tables[name], *told) for name, told in _SHOWN.items() if name in tables]


def _grid(frame: pd.DataFrame, title: str, note: str) -> Grid:
    words = {place for place, kind in enumerate(frame.dtypes) if place and not _is_number(kind)}
    rows = tuple(tuple(map(_cell, row)) for row in frame.itertuples(index=False))
    headings = tuple(str(name).replace("_", " ") for name in frame.columns)
    return Grid(title, note, headings, rows, frozenset(words))


def _is_number(kind: Any) -> bool:  # noqa: ANN401 - pandas' own
    return getattr(kind, "kind", "O") in "if"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "-" if value != value else f"{value:,.4g}"  # noqa: PLR0124 - NaN
    return f"{value:,}" if isinstance(value, int) else str(value)
