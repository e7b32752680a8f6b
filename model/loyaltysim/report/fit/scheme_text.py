"""What a scheme that was running did, in words and tables."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.report.tables.shapes import bullets, plain_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console
    from rich.table import Table

    from loyaltysim.calibration.fit_log import FittedLog
    from loyaltysim.calibration.scheme_effect import SchemeEffect, SchemeEffects


def print_scheme(
    fit: FittedLog,
    found: SchemeEffects,
    expected: Mapping[str, float],
    out: Console,
    *,
    randomised: bool,
) -> None:
    """Print the effect of each value of the column, how alike those were who are compared, and what to make of it.

    Parameters
    ----------
    expected
        What the model expects, as a ratio of acts, by value.
    randomised
        Whether the user says that a lot decided.
    """
    out.print("\nThe scheme that was running", style="bold")
    if found.effects:
        out.print(effects_table(fit, found, expected))
        out.print(balance_table(found))
    out.print(bullets(scheme_lines(fit, found, expected, randomised=randomised)))


def scheme_lines(
    fit: FittedLog, found: SchemeEffects, expected: Mapping[str, float], *, randomised: bool
) -> list[str]:
    """Say what to make of the scheme's figures."""
    return [
        *_told(fit, found),
        *_beside(found, expected),
        *_warnings(found, randomised=randomised),
    ]


def effects_table(fit: FittedLog, found: SchemeEffects, expected: Mapping[str, float]) -> Table:
    """Set those under the scheme beside others like them."""
    time = fit.pace.told(found.ahead)
    columns = [
        found.column,
        "customers",
        "compared",
        "with",
        "without",
        "difference",
        "95% interval",
        "ratio",
    ]
    table = plain_table(
        *columns,
        *(["model"] if expected else []),
        title=f"\nPurchases of a customer in the {time} after coming under it",
        caption=f"without: customers not under it yet, who bought in the same four {fit.pace.period}s, after as many "
        "purchases and as long an absence",
    )
    for one in found.effects:
        model = [f"{expected[one.value]:.2f}" if one.value in expected else "-"] if expected else []
        table.add_row(
            one.value,
            f"{one.customers:,}",
            f"{one.compared:,}",
            f"{one.bought:.2f}",
            f"{one.others:.2f}",
            f"{one.difference.estimate:+.2f}",
            f"{one.difference.low:+.2f} to {one.difference.high:+.2f}",
            f"{one.ratio.estimate:.2f}",
            *model,
        )
    return table


def balance_table(found: SchemeEffects) -> Table:
    """Show how far those under the scheme differed from others before."""
    table = plain_table(
        "known before",
        *(f"{one.value}: {how}" for one in found.effects for how in ("all others", "compared")),
        title="\nHow far they differed before, in standard deviations",
    )
    told = list(dict.fromkeys(line.what for one in found.effects for line in one.balance))
    for what in told:
        cells = []
        for one in found.effects:
            line = next((line for line in one.balance if line.what == what), None)
            cells += ["-", "-"] if line is None else [f"{line.before:+.2f}", f"{line.after:+.2f}"]
        table.add_row(what, *cells)
    return table


def _told(fit: FittedLog, found: SchemeEffects) -> list[str]:
    without = ", ".join(f'"{one}"' if one else "nothing" for one in found.without)
    lines = [f'without the scheme: {without} in the column "{found.column}"']
    if found.left_out:
        lines.append(f"{found.left_out} values with fewer than 30 customers are left out")
    for one in found.effects:
        if not one.compared:
            lines.append(f'nobody could be compared for "{one.value}"')
        elif math.isfinite(one.spend.estimate):
            time = fit.pace.told(found.ahead)
            low, high = one.spend.low, one.spend.high
            lines.append(
                f'"{one.value}": {one.spend.estimate:+,.2f} spent by a customer in {time} (95% interval {low:+,.2f} to {high:+,.2f})'
            )
    return lines


def _beside(found: SchemeEffects, expected: Mapping[str, float]) -> list[str]:
    return [
        f'the model expects {expected[one.value]:.2f} times as many purchases under "{one.value}"; the log says '
        f"{one.ratio.low:.2f} to {one.ratio.high:.2f}" + _agrees(one, expected[one.value])
        for one in found.effects
        if one.value in expected
    ]


def _agrees(one: SchemeEffect, ratio: float) -> str:
    return "" if one.ratio.low <= ratio <= one.ratio.high else ", which does not hold it"


def _warnings(found: SchemeEffects, *, randomised: bool) -> list[str]:
    """Say why these figures may not be effects."""
    lines = []
    unlike = [one for one in found.effects if not one.as_if_random]
    if randomised:
        lines += [
            f'a lot is said to have decided, but those under "{one.value}" differed from others before: was it one at the '
            "customer's first purchase?"
            for one in unlike
        ]
        return lines
    if found.effects:
        lines.append(
            "nobody says that a lot decided who came under it: whoever means to buy more joins, and heavy buyers are "
            "mailed, so that these figures may hold more, or less, than the effect (--randomised if a lot did)"
        )
    names = ", ".join(f'"{one.value}"' for one in unlike)
    if unlike:
        lines.append(f"those under {names} did differ before, as the table shows")
    lines += [
        f'those compared for "{one.value}" still differ by more than 0.1: do not rely on it'
        for one in found.effects
        if not one.balanced
    ]
    return lines


def scheme_tables(fit: FittedLog, expected: Mapping[str, float]) -> dict[str, pd.DataFrame]:
    """Give the tables of the scheme by the names of their files; none where no column marks one."""
    if fit.scheme is None:
        return {}
    return {
        "scheme_effect.csv": pd.DataFrame(
            [_row(one, fit.scheme.ahead / fit.pace.speed, expected) for one in fit.scheme.effects]
        ),
        "scheme_balance.csv": pd.DataFrame(
            [
                {
                    "value": one.value,
                    "known_before": line.what,
                    "all_others": line.before,
                    "compared": line.after,
                }
                for one in fit.scheme.effects
                for line in one.balance
            ]
        ),
    }


def _row(one: SchemeEffect, days: float, expected: Mapping[str, float]) -> dict[str, object]:
    return {
        "value": one.value,
        "days": days,
        "customers": one.customers,
        "compared": one.compared,
        "with": one.bought,
        "without": one.others,
        **{
            f"{name}{ending}": value
            for name, effect in (
                ("difference", one.difference),
                ("ratio", one.ratio),
                ("undiluted", one.undiluted),
                ("spend", one.spend),
            )
            for ending, value in (
                ("", effect.estimate),
                ("_low", effect.low),
                ("_high", effect.high),
            )
        },
        "model_ratio": expected.get(one.value, math.nan),
    }
