"""Where scenarios are read and forms are made: one short-lived process for each request, with limits.

Whatever a scenario does to such a process, the server and everybody else go on.
"""

from __future__ import annotations

import logging
import threading
from importlib import import_module
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from loyaltysim.errors import LoyaltysimError, Problem
from loyaltysim.language import say, speaking, spoken
from loyaltysim.studio.limits import confine
from loyaltysim.studio.processes import begin, context, end, went_wrong

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from loyaltysim.studio.limits import Limits

P = ParamSpec("P")
Answer = TypeVar("Answer")

LOG = logging.getLogger(__name__)
AT_ONCE = 4
"""Requests that are worked on at the same time."""


class DeskError(LoyaltysimError):
    """A request took more than it may, or failed by no fault of the user's."""


class Desk:
    """Answers requests in processes of their own."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._places = threading.BoundedSemaphore(AT_ONCE)

    def ask(self, name: str, *args: Any) -> Any:  # noqa: ANN401 - as the function has it
        """Call a function of `pages.py` by its name, so that only the other process has to load it."""
        return self.call(_by_name, name, *args)

    def call(self, function: Callable[P, Answer], *args: P.args, **kwargs: P.kwargs) -> Answer:
        """Call a function in a process of its own.

        Raises
        ------
        LoyaltysimError
            What the function raises of this kind; or when it takes too long or too much memory.
        """
        with self._places:
            receiver, sender = context().Pipe(duplex=False)
            task = (function, args, kwargs)
            process: Any = context().Process(  # type: ignore[attr-defined]
                target=_answer, args=(sender, task, self._limits, spoken())
            )
            process.start()
            sender.close()
            try:
                return cast("Answer", self._received(receiver))
            finally:
                receiver.close()
                end(process)

    def _received(self, receiver: Connection) -> Any:  # noqa: ANN401 - whatever the function gives
        if not receiver.poll(self._limits.desk_seconds):
            raise DeskError(Problem(say("this scenario takes too long to read")))
        try:
            went_well, answer = receiver.recv()
        except EOFError:
            told = say("this scenario takes too much memory or time to read")
            raise DeskError(Problem(told)) from None
        if not went_well:
            raise answer
        return answer


def _by_name(name: str, *args: Any) -> Any:  # noqa: ANN401
    return getattr(import_module("loyaltysim.studio.pages"), name)(*args)


def _answer(sender: Connection, task: Any, limits: Limits, language: str) -> None:  # noqa: ANN401
    begin()
    confine(limits.desk_memory, limits.desk_seconds)
    function, args, kwargs = task
    try:
        with speaking(language):
            answer = (True, function(*args, **kwargs))
    except LoyaltysimError as error:
        answer = (False, error)
    except (MemoryError, RecursionError):
        return  # the other end hears that nothing comes
    except Exception:  # whatever it is, the user shall not look for it in the scenario
        LOG.exception("a page could not be made")
        with speaking(language):
            answer = (False, DeskError(Problem(went_wrong())))
    sender.send(answer)
