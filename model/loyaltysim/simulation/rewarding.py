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
        run.take(running, answer)
        run.today.got.extend(_got(run, running, answer))
    for running in run.instances:
        run.take(running, ask_to_close(run, running))


def _got(run: Run, running: Running, answer: Answer) -> Iterator[Got]:
    """Give what customers know they got by today's act; redeeming only converts."""
    account = run.ledger.accounts.get(running.name)
    for post in answer.posts:
        if not post.rows.size:
            continue
        if post.flow is Flow.GRANT:
            yield Got(running, post.rows, post.value)
        elif post.flow is Flow.EARN and account is not None and account.spec.known:
            yield Got(running, post.rows, post.amount * account.spec.unit_value)
