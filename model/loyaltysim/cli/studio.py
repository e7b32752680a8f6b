"""`loyaltysim studio`: scenarios made, played and compared on a local web page."""

from __future__ import annotations

from pathlib import Path

import click

from loyaltysim.cli.command import command
from loyaltysim.extras import need

PORT = 8765


@command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Port on this machine; 0 takes any that is free.",
)
@click.option("--no-browser", is_flag=True, help="Open no browser.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("results/studio"),
    show_default=True,
    help="Where scenarios, runs and results are kept; closed to other users of this machine.",
)
def studio(port: int, folder: Path, *, no_browser: bool) -> None:
    """Open the studio in your browser.

    Choose a scenario, change it in forms, play it and read the report, all on a local web page. Only this machine can reach it, and
    only who knows the address with its token; your browser has to open that address once after each start. End it by Ctrl-C.
    """
    need("`studio`", "starlette", "uvicorn")
    from loyaltysim.studio.server import serve

    def tell(address: str) -> None:
        click.echo(f"The studio is at {address}")
        click.echo(f"Ctrl-C ends it; everything is kept in {folder}")

    serve(folder, port, browser=not no_browser, tell=tell)
