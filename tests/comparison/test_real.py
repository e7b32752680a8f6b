"""The comparison with the real simulation and the real pictures."""

import math
import pickle
from dataclasses import replace

import pandas as pd
import pytest
from scipy import stats
from tests.comparison.fakes import contents, make_scenario

from loyaltysim import compare
from loyaltysim.comparison.measures.metrics import METRICS
from loyaltysim.scenario import load_scenario

FRAMES = ("schemes", "effects", "daily", "markets", "why_not", "segments", "user_types")


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    out = tmp_path_factory.mktemp("results")
    return compare(make_scenario(("days: 6", "days: 40")), out=out, jobs=1, assumptions=2)


def test_every_metric_is_known(comparison):
    found = comparison.effects.query("metric in @METRICS")
    assert len(found) == 2 * len(METRICS)
    assert found.estimate.notna().all()


def test_last_day_is_the_headline(comparison):
    last = comparison.daily.query("day == day.max()").set_index("scheme").retention
    pd.testing.assert_series_equal(last, comparison.schemes.retention)


def test_days_add_up_to_markets(comparison):
    launched = comparison.markets.groupby("scheme", sort=False).launched.sum()
    for field in ("acts", "revenue", "margin", "reward_cost"):
        days = comparison.daily.groupby("scheme", sort=False)[field].sum()
        markets = comparison.markets.groupby("scheme", sort=False)[field].sum() / launched
        assert days.to_numpy() == pytest.approx(markets.to_numpy(), rel=1e-9)


def test_segments_add_up_to_everyone(comparison):
    found = comparison.segments.assign(kept=lambda s: s.customers * s.retention)
    sums = found.groupby("scheme", sort=False)[["kept", "customers"]].sum()
    assert (sums.kept / sums.customers).to_numpy() == pytest.approx(
        comparison.schemes.retention.to_numpy()
    )


def test_a_discount_costs_what_it_gives(comparison):
    row = comparison.schemes.loc["ten"]
    assert row.programme_cost == pytest.approx(0.1 * row.revenue)
    assert row.liability == 0


def test_pictures_are_drawn_and_listed(comparison):
    found = contents(comparison.folder)
    for name in ("retention", "cost"):
        assert found[f"figures/{name}.svg"].lstrip().startswith(b"<?xml")
        assert found[f"figures/{name}.png"].startswith(b"\x89PNG")
    assert comparison.plot_retention().axes
    assert comparison.plot_cost().axes


def test_a_comparison_with_its_pictures_can_be_sent_to_another_process(comparison):
    found = pickle.loads(pickle.dumps(comparison))  # noqa: S301 - its own
    assert found.plot_cost().axes
    pd.testing.assert_frame_equal(found.schemes, comparison.schemes)


@pytest.mark.slow
def test_a_name_of_a_bundled_scenario_is_enough_and_only_keeps_the_baseline():
    found = compare(
        "coffee_bar", days=2, customers=2000, seed=5, only=["ten stamps"], out=None, assumptions=0
    )
    assert list(found.schemes.index) == ["no card", "ten stamps"]
    assert (found.seed, found.scenario.days, found.markets_played) == (5, 2, 30)
    assert len(found.notes) == 1


@pytest.mark.slow
def test_the_scenario_of_the_results_gives_the_same_results(comparison, tmp_path):
    again = compare(comparison.folder / "scenario.yaml", out=tmp_path, jobs=1, assumptions=2)
    assert contents(again.folder) == contents(comparison.folder)


@pytest.mark.slow
def test_results_do_not_depend_on_how_markets_are_batched(comparison, monkeypatch):
    from loyaltysim.comparison.playing import markets

    scenario = comparison.scenario
    for size in (100, 200, 700):
        monkeypatch.setattr(markets, "BATCH_CUSTOMERS", size)
        cut = compare(scenario, out=None, jobs=1, assumptions=0)
        whole = replace(comparison, assumptions=None)
        for name in FRAMES:
            pd.testing.assert_frame_equal(
                getattr(cut, name), getattr(whole, name), check_exact=True
            )


@pytest.mark.slow
def test_one_or_three_workers_give_identical_files(tmp_path):
    scenario = make_scenario(("customers: 3000", "customers: 64_000"))
    folders = [
        compare(
            scenario,
            out=tmp_path / str(jobs),
            jobs=jobs,
            assumptions=4,
            transactions=True,
            customers_table=True,
        ).folder
        for jobs in (1, 3)
    ]
    one, many = (contents(folder) for folder in folders)
    assert one == many
    assert "transactions.parquet" in one


