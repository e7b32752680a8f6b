"""`loyaltysim evidence`: published experiments, replayed from the command line."""

import json
from importlib.resources import files

import pandas as pd
import pytest
from markupsafe import escape
from tests.studies.worlds import written


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    written(tmp_path / "mine")
    return tmp_path


def test_lists_the_studies(loyaltysim):
    done = loyaltysim("evidence", "--list")
    assert done.code == 0
    assert "framed_steps" in done.out
    assert "LOSS-01 gain days with the goal met while paid, gain frame" in " ".join(
        done.out.split()
    )


def test_prints_and_writes_what_was_found(loyaltysim, folder):
    done = loyaltysim("evidence", "--studies", "mine", "--jobs", 1)
    assert done.code == 0, done.err
    assert "1 of 1 findings to which constants may be fitted lie in their bands" in done.out
    assert (
        "1 of 1 findings of no effect, to which nothing is fitted, lie in their bands." in done.out
    )
    assert "WALK-01: more walks" in done.out
    assert "same size" not in done.out
    assert "value_exponent" not in done.out
    assert "blind:" not in done.out.partition("1 of 1")[2]
    table = pd.read_csv(folder / "results/evidence/evidence.csv")
    assert table["finding"].tolist() == ["WALK-01", "WALK-02"]
    assert table["agrees"].all()
    assert table["published"].tolist() == [0.3, 0]
    page = (folder / "results/evidence/README.md").read_text()
    assert "`loyaltysim evidence --studies mine`" in page
    assert "acts.walk.demands.time = " in page
    assert "WALK-01: it is made up." in page
    manifest = json.loads((folder / "results/evidence/manifest.json").read_text())
    assert manifest["seeds"] == [1]
    assert manifest["constants"]["hour_value"] == 10
    for picture in ("forest.svg", "forest.png"):
        assert (folder / "results/evidence" / picture).stat().st_size > 1000


