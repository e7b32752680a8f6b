"""`loyaltysim export`: what it writes, and that it is what was played."""

import numpy as np
import pandas as pd
import pytest


@pytest.fixture
def exported(loyaltysim, tiny, tmp_path):
    def call(*options):
        done = loyaltysim("export", tiny, "--customers", "150", "--quiet", *options)
        assert done.code == 0, done.err
        folder = next((tmp_path / "results" / "export").glob("tiny-*"))
        names = ("transactions", "customers", "truth")
        return done, *(pd.read_csv(folder / f"{name}.csv") for name in names)

    return call


def test_it_tells_what_it_wrote_of_whole_markets(exported):
    done, sales, customers, truth = exported()
    told = " ".join(done.out.split())
    assert '200 customers under "no card", 10 days from 2024-01-01:' in told
    assert f"{len(sales):,} rows" in told
    assert customers.customer_id.tolist() == truth.customer_id.tolist() == list(range(200))
    assert not customers.drop(columns=["first_purchase", "last_purchase"]).isna().any().any()


def test_customers_are_the_sum_of_their_purchases(exported):
    _, sales, customers, _ = exported()
    assert list(sales.columns) == ["customer_id", "date", "amount", "act"]
    days = sales.groupby("customer_id").date.nunique()
    frequency = customers.set_index("customer_id").frequency
    assert frequency[frequency > 0].to_dict() == days.to_dict()
    buyers = customers[customers.frequency > 0]
    since = pd.to_datetime(buyers.since)
    assert (since == "2023-12-31").all()
    assert ((pd.to_datetime(buyers.last_purchase) - since).dt.days == buyers.recency).all()
    spend = sales.groupby("customer_id").amount.sum()
    assert (buyers.monetary_value * buyers.frequency).to_numpy() == pytest.approx(spend.to_numpy())
    assert (customers[customers.frequency == 0].recency == 0).all()
    assert (customers["T"] == 10).all()


def test_who_left_bought_nothing_later(loyaltysim, tiny, exported):
    tiny.write_text(
        tiny.read_text().replace("cv: 0.5}}", "cv: 0.5}, attrition: {per: day, mean: 0.1, cv: 1}}")
    )
    _, _, customers, truth = exported()
    gone = customers.event == 1
    assert 0.2 < gone.mean() < 0.8
    left = pd.to_datetime(truth.left)
    assert (left.notna() == gone).all()
    assert (
        (left - pd.to_datetime(customers.since)).dt.days[gone] == customers.duration[gone]
    ).all()
    assert (customers.duration[~gone] == customers["T"][~gone]).all()
    assert (customers.recency <= customers.duration).all()


def test_newcomers_count_from_the_day_they_came(loyaltysim, tiny, exported):
    tiny.write_text(tiny.read_text() + "arrivals: {per_1000: 100 per day}\n")
    _, sales, customers, _ = exported()
    late = customers[customers.since > "2023-12-31"]
    assert len(late) > 100
    assert set(customers["T"]) == set(range(1, 11))
    assert ((pd.to_datetime(late.since) - pd.Timestamp("2024-01-10")).dt.days == -late["T"]).all()
    first = sales.groupby("customer_id").date.min()
    since = customers.set_index("customer_id").since
    assert (first > since[first.index]).all()


def test_another_scheme_has_the_same_people_with_other_purchases(exported, tmp_path):
    _, sales, _, truth = exported()
    import shutil

    shutil.rmtree(tmp_path / "results" / "export")
    done, others, _, same = exported("--scheme", "three stamps")
    assert '"three stamps"' in done.out
    assert np.array_equal(truth.act_rate, same.act_rate)
    assert len(others) > len(sales)


def test_acts_without_a_price_are_exported_too(loyaltysim, tiny, exported):
    text = tiny.read_text().replace(
        "{ticket: {mean: 4.20, cv: 0.4}, margin: 0.65}", "{minutes: 10}"
    )
    start, end = text.index("  three stamps"), text.index("compare")
    tiny.write_text(text[:start] + text[end:])
    _, sales, customers, _ = exported()
    assert len(sales) > 100
    assert (sales.amount == 0).all()
    assert (customers.monetary_value == 0).all()


def test_clean_removes_what_was_exported(loyaltysim, exported, tmp_path):
    exported()
    done = loyaltysim("clean", "--all", "--yes")
    assert done.code == 0, done.err
    assert not (tmp_path / "results" / "export").exists()


def test_an_unknown_scheme_is_refused(loyaltysim, tiny):
    done = loyaltysim("export", tiny, "--scheme", "three stamp")
    assert done.code == 2
    assert "no scheme is named three stamp; did you mean three stamps?" in done.err


def test_the_rate_of_acts_is_the_one_that_was_asked_for(loyaltysim, tiny, exported):
    asked = "act_rate: {per: day, mean: 0.2, cv: 0.5}"
    tiny.write_text(tiny.read_text().replace("need_rate: {per: week, mean: 4.0, cv: 0.5}", asked))
    _, _, _, truth = exported("--customers", "1000")
    assert truth.act_rate.mean() == pytest.approx(0.2, rel=0.08)
