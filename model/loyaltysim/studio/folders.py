"""What the studio keeps on disk: drafts of scenarios, and runs with their state. Names in addresses are made here."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import islice, takewhile
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.events import ScalarEvent

from loyaltysim.comparison.playing.atomic import make_folder, storing, write_bytes
from loyaltysim.errors import LoyaltysimError, Problem
from loyaltysim.language import say
from loyaltysim.scenario.text.nodes import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SCENARIO = "scenario.yaml"
ID = re.compile(r"[0-9a-f]{16}", re.ASCII)
_TITLE = re.compile(r"^title[ \t]*:.*$(?:\n(?:[ \t].*)?$)*", re.MULTILINE)
"""The entry of the title, with the lines on which it goes on."""
LONGEST_ENTRY = 500
"""Characters of it that are read."""
_OPENING = 3
"""Events before its key: the stream, the document and the mapping begin."""
WAITING, PLAYING, DONE, FAILED, CANCELLED = "waiting", "playing", "done", "failed", "cancelled"
OPEN = {WAITING, PLAYING}
OUTCOME = "outcome.json"
"""What the process that plays leaves at its end."""


class UnknownError(LoyaltysimError):
    """There is no such draft or run."""


class StaleError(LoyaltysimError):
    """A draft was changed in another window."""


class OpenError(LoyaltysimError):
    """A run is not finished yet."""


class FullError(LoyaltysimError):
    """There are too many drafts or runs."""


def new_id() -> str:
    """Make a name that nobody can guess."""
    return secrets.token_hex(8)


def title_of(text: str) -> str:
    """Find the title of a scenario without reading it as a whole; empty where it has none that can be read.

    Examples
    --------
    >>> title_of('title: "Which card?"  # a question')
    'Which card?'
    """
    found = _TITLE.search(text)
    if found is None:
        return ""
    try:
        events = YAML(typ="safe", pure=True).parse(found[0][:LONGEST_ENTRY])
        scalars = [event.value for event in takewhile(_is_scalar, islice(events, _OPENING, None))]
    except Exception:  # the parser raises IndexError and others at some malformed texts
        return ""
    return " ".join(scalars[1].split()) if len(scalars) == 2 else ""


def _is_scalar(event: object) -> bool:
    return isinstance(event, ScalarEvent)


def revision(text: str) -> str:
    """Name a version of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def now() -> str:
    """Give the time, for people."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _at(changed: int) -> str:
    return datetime.fromtimestamp(changed / 1e9, UTC).isoformat(timespec="seconds")


@dataclass(frozen=True)
class Draft:
    """A scenario that somebody works on."""

    id: str
    text: str

    @property
    def revision(self) -> str:
        """Name of this version."""
        return revision(self.text)


@dataclass(frozen=True)
class Kept:
    """What a list tells of a draft, or of a run."""

    url: str
    title: str
    time: str
    """When the draft was changed last, or the run was made."""
    state: str = ""
    """Of a run."""

    @property
    def open(self) -> bool:
        """Whether it is a run that is not finished."""
        return self.state in OPEN


class Drafts:
    """The drafts, each in a folder of its own, so that a scenario sees no file but its own."""

    def __init__(self, folder: Path, most: int) -> None:
        self.folder = make_folder(folder)
        self._aside = folder.with_name(f"{folder.name}_aside")
        """Where drafts are until they are whole."""
        shutil.rmtree(self._aside, ignore_errors=True)  # what a server that was killed has left
        self._most = most
        self._lock = threading.Lock()

    def make(self, text: str, files: Mapping[str, bytes]) -> Draft:
        """Begin a draft.

        Parameters
        ----------
        files
            Data that the scenario names, by path.

        Raises
        ------
        FullError
            When there are too many.
        """
        if sum(1 for _ in self.folder.glob(f"*/{SCENARIO}")) >= self._most:
            raise FullError(
                Problem(
                    say("there are too many scenarios; remove some that are not needed any more")
                )
            )
        draft = Draft(new_id(), text)
        aside = self._aside / draft.id
        try:
            for name, data in {**files, SCENARIO: text.encode()}.items():
                make_folder((aside / name).parent)
                write_bytes(aside / name, data)
            with storing(self.folder):
                aside.rename(self.path(draft.id))
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        return draft

    def path(self, name: str) -> Path:
        """Give the folder of a draft."""
        return self.folder / _checked(name)

    def read(self, name: str) -> Draft:
        """Read a draft.

        Raises
        ------
        UnknownError
            When there is none.
        """
        return Draft(name, _text(self.path(name) / SCENARIO))

    def save(
        self, name: str, before: str, text: str, files: Mapping[str, Path] | None = None
    ) -> Draft:
        """Put a text in the place of the version that it was made from.

        Parameters
        ----------
        files
            Files that come with it, by their path in the draft; they are moved there.

        Raises
        ------
        StaleError
            When another version is there meanwhile.
        """
        with self._lock:
            if self.read(name).revision != before:
                raise stale()
            put_in(self.path(name), files or {})
            write_bytes(self.path(name) / SCENARIO, text.encode())
        return Draft(name, text)

    def remove(self, name: str) -> None:
        """Take a draft away, with its data; what was played of it stays.

        Raises
        ------
        UnknownError
            When there is none.
        """
        with self._lock:
            self.read(name)
            with storing(self.folder):
                shutil.rmtree(self.path(name))

    def all(self) -> list[Kept]:
        """List all drafts, the one that was changed last first."""
        found = []
        for path in self.folder.glob(f"*/{SCENARIO}"):
            with suppress(UnknownError, OSError):  # it is being removed
                draft, changed = self.read(path.parent.name), path.stat().st_mtime_ns
                title = shorten(title_of(draft.text), 200)
                found.append((changed, Kept(f"/drafts/{draft.id}", title, _at(changed))))
        return [kept for _, kept in sorted(found, key=itemgetter(0), reverse=True)]


@dataclass(frozen=True)
class Run:
    """What the server knows of a run."""

    id: str
    draft: str
    title: str
    made: str
    language: str = "en"
    state: str = WAITING
    message: str = ""
    attempts: int = 0
    """How often it was begun, as after a restart of the server."""

    @property
    def kept(self) -> Kept:
        """What a list tells of it."""
        return Kept(f"/runs/{self.id}", self.title, self.made, self.state)


class Runs:
    """The runs, each in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = make_folder(folder)

    def make(self, draft: Path, title: str, language: str) -> Run:
        """Keep a draft as it is now, to be played."""
        run = Run(new_id(), draft.name, title, now(), language)
        copied(draft, self.path(run.id) / "files")
        self.save(run)
        return run

    def path(self, name: str) -> Path:
        """Give the folder of a run."""
        return self.folder / _checked(name)

    def save(self, run: Run) -> None:
        """Keep what is known of a run."""
        write_bytes(self.path(run.id) / "run.json", json.dumps(asdict(run)).encode())

    def change(self, run: Run, **values: Any) -> Run:  # noqa: ANN401 - fields of the run
        """Keep a run with other values."""
        changed = replace(run, **values)
        self.save(changed)
        return changed

    def remove(self, run: Run, out: Path) -> None:
        """Take a run away, and its results as soon as that can be done."""
        named = self._results(run.id)
        if named:
            write_bytes(self._left, json.dumps([*self._left_over(), named]).encode())
        with storing(self.folder):
            shutil.rmtree(self.path(run.id))
        self.collect(out)

    def collect(self, out: Path) -> None:
        """Take away what removed runs left, unless other runs have the same results, or may come to have them."""
        left, runs = self._left_over(), self.all()
        if not left or any(one.state in OPEN for one in runs):
            return
        for named in set(left) - {self._results(one.id) for one in runs}:
            folder = (out / named).resolve()
            if out.resolve() in folder.parents:
                shutil.rmtree(folder, ignore_errors=True)
        with storing(self._left):
            self._left.unlink(missing_ok=True)

    @property
    def _left(self) -> Path:
        return self.folder / "left.json"

    def _left_over(self) -> list[str]:
        """Name the results of runs that were removed while others were not finished."""
        try:
            read = json.loads(self._left.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return [str(one) for one in read] if isinstance(read, list) else []

    def _results(self, name: str) -> str:
        return str(self.told(name, OUTCOME).get("results", ""))

    def read(self, name: str) -> Run:
        """Read what is known of a run.

        Raises
        ------
        UnknownError
            When there is none.
        """
        try:
            return Run(**json.loads(_text(self.path(name) / "run.json")))
        except (TypeError, ValueError) as error:
            raise _unknown() from error

    def all(self) -> list[Run]:
        """List all runs, the latest first."""
        found = []
        for path in self.folder.glob("*/run.json"):
            with suppress(UnknownError):  # of another version of the studio
                found.append(self.read(path.parent.name))
        return sorted(found, key=lambda run: (run.made, run.id), reverse=True)

    def told(self, name: str, file: str) -> dict[str, Any]:
        """Read what the process that plays has told; nothing if it has told nothing yet."""
        try:
            read = json.loads((self.path(name) / file).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return read if isinstance(read, dict) else {}

    def early(self, name: str) -> str:
        """Give what can be shown before the end; nothing at first."""
        try:
            return (self.path(name) / "early.html").read_text(encoding="utf-8")
        except OSError:
            return ""


def stale() -> StaleError:
    """Tell that a draft is not any more what somebody saw."""
    told = say("this scenario was changed in another window")
    return StaleError(Problem(told, say("load this page again to go on from there")))


def copied(draft: Path, to: Path) -> None:
    """Copy a draft as it is now."""
    with storing(to):
        shutil.copytree(draft, to, copy_function=_shared)


def put_in(folder: Path, files: Mapping[str, Path]) -> None:
    """Move files into a folder, by their path there, in the place of what is there."""
    for name, file in files.items():
        place = folder / name
        make_folder(place.parent)
        with storing(place):
            file.replace(place)


def _shared(source: str, copy: str) -> None:
    """Give a file another name where that can be done: files of drafts are replaced, never written over."""
    try:
        os.link(source, copy, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, copy, follow_symlinks=False)


def _checked(name: str) -> str:
    if not ID.fullmatch(name):
        raise _unknown()
    return name


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise _unknown() from error


def _unknown() -> UnknownError:
    return UnknownError(Problem(say("there is nothing under this address")))
