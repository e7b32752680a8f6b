"""Quantities on the command line, read as scenario files read them."""

from __future__ import annotations

import click

from loyaltysim.units import read_days, read_number

EXAMPLES = "180, 26w, 6mo or 1y"


def days(text: str) -> int:
    """Read a whole number of days, at least 1: plain, or a duration such as 26w.

    Raises
    ------
    click.BadParameter
        When the text is none.
    """
    number = read_number(text.strip())
    if number is None:
        number = read_days(text.strip())
    if number is None:
        message = f"{text!r} is no number of days, such as {EXAMPLES}"
        raise click.BadParameter(message)
    if number < 1 or not float(number).is_integer():
        message = f"must be whole days, at least 1, but is {text}"
        raise click.BadParameter(message)
    return int(number)
