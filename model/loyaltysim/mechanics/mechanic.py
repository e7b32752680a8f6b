"""What every mechanic is: validated parameters, and hooks that return data."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from loyaltysim.hooks import NOTHING, Answer
from loyaltysim.mechanics.parameters import Misfit, Misfits, Parameters
from loyaltysim.mechanics.reward import Reward
from loyaltysim.mechanics.term import Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.hooks import (
        Acts,
        Amount,
        Arrivals,
        Cases,
        Contacts,
        Demand,
        Help,
        Messages,
        Offer,
        Reference,
        Rows,
        Stage,
        Symbol,
        View,
    )
    from loyaltysim.hooks.arrays import Counted, Mask
    from loyaltysim.mechanics.feat import Feat
    from loyaltysim.mechanics.quota import Quota

__all__ = ["Mechanic", "Misfit", "Misfits", "Parameters", "Reward"]


class Mechanic(Term):
    """One rule of a scheme. Subclasses add parameters and override the hooks they need.

    A mechanic holds no state: what it has to remember it declares in `columns`, and the
    model keeps it. `rows` are the customers asked about; arrays in answers follow their order.
    """

    kind: ClassVar[str] = ""
    theory: ClassVar[str] = ""
    """Why it should work and where it fails, with sources; shown by `loyaltysim mechanics`."""

    measures: ClassVar[Mapping[str, str]] = {}
    """What is told of an instance beside the figures that every scheme has: each one's name, and what is divided by what."""

    act: str | None = Field(
        default=None, description="name of the act it is about; the main act if left out"
    )

    def never(self) -> frozenset[str]:
        """Name those of its measures that say nothing by its own rules, so that nothing is told of them."""
        return frozenset()

    def figure(self, measure: str) -> str:
        """Give the words for one of its measures."""
        return measure.replace("_", " ")

    def acts_about(self) -> tuple[str | None, ...]:
        """Name the acts that the instance is about; None is the main act."""
        return (self.act,)

    def partner_acts(self) -> tuple[str, ...]:
        """Name those of the acts it is about that are partners'."""
        return ()

    def side_acts(self) -> Mapping[str, str]:
        """Name the acts that must be acts of their own beside the main act, by their parameters; none as a rule."""
        return {}

    def quotas(self) -> tuple[Quota, ...]:
        """Name the acts it asks for in a time, where nobody can do more than the time has room for."""
        return ()

    def least_feat(self) -> Feat | None:
        """Name the least that a member has to do for anything it gives; None where no number of acts tells that."""
        return None

    def earliest(self) -> int:
        """Give the days from its start before which it gives nobody a reward, whatever they do; 0 where it may at once."""
        return 0

    def share_of_list_price(self) -> float:
        """Give the share of the list price that each act gives back; 0 for other rewards."""
        return 0.0

    def is_compulsory(self) -> bool:
        """Tell whether members have to take part, whether it suits them or not."""
        return False

    def persuades(self) -> bool:
        """Tell whether its messages or meetings may ever carry a principle of persuasion."""
        return False

    def for_reference(self) -> bool:
        """Tell whether it goes by what no firm can know, so that it is shown beside the others and never chosen."""
        return False

    def staffs(self) -> tuple[Stage, ...]:
        """Name the stages at which it decides whom humans meet: where it has a human, and where it takes work from one."""
        return ()

    def needs_friends(self) -> bool:
        """Tell whether it asks for customers' friends, so that the scenario must have a network."""
        return False

    def open(self, view: View) -> Answer:
        """Answer to the calendar at the start of a day."""
        return NOTHING

    def on_arrivals(self, view: View, arrivals: Arrivals) -> Answer:
        """Answer to newcomers whom an answer of the instance brought yesterday."""
        return NOTHING

    def spares(self, view: View) -> Rows:
        """Name customers whom no instance may send a message today; asked before any is sent."""
        return np.empty(0, np.intp)

    def messages(self, view: View) -> tuple[Messages, ...]:
        """Send messages that ask for an act."""
        return ()

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """State what the act offers to prompted customers."""
        return ()

    def demands(self, view: View, act: int, rows: Rows) -> tuple[Demand, ...]:
        """State how the act becomes harder or easier for prompted customers."""
        return ()

    def references(self, view: View, act: int, rows: Rows) -> tuple[Reference, ...]:
        """State what prompted customers compare themselves with."""
        return ()

    def admits(self, view: View, act: int, rows: Rows) -> Mask | None:
        """Tell who of those who set about the act today is let in, shape (rows,); None for all."""
        return None

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Answer to the acts of one kind that were done today."""
        return NOTHING

    def on_contacts(self, view: View, contacts: Contacts) -> Answer:
        """Answer to what became of messages that the instance sent today."""
        return NOTHING

    def helps(self, view: View, cases: Cases) -> Help | None:
        """Say what those with a problem find who could turn to it today; None where it helps nobody."""
        return None

    def on_cases(self, view: View, cases: Cases) -> Answer:
        """Answer to those who turned to it with a problem today, and to those who still wait."""
        return NOTHING

    def close(self, view: View) -> Answer:
        """Answer to the end of the day, after all acts."""
        return NOTHING

    def support(self, view: View) -> Amount:
        """Tell how much others do for each one as things stand, 0 to 1, shape (n,)."""
        return 0.0

    def attained(self, view: View) -> Mapping[str, Mask]:
        """Tell by measure who has attained it at the horizon, shape (n,); those who are no members do not count."""
        return {}

    def measured(self, view: View) -> Mapping[str, Counted]:
        """Give what each of `measures` divides, and by what, at the horizon: members of whom it is true, by all members."""
        return {
            name: (view.by_market(view.here & mask), view.by_market(view.here))
            for name, mask in self.attained(view).items()
        }
