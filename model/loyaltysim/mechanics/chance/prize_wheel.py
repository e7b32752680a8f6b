"""Prize wheel: acts earn spins, and a spin wins one of several prizes or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field, field_validator

from loyaltysim.hooks import NOTHING, Acts, Answer, Offer, Rows, StateColumn, Symbol
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.outcomes import MOST_OUTCOMES, Outcome, checked, draw, gamble, paid
from loyaltysim.mechanics.registry import mechanic

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import View


@mechanic("prize_wheel")
class PrizeWheel(Mechanic):
    """Let acts spin a wheel that stops at a prize or at nothing."""

    theory: ClassVar[str] = (
        "Luck that is resolved at once is a motive of its own (Shen, Fishbach & Hsee 2015, 87 people), small "
        "chances are overweighted (Tversky & Kahneman 1992), and a wheel is a game as long as it is new. All "
        "three fade or have limits: games wear off within weeks (Kim & Castelli 2021), and of chances of the "
        "same cost a sure reward did as well as a lottery in walking (Patel et al. 2016). No field "
        "study of prize wheels is known here."
    )

    prizes: tuple[Outcome, ...] = Field(
        min_length=1,
        max_length=MOST_OUTCOMES,
        description="what the wheel may stop at, besides nothing",
    )
    acts_per_spin: int = Field(default=1, ge=1, le=100, description="acts for one spin")
    spins: int | None = Field(
        default=None, ge=1, le=31, description="most spins in a period; no limit if left out"
    )
    every: int = Field(default=1, ge=1, le=365, description="days in a period of that limit")

    @field_validator("prizes")
    @classmethod
    def _are_chances(cls, prizes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
        return checked(prizes)

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare the acts towards the next spin, and the spins of the period."""
        return (
            StateColumn("done", "acts", "acts towards the next spin", dtype=np.int32),
            StateColumn("spun", "spins", "spins in this period", dtype=np.int32),
        )

    def open(self, view: View) -> Answer:
        """Begin a new period of the limit."""
        if view.age % self.every == 0:
            view.own["spun"][:] = 0
        return NOTHING

    def _may(self, view: View, rows: Rows) -> NDArray[np.bool_]:
        """Tell who may still spin in this period; acts of the others do not count."""
        if self.spins is None:
            return np.ones(rows.size, np.bool_)
        may: NDArray[np.bool_] = view.own["spun"][rows] < self.spins
        return may

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer the spin: resolved at once by the act that earns it, nearer by those before."""
        values, chances = gamble(view, self.prizes)
        may, after = self._may(view, rows), view.own["done"][rows] + 1
        spin = may & (after >= self.acts_per_spin)
        game = Symbol(np.minimum(after / self.acts_per_spin, 1.0) * may, lasts=False)
        if self.acts_per_spin == 1:
            return (game, Offer(values, chances, stands=spin, at_once=True))
        cycle = float(self.acts_per_spin)
        now = Offer(values, chances, stands=spin, at_once=True, cycle=cycle)
        left = np.maximum(self.acts_per_spin - after, 0)
        later = Offer(
            values,
            chances,
            stands=may & ~spin,
            acts_left=left,
            left_share=left / self.acts_per_spin,
            cycle=cycle,
        )
        return (game, now, later)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Count the act, and spin for those who have earned it."""
        own, rows = view.own, acts.rows[self._may(view, acts.rows)]
        own["done"][rows] += 1
        spinners = rows[own["done"][rows] >= self.acts_per_spin]
        own["done"][spinners] = 0
        own["spun"][spinners] += 1
        return Answer(paid(self.prizes, spinners, draw(view.luck("spin")[spinners], self.prizes)))
