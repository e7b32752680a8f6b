"""Amounts of money from the many ways in which numbers are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.logs.reading import Reading, TextFault

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)[eE][+-]?\d+")
_CURRENCY = r"[^\d.,()+\-\u2212]{0,4}"
_AMOUNT = re.compile(
    rf"(?P<open>[-+(\u2212]?){_CURRENCY}(?P<sign>[-+\u2212]?) ?"
    rf"(?P<digits>\d[\d.,'\u2019 \u00a0\u202f]*|[.,]\d+){_CURRENCY}(?P<close>[-)\u2212]?)"
)
_SPACES = str.maketrans("", "", "'\u2019 \u00a0\u202f")
_MINUS = "-\u2212("
_HINT = "write numbers as 1234.50"
_MOST = 1e12


def read_amounts(texts: NDArray[np.object_]) -> Reading:
    """Read each text as an amount.

    Parameters
    ----------
    texts
        Different texts, shape (texts,).

    Returns
    -------
    Currency, shape (texts,), with faults and notes. Currency signs are passed over; a minus behind
    the number or parentheses make it negative; whether the comma or the point marks decimals is
    told from all texts together.
    """
    parts = [_split(str(text)) for text in texts]
    marks = np.array([_mark(digits) for _, digits in parts], dtype="U1")
    comma, point = marks == ",", marks == "."
    groups = np.array([bool(re.fullmatch(r"\d{1,3},\d{3}", digits)) for _, digits in parts], bool)
    decimal = "," if comma.any() else "."
    values = np.array([sign * _value(digits, decimal) for sign, digits in parts], np.float64)
    mixed = comma & bool(point.any())
    bad = ~np.isfinite(values) | (np.abs(values) > _MOST)
    message = "{} has a decimal comma, but other numbers have a decimal point"
    undecided = (marks != "") & mixed.any()
    faults = (
        TextFault("{} is not a finite number", bad & ~undecided, _HINT),
        TextFault(message, mixed, _HINT),
    )
    return Reading(values, faults, _notes(comma, point, groups))


def _split(text: str) -> tuple[float, str]:
    """Take sign and digits from a text; no digits when it is not an amount."""
    if _PLAIN.fullmatch(text):
        return 1.0, text
    match = _AMOUNT.fullmatch(text)
    if not match or (match["open"] == "(") != (match["close"] == ")"):
        return 1.0, ""
    signs = [match[part] for part in ("open", "sign", "close")]
    negative = any(sign and sign in _MINUS for sign in signs)
    return -1.0 if negative else 1.0, match["digits"].translate(_SPACES)


def _mark(digits: str) -> str:
    """Tell which mark stands before the decimals, where one number alone can tell."""
    commas, points = digits.count(","), digits.count(".")
    if commas and points:
        return max(",.", key=digits.rfind)
    if commas + points > 1:
        return "." if commas else ","
    if not commas + points or re.fullmatch(r"\d{1,3}[.,]\d{3}", digits):
        return ""
    return "," if commas else "."


def _value(digits: str, decimal: str) -> float:
    thousands = "." if decimal == "," else ","
    whole, _, _ = digits.partition(decimal)
    if thousands in digits and not re.fullmatch(rf"\d{{1,3}}(?:[{thousands}]\d{{3}})+", whole):
        return np.nan
    try:
        return float(digits.replace(thousands, "").replace(decimal, "."))
    except ValueError:
        return np.nan


def _notes(
    comma: NDArray[np.bool_], point: NDArray[np.bool_], groups: NDArray[np.bool_]
) -> tuple[str, ...]:
    if comma.any():
        return ("amounts were read with a decimal comma",)
    if groups.any() and not point.any():
        return ("amounts such as 1,234 were read as thousands",)
    return ()
