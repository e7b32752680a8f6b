"""What is written down of a run: by market and day, and by market at the horizon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.simulation.recording.counting import count as count_by_market
from loyaltysim.simulation.recording.why_left import CAUSES
from loyaltysim.simulation.recording.why_not import CLASSES, classify
from loyaltysim.simulation.today import NO_ROWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows
    from loyaltysim.simulation.state import Run

    Float64 = NDArray[np.float64]

DAILY = {
    "customers": "present at the end of the day",
    "retained": "of them, customers at the launch",
    "arrived": "newcomers of the day",
    "referred": "of them, brought by customers",
    "deterred": "who would have come, had those who left not warned them",
    "acts": "acts of all kinds",
    "occasions": "occasions of the main act",
    "prompted": "customers prompted for the main act",
    "sent": "messages sent",
    "noticed": "messages noticed",
    "revenue": "spend and fees, in currency",
    "margin": "what is left of it before rewards, in currency",
    "reward_value": "worth of rewards to customers, when they get them, in currency",
    "reward_cost": "cost of those rewards, in currency",
    "message_cost": "cost of messages, in currency",
    "left": "customers who left",
    "followed": "of them, who would have stayed that day had no friend left",
    **{f"left_{cause}": f"of those who left, because of {cause}" for cause in CAUSES[1:]},
    "opted_out": "customers who opted out of messages",
    "incidents": "acts after which something was wrong",
    "contacts": "tries to help with a problem",
    "solved": "problems that were solved",
    "unhelped": "problems that were given up",
}
"""The fields of a day, with their meaning."""
STANDING = ("customers", "retained")
"""Fields that tell how things stand, and are not added up over days."""


class Books:
    """The records of one run, from the launch on."""

    def __init__(self, markets: int, days: int, acts: int) -> None:
        self.markets = markets
        self.days = 0
        self._daily = np.zeros((days, len(DAILY), markets))
        self._today = dict.fromkeys(DAILY, 0.0)
        self.why_not = np.zeros((markets, len(CLASSES)), np.int64)
        self.sales = np.zeros((acts, markets))
        """Spend so far, by act of the firm and market."""

    def write(self, run: Run) -> None:
        """Write down the day that has just been played."""
        if self.days == len(self._daily):
            self._lengthen()
        sales = _sales(run, self.markets)
        self.sales += sales
        page, amounts = self._daily[self.days], _day(run, sales)
        for number, name in enumerate(DAILY):
            page[number] = amounts[name]
        self._today = dict(zip(DAILY, page.sum(axis=1).tolist(), strict=True))
        self.why_not += classify(run)
        self.days += 1

    def _lengthen(self) -> None:
        pages = np.zeros((30, len(DAILY), self.markets))
        self._daily = np.concatenate([self._daily, pages])

    @property
    def daily(self) -> dict[str, Float64]:
        """Every field of the days played so far, each of shape (days, markets)."""
        return {name: self._daily[: self.days, number] for number, name in enumerate(DAILY)}

    def today(self, name: str) -> float:
        """Give one field of the last day played, summed over markets."""
        return self._today[name]


def _day(run: Run, sales: Float64) -> dict[str, Float64]:
    today, markets = run.today, sales.shape[1]

    def count(rows: Rows) -> Float64:
        return count_by_market(run.customers, rows).astype(np.float64)

    main = today.acts[0]
    own = [one for one in today.received if not one.instance.firm.rival]
    met = main.rows if main.occasion is None else main.rows.compress(main.occasion)
    left = _by_cause(run)
    zero, stay = np.zeros(markets), run.began_with - left.sum(axis=0)
    revenue, margin = _money(run, sales)
    paid, contract = count(today.fees), run.setup.contract
    fee, kept = (contract.fee, contract.fee - contract.cost) if contract else (0.0, 0.0)
    return {
        "customers": stay,
        "retained": stay if run.arriving is None else stay - run.arriving.here,
        "arrived": count(today.came),
        "referred": sum((count(np.sort(one.arrivals.newcomers)) for one in today.brought), zero),
        "deterred": count(today.deterred),
        "acts": sum(
            (count(one.actors) for act in today.acts[: run.setup.own] for one in act.rounds), zero
        ),
        "occasions": count(met),
        "prompted": count(main.rows),
        "sent": sum((count(one.message.rows) for one in own), zero),
        "noticed": sum((count(one.noticed) for one in own), zero),
        "revenue": revenue + paid * fee,
        "margin": margin + paid * kept,
        "reward_value": run.ledger.value_today,
        "reward_cost": run.ledger.cost_today,
        "message_cost": sum((count(one.message.rows) * one.message.cost for one in own), zero),
        "left": left.sum(axis=0),
        "followed": count(today.followed),
        **{f"left_{cause}": left[number] for number, cause in enumerate(CAUSES) if number},
        "opted_out": count(today.opted_out),
        **_service(run, zero),
    }


def _service(run: Run, zero: Float64) -> dict[str, Float64]:
    """Count what went wrong today, and what became of it."""
    today = run.today
    if run.problems is None:
        return dict.fromkeys(("incidents", "contacts", "solved", "unhelped"), zero)
    helped = [one.touch for one in today.touched if one.touch.solved is not None]

    def count(parts: Sequence[Rows]) -> Float64:
        market = run.customers.market
        rows = np.concatenate([NO_ROWS, *parts])
        return np.bincount(market.take(rows), minlength=zero.size).astype(np.float64)

    return {
        "incidents": count([today.troubled.incidents]),
        "contacts": count([touch.rows for touch in helped]),
        "solved": count([touch.rows[touch.solved] for touch in helped]),
        "unhelped": count([today.unhelped]),
    }


def _by_cause(run: Run) -> NDArray[np.intp]:
    """Count those who left today, shape (causes, markets)."""
    markets = len(run.customers.markets)
    code = run.today.causes * markets + run.customers.market.take(run.today.left)
    return np.bincount(code, minlength=len(CAUSES) * markets).reshape(-1, markets)


def _sales(run: Run, markets: int) -> Float64:
    """Give what the firm sold today, by its acts and market."""
    market, own = run.customers.market, run.today.acts[: run.setup.own]
    sums = np.zeros((len(own), markets))
    for number, act in enumerate(own):
        for one in act.rounds:
            sums[number] += np.bincount(market.take(one.actors), one.spend, markets)
    return sums


def _money(run: Run, sales: Float64) -> tuple[Float64, Float64]:
    revenue, margin = np.zeros(sales.shape[1]), np.zeros(sales.shape[1])
    for spec, spent in zip(run.setup.acts[: run.setup.own], sales, strict=True):
        revenue += spent
        margin += spent * spec.margin
    return revenue, margin
