"""The run-off against a queue of single units for each customer, first in, first out."""

from __future__ import annotations

from collections import Counter, deque
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.worlds import EASY_VISIT, make, play, reward, world

from loyaltysim.hooks import AccountSpec, Flow, Post
from loyaltysim.ledger import Ledger
from loyaltysim.run_off import FATES, HALF, QUARTERS, quarter_ends

N, MARKETS = 4, 2
MARKET = np.array([0, 0, 1, 1], np.intp)
FLOWS = {"earn": Flow.EARN, "redeem": Flow.REDEEM, "expire": Flow.EXPIRE}
steps = st.tuples(st.sampled_from([*FLOWS, "leave"]), st.integers(0, N - 1), st.integers(1, 9))
quarters = st.lists(st.lists(steps, max_size=14), min_size=QUARTERS, max_size=QUARTERS)


class Queues:
    """Units one by one, each with the quarter in which it was earned, beside the ledger."""

    def __init__(self) -> None:
        self.ledger = Ledger({"it": AccountSpec("points", 1.0, 0.5)}, MARKET, MARKETS)
        self.units = [deque[int]() for _ in range(N)]
        self.fate: Counter[tuple[str, int, int]] = Counter()
        self.half: Counter[tuple[str, int, int]] = Counter()
        self.here = np.ones(N, np.bool_)

    def play(self, quarter: int, events: list[tuple[str, int, int]]) -> None:
        for what, who, count in events:
            if what == "leave":
                self.here[who] = False
            elif self.here[who]:
                self.book(quarter, what, who, count)
        if quarter < QUARTERS - 1:
            self.ledger.close_quarter(self.here)
        if quarter == HALF - 1:
            self.half = self.so_far()

    def book(self, quarter: int, what: str, who: int, count: int) -> None:
        market, held = int(MARKET[who]), self.units[who]
        units = count if what == "earn" else min(count, len(held))
        self.ledger.book("it", Post(FLOWS[what], np.array([who]), float(units)))
        if what == "earn":
            held.extend([quarter] * units)
            self.fate["earned", quarter, market] += units
            return
        for _ in range(units):
            self.fate[f"{what.rstrip('e')}ed", held.popleft(), market] += 1

    def so_far(self) -> Counter[tuple[str, int, int]]:
        gone = Counter[tuple[str, int, int]]()
        for who in np.flatnonzero(~self.here):
            gone.update(("forfeited", quarter, int(MARKET[who])) for quarter in self.units[who])
        return self.fate + gone

    def since_half(self, fate: str, market: int) -> int:
        end = self.so_far()
        return sum(end[fate, q, market] - self.half[fate, q, market] for q in range(HALF))


@given(quarters)
def test_it_is_what_single_units_in_a_queue_come_to(told):
    queues = Queues()
    for quarter, events in enumerate(told):
        queues.play(quarter, events)
    found, end = queues.ledger.run_off(queues.here), queues.so_far()
    for fate, quarter, market in product(("earned", *FATES), range(QUARTERS), range(MARKETS)):
        assert found[f"{fate}_q{quarter + 1}"][market] == end[fate, quarter, market], fate


@given(quarters)
def test_what_was_outstanding_half_way_is_followed_to_the_end(told):
    queues = Queues()
    for quarter, events in enumerate(told):
        queues.play(quarter, events)
    found, half = queues.ledger.run_off(queues.here), queues.half
    for market in range(MARKETS):
        earned, *known = (
            sum(half[fate, q, market] for q in range(HALF)) for fate in ("earned", *FATES)
        )
        lost = queues.since_half("expired", market) + queues.since_half("forfeited", market)
        assert found["half_outstanding"][market] == earned - sum(known)
        assert found["half_redeemed"][market] == queues.since_half("redeemed", market)
        assert found["half_lost"][market] == lost


@given(st.integers(1, 400))
def test_quarters_are_of_equal_length_and_end_before_the_horizon(days):
    ends = quarter_ends(days)
    assert len(ends) == QUARTERS - 1
    assert list(ends) == sorted(ends)
    for number, end in enumerate(ends, 1):
        assert 0 <= end < days
        assert Fraction(days * number, QUARTERS) <= end + 1 < Fraction(days * number, QUARTERS) + 1


SCHEMES = {
    "points": make(
        "points",
        per_spend=1.0,
        pending_days=3,
        expiry={"policy": "rolling", "days": 9},
        redeem={"points": 20, **reward(4, 2)},
    ),
    "points that end": make("points", per_act=5, stops=70, redeem={"points": 25, **reward(4, 2)}),
    "card": make("stamp_card", stamps=4, reward=reward(4, 2), expires_after=20),
}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_in_a_run_all_quarters_together_are_the_totals(scheme):
    where = world(days=100, acts=(EASY_VISIT,), markets=range(2))
    model = play(where, {"it": SCHEMES[scheme]}).model
    present = model.customers.states.present
    totals, quarters_of = model.ledger.totals(present), model.ledger.run_off(present)
    for name in ("earned", *FATES):
        by_quarter = [quarters_of[f"{name}_q{number}"] for number in range(1, QUARTERS + 1)]
        assert sum(by_quarter) == pytest.approx(totals[f"{name}_value"], rel=1e-9, abs=1e-9), name
        assert all((part >= 0).all() for part in by_quarter)
    known = quarters_of["half_redeemed"] + quarters_of["half_lost"]
    assert (known <= quarters_of["half_outstanding"] + 1e-9).all()
