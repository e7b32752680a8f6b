"""What the YAML parser complains about, in words for people who write scenarios."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ruamel.yaml.error import MarkedYAMLError

from loyaltysim.scenario.text.nodes import Place, shorten

if TYPE_CHECKING:
    from loyaltysim.errors import Problem

_SENTENCES = (
    (r"found character '\\t'", "a tab cannot be used here", "indent with spaces"),
    (
        r"found character '(.*)' that cannot start",
        "a value cannot begin with {0}",
        "put the whole value in quotes",
    ),
    (
        r"mapping values are not allowed",
        "this colon is not expected here",
        "put a text with a colon in quotes, and check the indentation of the lines before",
    ),
    (
        r"unexpected end of stream while scanning a quoted scalar",
        "a quote is opened and never closed",
        "add the closing quote",
    ),
    (
        r"expected ',' or '(.)'",
        "a bracket is opened and not closed, or a comma is missing",
        "separate items by commas and close with {0}",
    ),
    (
        r"could not find expected ':'",
        "a key without its colon",
        "write `key: value`, with a space after the colon",
    ),
    (
        r"expected <block end>",
        "the indentation does not fit the lines before",
        "indent keys that belong together by the same number of spaces",
    ),
)


def syntax_problem(error: Exception, file: str) -> Problem:
    """Translate the parser's complaint.

    Parameters
    ----------
    error
        What the parser raised.
    file
        Name of the file in messages.
    """
    if not isinstance(error, MarkedYAMLError):
        return Place(file).problem(f"this is not YAML: {shorten(str(error), 80)}")
    said = f"{error.problem or ''} {error.context or ''}"
    place = _place(error, file)
    for pattern, message, hint in _SENTENCES:
        found = re.search(pattern, said)
        if found:
            return place.problem(message.format(*found.groups()), hint.format(*found.groups()))
    return place.problem(f"this is not YAML: {shorten(said, 80)}")


def _place(error: MarkedYAMLError, file: str) -> Place:
    mark = error.problem_mark
    if "end of stream" in (error.problem or "") and error.context_mark is not None:
        mark = error.context_mark
    return Place(file) if mark is None else Place(file, mark.line + 1, mark.column + 1)
