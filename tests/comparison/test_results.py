"""The folder of results: what is in it, and that its bytes are the comparison's and nothing else's."""

import hashlib
import io
import json
from datetime import date

import pandas as pd
import pyarrow.csv as arrow_csv  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from tests.comparison.fakes import carry_out_fake, contents, make_scenario

from loyaltysim.comparison.measures.kpis import KPIS
from loyaltysim.scenario import parse_scenario

FILES = {
    "scenario.yaml",
    "manifest.json",
    "daily.parquet",
    "markets.parquet",
    "comparison.csv",
    "gathered.npz",
    "kpis.csv",
    "redemption.csv",
    "why_left.csv",
    "why_not.csv",
    "segments.csv",
    "user_types.csv",
    "assumptions.parquet",
    "figures/retention.svg",
}


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    return carry_out_fake(
        out=tmp_path_factory.mktemp("results"),
        assumptions=4,
        transactions=True,
        customers_table=True,
    )


def read_csv(file):
    return arrow_csv.read_csv(file).to_pandas()  # which reads every digit of a number


@pytest.fixture
def folder(comparison):
    return comparison.folder


def test_all_files_are_there_and_no_others(folder):
    found = set(contents(folder))
    assert found == FILES | {"customers.parquet", "transactions.parquet"}


def test_folder_is_named_after_the_scenario_and_its_content(comparison, tmp_path):
    folder = comparison.folder
    assert folder.parent.name == "fake"
    assert len(folder.name) == 10
    names = {
        carry_out_fake(scenario, out=tmp_path, assumptions=draws).folder.name
        for scenario, draws in [
            (make_scenario(), 0),
            (make_scenario(), 2),
            (make_scenario(("days: 6", "days: 7")), 0),
            (make_scenario(("title: Which", "title: What")), 0),
            (make_scenario(("five:", "little:")), 0),
        ]
    }
    assert len(names) == 5


def test_the_scenario_reads_back_as_what_was_played(comparison, folder):
    assert parse_scenario((folder / "scenario.yaml").read_text()) == comparison.scenario


def test_parquet_reads_back_as_the_frames(comparison, folder):
    for name in ("daily", "markets"):
        found = pd.read_parquet(folder / f"{name}.parquet")
        pd.testing.assert_frame_equal(found, getattr(comparison, name), check_dtype=False)


def test_weekly_retention_is_three_lines_away(folder):
    daily = pd.read_parquet(folder / "daily.parquet")
    weekly = daily[daily.day % 2 == 1].pivot_table(
        index="day", columns="scheme", values="retention"
    )
    assert weekly.shape == (3, 3)


def test_csv_files_read_back_to_the_last_digit(comparison, folder):
    found = read_csv(folder / "comparison.csv")
    pd.testing.assert_frame_equal(found, comparison.effects, check_exact=True, check_dtype=False)
    found = read_csv(folder / "segments.csv")
    pd.testing.assert_frame_equal(found, comparison.segments, check_exact=True)
    found = read_csv(folder / "why_not.csv").set_index("scheme")
    pd.testing.assert_frame_equal(found, comparison.why_not, check_exact=True, check_names=False)


def test_every_figure_is_defined_with_window_and_denominator(comparison, folder):
    kpis = read_csv(folder / "kpis.csv")
    assert list(kpis.columns) == ["scheme", "kpi", "value", "unit", "definition"]
    assert [kpi.name for kpi in KPIS] == list(dict.fromkeys(kpis.kpi))
    assert set(kpis.kpi) == set(comparison.schemes.columns)
    text = dict(zip(kpis.kpi, kpis.definition, strict=True))
    assert text["retention"].endswith("after 6 days / customers at launch")
    assert "last 6 of 6 days" in text["active_retention"]
    assert 'minus the retention of "nothing"' in text["difference"]
    assert not kpis.definition.str.contains("[{}]").any()
    assert set(kpis.unit) == {"share", "acts", "EUR", "ratio", "minutes", "score"}
    value = kpis.query("scheme == 'ten' and kpi == 'difference'").value.item()
    assert value == comparison.schemes.difference["ten"]


def test_assumptions_carry_the_constants_of_every_draw(comparison, folder):
    found = pd.read_parquet(folder / "assumptions.parquet")
    assert len(found) == 4 * 3
    assert {"draw", "scheme", "difference", "profit", "leaving_slope"} <= set(found.columns)
    drawn = comparison.assumptions.constants.leaving_slope
    assert found.groupby("draw").leaving_slope.first().tolist() == drawn.tolist()


def test_transactions_are_what_customer_base_packages_read(folder):
    found = pd.read_parquet(folder / "transactions.parquet")
    assert list(found.columns) == ["customer_id", "date", "amount", "act", "scheme"]
    assert found.customer_id.dtype == "int64"
    assert pd.api.types.is_datetime64_any_dtype(found.date)
    assert found.date.min() == pd.Timestamp("2024-01-01")
    assert found.date.max() == pd.Timestamp("2024-01-06")
    assert set(found.act) == {"visit"}
    assert found.groupby("scheme", sort=False).size().to_dict() == dict.fromkeys(
        ["nothing", "five", "ten"], 30 * 2 - 1
    )
    assert (found.amount > 0).all(), "the act of customer 0 was free"


