"""Help with problems: whom it reaches, what it asks of them, how many it can serve in a day, and whose problem it solves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from pydantic import Field

from loyaltysim.hooks import NOTHING, Answer, Flow, Help, Post, Rows, Stage, StateColumn, Touch
from loyaltysim.mechanics.capacity import Capacity
from loyaltysim.mechanics.effort import Effort, with_time
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.tally import tallied, tally
from loyaltysim.units import MOST_DAYS, MOST_MONEY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from loyaltysim.hooks import Amount, Cases, View
    from loyaltysim.hooks.arrays import Counted

NONE = -1
A_DAYS_WAIT = 0.2
"""Demand on time that each day of waiting adds (assumption)."""
TALLIES = ("turned", "served", "cured", "waited", "lost")


def step_field(default: int) -> Any:  # noqa: ANN401 -- as pydantic's own
    """Declare the place of one kind of help among the others."""
    return Field(
        default=default,
        ge=1,
        le=99,
        description="its place among those who help; who has a lower one is asked first",
    )


def resolves_field(default: float) -> Any:  # noqa: ANN401 -- likewise
    """Declare how much one kind of help solves."""
    told = "share of the problems brought to it that it solves"
    return Field(default=default, ge=0, le=1, description=told)


def warmth_field(default: float) -> Any:  # noqa: ANN401 -- likewise
    """Declare how personal one kind of help is."""
    told = (
        "how personal it is, as the quality of a gesture: 1 said to this one customer, 0 a machine"
    )
    return Field(default=default, ge=0, le=1, description=told)


class Helper(Mechanic):
    """Somebody, or something, that tries to solve problems after incidents."""

    human: ClassVar[bool] = False
    unasked: ClassVar[bool] = False
    measures: ClassVar[Mapping[str, str]] = {
        "solved": "problems that it solved / those that it tried to solve",
        "queued": "those who waited because there was no room / those whom it answered",
        "gave_up": "customers who did not wait for it to answer / those who turned to it",
    }

    act: str | None = Field(
        default=None,
        description="name of the act with whose problems it helps; with those of all acts if left out",
    )
    step: int = Field(
        default=1,
        ge=1,
        le=99,
        description="its place among those who help: a problem goes from lower to higher ones, of equals in the order of names",
    )
    reach: float = Field(
        default=0.8,
        ge=0,
        le=1,
        description="share of those with a problem for whom it is there: who find it, have what it takes, and think of it",
    )
    resolves: float = resolves_field(0.5)
    effort: Effort = Field(
        default=Effort(), description="what it asks of customers; who lacks it does not turn to it"
    )
    warmth: float = warmth_field(0.0)
    knows: float = Field(
        default=1.0,
        ge=0,
        le=1,
        description="share of what customers have told those before that is known here: 1 consistent channels; 0 everything has to be told again",
    )
    cost: float = Field(
        default=0.0,
        ge=0,
        le=MOST_MONEY,
        description="cost of each answer, staff included, also for hours in which nobody comes, in currency",
    )
    answers: int = Field(
        default=0, ge=0, le=60, description="days from turning to it until it can answer"
    )
    capacity: float | None = Field(
        default=None,
        ge=0.001,
        le=1000,
        description="answers a day that it can give per 1,000 members; the others wait; no limit if left out. Staff without work cost only what `cost` has for it",
    )
    patience: int | None = Field(
        default=None,
        ge=1,
        le=MOST_DAYS,
        description="days after which those who still wait give up, and go on to the next; never if left out",
    )

    def place(self) -> int:
        """Give its step."""
        return self.step

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare who waits since when, how often they had asked before, and what came of all."""
        room = () if self.capacity is None else (Capacity.column("answers"),)
        return (
            StateColumn("queued", "day", "age on turning to it", NONE, dtype=np.int32),
            StateColumn("handed", "times", "how many had tried before", dtype=np.int32),
            *(tallied(name, "customers", f"{name} so far") for name in TALLIES),
            *room,
        )

    def reaches(self, view: View, cases: Cases) -> Amount:
        """Give the chance that it is there for each of them, if theirs is a problem of its act."""
        return self.reach if self.act is None else self.reach * (cases.acts == view.act)

    def solves(self, view: View, rows: Rows) -> Amount:
        """Give the chance that it solves the problem of each of them."""
        return self.resolves

    def felt_warmth(self) -> float:
        """Give how personal it is."""
        return self.warmth

    def asked(self) -> tuple[float, ...]:
        """Give what it asks of customers."""
        return self.effort.demands()

    def put(self, view: View, rows: Rows) -> NDArray[np.int8] | None:
        """Choose the principle by which a solution is put to each one; None where none ever is."""
        return None

    def hear(
        self, view: View, rows: Rows, told: NDArray[np.int8] | None, solved: NDArray[np.bool_]
    ) -> None:
        """Learn who was helped by what."""

    def staffs(self) -> tuple[Stage, ...]:
        """Name the help: who turns to a machine and is helped there turns to no human."""
        return (Stage.PROBLEM,)

    def helps(self, view: View, cases: Cases) -> Help | None:
        """Say what those with a problem find."""
        return Help(self.reaches(view, cases), self.asked(), self.unasked)

    def on_cases(self, view: View, cases: Cases) -> Answer:
        """Take in those who came, answer to as many as it can, and let go those who have waited too long."""
        own, age = view.own, view.age
        own["queued"][cases.rows], own["handed"][cases.rows] = age, cases.handed
        tally(view, "turned", cases.rows)
        rows = cases.waiting[age - own["queued"][cases.waiting] >= self.answers]
        if self.capacity is not None:
            rows = Capacity(self.capacity).first(view, rows, own["queued"][rows])
        answer = self._serve(view, rows) if rows.size else NOTHING
        return self._let_go(view, answer, cases.waiting)

    def _serve(self, view: View, rows: Rows) -> Answer:
        own = view.own
        waited = view.age - own["queued"][rows]
        again = 1.0 + (1.0 - self.knows) * own["handed"][rows] if self.knows < 1.0 else 1.0
        longer = A_DAYS_WAIT * waited if waited.any() else 0.0
        told = self.put(view, rows)
        solved = view.agree("solves", rows, self.solves(view, rows), told)
        self.hear(view, rows, told, solved)
        own["queued"][rows] = NONE
        tally(view, "served", rows)
        tally(view, "cured", rows[solved])
        tally(view, "waited", rows[waited > self.answers])
        touch = Touch(
            Stage.PROBLEM,
            rows,
            with_time(self.asked(), longer, again),
            self.felt_warmth(),
            human=self.human,
            solved=solved,
            principle=told,
        )
        posts = (Post(Flow.GRANT, rows, cost=self.cost),) if self.cost else ()
        return Answer(posts, touches=(touch,))

    def _let_go(self, view: View, answer: Answer, waiting: Rows) -> Answer:
        """Let those go who were not answered and have waited too long."""
        queued = view.own["queued"]
        if self.patience is None:
            return answer
        late = (queued[waiting] != NONE) & (view.age - queued[waiting] >= self.patience)
        rows = waiting[late]
        queued[rows] = NONE
        tally(view, "lost", rows)
        return Answer(answer.posts, touches=answer.touches, gave_up=rows)

    def never(self) -> frozenset[str]:
        """Name the queue where there is room for all, and giving up where nobody ever does."""
        rules = self.rules_throughout()
        roomy = all(one.capacity is None for one in rules)
        patient = all(one.patience is None for one in rules)
        return frozenset(["queued"] * roomy + ["gave_up"] * patient)

    def measured(self, view: View) -> Mapping[str, Counted]:
        """Give what it solved, how long it took, and whom it lost."""
        own = view.own
        return {
            "solved": (own["cured"], own["served"]),
            "queued": (own["waited"], own["served"]),
            "gave_up": (own["lost"], own["turned"]),
        }
