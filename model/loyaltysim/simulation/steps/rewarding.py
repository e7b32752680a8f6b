"""Steps 4 and 6, reward and close: instances answer to the acts and to the end of the day; the ledger books it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.hooks import Contacts, Flow
from loyaltysim.simulation.asking import ask_for_acts, ask_for_contacts, ask_to_close
from loyaltysim.simulation.today import Got

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from loyaltysim.hooks import Amount, Answer, Rows
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.state import Run
    from loyaltysim.simulation.today import Numbered, Received


def reward(run: Run) -> None:
    """Let the instances answer to the first acts of the day."""
    answer_to_acts(run, list(enumerate(run.today.acts)))


def answer_to_acts(run: Run, acts: Sequence[Numbered]) -> None:
    """Let the instances answer act by act, in the order of names."""
    for number, today in acts:
        for running in run.asked("on_acts", number):
            answer = ask_for_acts(run, running, today.done(number, running))
            run.take(running, answer)
            parts = tuple(_got(running, answer))
            if parts:
                today.got.append(Got(running, parts))


def close(run: Run) -> None:
    """Let the instances answer to who noticed their messages, and to the end of the day."""
    for one in run.today.received:
        answer = ask_for_contacts(run, one.instance, _contacts(run, one))
        run.take(one.instance, answer)
    for running in run.asked("close"):
        run.take(running, ask_to_close(run, running))


def _contacts(run: Run, one: Received) -> Contacts:
    answered = run.today.did(one.message.act, one.noticed, run.customers.n)
    return Contacts(one.message, one.noticed, answered, one.told)


def _got(running: Running, answer: Answer) -> Iterator[tuple[Rows, Amount]]:
    """Give what customers know they got by today's act; redeeming only converts."""
    for post in answer.posts:
        if not post.rows.size:
            continue
        if post.flow is Flow.GRANT:
            yield post.rows, post.value
        elif post.flow is Flow.EARN and not post.converts:
            account = running.firm.ledger.accounts[post.account or running.name]
            if account.spec.known and not account.ended:
                yield post.rows, post.amount * account.spec.unit_value
