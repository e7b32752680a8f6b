import io
import json
import subprocess
import sys
from inspect import signature

import pytest
from tests.cli.lines import besides_progress

import loyaltysim as package
from loyaltysim.cli.compare import compare as command
from loyaltysim.cli.quantities import days as read_days
from loyaltysim.comparison.verdict.how_many import FEWEST_DRAWS
from loyaltysim.scenario import load_scenario

QUICK = ("--jobs", 1, "--assumptions", 2)


def document(outcome):
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)


@pytest.mark.slow
def test_a_comparison_ends_with_a_report_and_its_folder(loyaltysim, tiny):
    code, out, err = loyaltysim("compare", tiny, *QUICK)
    assert code == 0
    folder = out.split()[-1]
    for name in ("kpis.csv", "daily.parquet", "figures/retention.svg", "figures/cost.png"):
        assert (tiny.parent / folder / name).is_file()
    for title in ("Who stays", "What it brings and costs, USD", "Why customers did not act"):
        assert title in out
    assert besides_progress(err) == []


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.slow
def test_who_watches_is_told_the_main_result_in_a_sentence_first(loyaltysim, tiny, monkeypatch):
    told = []
    for number in (2, 0):
        terminal = Terminal()
        monkeypatch.setattr("sys.stderr", terminal)
        code, out, _ = loyaltysim("compare", tiny, "--jobs", 1, "--assumptions", number)
        assert code == 0
        told.append((out, " ".join(terminal.getvalue().split())))
    (varied, watched), (settled, at_once) = told
    assert watched.count("So far, with other assumptions still to be tried: ") == 1
    assert "Who stays" not in watched
    assert "So far" not in at_once
    assert " best" in varied
    assert " best" not in settled.partition("What it brings")[0]


def test_a_brief_report_ends_with_the_first_table_and_the_folder(loyaltysim, tiny):
    code, out, err = loyaltysim("compare", tiny, "--jobs", 1, "--assumptions", 0, "--brief")
    assert (code, err) == (0, "")
    assert out.index("Luck: ") < out.index("Who stays") < out.index("Tables, figures and the")
    assert (tiny.parent / out.split()[-1] / "figures" / "answer.png").is_file()
    for title in ("What it brings", "Why customers did not act", "What was measured elsewhere"):
        assert title not in out


@pytest.mark.usefixtures("undrawn")
def test_json_is_one_document_and_nothing_else(loyaltysim, tiny):
    told = document(loyaltysim("compare", tiny, *QUICK, "--json"))
    assert [row["scheme"] for row in told["schemes"]] == [
        "no card",
        "three stamps",
        "daily lottery",
    ]
    assert told["currency"] == "USD"
    assert len(told["assumptions"]["draws"]) == 2 * 3


@pytest.mark.slow
@pytest.mark.usefixtures("undrawn")
def test_quick_tries_the_fewest_sets_of_assumptions_from_which_anything_is_concluded(
    loyaltysim, tiny
):
    told = document(loyaltysim("compare", tiny, "--jobs", 1, "--quick", "--json"))
    assert len(told["assumptions"]["draws"]) == FEWEST_DRAWS * 3


def test_as_many_sets_of_assumptions_are_tried_as_the_call_from_python_tries():
    (option,) = [one for one in command.params if one.name == "assumptions"]
    assert option.default == signature(package.compare).parameters["assumptions"].default


@pytest.mark.slow
def test_quiet_leaves_standard_error_empty(loyaltysim, tiny):
    assert loyaltysim("compare", tiny, *QUICK, "--quiet").err == ""


@pytest.mark.usefixtures("undrawn")
def test_options_replace_what_the_scenario_says(loyaltysim, tiny):
    told = document(
        loyaltysim(
            *("compare", tiny, "--jobs", 1, "--assumptions", 0, "--json", "--out", "elsewhere"),
            *("--days", 4, "--customers", 3500, "--seed", 5, "--only", "daily lottery"),
        )
    )
    assert (told["days"], told["seed"], told["markets"]) == (4, 5, 35)
    assert [row["scheme"] for row in told["schemes"]] == ["no card", "daily lottery"]
    assert told["folder"].startswith("elsewhere/tiny/")


@pytest.mark.parametrize(
    ("written", "days"), [("4", 4), ("1_0", 10), ("1w", 7), ("2 weeks", 14), ("1mo", 30)]
)
def test_days_are_written_as_in_a_file(tiny, written, days):
    assert read_days(written) == days
    tiny.write_text(tiny.read_text().replace("days: 10", f"days: {written}"))
    assert load_scenario(tiny).days == days


@pytest.mark.usefixtures("undrawn")
def test_days_may_be_a_duration(loyaltysim, tiny):
    arguments = ("--jobs", 1, "--assumptions", 0, "--customers", 100, "--json", "--days", "1w")
    assert document(loyaltysim("compare", tiny, *arguments))["days"] == 7


