"""How many markets are played, and which of them are played together."""

from __future__ import annotations

from itertools import pairwise

FEWEST = 30
"""Markets below which the spread between markets is too poorly known for an interval."""

BATCH_CUSTOMERS = 30_000
"""Customers, places of newcomers among them, that are worth a batch of their own: enough that the calls' own overhead is small. The default
of 30 markets makes two batches, which two cores share evenly. Speed only: results do not depend on it."""

LARGEST = 2.2
"""Of that, the most in a batch, which bounds the memory: where there is more than enough for all cores, larger ones cost less a customer."""

CORES = 8
"""Batches that there must be before they grow: what keeps the cores of a large machine busy."""


NEEDED = (
    "{asked} customers became {played}: {count} markets of {size} (at least {least} are needed for an interval), so that "
    "effects can be compared between markets."
)
ROUNDED = (
    "{asked} customers became {played}: {count} markets of {size} (rounded up), so that effects can be compared between "
    "markets."
)


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
    note = NEEDED if count > whole else ROUNDED
    numbers = {"asked": customers, "played": played, "count": count, "size": market_size}
    return count, note.format(
        **{name: f"{number:,}" for name, number in numbers.items()}, least=FEWEST
    )


def batches(markets: range, rows: int) -> tuple[range, ...]:
    """Cut consecutive markets into batches of neighbours, as even as can be.

    Parameters
    ----------
    rows
        Customers of a market with the places that are kept for newcomers.
    """
    fits = max(1, int(LARGEST * BATCH_CUSTOMERS) // rows)
    worth = max(1, BATCH_CUSTOMERS // rows)
    count = min(-(-len(markets) // worth), max(CORES, -(-len(markets) // fits)))
    edges = [markets.start + len(markets) * i // count for i in range(count + 1)] if count else []
    return tuple(range(start, end) for start, end in pairwise(edges))
