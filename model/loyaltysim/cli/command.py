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

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; where values are wrong, all of them are told and not only the first."""
        try:
            return super().parse_args(ctx, list(args))
        except click.BadParameter as error:
            told = self._wrong_values(ctx, args)
            if len(told) < 2:
                raise
            raise click.UsageError("\n       ".join(told), ctx) from error

    def _wrong_values(self, ctx: click.Context, args: list[str]) -> list[str]:
        given, _, order = self.make_parser(ctx).parse_args(list(args))
        told = []
        for param in dict.fromkeys(order):
            try:
                param.type_cast_value(ctx, given.get(param.name or ""))
            except click.BadParameter as error:
                error.param = error.param or param
                told.append(error.format_message())
        return told


command = partial(click.command, cls=Command)
"""Make a function a command, as `click.command` does."""
