import errno
import os
import subprocess
import sys

import click
import pytest

from loyaltysim.cli.command import MEANT, command
from loyaltysim.cli.main import cli
from loyaltysim.errors import InputError, Problem, ScenarioError


@pytest.fixture
def failing(monkeypatch):
    """Add a command `fail` that raises what a test wants."""

    def add(error):
        @command()
        def fail():
            raise error

        monkeypatch.setitem(cli.commands, "fail", fail)

    return add


def test_what_the_user_can_put_right_is_told_without_a_traceback(failing, loyaltysim):
    failing(
        ScenarioError(
            Problem("must be above 0, but is -2", "usually 0.5 to 10", "rate", "bad.yaml", 4, 5),
            Problem("nothing is named stamp", file="bad.yaml", line=5, column=5),
        )
    )
    code, out, err = loyaltysim("fail")
    assert (code, out) == (2, "")
    assert err == (
        "2 problems in bad.yaml\n"
        "bad.yaml:4:5: rate: must be above 0, but is -2; usually 0.5 to 10\n"
        "bad.yaml:5:5: nothing is named stamp\n"
    )


def test_a_fault_of_the_program_is_one_line(failing, loyaltysim):
    failing(KeyError("margin\nof error"))
    code, out, err = loyaltysim("fail")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert err.startswith("loyaltysim: unexpected KeyError: ")
    assert "--debug" in err


@pytest.mark.parametrize("error", [KeyError("margin"), InputError("no such log")])
def test_debug_shows_where_an_error_arose(failing, loyaltysim, error):
    failing(error)
    plain, debugged = loyaltysim("fail"), loyaltysim("fail", "--debug")
    assert plain.code == debugged.code
    assert "Traceback" not in plain.err
    assert "Traceback" in debugged.err
    assert "test_errors.py" in debugged.err


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_an_interrupt_is_one_line_and_130(failing, loyaltysim, error):
    failing(error)
    code, out, err = loyaltysim("fail")
    assert (code, out) == (130, "")
    assert err.strip() == "loyaltysim: interrupted; finished work is kept and used next time"


def test_a_file_that_cannot_be_used_is_named(failing, loyaltysim):
    failing(PermissionError(errno.EACCES, os.strerror(errno.EACCES), "sales.csv"))
    code, _, err = loyaltysim("fail")
    assert (code, err) == (2, "loyaltysim: sales.csv: Permission denied\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["compar"], "No such command 'compar'. Did you mean 'compare'?"),
        (["new"], "No such command 'new'. Did you mean 'init'?"),
        (["Validate", "mine.yaml"], "No such command 'Validate'. Did you mean 'check'?"),
        (["qqqq"], "No such command 'qqqq'."),
        (["--chek"], "No such option"),
        (["mechanics", "--nmae"], "No such option"),
        (["constants", "extra"], "unexpected extra argument"),
    ],
)
def test_wrong_usage_leaves_with_2(loyaltysim, arguments, told):
    code, out, err = loyaltysim(*arguments)
    assert (code, out) == (2, "")
    assert told in err


def test_a_reader_that_goes_away_is_no_error():
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "loyaltysim", "constants", "--json"],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


def test_all_options_with_wrong_values_are_told_at_once(loyaltysim):
    told = loyaltysim("compare", "coffee_bar", "--days", "0", "--customers", "0", "--seed", "-1")
    assert told.code == 2
    for option in ("--days", "--customers", "--seed"):
        assert f"Invalid value for '{option}'" in told.err
    one = loyaltysim("compare", "coffee_bar", "--days", "0")
    assert one.err.count("Invalid value") == 1


def test_what_other_words_stand_for_are_commands():
    assert set(MEANT.values()) <= set(cli.commands)
    assert not set(MEANT) & set(cli.commands)
