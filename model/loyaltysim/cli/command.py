"""What all commands share: the option --debug, and the state it is kept in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import click


@dataclass
class State:
    """What the place that tells errors has to know about the command that failed."""

    debug: bool = False


def _remember_debug(context: click.Context, _option: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's callback
    if value:
        context.ensure_object(State).debug = True


class Command(click.Command):
    """A command that understands --debug."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to click
        super().__init__(*args, **kwargs)
        self.params.append(
            click.Option(
                ["--debug"],
                is_flag=True,
                expose_value=False,
                is_eager=True,
                callback=_remember_debug,
                help="Show where an error arose, for a bug report.",
            )
        )


command = partial(click.command, cls=Command)
"""Make a function a command, as `click.command` does."""
