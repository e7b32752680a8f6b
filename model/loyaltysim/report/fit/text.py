"""A fitted sales log in words and tables."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.customers.calendar import MONTHS
from loyaltysim.report.tables.shapes import bullets, plain_table

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from loyaltysim.calibration.fit_log import FittedLog


def print_fit(fit: FittedLog, out: Console) -> None:
    """Print what was read, who the customers are, and how well they foretell the holdout."""
    out.print("What was read", style="bold")
    out.print(bullets(read_lines(fit)))
    out.print("\nWho the customers are", style="bold")
    out.print(bullets(found_lines(fit)))
    out.print(segments_table(fit))
    if fit.scores:
        out.print(scores_table(fit))
    out.print(held_sentence(fit))
    if fit.notes:
        out.print("\nWhat to know", style="bold")
        out.print(bullets(fit.notes))


def read_lines(fit: FittedLog) -> list[str]:
    """Say what was read, and what was made of it."""
    chosen = fit.columns.model_dump()
    columns = ", ".join(f'{kind} is "{name}"' for kind, name in chosen.items() if name is not None)
    missing = [kind for kind in ("amount", "cancelled") if chosen[kind] is None]
    lines = [f"columns: {columns}" + (f"; no column for {' or '.join(missing)}" if missing else "")]
    lines.append(f"{fit.source.rows:,} rows in {fit.source.file}")
    lines += fit.source.counted
    lines += fit.source.notes
    begin, end = (
        fit.pace.dates(np.array([day]))[0] for day in (fit.history.start, fit.history.end)
    )
    if not fit.pace.daily:
        begin, end = (
            date.astype(f"datetime64[{fit.pace.period[0].upper()}]") for date in (begin, end)
        )
    told = f"fitted: {fit.history.n:,} customers, {begin} to {end}"
    left = fit.pace.told(fit.later.days)
    return [*lines, told + (f"; the {left} after are held out" if fit.later.days else "")]


def found_lines(fit: FittedLog) -> list[str]:
    """Say who the customers are."""
    found, lines = fit.customers, []
    lines.append(f"about {found.still_there:,.0f} of {fit.history.n:,} are still customers")
    spread = 1.0 / math.sqrt(fit.levels.steadiness)
    lines.append(
        f"a {fit.pace.period} is better or worse for all of them alike by {spread:.0%} (standard deviation)"
    )
    if found.months:
        most, least = (int(pick(found.months)) for pick in (np.argmax, np.argmin))
        lines.append(
            f"they buy most in {MONTHS[most]} ({found.months[most]:.2f} times the mean) and least in {MONTHS[least]} "
            f"({found.months[least]:.2f} times)"
        )
    if found.ticket is not None:
        mean, cv = found.ticket
        lines.append(
            f"they spend {mean:,.2f} a purchase, cv {cv:.2f} between customers and {found.basket_cv:.2f} from "
            f"purchase to purchase; rank correlation with how often they buy {found.ticket_with_rate:+.2f}"
        )
    return lines


def segments_table(fit: FittedLog) -> Table:
    """List the segments of those who still are customers."""
    table = plain_table(
        "segment", "share", "purchases a year", "cv", "attrition a year", "cv", "ticket"
    )
    for one in fit.customers.segments:
        table.add_row(
            one.name,
            f"{one.share:.0%}",
            f"{365.25 * one.rate[0]:.2f}",
            f"{one.rate[1]:.2f}",
            f"{one.attrition[0]:.2f}",
            f"{one.attrition[1]:.2f}",
            f"x {one.ticket_factor:.2f}",
        )
    return table


def scores_table(fit: FittedLog) -> Table:
    """Set the forecasts of the holdout beside one another."""
    later, period = fit.later, fit.pace.period
    bought = int((later.purchases > 0).sum())
    table = plain_table(
        "model",
        "purchases",
        "error",
        "active",
        "error",
        f"{period}ly error",
        "ranking",
        title=f"\nThe holdout: {later.purchases.sum():,.0f} purchases of {bought:,} customers in {fit.pace.told(later.days)}",
        caption=f"active: customers who buy at all; {period}ly error: mean over {period}s; ranking: Gini coefficient, 1 is the best",
    )
    for one in fit.scores:
        table.add_row(
            one.model,
            f"{one.total:,.0f}",
            f"{one.total_error:+.1%}",
            f"{one.active:,.0f}",
            f"{one.active_error:+.1%}",
            f"{one.weekly_error:.1%}" if math.isfinite(one.weekly_error) else "-",
            f"{one.ranking:.3f}" if math.isfinite(one.ranking) else "-",
        )
    return table


def held_sentence(fit: FittedLog) -> str:
    """Say how many weeks lie in their intervals."""
    told = f"Of the {fit.pace.period}s fitted {fit.track.held(holdout=False):.0%} lie in their 95% interval"
    outside = fit.track.held(holdout=True)
    return told + ("." if math.isnan(outside) else f", of those held out {outside:.0%}.")
