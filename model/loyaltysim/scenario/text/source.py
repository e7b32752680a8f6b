"""Files as they come: what is refused before a word of them is parsed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from loyaltysim.errors import Problem, ScenarioError, closest
from loyaltysim.scenario.bundled import bundled_hint, bundled_names
from loyaltysim.scenario.text.nodes import Place

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1_000_000
_BOMS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def read_text(path: Path, file: str) -> str:
    """Read a scenario's text.

    Parameters
    ----------
    path
        Where it is.
    file
        How messages call it.

    Raises
    ------
    ScenarioError
        When it is missing, no file, too large, unreadable, or no UTF-8 text.
    """
    try:
        data = _read_bytes(path, file)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ScenarioError(Problem(f"cannot be read: {reason}", file=file)) from error
    return decode(data, file)


def _read_bytes(path: Path, file: str) -> bytes:
    if path.is_dir():
        hint = "name a scenario file, such as scenario.yaml"
        raise ScenarioError(Problem("this is a folder, not a scenario file", hint, file=file))
    if not path.exists():
        raise ScenarioError(Problem("there is no such file", _similar(path), file=file))
    if not path.is_file():
        raise ScenarioError(Problem("this is not an ordinary file", file=file))
    with path.open("rb") as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        size = f"{path.stat().st_size / 1e6:,.1f} MB"
        hint = (
            "the largest scenario is 1 MB; purchase records are read with `population: {fit: ...}`"
        )
        raise ScenarioError(Problem(f"the file has {size}", hint, file=file))
    return data


def _similar(path: Path) -> str:
    beside = [p.name for p in path.parent.glob("*.y*ml")] if path.parent.is_dir() else []
    near = closest(path.name, beside)
    if near:
        return f"did you mean {path.with_name(near)}?"
    bare = path.stem
    return f"did you mean {bare}?" if bare in bundled_names() else bundled_hint(bare)


def decode(data: bytes, file: str) -> str:
    """Turn bytes into text and refuse what is not UTF-8 text."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            raise ScenarioError(Problem(f"the text is {encoding}", "save it as UTF-8", file=file))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _place(data[: error.start].decode("utf-8", "replace"), file)
        message = f"byte {data[error.start]:#04x} is not UTF-8"
        raise ScenarioError(place.problem(message, "save the file as UTF-8 text")) from error
    found = _UNPRINTABLE.search(text)
    if found:
        message = f"the control character {ord(found[0]):#06x} is not allowed"
        raise ScenarioError(_place(text[: found.start()], file).problem(message, "remove it"))
    return text


def _place(before: str, file: str) -> Place:
    lines = before.split("\n")
    return Place(file, len(lines), len(lines[-1]) + 1)
