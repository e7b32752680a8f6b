"""How many markets are played, and which of them are played together."""

from __future__ import annotations

FEWEST = 30
"""Markets below which the spread between markets is too poorly known for an interval."""

BATCH_CUSTOMERS = 30_000
"""Customers of one batch, places of newcomers among them, at most: enough that the calls' own overhead is small. The default of 30
markets makes two batches, which two cores share evenly; more cores help with more customers, and with the draws of the constants, each
of which is one batch. Speed only: results do not depend on it."""


def market_count(customers: int, market_size: int) -> tuple[int, str]:
    """Round a number of customers up to whole markets, at least 30.

    Returns
    -------
    The number of markets, and a note that says what was rounded ("" if nothing was).
    """
    whole = -(-customers // market_size)
    count = max(whole, FEWEST)
    played = count * market_size
    if played == customers:
        return count, ""
    why = f"at least {FEWEST} are needed for an interval" if count > whole else "rounded up"
    note = (
        f"{customers:,} customers became {played:,}: {count} markets of {market_size:,} ({why}), "
        "so that effects can be compared between markets."
    )
    return count, note


def batches(markets: range, rows: int) -> tuple[range, ...]:
    """Cut consecutive markets into batches of neighbours.

    Parameters
    ----------
    rows
        Customers of a market with the places that are kept for newcomers.
    """
    step = max(1, BATCH_CUSTOMERS // rows)
    return tuple(markets[start : start + step] for start in range(0, len(markets), step))
