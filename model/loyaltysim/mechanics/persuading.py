"""Who persuades: mechanics that put what they say by a principle, and choose it by a policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from loyaltysim.mechanics.mechanic import Mechanic, Misfit, Misfits
from loyaltysim.mechanics.principles import Persuasion, Principle
from loyaltysim.mechanics.profile import profile_columns

if TYPE_CHECKING:
    from loyaltysim.hooks import StateColumn


class Persuading(Mechanic):
    """What messages, and people who are trained, have in common."""

    principle: Principle | None = Field(
        default=None,
        description="the principle of persuasion that all of it carries: reciprocity, commitment, social_proof, authority, liking or scarcity; none if left out",
    )
    persuasion: Persuasion | None = Field(
        default=None,
        description="how a principle is chosen: none, fixed (the one that `principle` names), random, best_average (the one that is best on the whole), profile (learnt from each person's own answers) or oracle (what no firm can know); fixed or none if left out",
    )

    profile: str | None = Field(
        default=None,
        min_length=1,
        description="name of a profile that several messages, advisers and touchpoints of the scheme keep together: what one learns, all know; one of its own if left out",
    )

    def misfits(self) -> Misfits:
        """Find a profile that nobody keeps, and a principle that is missing or in vain."""
        yield from super().misfits()
        if self.profile is not None and self.policy is not Persuasion.PROFILE:
            yield Misfit("none is kept; say also persuasion: profile", at=("profile",))
        if self.persuasion is Persuasion.FIXED and self.principle is None:
            message = "persuasion: fixed needs the principle that it carries, such as principle: social_proof"
            yield Misfit(message, at=("principle",))
        if self.principle is not None and self.policy is not Persuasion.FIXED:
            why = f"persuasion: {self.policy} chooses by itself"
            if self.policy is Persuasion.NONE:
                why = "persuasion: none carries no principle"
            message = f"leave it out or write persuasion: fixed, since {why}"
            yield Misfit(message, at=("principle",))

    @property
    def policy(self) -> Persuasion:
        """How principles are chosen."""
        if self.persuasion is not None:
            return self.persuasion
        return Persuasion.NONE if self.principle is None else Persuasion.FIXED

    def counts(self) -> tuple[StateColumn, ...]:
        """Declare what a profile counts, where one is kept."""
        return profile_columns(self.profile or "") if self.policy is Persuasion.PROFILE else ()

    def persuades(self) -> bool:
        """Tell whether a principle is ever carried."""
        return self._policies() != {Persuasion.NONE}

    def for_reference(self) -> bool:
        """Tell whether an oracle ever chooses the principle."""
        return Persuasion.ORACLE in self._policies()

    def _policies(self) -> set[Persuasion]:
        """Give how principles are chosen, from the first day to the last."""
        return {one.policy for one in self.rules_throughout()}
