"""A scheme as it would be if everybody joined it today: what those see who decide whether to join."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.hooks import Flow
from loyaltysim.simulation.asking import ask_to_open

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.hooks import Answer
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.state import Run


@contextmanager
def as_new(run: Run) -> Iterator[None]:
    """Let everybody be a new member of all that the firm has in force, for a while and without consequence.

    Notes
    -----
    Columns are as new members have them, except those of markets, accounts are empty, and instances
    have answered to the calendar: what joining brings at once is seen, and nothing is booked.
    """
    instances = [running for running in run.awake if not running.firm.rival]
    accounts = run.ledger.accounts
    kept = [(one.own, one.joined, one.members) for one in instances]
    real = dict(accounts)
    accounts.update({name: account.as_new() for name, account in real.items()})
    try:
        for running in instances:
            _let_all_join(run, running)
        for running in instances:
            _give(run, running, ask_to_open(run, running))
        yield
    finally:
        accounts.update(real)
        for running, own in zip(instances, kept, strict=True):
            running.own, running.joined, running.members = own
            running.view.forget()


def _let_all_join(run: Run, running: Running) -> None:
    own = {**running.own, **running.fresh}
    running.own = {name: column.copy() for name, column in own.items()}
    present = run.customers.states.present
    running.members = running.allotted
    running.joined = np.flatnonzero(
        present if running.allotted is None else present & running.allotted
    )
    running.view.forget()


def _give(run: Run, running: Running, answer: Answer) -> None:
    """Put what joining brings into the accounts of the while."""
    for post in answer.posts:
        if post.flow is not Flow.GRANT:
            run.ledger.accounts[post.account or running.name].book(post)
