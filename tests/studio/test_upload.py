"""Customers from a purchase record that somebody brings, and what such a file cannot do."""

import os

import pytest
from tests.calibration.logs import regulars
from tests.studio.conftest import SMALL
from tests.studio.scenario import COMMENTED

from loyaltysim.studio.folders import Drafts, Runs, StaleError
from loyaltysim.studio.upload_pages import file_name

pytestmark = pytest.mark.slow

LOG = "\n".join(["Client,When bought,Paid", *regulars()])


def bring(visitor, url, content, name="our sales.csv", **changed):
    asked = {"revision": visitor.revision(url), "name": name, **changed}
    kind = {"content-type": "application/octet-stream"}
    return visitor.post(f"{url}/data", params=asked, content=content.encode(), headers=kind)


def test_the_customers_of_a_log_are_played(visitor):
    url = visitor.draft()
    told = bring(visitor, url, LOG).json()
    assert told["note"].startswith("our_sales.csv: 160 rows; 40 customers")
    assert told["problems"] == []
    text = visitor.get(f"{url}/scenario.yaml").text
    assert (
        "population: {fit: {log: data/our_sales.csv, columns: {customer: Client, date: When bought, amount: Paid}}}"
        in text
    )
    assert "# as the neighbour has it" in text
    assert "# those of the office" not in text
    assert "}}}\n\n# The cards" in text
    assert 'value="Client"' in visitor.get(url).text
    run = visitor.post(f"{url}/run", json={}).json()["url"]
    assert visitor.finished(run)["state"] == "done"
    assert "our_sales.csv" in visitor.get(run).text
    again = visitor.post("/drafts", json={"run": run[6:]}).json()["url"]
    assert '"problems": []' in visitor.get(again).text


def test_a_file_that_the_scenario_names_goes_where_it_is_missed(visitor):
    text = COMMENTED.partition("population:")
    fit = "population: {fit: {log: of/sales.csv}}  # mine\n"
    url = visitor.draft(text[0] + fit + "\n# The cards\n" + text[2].partition("# The cards\n")[2])
    before = visitor.get(f"{url}/scenario.yaml").text
    assert "There is no file of/sales.csv" in visitor.get(f"{url}/yaml").text
    log = LOG.replace("Client,When bought,Paid", "customer,date,amount")
    assert bring(visitor, url, log, "sales.csv").json()["problems"] == []
    assert visitor.get(f"{url}/scenario.yaml").text == before


def fitted(log):
    return f"title: my work\npopulation: {{fit: {{log: {log}}}}}\n"


@pytest.mark.parametrize("log", ["scenario.yaml", "./Scenario.yaml"])
def test_no_file_takes_the_place_of_the_scenario(visitor, folder, log):
    """Its text may name itself as a record."""
    url, text = visitor.draft(fitted(log)), fitted(log)
    assert bring(visitor, url, "no table", log).status_code == 422
    assert (folder / url[1:] / "scenario.yaml").read_text() == text
    assert bring(visitor, url, LOG, log).status_code == 200
    assert "log: data/" in (folder / url[1:] / "scenario.yaml").read_text()


def test_a_file_that_is_no_record_takes_the_place_of_none(visitor, folder):
    url = visitor.draft(fitted("data/sales.csv"))
    log = LOG.replace("Client,When bought,Paid", "customer,date,amount")
    assert bring(visitor, url, log, "sales.csv").status_code == 200
    for content in ("no table", "", log.replace("customer", "K")):
        assert bring(visitor, url, content, "sales.csv").status_code == 422
    assert (folder / url[1:] / "data/sales.csv").read_text() == log
    better = log + "\nlate,2024-01-08,3.00"
    told = bring(visitor, url, better, "sales.csv").json()
    assert told["note"].startswith("sales.csv: 161 rows")
    assert (folder / url[1:] / "data/sales.csv").read_text() == better


def test_a_file_that_the_scenario_does_not_name_stays(visitor, folder):
    url = visitor.draft()
    data = folder / url[1:] / "data"
    data.mkdir()
    (data / "sales.csv").write_text("mine")
    assert bring(visitor, url, LOG, "sales.csv").json()["problems"] == []
    assert (data / "sales.csv").read_text() == "mine"
    assert (data / "sales_2.csv").read_text() == LOG
    assert "log: data/sales_2.csv" in visitor.get(f"{url}/scenario.yaml").text


