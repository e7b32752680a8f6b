"""A purchase record that somebody brings: where it goes, what stands in it, and the customers made of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from loyaltysim.calibration.cells import read_head
from loyaltysim.calibration.detect import detect_columns
from loyaltysim.calibration.log import read_log
from loyaltysim.calibration.rfm import read_rfm
from loyaltysim.comparison.atomic import make_folder, storing
from loyaltysim.errors import InputError
from loyaltysim.language import say
from loyaltysim.scenario.compose import compose
from loyaltysim.scenario.fit import FitSpec
from loyaltysim.studio.edits import put
from loyaltysim.studio.places import FILE, spans_at
from loyaltysim.studio.roundtrip import as_flow, write

if TYPE_CHECKING:
    from pathlib import Path

    from loyaltysim.calibration.record import Record

TABLE = {"x", "t_x", "T"}
"""Columns of a table that has a row for each customer; a log has a row for each purchase."""
MOST_NAMED, FEWEST = 20, 2
"""Columns that are named, and that a log has at least."""
FIT = ("population", "fit")


def with_data(text: str, folder: Path, brought: Path) -> tuple[str, str]:
    """Take a file into a draft, and let the scenario fit its customers to it.

    Parameters
    ----------
    brought
        The file, outside the draft.

    Returns
    -------
    The scenario's text; what was found in the file.

    Raises
    ------
    InputError
        When customers cannot be made of the file, which then stays where it is.
    """
    known = _named(text, brought.name)
    spec, told = ("", "") if known else _spec(brought)
    place = folder / (known or f"data/{brought.name}")
    make_folder(place.parent)
    with storing(place):
        brought.replace(place)
    return (text if known else _fitted(text, spec)), told


def _fitted(text: str, spec: Any) -> str:  # noqa: ANN401 - plain data of YAML
    """Put the record in the place of the customers that were described, with the comments among them."""
    value = as_flow({FIT[1]: spec})
    found = (spans_at(text, ()) or {}).get(FIT[0])
    if found is None:
        return put(text, FIT[:1], value)
    lines = text.split("\n")
    end = found.end
    while not lines[end - 1].strip():
        end -= 1
    written = write({FIT[0]: value}).rstrip("\n")
    return "\n".join([*lines[: found.first], written, *lines[end:]])


def _named(text: str, name: str) -> str:
    """Find the path by which the scenario names a file already, inside its folder; empty if it does not."""
    node = compose(text, FILE)[0]
    for part in FIT:
        node = None if node is None else node.child(part)
    values = [] if node is None else [node.mapping.get(key) for key in ("log", "rfm")]
    for value in values:
        path = PurePosixPath(value.text if value is not None else "")
        if path.name == name and not path.is_absolute() and ".." not in path.parts:
            return path.as_posix()
    return ""


def _spec(brought: Path) -> tuple[dict[str, Any], str]:
    """Write how the file is to be read, and say what was found; columns that cannot be told are left to the user."""
    named = f"data/{brought.name}"
    header, rows = read_head(brought, 1)
    if set(header) >= TABLE:
        return {"rfm": named, "unit": "week"}, _told(read_rfm(brought))
    try:
        columns = detect_columns(brought, {})
    except InputError as error:
        if len(header) < FEWEST or not rows:
            needed = say("it needs a header with two columns or more, and a row per purchase")
            raise InputError(replace(error.problems[0], hint=needed)) from error
        names = ", ".join(header[:MOST_NAMED])
        name_it = say("Give its name under columns; the header has {names}.", names=names)
        return {"log": named}, f"{error.problems[0].message.capitalize()}. {name_it}"
    record = read_log(brought, columns)
    written = columns.model_dump(exclude_none=True)
    return {"log": named, "columns": written}, _told(record)


def _told(record: Record) -> str:
    source = record.require_enough().source
    return f"{replace(source, file=PurePosixPath(source.file).name)}."


def check_data(spec: object) -> None:
    """Read the purchase record of a scenario, so that what is wrong with it is told before anything is played.

    Raises
    ------
    InputError
        When it cannot be used.
    """
    if isinstance(spec, FitSpec):
        file = spec.file
        record = (
            read_rfm(file, unit_days=spec.unit_days)
            if spec.rfm
            else read_log(file, spec.columns, day_first=spec.day_first)
        )
        record.require_enough()
