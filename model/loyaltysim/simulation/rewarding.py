"""Step 4, reward: instances answer to the acts and to the end of the day; the ledger books it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.hooks import Flow
from loyaltysim.simulation.asking import ask_for_acts, ask_to_close
from loyaltysim.simulation.today import Got

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.hooks import Answer
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.state import Run


def reward(run: Run) -> None:
    """Let every instance answer, in the order of names."""
    for running in run.instances:
        answer = ask_for_acts(run, running)
        _take(run, running, answer)
        run.today.got.extend(_got(running, answer))
    for running in run.instances:
        _take(run, running, ask_to_close(run, running))


def _take(run: Run, running: Running, answer: Answer) -> None:
    for post in answer.posts:
        run.ledger.book(running.name, post, run.day)
    run.today.moments.extend((running, moment) for moment in answer.moments)


def _got(running: Running, answer: Answer) -> Iterator[Got]:
    """Give what customers know they got by today's act; redeeming only converts."""
    account = running.mechanic.account()
    for post in answer.posts:
        if not post.rows.size:
            continue
        if post.flow is Flow.GRANT:
            yield Got(running, post.rows, post.value)
        elif post.flow is Flow.EARN and account is not None and account.known:
            yield Got(running, post.rows, post.amount * account.unit_value)
