"""Options of the commands that can send their work to a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function", bound="Callable[..., Any]")


class ClusterOptions(TypedDict):
    """What the options of `cluster_options` give."""

    dask: str | None
    any_worker: bool


def cluster_options(function: Function) -> Function:
    """Add the options, in the order in which help lists them."""
    dask = click.option(
        "--dask",
        metavar="ADDRESS",
        help="Let the workers of a Dask cluster play, such as tcp://10.0.0.1:8786.",
    )
    any_worker = click.option(
        "--any-worker",
        is_flag=True,
        help="Also use workers with other versions or processors; the last digits may then differ.",
    )
    return dask(any_worker(function))
