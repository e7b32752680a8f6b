"""The command `loyaltysim`, and the only place where errors become messages and exit codes."""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING, NoReturn

import click

from loyaltysim import __version__
from loyaltysim.cli.check import check
from loyaltysim.cli.clean import clean
from loyaltysim.cli.command import Group, State
from loyaltysim.cli.compare import compare
from loyaltysim.cli.constants import constants
from loyaltysim.cli.day import day
from loyaltysim.cli.evidence import evidence
from loyaltysim.cli.export import export
from loyaltysim.cli.fit import fit
from loyaltysim.cli.init import init
from loyaltysim.cli.mechanics import mechanics
from loyaltysim.cli.optimise import optimise
from loyaltysim.cli.report import report
from loyaltysim.cli.results import results
from loyaltysim.cli.run import run as run_scheme
from loyaltysim.cli.scenarios import scenarios
from loyaltysim.cli.schema import schema
from loyaltysim.cli.segments import segments
from loyaltysim.cli.sensitivity import sensitivity
from loyaltysim.cli.stopping import StoppedError, stoppable
from loyaltysim.cli.studio import studio
from loyaltysim.cli.sweep import sweep
from loyaltysim.errors import LoyaltysimError

if TYPE_CHECKING:
    from collections.abc import Sequence

FAILED, USAGE, INTERRUPTED, STOPPED = 1, 2, 130, 143
HELP = """Compare reward schemes on simulated customers.

Every scheme of a scenario is played with the same customers and the same luck. A good start:

\b
  loyaltysim scenarios             what there is to try
  loyaltysim compare coffee_bar    which card keeps more guests?
  loyaltysim init coffee_bar       a copy to change
  loyaltysim fit sales.csv         your own customers, from your sales log
"""


@click.group(
    cls=Group,
    help=HELP,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="loyaltysim", message="%(prog)s %(version)s")
def cli() -> None:
    """Compare reward schemes on simulated customers."""


for member in (
    compare,
    studio,
    report,
    sweep,
    sensitivity,
    optimise,
    results,
    run_scheme,
    check,
    fit,
    export,
    init,
    scenarios,
    mechanics,
    segments,
    schema,
    day,
    constants,
    evidence,
    clean,
):
    cli.add_command(member)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns
    -------
    The exit code: 0 well, 2 for wrong input, 130 when interrupted, 143 when
    told to end (SIGTERM), 1 for a fault of the program.
    """
    with stoppable():
        return _run(arguments)


def _run(arguments: Sequence[str] | None) -> int:
    state = State()
    try:
        code = cli.main(arguments, prog_name="loyaltysim", standalone_mode=False, obj=state)
        sys.stdout.flush()
    except BaseException as error:
        if isinstance(error, SystemExit | GeneratorExit):
            raise
        if state.debug:
            traceback.print_exception(error)
        return _tell(error)
    return code if isinstance(code, int) else 0


def _tell(error: BaseException) -> int:
    """Say what went wrong in the user's words."""
    match error:
        case click.ClickException():
            error.show()
            return error.exit_code
        case click.Abort() | KeyboardInterrupt():
            return _say(*_ended(error))
        case LoyaltysimError():
            click.echo(str(error), err=True)
            return error.exit_code
        case BrokenPipeError():
            # nobody reads on; what is still in the buffer must not raise again at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return FAILED
        case OSError(strerror=str()):
            return _say(f"{error.filename or 'input or output'}: {error.strerror}", USAGE)
        case _:
            kind, text = type(error).__name__, str(error).partition("\n")[0]
            hint = "this is a fault of the program; run again with --debug to see where"
            return _say(f"unexpected {kind}: {text} ({hint})", FAILED)


def _ended(error: BaseException) -> tuple[str, int]:
    """Tell who ended the run: somebody at the keyboard, or another process."""
    if isinstance(error.__cause__ or error, StoppedError):
        return "stopped; finished work is kept, and the same command goes on from here", STOPPED
    return "interrupted; finished work is kept and used next time", INTERRUPTED


def _say(text: str, code: int) -> int:
    click.echo(f"loyaltysim: {text}", err=True)
    return code