@pytest.mark.slow
@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(("asked", "half_width"), [("20pp", "20pp"), ("3%", "3pp")])
def test_precision_is_a_share_or_an_amount(loyaltysim, tiny, asked, half_width):
    told = document(
        loyaltysim("compare", tiny, "--jobs", 1, "--assumptions", 0, "--json", "--precision", asked)
    )
    resolved = (tiny.parent / told["folder"] / "scenario.yaml").read_text()
    assert f"precision: {half_width}\n" in resolved


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("0pp", "precision: must be greater than 0"),
        ("-1", "precision: must be greater than 0"),
        ("narrow", "precision: must be a number, but is narrow"),
        (
            "500",
            "precision: must be at most 20 percentage points, but is 500; 500 means 50,000 points",
        ),
        ("1e12", "precision: must be at most"),
        (
            "0.2",
            "precision: must have a unit, but is 0.2; as a share it is 20 percentage points; write 0.2pp",
        ),
    ],
)
def test_a_precision_that_no_scenario_could_have_is_refused(loyaltysim, tiny, asked, told):
    code, out, err = loyaltysim("compare", tiny, f"--precision={asked}")
    assert (code, out) == (2, "")
    assert told in err
    assert "Traceback" not in err


def test_the_precision_of_profit_is_money(loyaltysim, tiny):
    tiny.write_text(tiny.read_text().replace("matters: 0.5pp", "matters: 0.5, metric: profit"))
    code, _, err = loyaltysim("compare", tiny, "--precision", "0.2pp")
    assert code == 2
    assert "precision: must be an amount of money" in err


@pytest.mark.usefixtures("undrawn")
def test_purchases_and_customers_are_written_on_request(loyaltysim, tiny):
    told = document(
        loyaltysim(
            *("compare", tiny, "--jobs", 1, "--assumptions", 0, "--json"),
            *("--transactions", "--customers-table"),
        )
    )
    folder = tiny.parent / told["folder"]
    assert (folder / "transactions.parquet").is_file()
    assert (folder / "customers.parquet").is_file()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["compare", "coffe_bar"], "no scenario is named coffe_bar; did you mean coffee_bar?"),
        (["compare", "tiny.yaml", "--only", "ten stamps"], "no scheme is named ten stamps"),
        (["run", "tiny.yaml", "three stamp"], "did you mean three stamps?"),
        (
            ["run", "tiny.yaml"],
            "no scheme is named; the schemes are no card; three stamps; daily lottery",
        ),
        (["run", "tiny.yaml", "zzz"], "the schemes are no card; three stamps; daily lottery"),
        (["compare", "tiny.yaml", "--days", "0"], "Invalid value for '--days'"),
        (["compare", "tiny.yaml", "--days", "0.5w"], "must be whole days, at least 1, but is 0.5w"),
        (
            ["compare", "tiny.yaml", "--days", "1e400"],
            "must be whole days, at least 1, but is 1e400",
        ),
        (
            ["compare", "tiny.yaml", "--days", "soon"],
            "'soon' is no number of days, such as 180, 26w, 6mo or 1y",
        ),
        (["compare", "tiny.yaml", "--days", "20y"], "days: must be less than or equal to 3650"),
        (["compare", "tiny.yaml", "--days", "4000"], "days: must be less than or equal to 3650"),
        (["compare", "missing.yaml"], "missing.yaml: there is no such file"),
    ],
)
def test_what_cannot_be_played_is_told(loyaltysim, tiny, arguments, told):
    code, out, err = loyaltysim(*arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert "Traceback" not in err


def test_results_that_cannot_be_written_are_told_before_the_work(loyaltysim, tiny):
    (tiny.parent / "results").write_text("a file")
    code, _, err = loyaltysim("compare", tiny, *QUICK)
    assert code == 2
    assert "a file stands where a folder is needed" in err
    assert err.count("\n") == 1


@pytest.mark.usefixtures("undrawn")
def test_a_single_scheme_is_told_with_its_figures(loyaltysim, tiny):
    code, out, err = loyaltysim("run", tiny, "three stamps", "--jobs", 1)
    assert (code, err) == (0, "")
    assert out.strip().startswith("three stamps")
    assert "daily lottery" not in out
    told = document(loyaltysim("run", tiny, "three stamps", "--jobs", 1, "--json"))
    assert [row["scheme"] for row in told["schemes"]] == ["three stamps"]


@pytest.mark.slow
def test_the_command_works_from_a_shell(tiny):
    settled = ["--jobs", "1", "--assumptions", "0", "--quiet"]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "loyaltysim", "compare", tiny, *settled],
        capture_output=True,
        text=True,
        check=False,
        cwd=tiny.parent,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Who stays" in done.stdout
