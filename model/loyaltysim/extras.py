"""Packages that only some commands need, which come with an extra."""

from __future__ import annotations

from importlib.util import find_spec

from loyaltysim.errors import InputError, Problem

EXTRAS = {
    "SALib": "sweep",
    "distributed": "cluster",
    "openpyxl": "excel",
    "optuna": "sweep",
    "starlette": "studio",
    "uvicorn": "studio",
    "weasyprint": "pdf",
}
"""The extra that brings each package, by the name under which the package is imported."""


def need(what: str, *packages: str, instead: str = "", where: str = "", file: str = "") -> None:
    """Refuse what cannot be done because packages of an extra are not installed.

    Parameters
    ----------
    what
        Needs the packages, in the words of a message.
    instead
        What else can be done.
    where, file
        What asked for it.

    Raises
    ------
    InputError
        With what to install.
    """
    missing = [name for name in packages if find_spec(name) is None]
    if not missing:
        return
    known = f"package {missing[0]}" if len(missing) == 1 else f"packages {' and '.join(missing)}"
    are = "is" if len(missing) == 1 else "are"
    hint = f"pip install 'loyaltysim[{EXTRAS[missing[0]]}]'"
    raise InputError(
        Problem(
            f"{what} needs the {known}, which {are} not installed",
            f"{hint}, or {instead}" if instead else hint,
            where,
            file,
        )
    )
