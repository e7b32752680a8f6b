"""Packages of the trade read exported customers as they are, and find what is known of them.

These need pandas below 3, so that they are run in an environment of their own: `pip install -e '.[test,interop]'`.
"""

import numpy as np
import pandas as pd
import pytest

from loyaltysim.comparison.export import export
from loyaltysim.scenario import load_scenario

pytestmark = [pytest.mark.interop, pytest.mark.filterwarnings("default")]
DAYS, FITTED = 360, 240
RATE_SHAPE, RATE_SCALE, LEAVE_SHAPE, LEAVE_SCALE = 1.0, 25.0, 1.0, 250.0
SCENARIO = f"""\
title: Pareto/NBD customers
days: {DAYS}
burn_in: 0
learning: false
acts: {{visit: {{ticket: {{mean: 10, cv: 0.6}}, basket_cv: 0.5, margin: 50%}}}}
population:
  guests:
    share: 1
    act_rate: {{per: day, mean: {RATE_SHAPE / RATE_SCALE}, cv: {RATE_SHAPE**-0.5}}}
    attrition: {{per: day, mean: {LEAVE_SHAPE / LEAVE_SCALE}, cv: {LEAVE_SHAPE**-0.5}}}
schemes: {{nothing: []}}
compare: {{baseline: nothing}}
"""


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("interop")
    (folder / "plain.yaml").write_text(SCENARIO)
    scenario = load_scenario(folder / "plain.yaml")
    return export(scenario, customers=2000, jobs=1, out=folder).folder


@pytest.fixture(scope="module")
def customers(exported):
    return pd.read_csv(exported / "customers.csv")


@pytest.fixture(scope="module")
def log(exported):
    return pd.read_csv(exported / "transactions.csv")


def begun(customers, log):
    """Put the evening from which a customer was one before the purchases, as the first of them."""
    first = pd.DataFrame(
        {"customer_id": customers.customer_id, "date": customers.since, "amount": 0.0}
    )
    return pd.concat([first, log])


def summary(log, until):
    from lifetimes.utils import summary_data_from_transaction_data

    return summary_data_from_transaction_data(
        log, "customer_id", "date", "amount", observation_period_end=until
    )


def test_lifetimes_makes_the_same_summary_of_the_log(customers, log):
    last = pd.to_datetime(customers.since).min() + pd.Timedelta(days=DAYS)
    found = summary(begun(customers, log), last).reindex(customers.customer_id)
    for name in ("frequency", "recency", "T", "monetary_value"):
        assert found[name].to_numpy() == pytest.approx(customers[name].to_numpy()), name


@pytest.mark.parametrize("model", ["BetaGeoFitter", "ParetoNBDFitter"])
def test_lifetimes_foretells_the_days_that_it_does_not_see(customers, log, model):
    """The truth is a Pareto/NBD, which BG/NBD comes near."""
    import lifetimes

    until = pd.to_datetime(customers.since).min() + pd.Timedelta(days=FITTED)
    early = summary(begun(customers, log[pd.to_datetime(log.date) <= until]), until)
    fitter = getattr(lifetimes, model)(penalizer_coef=0.0)
    fitter.fit(early.frequency, early.recency, early["T"])
    ahead = fitter.conditional_expected_number_of_purchases_up_to_time(
        DAYS - FITTED, early.frequency, early.recency, early["T"]
    )
    actual = (pd.to_datetime(log.date) > until).sum()
    assert np.sum(ahead) / actual == pytest.approx(1.0, abs=0.1)


def test_lifetimes_finds_the_rates_that_are_the_truth(customers, exported):
    from lifetimes import ParetoNBDFitter

    truth = pd.read_csv(exported / "truth.csv")
    fitter = ParetoNBDFitter()
    fitter.fit(customers.frequency, customers.recency, customers["T"])
    r, alpha, _, _ = fitter.params_
    assert r / alpha == pytest.approx(truth.act_rate.mean(), rel=0.1)
    assert r == pytest.approx(RATE_SHAPE, rel=0.2)


def test_lifelines_finds_the_known_retention(customers):
    from lifelines import KaplanMeierFitter

    found = KaplanMeierFitter().fit(customers.duration, customers.event)
    for day in (60, 180, 359):
        known = (1.0 + day / LEAVE_SCALE) ** -LEAVE_SHAPE
        low, high = found.confidence_interval_survival_function_.loc[day]
        assert low <= known <= high, day


def test_lifelines_finds_who_is_prone_to_leave(customers, exported):
    from lifelines import CoxPHFitter

    truth = pd.read_csv(exported / "truth.csv")
    both = customers[["customer_id", "duration", "event"]].merge(truth, on="customer_id")
    both["log_hazard"] = np.log(both.hazard.clip(lower=1e-6))
    found = CoxPHFitter().fit(both[["duration", "event", "log_hazard"]], "duration", "event")
    assert found.params_["log_hazard"] == pytest.approx(1.0, abs=0.1)


def test_lifetimes_finds_the_spend(customers):
    from lifetimes import GammaGammaFitter

    buyers = customers[customers.frequency > 0]
    fitter = GammaGammaFitter()
    fitter.fit(buyers.frequency, buyers.monetary_value)
    expected = fitter.conditional_expected_average_profit(buyers.frequency, buyers.monetary_value)
    assert expected.mean() == pytest.approx(10.0, rel=0.05)