def test_says_what_is_out_of_band_on_the_terminal_and_on_the_page(loyaltysim, folder, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    seen = "  seen: >\n    walks were <long>\n    and hard\n  people: 400"
    title = ("title: Does money bring walkers?", "title: Does <b>money</b> bring walkers?")
    out = ("band: [0.0, 0.6]", "band: [0.9, 0.95]")
    written(folder / "mine", band=out, seen=("  people: 400", seen), title=title)
    done = loyaltysim("evidence", "--studies", "mine", "--jobs", 1)
    assert done.code == 0
    assert "same size" in done.out
    assert "value_exponent" in done.out
    assert "1 of 1 findings in band are not blind" in done.out
    page = (folder / "results/evidence/report.html").read_text()
    markdown = (folder / "results/evidence/README.md").read_text()
    told = "Changed after a first replay was seen: walks were {} and hard."
    assert f"* {told.format('<long>')}" in markdown
    assert f"<li>{told.format('&lt;long&gt;')}</li>" in page
    assert "Does &lt;b&gt;money&lt;/b&gt; bring walkers?" in page
    assert "| **OUT** | fit, not blind | reward_sensitivity, value_exponent |" in markdown
    row = page.partition('<section aria-labelledby="findings">')[2].partition(
        '<tr><th scope="row">WALK-01: more walks for money</th>'
    )[2]
    assert row.startswith("<td>0.3</td><td>0.9 to 0.95</td><td>")
    assert (
        '<td class="words out">OUT</td><td class="words">fit, not blind</td>'
        '<td class="words">reward_sensitivity, value_exponent</td></tr>'
    ) in row.partition("\n")[0]
    missed = page.partition('<h2 id="missed">')[2].partition("</section>")[0]
    assert "WALK-01" in missed
    assert "WALK-02" not in missed
    for line in (line[2:] for line in markdown.splitlines() if line.startswith("* ")):
        assert line.startswith("Out of band: ") or escape(line) in page
    assert page.count("<svg ") == 2
    count = "87 of 89 constants that are not fixed are informed by no finding here"
    assert count in markdown
    assert count in page
    assert count in " ".join(done.out.split())
    source = "| 10 | 6 to 15 | worth of time where an act has no price | assumption |"
    assert f"| hour_value {source}" in markdown
    assert "| value_exponent |" not in markdown
    folded = page.partition('<h2 id="uninformed">')[2].partition("</section>")[0]
    assert '<th scope="row">hour_value</th><td>10</td><td>6 to 15</td>' in folded
    assert "value_exponent" not in folded
    assert not any(word in page for word in ("<script", "src=", "@import", "url(http"))
    assert "0 of 1 findings to which constants may be fitted lie in their bands" in done.out
    assert "Out of band: WALK-01." in done.out


def test_the_legend_tells_only_of_what_the_table_has(loyaltysim, folder, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    asked = ("evidence", "--studies", "mine", "--jobs", 1, "--out", "mine too")
    told = " ".join(loyaltysim(*asked).out.split())
    assert "finding published band simulated same size use informs" in told
    assert "same size: what 95% of studies" in told
    assert "published -:" not in told
    assert "Sources and reasons stand in mine too/evidence/README.md." in told
    written(folder / "mine", sample=("  sample: 50\n", ""), sign=("      published: 0.3\n", ""))
    told = " ".join(loyaltysim(*asked).out.split())
    assert "finding published band simulated use informs" in told
    assert "same size" not in told
    assert "published -: only the sign or an order is known." in told


def test_equal_runs_write_equal_bytes(loyaltysim, folder):
    names = (
        "report.html",
        "evidence.csv",
        "README.md",
        "forest.svg",
        "forest.png",
        "manifest.json",
    )
    assert loyaltysim("evidence", "--studies", "mine", "--jobs", 1, "--out", "a").code == 0
    assert loyaltysim("evidence", "--studies", "mine", "--jobs", 2, "--out", "b").code == 0
    for name in names:
        first, second = (folder / out / "evidence" / name for out in ("a", "b"))
        assert first.read_bytes() == second.read_bytes()


def test_quick_leaves_out_long_studies_and_names_the_families_that_it_leaves_out(
    loyaltysim, folder
):
    replaced = {
        "days": ("days: 10\n", "days: 730\n"),
        "people": ("people: 400", "people: 400000"),
        "rows": ("WALK-0", "LONG-0"),
        "family": ("family: walks", "family: marathons"),
    }
    written(folder / "mine", "long", **replaced)
    done = loyaltysim("evidence", "--studies", "mine", "--quick", "--list")
    assert "WALK-01" in done.out
    assert "LONG-01" not in done.out
    assert "Families left out: marathons." in " ".join(done.out.split())
    done = loyaltysim("evidence", "long", "--studies", "mine", "--quick")
    assert done.code == 2
    assert "none of these studies is quick; leave out --quick" in done.err


def test_quick_says_what_it_replays(loyaltysim, folder):
    asked = ("evidence", "--studies", "mine", "--quick", "--jobs", 1)
    told = (
        "Quick: 1 of 1 studies, as many as one core replays in about a minute on one seed, the cheapest of each family "
        "first. No family is left out."
    )
    done = loyaltysim(*asked)
    assert told in " ".join(done.out.split())
    assert "WALK-01" in done.out
    assert json.loads(loyaltysim(*asked, "--json").out)["summary"][0] == told


@pytest.mark.slow
def test_one_document_for_scripts(loyaltysim, folder):
    done = loyaltysim("evidence", "walks", "--studies", "mine", "--seeds", 2, "--json")
    document = json.loads(done.out)
    assert [row["finding"] for row in document["rows"]] == ["WALK-01", "WALK-02"]
    assert document["rows"][0]["seeds"] == 2
    assert document["rows"][0]["simulated_low"] < document["rows"][0]["simulated"]


def test_fits_the_constants(loyaltysim, folder):
    asked = ("evidence", "--studies", "mine", "--fit", "--steps", 1, "--seeds", 2, "--jobs", 1)
    done = loyaltysim(*asked)
    assert done.code == 0, done.err
    assert "effective parameters of 2 fitted constants" in done.out
    fit = folder / "results/evidence/fit"
    page = (fit / "README.md").read_text()
    assert "Made by `loyaltysim evidence --fit --steps 1 --seeds 2 --studies mine`" in page
    assert "| reward_sensitivity | 0." in page
    assert len(pd.read_csv(fit / "ensemble.csv")) == 200
    assert "hour_value: {symbol: hour_value, value: 10.0," in (fit / "constants.yaml").read_text()


def test_tells_of_the_constants_as_they_stand(loyaltysim, folder):
    asked = ("evidence", "--studies", "mine", "--fit", "--steps", 0, "--jobs", 1)
    done = loyaltysim(*asked)
    assert done.code == 0, done.err
    assert "with the constants as they stand." in done.out
    shipped = files("loyaltysim.behaviour").joinpath("constants.yaml").read_text("utf-8")
    row = next(line for line in shipped.splitlines() if line.startswith("reward_sensitivity:"))
    assert row in (folder / "results/evidence/fit/constants.yaml").read_text()


@pytest.mark.parametrize(
    "replaced", [("use: fit", "use: held back"), ("      informs: [reward_sensitivity, value_exponent]\n", "")]
)  # fmt: skip
def test_nothing_to_fit_is_told(loyaltysim, folder, replaced):
    written(folder / "mine", fit=replaced)
    done = loyaltysim("evidence", "--studies", "mine", "--fit", "--jobs", 1)
    assert done.code == 2
    assert "no finding of these studies informs a constant that may be fitted" in done.err
    assert not (folder / "results").exists()


def test_what_says_nothing_to_a_fit_is_refused_before_it(loyaltysim, folder):
    done = loyaltysim("evidence", "--studies", "mine", "--fit", "--json", "--data", __file__)
    assert done.code == 2
    assert "--fit takes no --json; leave it out" in done.err
    assert "--fit takes no --data; leave it out" in done.err


def test_what_never_happens_is_null_in_the_document(loyaltysim, folder):
    old = "{kind: mean, arm: money, against: nothing, as: lift, of: walk, days: [1, 10]}"
    written(folder / "mine", kind=(old, "{kind: days_to, arm: money, of: habit, level: 1.0}"))
    done = loyaltysim("evidence", "--studies", "mine", "--json", "--jobs", 1)
    assert done.code == 0, done.err
    assert json.loads(done.out)["rows"][0]["simulated"] is None


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("wlks",), "no study or family of studies is named wlks; did you mean walks?"),
        (("--seeds", "0"), "0 is not in the range"),
        (("--studies", "nowhere"), "does not exist"),
    ],
)
def test_wrong_input_is_told_and_nothing_is_written(loyaltysim, folder, arguments, told):
    studies = () if "--studies" in arguments else ("--studies", "mine")
    done = loyaltysim("evidence", *arguments, *studies)
    assert done.code == 2
    assert told in done.err
    assert not (folder / "results").exists()


