"""Packages that only some commands need, which come with an extra."""

from __future__ import annotations

from importlib.util import find_spec

from loyaltysim.errors import LoyaltysimError, Problem


def need(package: str, command: str) -> None:
    """Refuse a command whose package is not installed.

    Raises
    ------
    LoyaltysimError
        With what to install.
    """
    if find_spec(package) is None:
        told = f"`{command}` needs the package {package}, which is not installed"
        raise LoyaltysimError(Problem(told, "install it with: pip install 'loyaltysim[sweep]'"))
