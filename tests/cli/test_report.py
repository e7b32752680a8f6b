"""`report` makes the page again from the files, and says what it needs for more."""

import builtins
import json
import shutil

import pytest
from tests.cli.conftest import TINY

from loyaltysim import extras
from loyaltysim.cli.main import run
from loyaltysim.report.page import pdf

FITTED = """\
title: Own customers?
days: 10
market_size: 100
acts: {purchase: {ticket: {mean: 8, cv: 0.5}, margin: 0.4}}
population: {fit: {log: sales.csv}}
schemes:
  nothing: []
  stamps:
    - stamp_card: {stamps: 5, reward: {value: 5, cost: 2}}
"""
PLAYED = ("--jobs", "1", "--assumptions", "2", "--days", "15", "--customers", "100", "--quiet")


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """Play a comparison once."""
    folder = tmp_path_factory.mktemp("finished")
    (folder / "tiny.yaml").write_text(TINY)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run(["compare", "tiny.yaml", *PLAYED]) == 0
    (results,) = (path.parent for path in folder.glob("results/*/*/manifest.json"))
    return results


@pytest.fixture
def results(finished, tmp_path):
    return shutil.copytree(finished, tmp_path / "elsewhere" / "tiny" / "copied")


def test_compare_writes_the_page_and_lists_it(finished):
    listed = json.loads((finished / "manifest.json").read_text())["files"]
    assert {"report.html", "gathered.npz", "winners.csv", "stories.parquet"} <= set(listed)


def test_the_page_is_made_again_byte_for_byte_from_a_copy(loyaltysim, finished, results):
    page = results / "report.html"
    page.unlink()
    code, out, err = loyaltysim("report", results)
    assert (code, err) == (0, "")
    assert out == f"The report is {page}\n"
    assert page.read_bytes() == (finished / "report.html").read_bytes()


@pytest.mark.slow
def test_the_purchase_record_need_not_be_there_any_more(loyaltysim, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [f"{who},2023-{1 + who % 9:02d}-{1 + day:02d},5" for who in range(60) for day in (0, 9)]
    (tmp_path / "sales.csv").write_text("\n".join(["customer,date,amount", *rows]))
    (tmp_path / "own.yaml").write_text(FITTED)
    assert loyaltysim("compare", "own.yaml", *PLAYED, "--assumptions", "0").code == 0
    (results,) = (path.parent for path in tmp_path.glob("results/*/*/manifest.json"))
    before = (results / "report.html").read_bytes()
    (tmp_path / "sales.csv").unlink()
    assert loyaltysim("report", results).code == 0
    assert (results / "report.html").read_bytes() == before


def test_a_folder_without_results_is_an_error_in_one_line(loyaltysim, tmp_path):
    code, out, err = loyaltysim("report", tmp_path)
    assert (code, out) == (2, "")
    assert "there are no results of a comparison here" in err
    assert "Traceback" not in err


def test_an_unknown_language_is_refused(loyaltysim, results):
    code, _, err = loyaltysim("report", results, "--language", "xx")
    assert code == 2
    assert "'nl'" in err


@pytest.mark.parametrize(
    ("found", "told"),
    [(None, "pip install 'loyaltysim[pdf]'"), ("installed", "libpango-1.0-0")],
)
def test_pdf_says_what_it_lacks_and_what_to_do_instead(
    loyaltysim, results, monkeypatch, found, told
):
    real = builtins.__import__

    def lacking(name, *args, **kwargs):
        if name.partition(".")[0] == "weasyprint":
            message = "cannot load library 'pango'"
            raise OSError(message)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(extras, "find_spec", lambda _: found)
    monkeypatch.setattr(builtins, "__import__", lacking)
    code, out, err = loyaltysim("report", results, "--pdf")
    assert (code, out) == (2, "")
    assert told in err
    assert "open report.html in a browser and print it" in " ".join(err.split())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_pdf_is_written_beside_the_page_and_is_the_same_each_time(loyaltysim, results):
    pytest.importorskip("weasyprint", reason="the extra pdf is not installed", exc_type=ImportError)
    first = loyaltysim("report", results, "--pdf")
    assert first.code == 0
    written = (results / "report.pdf").read_bytes()
    assert written.startswith(b"%PDF")
    assert loyaltysim("report", results, "--pdf").code == 0
    assert (results / "report.pdf").read_bytes() == written
    assert loyaltysim("clean", "--all", "--yes", "--out", results.parents[1]).code == 0
    assert not results.exists()


def test_a_page_that_asks_for_something_is_no_pdf():
    with pytest.raises(ValueError, match="asks for nothing"):
        pdf._refuse("https://example.org/x.png")
