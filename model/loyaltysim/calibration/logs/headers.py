"""What the columns of a log are usually called, and a guess at which is which for the message that one is missing."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from loyaltysim.errors import closest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_WORDS = {
    "date": r"date|time|day|month|year|period|when|bought|ordered|created|placed"
    r"|datum|dag|maand|jaar|tijd|besteld|gekocht|aankoop|tag|monat|jahr|zeit|gekauft|bestellt|jour|mois|ann[ée]e|achet",
    "customer": r"cust|client|member|user|buyer|guest|household|account|card|shopper|donor|email|person"
    r"|klant|\blid(nr|nummer)?\b|gebruiker|koper|relatie|debiteur|huishoud"
    r"|kunde|k[äa]u?e?fer|mitglied|benutzer|nutzer|haushalt|karten|adh[ée]rent|membre|acheteur|utilisateur|foyer",
    "amount": r"amount|total|spend|spent|revenue|sales|paid|value|sum|price|gross|net"
    r"|bedrag|omzet|totaal|betaald|besteed|waarde\b|prijs"
    r"|betrag|umsatz|gesamt|bezahlt|wert\b|preis|montant|chiffre|d[ée]pens|pay[ée]|valeur|prix|somme",
    "cancelled": r"cancel|refund|return|status|credit.?note|retour|annul|storn|gutschrift|r[üu]e?ckgabe|rembours",
}
"""In English, and in Dutch, German and French."""
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
    found = _guesses(wanted, header, (_same, closest, _usual, _next))
    if not found:
        return ""
    return f"write columns: {{{', '.join(f'{name}: {_quoted(found[name])}' for name in wanted)}}}"


def options_hint(wanted: Mapping[str, str], header: Sequence[str]) -> str:
    """Write the options that are most likely meant, of the columns that the header has not.

    Parameters
    ----------
    wanted
        The header that was looked for, by the name of its option.
    header
        The names that the file has, in its order.

    Examples
    --------
    >>> options_hint({"customer": "klantnr", "date": "datum"}, ["klantnummer", "datum"])
    'write --customer klantnummer'
    """
    found = _guesses(wanted, header, (_same, closest, _usual))
    missing = [name for name, title in wanted.items() if title not in header]
    told = [f"--{name} {shlex.quote(found[name])}" for name in missing if name in found]
    return f"write {' '.join(told)}" if told else ""


def _guesses(
    wanted: Mapping[str, str],
    header: Sequence[str],
    guesses: Iterable[Callable[[str, Sequence[str]], str]],
) -> dict[str, str]:
    """Guess the header of columns, the surest first; none where the file has too few."""
    left = [title for title in header if title and header.count(title) == 1]
    found: dict[str, str] = {}
    if len(left) < len(wanted):
        return found
    for guess in guesses:
        for name, title in wanted.items():
            meant = "" if name in found else guess(name if guess is _usual else title, left)
            if meant:
                found[name] = meant
                left.remove(meant)
    return found


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
