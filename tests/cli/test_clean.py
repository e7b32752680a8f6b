"""`clean` removes what loyaltysim wrote, when it is told to, and nothing else."""

import io
import os
import shutil
import time

import pytest
from tests.cli.conftest import TINY

from loyaltysim.cli.main import run

PLAYED = ("--jobs", 1, "--assumptions", 0, "--days", 3, "--customers", 100, "--quiet")


def tree(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """Play a comparison once, for copies of what it leaves."""
    folder = tmp_path_factory.mktemp("finished")
    (folder / "tiny.yaml").write_text(TINY)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run(["compare", "tiny.yaml", *map(str, PLAYED)]) == 0
    return folder / "results"


@pytest.fixture
def played(finished, tiny):
    """Work where a comparison has left its runs and results."""
    return shutil.copytree(finished, tiny.parent / "results")


def result_of(played):
    (folder,) = (path.parent for path in played.glob("*/*/manifest.json"))
    return folder


def answer(monkeypatch, text):
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_kept_runs_go_and_results_stay(loyaltysim, played):
    before = tree(played)
    size = sum(path.stat().st_size for path in played.glob(".runs/*/*"))
    code, out, err = loyaltysim("clean", "--yes")
    assert (code, err) == (0, "")
    assert tree(played) == {name for name in before if not name.startswith(".runs/")}
    assert f"Removed 6 files, {size / 1e6:.1f} MB." in out
    assert "Results stay; --all removes them too." in out
    assert not list((played / ".runs").iterdir())


def test_reports_that_were_made_later_are_removed_too_unless_changed(loyaltysim, played):
    folder = result_of(played)
    assert loyaltysim("report", folder, "--language", "nl").code == 0
    assert (folder / "report.nl.html").is_file()
    (folder / "report.fr.html").write_text("mine")
    assert loyaltysim("clean", "--all", "--yes").code == 0
    assert tree(folder) == {"report.fr.html"}


def test_a_later_report_that_somebody_changed_stays(loyaltysim, played):
    folder = result_of(played)
    loyaltysim("report", folder, "--language", "nl")
    (folder / "report.nl.html").write_text("mine")
    assert loyaltysim("clean", "--all", "--yes").code == 0
    assert tree(folder) == {"report.nl.html"}


@pytest.mark.parametrize(
    "log", ["", "{", "3", '{"event": "report"}', '{"event": "report", "files": 3}']
)
def test_a_log_that_is_broken_makes_nothing_removable(loyaltysim, played, log):
    folder = result_of(played)
    (folder / "report.nl.html").write_text("mine")
    (folder / "log.jsonl").write_text(log)
    assert loyaltysim("clean", "--all", "--yes").code == 0
    assert tree(folder) == {"report.nl.html"}


def test_all_removes_results_too_and_the_folders_they_leave_empty(loyaltysim, played):
    (played / "README.md").write_text("mine")
    assert loyaltysim("clean", "--all", "--yes").code == 0
    assert tree(played) == {"README.md"}
    assert {path.name for path in played.iterdir()} == {".runs", "README.md"}


def test_what_somebody_else_made_or_changed_stays(loyaltysim, played, tmp_path):
    folder = result_of(played)
    (folder / "notes.txt").write_text("mine")
    (folder / "scenario.yaml").write_text("my changes")
    (folder / "mine").mkdir()
    outside = tmp_path / "outside.csv"
    outside.write_text("mine")
    (folder / "kpis.csv").unlink()
    (folder / "kpis.csv").symlink_to(outside)
    run = next((played / ".runs").iterdir())
    (run / "notes.run").write_text("mine")
    (played / ".runs" / "mine").mkdir()
    (played / ".runs" / "mine" / "0-15.run").write_text("mine")
    foreign = played / "tiny" / "foreign"
    foreign.mkdir()
    (foreign / "manifest.json").write_text('{"name": "a web app"}')
    code, out, _ = loyaltysim("clean", "--all", "--yes")
    assert code == 0
    ours = folder.relative_to(played).as_posix()
    assert tree(played) >= {
        *(f"{ours}/{name}" for name in ("notes.txt", "scenario.yaml", "kpis.csv")),
        f".runs/{run.name}/notes.run",
        ".runs/mine/0-15.run",
        "tiny/foreign/manifest.json",
    }
    assert (folder / "mine").is_dir()
    assert outside.read_text() == "mine"
    assert not (folder / "manifest.json").exists()
    for name in ("notes.txt", "scenario.yaml", "kpis.csv"):
        stays = folder.relative_to(tmp_path) / name
        assert f"stays, not as loyaltysim wrote it: {stays}" in out


@pytest.mark.slow
def test_notes_stay_also_after_the_comparison_was_repeated(loyaltysim, played):
    notes = result_of(played) / "notes.txt"
    notes.write_text("mine")
    assert loyaltysim("compare", "tiny.yaml", *PLAYED).code == 0
    assert loyaltysim("clean", "--all", "--yes").code == 0
    assert tree(played) == {notes.relative_to(played).as_posix()}


def test_links_are_never_followed(loyaltysim, played, tmp_path):
    """Results that were moved away are somebody's archive, also where a link leads to it."""
    archive = tmp_path / "archive"
    (played / "tiny").rename(archive)
    before = tree(archive)
    (played / "tiny").symlink_to(archive, target_is_directory=True)
    (played / ".runs").rename(tmp_path / "runs")
    runs = tree(tmp_path / "runs")
    (played / ".runs").symlink_to(tmp_path / "runs", target_is_directory=True)
    (played / "again").mkdir()
    (played / "again" / "linked").symlink_to(next(archive.iterdir()), target_is_directory=True)
    assert loyaltysim("clean", "--all", "--yes").code == 0
    assert tree(archive) == before
    assert tree(tmp_path / "runs") == runs


def test_a_link_that_was_named_is_meant(loyaltysim, played, tmp_path):
    (tmp_path / "disk").symlink_to(played, target_is_directory=True)
    assert loyaltysim("clean", "--all", "--yes", "--out", "disk").code == 0
    assert tree(played) == set()


def test_a_link_in_the_place_of_a_file_stays(loyaltysim, played, tmp_path):
    folder = result_of(played)
    moved = (folder / "kpis.csv").rename(tmp_path / "kpis.csv")
    (folder / "kpis.csv").symlink_to(moved)
    (folder / "broken.csv").symlink_to(tmp_path / "nowhere.csv")
    code, out, _ = loyaltysim("clean", "--all", "--yes")
    assert code == 0
    assert {path.name for path in folder.iterdir()} == {"kpis.csv", "broken.csv"}
    assert moved.is_file()
    assert out.count("stays, not as loyaltysim wrote it") == 2


@pytest.mark.parametrize("text", ["not json", "[]", '{"files": {}}', '{"scenario": 1}'])
def test_a_manifest_of_something_else_is_no_result(loyaltysim, played, text):
    folder = result_of(played)
    (folder / "manifest.json").write_text(text)
    before = tree(folder)
    assert loyaltysim("clean", "--all", "--yes").code == 0
    assert tree(folder) == before


def test_a_dry_run_only_shows(loyaltysim, played):
    before = tree(played)
    code, out, _ = loyaltysim("clean", "--all", "--dry-run")
    assert code == 0
    assert tree(played) == before
    assert "runs kept to save time, 6 files" in out
    assert str(result_of(played).relative_to(played.parent)) in out
    assert "Remove" not in out


@pytest.mark.parametrize(
    ("said", "gone"), [("y\n", True), ("Yes\n", True), ("n\n", False), ("\n", False)]
)
def test_only_yes_is_yes(loyaltysim, played, monkeypatch, said, gone):
    answer(monkeypatch, said)
    code, out, _ = loyaltysim("clean")
    assert code == 0
    assert "Remove 6 files" in out
    assert any(name.startswith(".runs/") for name in tree(played)) is not gone
    assert ("Nothing was removed." in out) is not gone


def test_without_an_answer_nothing_is_removed(loyaltysim, played, monkeypatch):
    before = tree(played)
    answer(monkeypatch, "")
    code, _, err = loyaltysim("clean")
    assert code == 2
    assert err == (
        "nothing was removed, for nobody answered; --yes removes without asking, "
        "--dry-run only looks\n"
    )
    assert tree(played) == before


@pytest.mark.parametrize(("age", "gone"), [("30d", True), ("2mo", False)])
def test_age_is_that_of_the_newest_file(loyaltysim, played, age, gone):
    then = time.time() - 40 * 86_400
    for path in played.rglob("*"):
        os.utime(path, (then, then))
    assert loyaltysim("clean", "--all", "--older-than", age, "--yes").code == 0
    assert (not tree(played)) is gone


def test_one_new_file_keeps_a_folder(loyaltysim, played):
    then = time.time() - 40 * 86_400
    for path in played.rglob("*"):
        if path.name != "log.jsonl":
            os.utime(path, (then, then))
    before = tree(result_of(played))
    assert loyaltysim("clean", "--all", "--older-than", "30d", "--yes").code == 0
    assert tree(result_of(played)) == before


def test_cleaned_work_is_played_again(loyaltysim, played):
    before = tree(played)
    loyaltysim("clean", "--yes")
    assert loyaltysim("compare", "tiny.yaml", *PLAYED).code == 0
    assert tree(played) == before


def test_nothing_to_remove_is_no_mistake(loyaltysim, played):
    loyaltysim("clean", "--yes")
    code, out, err = loyaltysim("clean", "--yes")
    assert (code, err) == (0, "")
    assert "There is nothing to remove." in out


def test_a_folder_that_is_not_there_or_not_ours_is_refused(loyaltysim, tiny):
    (tiny.parent / "photos").mkdir()
    (tiny.parent / "photos" / "cat.jpg").write_text("cat")
    for folder, told in {
        "results": "there is no such folder",
        "tiny.yaml": "this is a file, not a folder",
        "photos": "loyaltysim has written nothing here",
    }.items():
        code, out, err = loyaltysim("clean", "--all", "--yes", "--out", folder)
        assert (code, out) == (2, "")
        assert err == f"{folder}: {told}; name the folder of results with --out\n"
    assert (tiny.parent / "photos" / "cat.jpg").read_text() == "cat"


def test_to_look_and_to_agree_is_a_contradiction(loyaltysim, played):
    code, _, err = loyaltysim("clean", "--dry-run", "--yes")
    assert code == 2
    assert "--dry-run removes nothing" in err
