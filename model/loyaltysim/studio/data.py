"""A purchase record that somebody brings: where it goes, what stands in it, and the customers made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from loyaltysim.calibration.logs.cells import read_head
from loyaltysim.calibration.logs.detect import detect_columns
from loyaltysim.calibration.logs.log import read_log
from loyaltysim.calibration.logs.rfm import read_rfm
from loyaltysim.errors import InputError
from loyaltysim.language import say
from loyaltysim.scenario.blocks.fit import FitSpec
from loyaltysim.scenario.text.compose import compose
from loyaltysim.studio.edits import put
from loyaltysim.studio.places import FILE, spans_at
from loyaltysim.studio.roundtrip import as_flow, write

if TYPE_CHECKING:
    from pathlib import Path

    from loyaltysim.calibration.logs.record import Record

TABLE = {"x", "t_x", "T"}
"""Columns of a table that has a row for each customer; a log has a row for each purchase."""
MOST_NAMED, FEWEST = 20, 2
"""Columns that are named, and that a log has at least."""
FIT = ("population", "fit")
DATA = "data"
"""Folder of a draft in which new files are."""


@dataclass(frozen=True)
class Taken:
    """What a file makes of a draft."""

    text: str
    """Of the scenario."""
    place: str
    """Path of the file in the draft's folder."""
    told: str
    """What was found in the file."""


def with_data(text: str, folder: Path, brought: Path) -> Taken:
    """Let a scenario fit its customers to a file, which takes the place of nothing but the record that it names.

    Parameters
    ----------
    folder
        Of the draft; nothing is changed there.
    brought
        The file, outside the draft.

    Raises
    ------
    InputError
        When customers cannot be made of the file.
    """
    known = _named(text, brought.name)
    if known is not None:
        record = _read(known, brought)
        return Taken(text, PurePosixPath(known.named).as_posix(), _told(record))
    place = _free(folder, brought.name)
    spec, told = _spec(brought, place)
    return Taken(_fitted(text, spec), place, told)


def _free(folder: Path, name: str) -> str:
    """Find a path for a file at which nothing is yet."""
    stem, dot, ending = name.partition(".")
    taken = {path.name.casefold() for path in (folder / DATA).glob("*")}
    number = 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}_{number}{dot}{ending}"
    return f"{DATA}/{name}"


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


def _named(text: str, name: str) -> FitSpec | None:
    """Find how the scenario reads a file that it names already as a record inside its folder; None if it does not."""
    node = compose(text, FILE)[0]
    for part in FIT:
        node = None if node is None else node.child(part)
    try:
        spec = FitSpec.model_validate(None if node is None else node.plain())
    except ValidationError:
        return None
    path = PurePosixPath(spec.named)
    inside = not path.is_absolute() and ".." not in path.parts
    own = path.as_posix().casefold() == FILE
    return spec if path.name == name and inside and not own else None


def _spec(brought: Path, named: str) -> tuple[dict[str, Any], str]:
    """Write how the file is to be read, and say what was found; columns that cannot be told are left to the user."""
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
        _read(spec, spec.file).require_enough()


def _read(spec: FitSpec, file: Path) -> Record:
    if spec.rfm:
        return read_rfm(file, unit_days=spec.unit_days)
    return read_log(file, spec.columns, day_first=spec.day_first)
