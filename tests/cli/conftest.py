"""The command line called in this process, with what it wrote and its exit code."""

from typing import NamedTuple

import pytest

from loyaltysim.cli.main import run


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def loyaltysim(capsys):
    """Call the command line as a shell would."""

    def call(*arguments):
        code = run([str(argument) for argument in arguments])
        return Outcome(code, *capsys.readouterr())

    return call
