"""What the columns of a log are usually called, and a guess at which is which for the message that one is missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from loyaltysim.errors import closest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WORDS = {
    "date": r"date|time|day|month|year|period|when|bought|ordered|created|placed",
    "customer": r"cust|client|member|user|buyer|guest|household|account|card|shopper|donor|email|person",
    "amount": r"amount|total|spend|spent|revenue|sales|paid|value|sum|price|gross|net",
    "cancelled": r"cancel|refund|return|status|credit.?note",
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


def called_so(kind: str, title: str) -> bool:
    """Tell whether a header is a usual one for what a column holds."""
    return kind in _WORDS and re.search(_WORDS[kind], title, re.IGNORECASE) is not None


def _usual(name: str, left: Sequence[str]) -> str:
    return next((title for title in left if called_so(name, title)), "")


def _next(_: str, left: Sequence[str]) -> str:
    return left[0]


def _quoted(title: str) -> str:
    return title if _PLAIN.fullmatch(title) else f"'{title.replace(chr(39), 2 * chr(39))}'"
