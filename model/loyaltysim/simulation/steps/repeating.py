"""Step 5, repeat: on an occasion on which an act can be done several times, who has not had enough does it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.simulation.steps.acting import carry_out, go_wrong, sell
from loyaltysim.simulation.steps.deciding import line_up, weigh
from loyaltysim.simulation.steps.rewarding import answer_to_acts
from loyaltysim.simulation.today import ActToday

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from loyaltysim.hooks import Amount, Rows
    from loyaltysim.simulation.state import Run
    from loyaltysim.simulation.today import Numbered


def repeat(run: Run) -> None:
    """Let those who acted decide, act and be rewarded again, until they have had enough.

    Notes
    -----
    A repetition is a round of all acts, with what instances offer after the round before it.
    """
    last: Sequence[Numbered] = [(number, run.today.acts[number]) for number in run.repeatable]
    repetition = 1
    while last := list(_once_more(run, last)):
        repetition += 1
        _turn_to(run, repetition)
        for number, act in last:
            weigh(run, number, act)
            line_up(run, number, act)
        carry_out(run, last)
        sell(run, last)
        go_wrong(run, last)
        answer_to_acts(run, last)
    if repetition > 1:
        _turn_to(run, 1)


def _turn_to(run: Run, repetition: int) -> None:
    for running in run.awake:
        running.view.repeat(repetition)


def _once_more(run: Run, last: Sequence[Numbered]) -> Iterator[Numbered]:
    """Ask those who acted, and may act once more, again."""
    for number, act in last:
        may, rows = run.may_do(number), act.actors
        rows = rows if may is None else rows[may[rows]]
        if act.repetition < run.setup.acts[number].most and rows.size:
            again = _again(act, rows)
            run.today.acts[number].again.append(again)
            yield number, again


def _again(act: ActToday, rows: Rows) -> ActToday:
    """Carry over to a repetition what prompted those who did the act."""
    places = np.searchsorted(act.rows, rows)
    return ActToday(
        rows=rows,
        occasion=None if act.occasion is None else act.occasion[places],
        spark=_at(act.spark, places),
        facilitator=_at(act.facilitator, places),
        persuasion=_at(act.persuasion, places),
        repetition=act.repetition + 1,
    )


def _at(amount: Amount, places: NDArray[np.intp]) -> Amount:
    return amount[places] if isinstance(amount, np.ndarray) else amount
