"""Keeps the runs going: begins them in turn, ends those that are cancelled or take too long, and goes on after a restart."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from loyaltysim.errors import LoyaltysimError, Problem
from loyaltysim.language import say, spoken
from loyaltysim.studio.endings import Endings
from loyaltysim.studio.folders import (
    CANCELLED,
    DONE,
    FAILED,
    OPEN,
    OUTCOME,
    PLAYING,
    WAITING,
    FullError,
    OpenError,
)
from loyaltysim.studio.limits import free_memory
from loyaltysim.studio.processes import context, end

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from loyaltysim.studio.folders import Run, Runs
    from loyaltysim.studio.limits import Limits

LOOK = 0.1
"""Seconds between two looks at the processes, at most."""
MOST_ATTEMPTS = 3


def _play(*args: Any) -> None:  # noqa: ANN401 - those of `play_run`
    """Play a run; only the other process has to load what that takes."""
    from loyaltysim.studio.player import play_run  # noqa: PLC0415

    play_run(*args)


@dataclass(frozen=True)
class _Playing:
    process: Any
    until: float


class Keeper:
    """Plays runs in processes of their own, some at once, the others in the order in which they came."""

    def __init__(self, runs: Runs, out: Path, limits: Limits) -> None:
        self._runs, self._out, self._limits = runs, out, limits
        self._playing: dict[str, _Playing] = {}
        self._waiting: list[str] = []
        self._endings = Endings(runs)
        self._lock = threading.RLock()
        self._ended, self._news = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._watch, name="keeper", daemon=True)

    def start(self) -> None:
        """Begin, with the runs that the last server did not finish."""
        for run in reversed(self._runs.all()):
            if run.state in OPEN:
                self._guarded(self._take_up, run.id)
        self._thread.start()

    def stop(self) -> None:
        """End all processes; the runs go on with the next server."""
        self._ended.set()
        self._news.set()
        self._thread.join()
        with self._lock:
            for name in list(self._playing):
                end(self._playing.pop(name).process)

    def _guarded(self, step: Callable[[str], None], name: str) -> None:
        """Take a step with one run; whatever its trouble is, the others go on."""
        try:
            step(name)
        except Exception as error:  # whatever it is concerns this run alone
            self._endings.failed(name, error)

    def _take_up(self, name: str) -> None:
        run = self._runs.read(name)
        if run.attempts >= MOST_ATTEMPTS:
            told = say(
                "The server was ended {count} times while this was played.", count=run.attempts
            )
            self._endings.add(name, state=FAILED, message=told)
            return
        self._runs.change(run, state=WAITING)
        self._waiting.append(run.id)

    def add(self, draft: Path, title: str) -> Run:
        """Take a draft as it is now as a run; the same draft is played once at a time.

        Raises
        ------
        FullError
            When too many are waiting.
        """
        with self._lock:
            if len(self._waiting) >= self._limits.runs_waiting:
                raise FullError(Problem(say("too many runs are waiting; try again later")))
            run = self._runs.make(draft, title, spoken())
            self._waiting.append(run.id)
        self._news.set()
        return run

    def cancel(self, name: str) -> Run:
        """End a run; one that is finished stays as it is."""
        with self._lock:
            run = self._runs.read(name)
            if run.state not in OPEN:
                return run
            if name in self._waiting:
                self._waiting.remove(name)
            if name in self._playing:
                end(self._playing.pop(name).process)
            self._endings.add(name, state=CANCELLED)
            self._endings.write()
            return replace(run, state=CANCELLED)

    def remove(self, name: str) -> None:
        """Take a run out of the history.

        Raises
        ------
        OpenError
            When it is not finished.
        """
        with self._lock:
            run = self._runs.read(name)
            if run.state in OPEN:
                told = say("this run is not finished; cancel it first")
                raise OpenError(Problem(told))
            self._runs.remove(run, self._out)

    def before(self, name: str) -> int:
        """Count the runs that wait in front of one."""
        with self._lock:
            return self._waiting.index(name) if name in self._waiting else 0

    def _watch(self) -> None:
        while not self._ended.is_set():
            self._news.wait(LOOK)
            self._news.clear()
            with self._lock:
                self._look()

    def _look(self) -> None:
        for name in list(self._playing):
            self._guarded(self._collect, name)
        while self._waiting and self._has_room():
            self._guarded(self._begin, self._waiting.pop(0))
        self._endings.write()
        if not self._playing and not self._waiting:
            with suppress(LoyaltysimError):  # it is tried again at the next look
                self._runs.collect(self._out)

    def _has_room(self) -> bool:
        """Tell whether one more run can be played: one always, others as long as cores and memory allow."""
        playing, limits = len(self._playing), self._limits
        wanted = (playing + 1) * limits.run_memory
        return playing == 0 or (playing < limits.runs_at_once and free_memory() >= wanted)

    def _collect(self, name: str) -> None:
        one = self._playing[name]
        late = time.monotonic() > one.until
        if late or not one.process.is_alive():
            del self._playing[name]
            end(one.process)
            self._endings.add(name, **self._outcome(name, late=late))

    def _outcome(self, name: str, *, late: bool) -> dict[str, Any]:
        told = self._runs.told(name, OUTCOME)
        if told.get("state") in {DONE, FAILED}:
            return {"state": told["state"], "message": str(told.get("message", ""))}
        if late:
            minutes = f"{self._limits.run_seconds / 60:.0f}"
            told_late = say(
                "This run took longer than the {minutes} minutes it may.", minutes=minutes
            )
            return {"state": FAILED, "message": told_late}
        return {
            "state": FAILED,
            "message": say(
                "This run was ended from outside, or took more memory or time than it may."
            ),
        }

    def _begin(self, name: str) -> None:
        run = self._runs.read(name)
        self._runs.change(run, state=PLAYING, attempts=run.attempts + 1)
        process: Any = context().Process(  # type: ignore[attr-defined]
            target=_play, args=(self._runs.path(name), self._out, self._limits, run.language)
        )
        process.start()
        self._playing[name] = _Playing(process, time.monotonic() + self._limits.run_seconds)
