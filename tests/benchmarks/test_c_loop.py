"""The yardstick computes what the model computes, or it would measure nothing."""

import numpy as np
import pytest
from tests.benchmarks.c_loop import CLoop, compiler
from tests.benchmarks.workload import FOUR, NONE, launch

from loyaltysim.simulation.loyalty_model import LoyaltyModel

pytestmark = pytest.mark.skipif(compiler() is None, reason="needs a C compiler")

DAYS = 90
LARGEST_SHARE = 1e-5
"""Of all decisions, those that may differ: rounding differs, and each leaves its trace in later ones."""


@pytest.mark.parametrize("scheme", [FOUR[0], FOUR[1], NONE[0]], ids=["eight", "ten", "none"])
def test_customers_act_on_the_same_days(scheme):
    model = LoyaltyModel(launch(8_000), scheme)
    loop = CLoop(LoyaltyModel(launch(8_000), scheme))
    decisions = differing = 0
    for _ in range(DAYS):
        model.step()
        loop.step(loop.draw())
        today = model.today.acts[0]
        acted = np.zeros(model.customers.n, np.bool_)
        acted[today.actors] = True
        decisions += today.rows.size
        differing += int((acted != loop.acted).sum())
    assert decisions > 100_000
    assert differing <= LARGEST_SHARE * decisions
    for name in ("acts", "revenue", "reward_value", "reward_cost", "sent", "noticed", "left"):
        whole = model.books.daily[name].sum()
        assert getattr(loop.totals, name) == pytest.approx(whole, rel=1e-4), name


def test_another_equation_would_be_noticed():
    model = LoyaltyModel(launch(8_000), FOUR[0])
    loop = CLoop(LoyaltyModel(launch(8_000), FOUR[0]))
    loop._constants.goal_gradient *= 1.1
    differing = 0
    for _ in range(DAYS):
        model.step()
        loop.step(loop.draw())
        differing += len(np.setxor1d(model.today.acts[0].actors, np.flatnonzero(loop.acted)))
    assert differing > 50
