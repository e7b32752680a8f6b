"""What all commands share: the option --debug, the state it is kept in, and what is told of unknown names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import click

from loyaltysim.errors import closest


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


MEANT = {
    "create": "init",
    "lint": "check",
    "new": "init",
    "play": "compare",
    "simulate": "compare",
    "start": "init",
    "validate": "check",
}
"""The commands that other words stand for elsewhere."""


class Group(click.Group):
    """Commands of which an unknown one is answered with what was meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; old versions of click suggest none, new ones only what is spelt alike."""
        name = args[0]
        meant = MEANT.get(name.lower()) or closest(name, self.commands)
        is_unknown = not name.startswith("-") and self.get_command(ctx, name) is None
        if meant and is_unknown and not ctx.resilient_parsing:
            ctx.fail(f"No such command '{name}'. Did you mean '{meant}'?")
        return super().resolve_command(ctx, args)


command = partial(click.command, cls=Command)
"""Make a function a command, as `click.command` does."""