def test_data_are_set_beside_what_was_published(loyaltysim, folder):
    section = (
        "  data: {arm: group, control: a, treated: [b], outcomes: {WALK-02: walked}}\n  findings:"
    )
    written(folder / "mine", section=("  findings:", section))
    (folder / "trial.csv").write_text(
        "group,walked\n" + "a,0\na,1\n" * 50 + "b,1\nb,1\nb,0\nb,1\n" * 25
    )
    done = loyaltysim("evidence", "walks", "--studies", "mine", "--data", "trial.csv", "--jobs", 1)
    assert done.code == 0, done.err
    assert "WALK-02: 0.25 (0.12 to 0.38), 0.75 of 100 treated against 0.5 of 100" in done.out
    again = ("evidence", "walks", "--studies", "mine", "--data", "trial.csv", "--json")
    data = json.loads(loyaltysim(*again).out)["data"]["WALK-02"]
    assert data["difference"] == 0.25
    assert data["low"] < 0.25 < data["high"]
    assert (data["treated_people"], data["control_people"]) == (100, 100)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ((), "--data belongs to one study"),
        (("walks",), "walks does not say how its data are read"),
    ],
)
def test_data_need_one_study_that_can_read_them(loyaltysim, folder, names, told):
    written(
        folder / "mine",
        "others",
        rows=("WALK-0", "OTHER-0"),
        family=("family: walks", "family: others"),
    )
    (folder / "trial.csv").write_text("group,walked\na,0\n")
    done = loyaltysim("evidence", *names, "--studies", "mine", "--data", "trial.csv")
    assert done.code == 2
    assert told in done.err
    assert not (folder / "results").exists()


def test_clean_removes_the_replays_that_were_kept(loyaltysim, folder):
    assert loyaltysim("evidence", "--studies", "mine", "--jobs", 1).code == 0
    assert list((folder / "results/.runs").glob("*/replay.json"))
    assert loyaltysim("clean", "--yes").code == 0
    assert not list((folder / "results/.runs").iterdir())
    assert (folder / "results/evidence/evidence.csv").exists()