@pytest.mark.slow
@pytest.mark.statistical
def test_the_same_scheme_under_other_luck_differs_at_the_stated_rate_only():
    """Two lotteries alike but for the names that key their luck: 5%, bounds at one in a million."""
    text = "  five: [{discount: {rate: 5%}}]\n  ten: [{discount: {rate: 10%}}]\n"
    lottery = "lottery: {{name: {}, chance: 0.3, prize: {{value: 10, cost: 8}}}}"
    twins = "".join(f"  {name}: [{{{lottery.format(name)}}}]\n" for name in ("one", "other"))
    trials, differ = 60, 0
    for seed in range(trials):
        scenario = make_scenario((text, twins), ("days: 6", f"days: 25\nseed: {seed}"))
        found = compare(scenario, out=None, jobs=1, assumptions=0)
        effect = found.difference("one", "other", "programme_cost")
        assert not effect.same, "the luck was not another"
        differ += not effect.low <= 0 <= effect.high
    assert differ <= stats.binom.ppf(1 - 1e-6, trials, 0.05)


@pytest.mark.slow
def test_a_fitted_population_is_compared_and_fitted_to_every_draw(tmp_path):
    scenario = load_scenario("web_shop")
    found = compare(scenario, days=14, out=tmp_path, jobs=2, assumptions=2, only=[])
    assert found.assumptions is not None
    assert found.schemes.retention.between(0, 1).all()
    assert any("cdnow" in note for note in found.notes)
    assert found.folder is not None
    manifest = (found.folder / "manifest.json").read_text()
    assert str(tmp_path) not in manifest


def test_subscriptions_pay_fees(tmp_path):
    scenario = make_scenario(
        ("days: 6", "days: 60\nrelationship: {subscription: {period: 30 days, fee: 9}}")
    )
    found = compare(scenario, out=None, jobs=1, assumptions=0)
    costly = compare(
        make_scenario(
            (
                "days: 6",
                "days: 60\nrelationship: {subscription: {period: 30 days, fee: 9, cost: 6}}",
            )
        ),
        out=None,
        jobs=1,
        assumptions=0,
    )
    paid = found.schemes.revenue["nothing"] - found.schemes.margin["nothing"]
    delivered = costly.schemes.revenue["nothing"] - costly.schemes.margin["nothing"]
    assert found.schemes.revenue["nothing"] == costly.schemes.revenue["nothing"] > 9
    assert 6 < delivered - paid < 12  # at launch and, of those who stayed, once more
    assert not math.isnan(found.schemes.incremental_profit["ten"])


def test_profit_can_decide(tmp_path):
    text = make_scenario(("matters: 0.5pp", "matters: 0.01, metric: profit"))
    found = compare(text, out=None, jobs=1, assumptions=0)
    assert found.verdict.kind in {"best", "same", "inconclusive"}
    assert "EUR" in found.verdict.sentence


def test_replacing_those_who_leave_is_taken_off_profit_and_changes_nothing_else():
    plain, dear = (
        compare(make_scenario(("days: 6", days)), out=None, jobs=1, assumptions=0)
        for days in ("days: 60", "days: 60\nreplacement_cost: 12")
    )
    paid = ["incremental_profit", "profit_low", "profit_high", "roi", "replacement_cost"]
    pd.testing.assert_frame_equal(
        plain.schemes.drop(columns=paid), dear.schemes.drop(columns=paid), check_exact=True
    )
    sums = dear.markets.groupby("scheme", sort=False)[["left", "launched"]].sum()
    cost = 12 * sums.left / sums.launched
    assert plain.schemes.replacement_cost.isna().all()
    assert dear.schemes.replacement_cost.to_numpy() == pytest.approx(cost.to_numpy())
    less = plain.schemes.incremental_profit - (cost - cost["nothing"])
    assert dear.schemes.incremental_profit.to_numpy() == pytest.approx(less.to_numpy())
    assert cost["ten"] != cost["nothing"]


RIVALS = "\nrivals: {bar: {appeal: 0.5}, late: {starts: 20, scheme: {copies: ten, after: 5}}}\n"


@pytest.fixture(scope="module")
def contested(tmp_path_factory):
    scenario = make_scenario(("days: 6", f"days: 40{RIVALS}"))
    return compare(scenario, out=tmp_path_factory.mktemp("rivals"), jobs=1, assumptions=0)


@pytest.mark.slow
def test_brands_are_written_beside_the_rest(contested):
    written = pd.read_csv(contested.folder / "brands.csv")
    assert list(written["brand"]) == ["this firm", "bar", "late"] * len(contested.schemes)
    pd.testing.assert_frame_equal(written, contested.brands)
    shares = written.groupby("scheme", sort=False)[["share_of_acts", "share_of_wallet"]].sum()
    assert shares.to_numpy() == pytest.approx(1.0)


@pytest.mark.slow
def test_the_share_of_wallet_is_the_firms(contested):
    firm = contested.brands.query("brand == 'this firm'").set_index("scheme")["share_of_wallet"]
    assert firm.to_numpy() == pytest.approx(contested.schemes["share_of_wallet"].to_numpy())
    assert contested.schemes["switching"].min() > 0.0


def test_there_are_no_brands_without_rivals(comparison):
    assert not (comparison.folder / "brands.csv").exists()
    assert comparison.schemes[["share_of_wallet", "switching"]].isna().all().all()
    assert "category_spend" not in comparison.markets
    assert "elsewhere" not in comparison.why_not
