"""What every law of customers must keep to, whatever its form."""

import numpy as np
import pytest

from loyaltysim.calibration.forecasts.bg_bb import BGBB
from loyaltysim.calibration.forecasts.pareto_nbd import ParetoNBD
from loyaltysim.calibration.forecasts.renewals import Leaving, Renewals
from loyaltysim.randomness import Luck

LAWS = [
    ParetoNBD(0.8, 160.0, 0.7, 300.0),
    BGBB(1.2, 2.0, 0.7, 6.0),
    Renewals(Leaving(0.7, 3.0), 28.0),
    Renewals(Leaving(0.7, 3.0), 28.0, paid=0.8),
    Renewals(Leaving(2.0, 30.0), 28.0, paid=0.4, late=(-2.0, 0.0, 5.0)),
]
STEPS = [1.0, 7.0, 7.0, 7.0, 7.0]
NAMES = ["Pareto-NBD", "BG-BB", "renewals", "few pauses", "many pauses"]
RECORD = np.array([5.0, 2.0, 5.0]), np.array([140.0, 140.0, 140.0]), np.array([140.0, 154.0, 171.0])


@pytest.mark.parametrize("law", LAWS, ids=NAMES)
@pytest.mark.parametrize("ahead", [28.0, 84.0, 364.0])
def test_a_chance_of_an_act_is_never_more_than_the_acts_expected(law, ahead):
    chance = law.active(RECORD, ahead)
    acts = law.alive(RECORD) * law.rate(RECORD) * law.stay(RECORD, ahead)
    assert chance.any()
    assert (chance <= acts * (1.0 + 1e-9)).all()
    assert (chance <= law.alive(RECORD)).all()


@pytest.mark.statistical
@pytest.mark.parametrize(("law", "step"), list(zip(LAWS, STEPS, strict=True)), ids=NAMES)
def test_counts_are_as_many_as_the_acts_of_all_days_or_weeks(law, step):
    """Both are means over draws of their own, whose standard error is about 0.02 of them."""
    luck, n = Luck(1, range(1), 10_000), 10_000
    shares = law.counts(np.zeros(n), np.full(n, 364.0), luck, 60)
    edges = np.tile(np.arange(0.0, 365.0, step), (n, 1))
    acts = law.bought(np.zeros(n), edges, luck, 0).sum() / n
    assert shares.sum() == pytest.approx(1.0, abs=1e-3)
    assert shares @ np.arange(60) == pytest.approx(acts, rel=0.08)
