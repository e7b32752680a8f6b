"""Every page and what it does, over HTTP."""

import io
import json
import zipfile

import pytest
from tests.studio.conftest import studio
from tests.studio.scenario import COMMENTED, comments

from loyaltysim.scenario.bundled import bundled_names

pytestmark = pytest.mark.slow


def test_the_start_offers_every_bundled_scenario(visitor):
    page = visitor.get("/").text
    assert all(f'data-begin="{name}"' in page for name in bundled_names())


def test_a_bundled_scenario_comes_with_its_data(visitor):
    url = visitor.post("/drafts", json={"bundled": "web_shop"}).json()["url"]
    page = visitor.get(url).text
    assert "Points, a discount or a surprise" in page
    assert '"problems": []' in page


@pytest.mark.parametrize("name", ["nothing", "../pyproject", "/etc/passwd", ""])
def test_no_other_file_passes_for_a_bundled_scenario(visitor, name):
    assert visitor.post("/drafts", json={"bundled": name}).status_code == 422


def test_an_uploaded_text_is_kept_as_it_is(visitor):
    url = visitor.draft()
    got = visitor.get(f"{url}/scenario.yaml")
    assert got.text == COMMENTED
    assert "attachment" in got.headers["content-disposition"]


def test_an_edit_is_on_disk_when_it_is_answered_and_yaml_says_the_same(visitor):
    url = visitor.draft()
    made = visitor.edit(url, {"do": "set", "path": ["days"], "value": "soon"}).json()
    assert "soon" in visitor.get(f"{url}/yaml").text
    assert made["errors"] == {"f-days": [made["problems"][0]["text"]]}
    fixed = visitor.get(f"{url}/scenario.yaml").text.replace("days: soon", "days: 20")
    told = visitor.post(f"{url}/text", json={"revision": made["revision"], "text": fixed}).json()
    assert told["problems"] == []
    assert 'value="20"' in visitor.get(url).text
    assert comments(fixed) == comments(COMMENTED)


def test_the_second_of_two_windows_is_told_and_changes_nothing(visitor):
    url = visitor.draft()
    before = visitor.revision(url)
    assert (
        visitor.edit(url, {"do": "set", "path": ["days"], "value": "12"}, before).status_code == 200
    )
    late = visitor.edit(url, {"do": "set", "path": ["days"], "value": "13"}, before)
    assert late.status_code == 409
    assert "another window" in late.json()["problem"]
    late = visitor.post(f"{url}/text", json={"revision": before, "text": "title: x"})
    assert late.status_code == 409
    assert "days: 12" in visitor.get(f"{url}/scenario.yaml").text


def test_a_text_without_forms_leads_to_its_yaml(visitor):
    url = visitor.draft("title: [")
    assert visitor.get(url).headers["location"] == f"{url}/yaml"
    told = visitor.get(f"{url}/yaml").text
    assert '"problems": []' not in told
    assert "title: [</textarea>" in told


def test_what_is_wrong_cannot_be_played(visitor):
    url = visitor.draft(COMMENTED.replace("stamps: 3", "stamps: 0"))
    refused = visitor.post(f"{url}/run", json={})
    assert refused.status_code == 422
    assert "must be at least 1" in refused.json()["problem"]


