"""What must always hold of restraint, and what it does to the messages of others."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mechanics.small import by_day, played
from tests.worlds import make, same, world

from loyaltysim.simulation.loyalty_model import LoyaltyModel

FEW = settings(max_examples=30)


MAIL = make("message", sends="spark", every=1)


def sent(played_) -> float:
    total: float = played_.model.books.daily["sent"].sum()
    return total


def test_a_firm_that_says_nothing_is_one_without_messages():
    """Everything but the mechanic that holds back is the same, bit for bit."""
    silent = played({"mail": MAIL, "peace": make("restraint", most=0)})
    plain = played({})
    assert np.array_equal(plain.acted, silent.acted)
    assert np.array_equal(plain.present, silent.present)
    assert sent(silent) == 0


def test_restraint_without_messages_changes_nothing():
    assert same(played({}), played({"peace": make("restraint", quiet_days=10)}))


def test_the_fewer_messages_the_less_fatigue_and_the_fewer_opt_out():
    runs = [
        played({"mail": MAIL, "peace": make("restraint", every=30, most=most)})
        for most in (2, 10, 30)
    ]
    tired = [float(one.model.customers.states.fatigue.mean()) for one in runs]
    stay = [float(one.model.customers.states.opted_in.mean()) for one in runs]
    assert tired == sorted(tired)
    assert stay == sorted(stay, reverse=True)
    assert sent(runs[0]) < sent(runs[1]) < sent(runs[2])


def test_a_quiet_firm_has_fewer_acts_while_it_is_quiet():
    """Without a prompt there is no act."""
    quiet = {"mail": MAIL, "peace": make("restraint", every=60, quiet_days=30)}
    assert by_day(quiet)[:30].sum() < by_day({"mail": MAIL})[:30].sum()


def test_after_silence_messages_are_noticed_more():
    """Fatigue recovers."""
    rested = make("restraint", most=0, starts=45, stops=75)
    loud = played({"mail": MAIL}).model.books.daily
    calm = played({"mail": MAIL, "peace": rested}).model.books.daily
    share = [(one["noticed"][75:80].sum() / one["sent"][75:80].sum()) for one in (loud, calm)]
    assert share[1] > share[0]


@given(st.integers(0, 12), st.integers(1, 30), st.integers(0, 5))
@FEW
def test_nobody_gets_more_than_the_most_and_a_day_more(most, every, mails):
    scheme = {f"mail {number}": make("message", every=2) for number in range(mails + 1)}
    scheme["peace"] = make("restraint", most=most, every=every)
    model = LoyaltyModel(world(size=40, days=every, dtype=np.float32), scheme)
    for _ in range(every):
        model.step()
    assert model.firms[0].sent.max() <= max(most + mails, 0) * (most > 0)
