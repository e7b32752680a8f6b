"""`loyaltysim fit`: what it tells, writes and refuses."""

import json

import numpy as np
import pandas as pd
import pytest
from tests.calibration.sales import simulated, write_sales
from tests.calibration.test_renewals import paid

from loyaltysim.scenario import load_scenario

SCENARIO = """\
extends: {file}
title: Does a card keep them?
days: 60
acts: {{purchase: {{ticket: 8, margin: 50%}}}}
schemes: {{no card: [], card: [{{stamp_card: {{stamps: 5, reward: {{value: 8, cost: 3}}}}}}]}}
"""


@pytest.fixture
def log(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    customer, day = simulated((0.9, 20.0, 0.8, 200.0), 200, customers=500)
    return write_sales(tmp_path / "sales.csv", customer, day)


def folder_of(tmp_path):
    return next((tmp_path / "results" / "fit").iterdir())


@pytest.mark.slow
def test_it_tells_what_was_read_found_and_foretold(loyaltysim, log, tmp_path):
    done = loyaltysim("fit", log, "--holdout", "8w", "--currency", "USD")
    assert done.code == 0, done.err
    told = " ".join(done.out.split())
    for words in (
        'customer is "client", date is "ordered", amount is "total"; no column for cancelled',
        "the 56 days after are held out",
        "less than a year was fitted: a season that is not in it cannot be foretold",
        "rank correlation with how often they buy",
    ):
        assert words in told
    scores = pd.read_csv(folder_of(tmp_path) / "holdout.csv").set_index("model")
    assert list(scores.index) == ["whole model", "with weekly levels", "Pareto/NBD", "BG/NBD"]
    whole, levels = (scores.total[name] for name in ("whole model", "with weekly levels"))
    assert whole == pytest.approx(levels, rel=0.05)
    assert abs(scores.total_error["with weekly levels"]) < 0.2
    page = (folder_of(tmp_path) / "report.html").read_text()
    for words in (
        "The customers of sales.csv",
        "The holdout: ",
        "season that is not in it",
        "<svg",
    ):
        assert words in page
    assert not any(word in page for word in ("<script", "src=", "@import", "url(http"))
    weekly = pd.read_csv(folder_of(tmp_path) / "weekly.csv")
    assert weekly.holdout.sum() == 8
    assert weekly.actual.between(weekly.low, weekly.high).mean() >= 0.9


@pytest.mark.slow
def test_files_hold_no_customer_are_the_same_again_and_a_scenario_takes_them(
    loyaltysim, log, tmp_path
):
    loyaltysim("fit", log, "--currency", "USD")
    folder = folder_of(tmp_path)
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert not any(b"secret-" in content for content in files.values())
    assert set(json.loads(files["manifest.json"])["files"]) == set(files) - {"manifest.json"}
    loyaltysim("fit", log, "--currency", "USD")
    assert files == {path.name: path.read_bytes() for path in folder.iterdir()}
    check_that_a_scenario_takes(folder / "customers.yaml")
    assert loyaltysim("clean", "--all", "--yes").code == 0
    assert not folder.exists()


def check_that_a_scenario_takes(customers):
    path = customers.parent / "mine.yaml"
    path.write_text(SCENARIO.format(file=customers.name))
    scenario = load_scenario(path)
    path.unlink()
    assert scenario.currency == "USD"
    found = scenario.segment_population()
    assert found is not None
    assert sum(one.share for one in found.segments) == pytest.approx(1.0)
    if len(found.segments) > 1:
        assert found.segments[0].rate.mean < found.segments[-1].rate.mean


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--holdout", "26w"], "18 days are left to be fitted; a fit needs at least 28 days; hold out less"),
        (["--customer", "nobody"], "no column is named 'nobody'"),
        (["--currency", "euro"], "--currency must be three capital letters such as EUR, but is euro"),
        (["--holdout", "soon"], "'soon' is no number of days"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(loyaltysim, log, options, message):
    done = loyaltysim("fit", log, *options)
    assert done.code == 2
    assert message in " ".join(done.err.split())


@pytest.mark.slow
def test_segments_months_and_a_scheme_are_told_in_their_words(loyaltysim, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    customer, day = simulated((0.9, 100.0, 0.8, 600.0), 800, customers=400)
    months = day.astype("datetime64[D]").astype("datetime64[M]").astype(str)
    rows = [
        f"secret-{who},{month},5.50,{'north' if who % 3 else 'south'},{'yes' if who % 2 else 'no'}"
        for who, month in zip(customer, months, strict=True)
    ]
    (tmp_path / "sales.csv").write_text("\n".join(["client,month,total,region,mailed", *rows]))
    done = loyaltysim(
        *("fit", "sales.csv", "--segment", "region", "--holdout", "6mo"),
        *("--scheme", "mailed", "--randomised", "--customers-table"),
    )
    told = " ".join(done.out.split())
    for words in (
        "the log knows months only: several rows of a customer in a month are one purchase",
        "2024-01 to 2025-09; the 6 months after are held out",
        "customers in 6 months",
        "monthly error",
        "a month is better or worse",
        "north",
        "Of the months fitted",
        'without the scheme: "no" in the column "mailed"',
        "in the 3 months after coming under it",
    ):
        assert words in told, told
    assert "nobody says" not in told
    folder = folder_of(tmp_path)
    assert set(pd.read_csv(folder / "segments.csv").segment) == {"north", "south"}
    assert pd.read_csv(folder / "weekly.csv").last_day.tolist()[0] == "2024-01-31"
    assert pd.read_csv(folder / "cohorts.csv").first_seen_from.tolist()[0] == "2024-01-01"
    assert not (folder / "weekdays.csv").exists()
    assert "weekdays" not in (folder / "customers.yaml").read_text()
    effect = pd.read_csv(folder / "scheme_effect.csv")
    assert effect.value.tolist() == ["yes"]
    assert effect.difference_low[0] <= 0 <= effect.difference_high[0]
    manifest = json.loads((folder / "manifest.json").read_text())
    assert (manifest["scheme"], manifest["segment"]) == ("mailed", "region")
    each = pd.read_csv(folder / "customers.csv")
    assert each.customer.str.startswith("secret-").all()
    assert each.still_there.between(0, 1).all()
    assert set(each.segment) == {"north", "south"}
    assert each.expected_next_year.corr(each.purchases) > 0.5


@pytest.mark.slow
def test_renewals_of_a_contract_are_told_and_written(loyaltysim, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_sales(tmp_path / "sales.csv", *paid(2, customers=300))
    done = loyaltysim("fit", "sales.csv", "--contract", "30d", "--holdout", "12w")
    assert done.code == 0, done.err
    told = " ".join(done.out.split())
    for words in (
        "renewals",
        "of a contract the log tells renewals, and not how often customers use it: write act_rate",
        "customers may have paid before the log begins: they do not decide the fit",
    ):
        assert words in told, told
    scores = pd.read_csv(folder_of(tmp_path) / "holdout.csv").set_index("model")
    assert list(scores.index) == ["renewals", "Pareto/NBD", "BG/NBD"]
    assert abs(scores.total_error["renewals"]) < 0.1
    customers = folder_of(tmp_path) / "customers.yaml"
    assert "relationship: {subscription: {period: 30 days, fee: " in customers.read_text()
    path = customers.parent / "mine.yaml"
    use = "population: {everyone: {act_rate: {per: week, mean: 2, cv: 1}}}\n"
    path.write_text(SCENARIO.format(file=customers.name) + use)
    found = load_scenario(path).segment_population()
    assert found is not None
    assert found.segments[0].hazard.mean > 0


def test_due_dates_are_not_looked_for_in_months(loyaltysim, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [f"c{who},2024-{month:02d},5" for who in range(40) for month in range(1, 6)]
    (tmp_path / "sales.csv").write_text("\n".join(["client,month,total", *rows]))
    done = loyaltysim("fit", "sales.csv", "--contract", "30d")
    assert done.code == 2
    assert "the log knows months only, so that --contract finds no due dates in it" in done.err


def test_too_few_customers_are_refused(loyaltysim, log):
    rows = log.read_text().splitlines()
    log.write_text("\n".join([rows[0], *(row for row in rows if row.startswith("secret-1,"))]))
    with log.open("a") as more:
        more.write("\nsecret-2,2024-07-18,5.50\n")
    done = loyaltysim("fit", log)
    assert done.code == 2
    assert "customers are left to be fitted, of whom" in done.err
    assert "a fit needs at least 30, of whom 10 came back" in done.err


@pytest.mark.slow
def test_customers_from_before_the_log_are_told_of(loyaltysim, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    customer, day = simulated((0.9, 20.0, 0.8, 400.0), 200, customers=500, joining=190)
    begins = np.flatnonzero(np.diff(customer, prepend=-1))
    first = np.repeat(day[begins], np.diff(begins, append=day.size))
    moved = np.where(customer % 2 == 0, day - first + day.min() + customer % 20, day)
    log = write_sales(tmp_path / "sales.csv", customer, moved)
    done = loyaltysim("fit", log)
    assert "were customers before the log begins" in " ".join(done.out.split())