@pytest.mark.parametrize(
    "url",
    [
        "/nothing",
        "/drafts/0123456789abcdef",
        "/runs/0123456789abcdef",
        "/drafts/..%2f..",
        "/runs/x/state",
        "/mechanics/none",
        "/static/app.py",
        "/static/..%2fapp.py",
    ],
)
def test_there_is_nothing_else(visitor, url):
    answer = visitor.get(url)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "sent",
    ["", "[]", "{", '{"text": 3}', "{}", '"' + "[" * 5000, '{"text": "\\ud800"}'],
)
def test_nonsense_is_refused(visitor, sent):
    answer = visitor.post("/drafts", content=sent, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["problem"]


@pytest.mark.parametrize(
    "edit",
    [
        None,
        3,
        {"do": "set"},
        {"path": []},
        {"do": "set", "path": [{}], "value": 1},
        {"do": "add", "path": ["schemes"], "key": ["a"]},
        {"do": "set", "path": ["a"] * 50, "value": "1"},
        {"do": "add", "path": ["schemes", "no card"], "mechanic": "os.system"},
    ],
)
def test_a_nonsensical_edit_is_refused(visitor, played, edit):
    draft, _ = played
    assert visitor.edit(draft, edit).status_code == 422


def test_the_page_of_a_mechanic_tells_of_its_evidence(visitor):
    assert "stamp_card" in visitor.get("/mechanics").text
    page = visitor.get("/mechanics/stamp_card").text
    assert "Kivetz" in page
    assert "head_start" in page


def test_the_page_of_a_mechanic_is_dutch_for_who_reads_dutch(visitor):
    dutch = {"cookie": visitor.cookie("language=nl")}
    page = visitor.get("/mechanics/streak", headers=dutch).text
    assert '<p lang="nl">Wat opgebouwd is' in page
    assert "<code>at_risk</code>: een reeks die nog niet is voortgezet" in page
    assert "geheel getal, ten minste 1, ten hoogste 3.650" in page
    assert "vooruitgang, meesterschap" in page
    assert "alleen richting" in page
    assert 'lang="en"' not in page.partition("<main")[2]


def test_a_result_is_the_report_and_its_files(visitor, played):
    _, run = played
    page = visitor.get(run).text
    report = visitor.get(f"{run}/report.html")
    assert "keeps" in page
    assert report.text.rpartition("</main>")[0].partition("<main>")[2] in page
    assert "script-src" not in report.headers["content-security-policy"]
    data = zipfile.ZipFile(io.BytesIO(visitor.get(f"{run}/data.zip").content))
    assert {"report.html", "kpis.csv", "daily.parquet", "manifest.json"} <= set(data.namelist())
    assert visitor.get(f"{run}/scenario.yaml").text == COMMENTED


def test_a_result_can_be_read_in_dutch(visitor, played):
    _, run = played
    page = visitor.get(run, headers={"cookie": visitor.cookie("language=nl")}).text
    assert '<html lang="nl">' in page
    assert "Wie blijft" in page


def test_a_run_is_found_again_and_opens_the_scenario_it_played(visitor, played):
    draft, run = played
    assert f'href="{run}"' in visitor.get("/runs").text
    assert f'href="{run}"' in visitor.get("/").text
    assert f'href="{draft}"' in visitor.get(run).text
    visitor.edit(draft, {"do": "set", "path": ["days"], "value": "11"})
    assert f'data-from-run="{run[6:]}"' in visitor.get(run).text
    again = visitor.post("/drafts", json={"run": run[6:]}).json()["url"]
    assert visitor.get(f"{again}/scenario.yaml").text == COMMENTED


def test_runs_go_on_after_a_restart_of_the_server(tmp_path):
    """A run that was waiting or being played when the server ended is finished by the next one."""
    with studio(tmp_path) as first:
        url = first.post(f"{first.draft()}/run", json={}).json()["url"]
    state = json.loads((tmp_path / "runs" / url[6:] / "run.json").read_text())
    assert state["state"] in {"waiting", "playing"}
    with studio(tmp_path) as second:
        assert second.finished(url)["state"] == "done"
        assert "keeps" in second.get(url).text


def test_a_run_is_removed_with_its_results_and_others_keep_theirs(tmp_path):
    """Two runs of one scenario share results, for these are named by content."""
    with studio(tmp_path) as visitor:
        draft = visitor.draft()
        first, second = (visitor.post(f"{draft}/run", json={}).json()["url"] for _ in range(2))
        for url in (first, second):
            visitor.finished(url)
        assert f'data-remove="{first}"' in visitor.get("/runs").text
        assert visitor.post(f"{first}/remove", json={}).json() == {"url": "/runs"}
        assert visitor.get(first).status_code == 404
        assert "keeps" in visitor.get(second).text
        assert visitor.post(f"{second}/remove", json={}).status_code == 200
        assert list((tmp_path / "results").glob("*/*/manifest.json")) == []
        assert list((tmp_path / "runs").iterdir()) == []
        assert visitor.get(draft).status_code == 200
        assert visitor.post(f"{second}/remove", json={}).status_code == 404


def test_a_scenario_is_found_again_and_removed_with_its_data_while_its_runs_stay(tmp_path):
    with studio(tmp_path) as visitor:
        first, second = visitor.draft(), visitor.draft(COMMENTED.replace("title:", "#"))
        run = visitor.post(f"{first}/run", json={}).json()["url"]
        visitor.finished(run)
        listed = visitor.get("/scenarios").text
        assert listed.index(f'href="{second}"') < listed.index(f'href="{first}"')
        assert "Without a title" in listed
        assert f'href="{first}"' in visitor.get("/").text
        for page in (listed, visitor.get(first).text):
            assert f'data-remove="{first}"' in page
            assert "Its runs stay." in page
        assert visitor.post(f"{first}/remove", json={}).json() == {"url": "/scenarios"}
        assert visitor.get(first).status_code == 404
        assert visitor.get(second).status_code == 200
        assert "keeps" in visitor.get(run).text
        assert f'href="{first}"' not in visitor.get("/scenarios").text + visitor.get(run).text
        assert visitor.post(f"{first}/remove", json={}).status_code == 404
        assert visitor.post(f"{second}/remove", json={}).status_code == 200
        assert list((tmp_path / "drafts").iterdir()) == []
        assert "There are no scenarios yet." in visitor.get("/scenarios").text
