"""How runs ended, written down as soon as that can be done: a disk may be full for a while."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from loyaltysim.errors import LoyaltysimError
from loyaltysim.studio.folders import FAILED, UnknownError
from loyaltysim.studio.processes import went_wrong

if TYPE_CHECKING:
    from loyaltysim.studio.folders import Runs

LOG = logging.getLogger(__name__)


class Endings:
    """What is still to be written of runs that have ended."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self._left: dict[str, dict[str, Any]] = {}
        self._told: set[str] = set()

    def add(self, name: str, **values: Any) -> None:  # noqa: ANN401 - fields of the run
        """Take up how a run ended."""
        self._left[name] = values

    def failed(self, name: str, error: Exception) -> None:
        """Take up that a run could not go on, and tell in the terminal why."""
        LOG.warning("run %s: %s", name, error, exc_info=error)
        own = isinstance(error, LoyaltysimError)
        self.add(name, state=FAILED, message=str(error) if own else went_wrong())

    def write(self) -> None:
        """Write what can be written; the rest is tried again at the next call."""
        for name, values in list(self._left.items()):
            try:
                self._runs.change(self._runs.read(name), **values)
            except UnknownError:  # somebody has taken its folder away
                self._forget(name)
            except Exception as error:  # whatever it is concerns this run alone
                self._warn_once(name, error)
            else:
                self._forget(name)

    def _forget(self, name: str) -> None:
        del self._left[name]
        self._told.discard(name)

    def _warn_once(self, name: str, error: Exception) -> None:
        if name not in self._told:
            LOG.warning("run %s: its end cannot be written yet: %s", name, error)
            self._told.add(name)
