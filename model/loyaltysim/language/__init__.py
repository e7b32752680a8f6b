"""The language of what people read: English stands where it is used, other languages in one file each.

`say("{count} customers", count=3)` gives the text in the language in force. The file `nl.yaml` beside this one
maps every English text to its Dutch one; what a language lacks is said in English. A test reads all calls in the package and
all templates, and holds the files to them.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "nl": "Nederlands"}
"""The languages by their codes, each by its own name."""

CITED = ("_evidence", "_theory")
"""Endings of the names of the files of what is cited: effects and constants, and theory."""

CATALOGUES = ("", "_parameters", *CITED)
"""Endings of the names of a language's files."""

_SWAPPED = str.maketrans(",.", ".,")
_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


def say(text: str, **fills: object) -> str:
    """Give a text in the language in force.

    Parameters
    ----------
    text
        The English text; braces stand for what is filled in.
    """
    known = catalogue(_spoken.get()).get(text, text)
    return known.format(**fills) if fills else known


def say_again(text: str, known: Iterable[str]) -> str:
    """Give a text that was said in English, and kept so, in the language in force.

    Parameters
    ----------
    text
        As it was said, filled in.
    known
        The English texts of which it may be one; any other stays as it is.

    Examples
    --------
    >>> with speaking("nl"):
    ...     say_again("31 problems", ["{count} problems"])
    '31 problemen'
    """
    if _spoken.get() == ENGLISH:
        return text
    for one in known:
        found = _filled(one).fullmatch(text)
        if found is not None:
            return say(one, **{name: in_figures(fill) for name, fill in found.groupdict().items()})
    return text


@cache
def _filled(text: str) -> re.Pattern[str]:
    """Make a pattern of a text, with a group for each thing that is filled in."""
    parts = [
        re.escape(part) + (f"(?P<{name}>.+?)" if name else "")
        for part, name, _, _ in Formatter().parse(text)
    ]
    return re.compile("".join(parts))


def describe(text: str) -> str:
    """Give what a parameter means, or a mechanic does, in the language in force.

    These texts stand where parameters are declared, also in other packages, and what nobody has translated is given in English.
    """
    return catalogue(_spoken.get(), "_parameters").get(text, text)


def cite(text: str) -> tuple[str, str]:
    """Give what a published effect showed, a constant means or theory says of a mechanic, and the code of the language in which it is given.

    Such texts stand in tables and mechanics, and what nobody has translated is given in English.
    """
    code = _spoken.get()
    known = (catalogue(code, part).get(text) for part in CITED)
    told = next((one for one in known if one is not None), None)
    return (text, ENGLISH) if told is None else (told, code)


def in_figures(text: str) -> str:
    """Write a number as the language in force does, which was written as English does.

    Examples
    --------
    >>> with speaking("nl"):
    ...     in_figures("+1,234.5 pp")
    '+1.234,5 pp'
    """
    return text if _spoken.get() == ENGLISH else text.translate(_SWAPPED)


def spoken() -> str:
    """Give the code of the language in force."""
    return _spoken.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Use a language for whatever is said inside."""
    before = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(before)


@cache
def catalogue(code: str, part: str = "") -> Mapping[str, str]:
    """Read the texts of a language by their English ones; none for English.

    Parameters
    ----------
    part
        Ending of the name of another file of such texts.
    """
    if code == ENGLISH:
        return {}
    from ruamel.yaml import YAML  # noqa: PLC0415 - only those who read another language pay for it

    text = (files("loyaltysim.language") / f"{code}{part}.yaml").read_text(encoding="utf-8")
    read: dict[str, str] = YAML(typ="safe").load(text)
    return read