def test_a_change_in_another_window_comes_before_the_file(tmp_path):
    drafts = Drafts(tmp_path / "drafts", 1)
    draft = drafts.make("title: first\n", {"data/sales.csv": b"mine"})
    brought = tmp_path / "sales.csv"
    brought.write_text("other")
    with pytest.raises(StaleError):
        drafts.save(draft.id, "0", "title: other\n", {"data/sales.csv": brought})
    place = drafts.path(draft.id) / "data/sales.csv"
    assert place.read_text() == "mine"
    drafts.save(draft.id, draft.revision, "title: other\n", {"data/sales.csv": brought})
    assert place.read_text() == "other"


def test_columns_that_cannot_be_told_are_asked_for(visitor):
    url = visitor.draft()
    told = bring(visitor, url, LOG.replace("Client", "K")).json()
    assert (
        told["note"]
        == "No column seems to hold the customer. Give its name under columns; the header has K, When bought, Paid."
    )
    refused = visitor.post(f"{url}/run", json={})
    assert refused.status_code == 422
    assert "our_sales.csv" in refused.json()["problem"]
    assert "drafts/" not in refused.json()["problem"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "is empty"),
        ("no table", "no column"),
        ("PK\x03\x04 and nothing else", ""),
        (LOG.replace("2024-01-08", "soon"), "line"),
        ("\n".join(LOG.split("\n")[:20]), "customers"),
    ],
)
def test_a_file_that_is_no_record_is_refused_and_not_kept(visitor, folder, content, told):
    url = visitor.draft()
    answer = bring(visitor, url, content)
    assert answer.status_code == 422
    assert told in answer.json()["problem"]
    assert str(folder) not in answer.text
    assert visitor.get(f"{url}/scenario.yaml").text == COMMENTED
    assert [path.name for path in (folder / url[1:]).rglob("*")] == ["scenario.yaml"]
    assert list((folder / "incoming").iterdir()) == []


def test_a_file_is_bounded_and_belongs_to_one_version(visitor):
    url = visitor.draft()
    assert bring(visitor, url, "x" * (SMALL.data + 1)).status_code == 413
    assert bring(visitor, url, LOG, revision="0").status_code == 409
    sent = {"revision": visitor.revision(url), "name": "a.csv"}
    assert visitor.post(f"{url}/data", params=sent, json={}).status_code == 422
    assert visitor.post(f"{url}/edit", content="x" * 2_000_000).status_code == 415


@pytest.mark.parametrize(
    "name", ["../../token", "/etc/passwd", "..\\..\\x", "scenario.yaml", ".", "", "a/b\x00.csv"]
)
def test_no_name_leads_out_of_the_folder(visitor, folder, name):
    url = visitor.draft()
    before = {path for path in folder.rglob("*") if url[-16:] not in str(path)}
    bring(visitor, url, LOG, name)
    assert {path for path in folder.rglob("*") if url[-16:] not in str(path)} == before
    assert "title: Which card?" in visitor.get(f"{url}/scenario.yaml").text


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("sales.csv", "sales.csv"),
        ("C:\\Users\\me\\Verkäufe 2024.xlsx", "Verk_ufe_2024.xlsx"),
        ("a.csv.gz", "a.csv.gz"),
        ("x" * 300 + ".csv", "x" * 60 + ".csv"),
        ("...", "data"),
    ],
)
def test_names_are_safe_and_say_what_they_said(given, name):
    assert file_name(given) == name


def test_a_run_keeps_the_data_it_was_played_with(tmp_path):
    """A file of a draft that is replaced later leaves that of a run as it was."""
    draft = tmp_path / "drafts" / "a"
    draft.mkdir(parents=True)
    (draft / "sales.csv").write_text("old")
    runs = Runs(tmp_path / "runs")
    run = runs.make(draft, "title", "en")
    (tmp_path / "new").write_text("new")
    os.replace(tmp_path / "new", draft / "sales.csv")  # noqa: PTH105 - as uploads do
    assert (runs.path(run.id) / "files" / "sales.csv").read_text() == "old"