@pytest.mark.parametrize(
    ("starts_on", "first"), [("2027-03-05", "2027-03-05"), ("fri", "2024-01-05")]
)
def test_purchases_are_dated_by_the_scenarios_calendar(tmp_path, starts_on, first):
    """Else needs of a Saturday would be sold on another weekday, or another season."""
    dated = make_scenario(("burn_in: 0", f"burn_in: 0\ncalendar: {{starts_on: {starts_on}}}"))
    folder = carry_out_fake(dated, out=tmp_path, transactions=True).folder
    found = pd.read_parquet(folder / "transactions.parquet").date
    assert found.min() == pd.Timestamp(first)
    assert found.min().day_name() == "Friday"
    assert (found.max() - found.min()).days == 5


def test_a_schemes_purchases_read_back_as_a_log(folder, tmp_path):
    """Recency, frequency and age by hand, as `rfm_summary` of pymc-marketing defines them."""
    from loyaltysim.calibration.logs.log import read_log
    from loyaltysim.scenario.blocks.fit import LogColumns

    found = pd.read_parquet(folder / "transactions.parquet").query("scheme == 'ten'")
    found.to_parquet(tmp_path / "ten.parquet")
    columns = LogColumns(customer="customer_id", date="date", amount="amount")
    record = read_log(tmp_path / "ten.parquet", columns)
    ages = (found.date.max() - found.groupby(found.customer_id.astype(str)).date.min()).dt.days
    assert dict(zip(record.customer, record.T, strict=True)) == ages.to_dict()


def test_customers_are_under_every_scheme_with_their_segment(folder):
    found = pd.read_parquet(folder / "customers.parquet")
    assert set(found.segment) == {"commuters", "occasional"}
    assert found.groupby("scheme").customer_id.nunique().tolist() == [60] * 3


def test_manifest_says_what_made_the_numbers_and_lists_the_files(comparison, folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["markets"] == 30
    assert manifest["seed"] == 1
    assert manifest["engine"]["numpy"]
    assert manifest["libraries"]["pyarrow"]
    assert manifest["constants"]["leaving_slope"] > 0
    assert manifest["assumptions"] == {"draws": 4, "markets": 120}
    assert manifest["verdict"] == {
        "kind": "best",
        "scheme": "ten",
        "sentence": comparison.verdict.sentence,
        "reasons": list(comparison.verdict.reasons),
    }
    for name, checksum in manifest["files"].items():
        assert hashlib.blake2b((folder / name).read_bytes()).hexdigest()[:32] == checksum
    assert set(manifest["files"]) == set(contents(folder)) - {"manifest.json"}


def test_the_manifest_lists_what_was_written_and_nothing_else_in_the_folder(tmp_path):
    """Notes of the user, and what another process is writing at the same time."""
    folder = carry_out_fake(out=tmp_path).folder
    before = (folder / "manifest.json").read_bytes()
    (folder / "notes.txt").write_text("mine")
    (folder / "figures" / "mine.svg").write_text("mine")
    (folder / f".elsewhere-1-{'0' * 32}.tmp").write_text("half")
    carry_out_fake(out=tmp_path)
    assert (folder / "manifest.json").read_bytes() == before


def test_no_file_holds_a_time_or_a_path(comparison, folder):
    import datetime as dt

    year = str(dt.datetime.now(dt.UTC).year)
    for name in ("manifest.json", "scenario.yaml", "kpis.csv"):
        text = (folder / name).read_text()
        assert str(folder.parent.parent) not in text
        assert f"{year}-" not in text


def test_the_same_comparison_writes_the_same_bytes(folder, tmp_path):
    again = carry_out_fake(out=tmp_path, assumptions=4, transactions=True, customers_table=True)
    assert contents(again.folder) == contents(folder)


def test_parquet_bytes_do_not_depend_on_pandas_notes(folder):
    assert pq.read_schema(folder / "daily.parquet").metadata is None


def test_batches_without_purchases_keep_the_columns_types(tmp_path):
    import numpy as np

    from loyaltysim.comparison.playing.files import table_of_codes, write_parquet
    from loyaltysim.comparison.single import purchases

    empty = {name: np.empty(0) for name in ("customer_id", "day", "amount", "act")}
    some = {name: np.arange(1, 3) - (name == "act") for name in empty}
    tables = [
        table_of_codes(
            purchases(part, date(2024, 1, 1)), {"scheme": ["a"], "act": ["visit", "call"]}
        )
        for part in (empty, some)
    ]
    write_parquet(tmp_path / "t.parquet", tables)
    found = pd.read_parquet(tmp_path / "t.parquet")
    assert found.act.tolist() == ["visit", "call"]
    assert found.date.dt.day.tolist() == [2, 3]
    assert found.customer_id.dtype == "int64"


def test_numbers_in_csv_are_the_shortest_that_read_back(tmp_path):
    from loyaltysim.comparison.playing.files import write_csv

    frame = pd.DataFrame({"x": [0.1, 1 / 3, float("nan")], "name": ["a", "b,c", 'd"']})
    write_csv(tmp_path / "x.csv", frame)
    data = (tmp_path / "x.csv").read_bytes()
    assert b"\r" not in data
    pd.testing.assert_frame_equal(read_csv(io.BytesIO(data)), frame, check_exact=True)
