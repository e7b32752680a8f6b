"""What a plain YAML scalar means: the core schema of YAML 1.2, in which `no` and `on` are texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from loyaltysim.units import read_number

if TYPE_CHECKING:
    from loyaltysim.scenario.text.nodes import Scalar

_WORDS: dict[str, Scalar] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "false": False,
    ".inf": float("inf"),
    "+.inf": float("inf"),
    "-.inf": float("-inf"),
    ".nan": float("nan"),
}
_BASED = re.compile(r"0o[0-7]{1,100}|0x[0-9a-fA-F]{1,100}", re.ASCII)


def resolve(text: str) -> Scalar:
    """Give the value of a scalar that was written without quotes.

    Examples
    --------
    >>> resolve("1e-3"), resolve("on"), resolve("012"), resolve("true")
    (0.001, 'on', 12, True)
    """
    if text in {text.lower(), text.upper(), text.capitalize()} and text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _BASED.fullmatch(text):
        return int(text, 0)
    number = None if "_" in text else read_number(text)
    return text if number is None else number
