"""A guess at which column of a log is which, for the message that a column is missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from loyaltysim.errors import closest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WORDS = {
    "customer": ("cust", "client", "member", "user", "buyer", "guest", "account"),
    "date": ("date", "day", "time", "when", "bought", "ordered"),
    "amount": ("amount", "total", "spend", "price", "value", "sales", "revenue", "sum", "paid"),
}
_PLAIN = re.compile(r"\w[\w ./-]*")


def columns_hint(wanted: Mapping[str, str], header: Sequence[str]) -> str:
    """Write the `columns` that are most likely meant; empty where the header has too few.

    Parameters
    ----------
    wanted
        The header that was looked for, by the name of the column.
    header
        The names that the file has, in its order.

    Examples
    --------
    >>> wanted = {"customer": "customer", "date": "date", "amount": "amount"}
    >>> columns_hint(wanted, ["client", "day", "total"])
    'write columns: {customer: client, date: day, amount: total}'
    """
    left = [title for title in header if title and header.count(title) == 1]
    if len(left) < len(wanted):
        return ""
    found: dict[str, str] = {}
    for guess in (_same, closest, _usual, _next):
        for name, title in wanted.items():
            meant = "" if name in found else guess(name if guess is _usual else title, left)
            if meant:
                found[name] = meant
                left.remove(meant)
    return f"write columns: {{{', '.join(f'{name}: {_quoted(found[name])}' for name in wanted)}}}"


def _same(title: str, left: Sequence[str]) -> str:
    return title if title in left else ""


def _usual(name: str, left: Sequence[str]) -> str:
    """Find a title with a word that is usual for such a column."""
    words = _WORDS.get(name, ())
    return next((title for title in left if any(word in title.lower() for word in words)), "")


def _next(_: str, left: Sequence[str]) -> str:
    return left[0]


def _quoted(title: str) -> str:
    return title if _PLAIN.fullmatch(title) else f"'{title.replace(chr(39), 2 * chr(39))}'"
