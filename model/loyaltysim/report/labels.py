"""What a customer is called in what people read: an employee scenario prints employees."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from matplotlib.text import Text

from loyaltysim.language import ENGLISH, say, spoken
from loyaltysim.scenario.blocks.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure
    from rich.table import Table

    from loyaltysim.scenario import Scenario

CUSTOMER, EMPLOYEE = "customer", "employee"
KNOWN = {
    word: f"{word}s"
    for word in (
        CUSTOMER,
        EMPLOYEE,
        "guest",
        "member",
        "player",
        "shopper",
        "student",
        "subscriber",
    )
}
"""Words for a customer, with their plurals, that are known in other languages, too; any other is English."""
_WITH_ES = ("s", "x", "z", "ch", "sh")
_AN = re.compile(
    r"(?!us[aeu]|uni(?![mn])|one\b|eu)[aeiou]|hour|hon(?:est|ou?r)|heir", re.IGNORECASE
)
"""How words begin that sound as if a vowel came first: not "user" or "uni student", but "uninsured driver" and "heir"."""
_STUDIES = r"\b(?:[Ss]tud(?:y|ies)|[Oo]nderzoek(?:en)?)\b[^.,;:]*"
"""A clause that tells of studies, in each language."""


def called(scenario: Scenario) -> str:
    """Give the scenario's own word for a customer."""
    population = scenario.population
    return population.called if isinstance(population, Segments) else CUSTOMER


def labels(scenario: Scenario) -> Callable[[str], str]:
    """Give what puts a scenario's own word in the place of `customer`, in the language in force."""
    own_word, one, many = called(scenario), say(CUSTOMER), say(KNOWN[CUSTOMER])
    if own_word == CUSTOMER or (spoken() != ENGLISH and own_word not in KNOWN):
        return str
    article = "an " if _AN.match(own_word) else "a "
    words = {one: say(own_word), many: say(_several(own_word)), "a ": article}
    pattern = _pattern(one, many)

    def word(found: re.Match[str]) -> str:
        text = found[0]
        own = words.get(text.lower(), text)
        return own[:1].upper() + own[1:] if own != text and text[0].isupper() else own

    return lambda text: pattern.sub(word, text)


@cache
def _pattern(one: str, many: str) -> re.Pattern[str]:
    """Find the word; names in quotes, code, options and what studies found stay as they are. In English its article is found, too.

    Studies were of customers, whatever those of the scenario are called.
    """
    either = "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in (many, one))
    article = rf"|\b[Aa] (?=(?:{either})\b)" if one == CUSTOMER else ""
    return re.compile(rf'"[^"]*"|{_STUDIES}|`[^`]*`|--\w+|\b(?:{either})\b{article}')


def _several(called: str) -> str:
    """Give the plural of a word, as most English words form it."""
    if called.endswith("y") and called[-2:-1] not in {*"aeiou", ""}:
        return f"{called[:-1]}ies"
    return f"{called}es" if called.endswith(_WITH_ES) else f"{called}s"


def labelled_table(table: Table, scenario: Scenario) -> Table:
    """Replace the word in a table's title, caption and headings, but not in names."""
    label, names = labels(scenario), _names(scenario)
    table.title = label(table.title) if isinstance(table.title, str) else table.title
    table.caption = label(table.caption) if isinstance(table.caption, str) else table.caption
    for column in table.columns:
        heading = str(column.header)
        column.header = heading if heading in names else label(heading)
    return table


def _names(scenario: Scenario) -> set[str]:
    population = scenario.population
    segments = population.specs if isinstance(population, Segments) else {}
    return {*scenario.schemes, *segments}


def labelled_figure(figure: Figure, scenario: Scenario) -> Figure:
    """Replace the word in a picture, but not in the names of schemes."""
    label = labels(scenario)
    if label is str:
        return figure
    for text in figure.findobj(Text):
        assert isinstance(text, Text)  # noqa: S101 -- what was asked for
        if text.get_text() not in _names(scenario):
            text.set_text(label(text.get_text()))
    return figure
