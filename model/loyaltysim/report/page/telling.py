"""One customer's day in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import in_figures, say
from loyaltysim.report.numbers import amount
from loyaltysim.report.why_left import WORDS
from loyaltysim.report.why_not import CLASSES
from loyaltysim.units import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

BOOKED = {
    "earn": 'earns {units} on "{which}"',
    "expire": 'loses {units} on "{which}"',
    "earn money": 'earns {money} on "{which}"',
    "lose money": 'loses {money} on "{which}"',
    "redeem": 'gets a reward of "{which}" worth {money}',
    "grant": 'is given {money} by "{which}"',
}
LIVED = {
    "goal reached": 'reaches a goal of "{which}"',
    "gift in kind": 'gets a gift from "{which}"',
    "gift in cash": 'gets money from "{which}"',
    "gesture": 'meets a personal gesture ("{which}")',
    "praise": 'is praised ("{which}")',
    "setback": 'suffers a setback in "{which}"',
    "unannounced reward": 'is surprised by "{which}"',
}
MESSAGE = 'notices a message of "{which}"'
UNSEEN = 'overlooks a message of "{which}"'
ACT = '"{which}"'
PAID = '"{which}" for {money}'
RIVAL = 'chooses "{which}"'
RIVAL_PAID = 'chooses "{which}" and pays {money}'
NOT = "is prompted, but does not act: {why}"
LEFT = "leaves: {why}"
SERVED = {
    "met": 'meets "{which}"',
    "solved": '"{which}" solves the problem',
    "in vain": 'turns to "{which}" in vain',
}
TROUBLE = {"wrong": "something goes wrong", "given up": "nobody is left to help with the problem"}
PUT = {"moved": "{which} appeals", "repelled": "{which} repels"}
VARIANT = 'has the variant "{which}"'
_PROMPTED = "prompted: "
_ORDER = ("variant", "unseen", "message", "moved", "repelled", "not", "act", "rival", "wrong")


def told_on(events: pd.DataFrame, currency: str) -> Iterator[str]:
    """Tell what happened to a customer on one day, in the order of a day.

    Parameters
    ----------
    events
        The day's rows: `what`, `which` and `amount`.
    """
    rows = zip(events["what"], events["which"], events["amount"], strict=True)
    for what, which, size in sorted(rows, key=lambda row: _place(row[0])):
        yield _told(str(what), str(which), float(size), currency)


def _place(what: str) -> int:
    if what == "left":
        return len(_ORDER) + 1
    return _ORDER.index(what) if what in _ORDER else len(_ORDER)


def _told(what: str, which: str, size: float, currency: str) -> str:
    money = f"{currency} {amount(size)}"
    if what == "act":
        return say(PAID, which=which, money=money) if size else say(ACT, which=which)
    if what == "rival":
        return say(RIVAL_PAID, which=which, money=money) if size else say(RIVAL, which=which)
    if what == "not":
        return say(NOT, why=say(CLASSES[which]).removeprefix(say(_PROMPTED)))
    if what == "left":
        return say(LEFT, why=say(WORDS[which]))
    if what in PUT:
        which = say(which)
    if what in BOOKED:
        return say(BOOKED[what], which=which, units=in_figures(plain(round(size, 2))), money=money)
    others = {
        "message": MESSAGE,
        "unseen": UNSEEN,
        "variant": VARIANT,
        **LIVED,
        **SERVED,
        **TROUBLE,
        **PUT,
    }
    return say(others[what], which=which)
