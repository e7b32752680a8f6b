"""An instance of a mechanic at work: its columns, its account, and what customers make of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.behaviour.user_type_fit import Fit, fit_of
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.simulation.likings import Likings
from loyaltysim.simulation.today import NO_ROWS, union

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from loyaltysim.customers.table import Customers, Real
    from loyaltysim.hooks import AccountSpec, Rows
    from loyaltysim.simulation.familiar import Familiar
    from loyaltysim.simulation.firms import Firm
    from loyaltysim.simulation.instance_view import InstanceView

HOOKS = (
    "open",
    "on_arrivals",
    "messages",
    "offers",
    "demands",
    "references",
    "on_acts",
    "on_contacts",
    "helps",
    "on_cases",
    "close",
    "spares",
    "admits",
)
NO_CHANGES: Mapping[str, Fit] = MappingProxyType({})


@dataclass(slots=True)
class Running:
    """One instance of a scheme at work.

    `mechanic` has the parameters that hold today, `account` what it declares of its account. `age` counts the earlier days in force, `awake` says
    whether today is one. `members` says for whom it may be in force; None for everyone. `belief` is
    what customers have come to expect of rewards that nobody announced; `suits` how well it suits them, `repels` how
    much they mind, None unless it is compulsory; `familiar` says how
    often and when they last met something of it that becomes familiar. `waiting` are those who came and will join when a
    pause is over. `fresh` are its columns as new members have them. `answers` names the hooks that the
    mechanic has of its own: it is asked for no others. `firm` is whose scheme it is in, and
    `begins` the day of the run from which the days of its term count. Where its rules vary among customers, `base` is the
    instance that it is a variant of, and `allotted` who has this variant. All arrays have shape (n,).
    """

    name: str
    term: Mechanic
    mechanic: Mechanic
    acts: tuple[int, ...]
    fit: Fit
    own: dict[str, NDArray[Any]]
    suits: Real
    repels: Real | None
    belief: Real
    answers: frozenset[str]
    account: AccountSpec | None
    age: int = -1
    awake: bool = False
    members: NDArray[np.bool_] | None = None
    joined: Rows = field(default_factory=lambda: NO_ROWS)
    waiting: list[Rows] = field(default_factory=list)
    fresh: dict[str, NDArray[Any]] = field(default_factory=dict)
    begins: int = 0
    base: str = ""
    allotted: NDArray[np.bool_] | None = None
    familiar: Familiar = field(init=False)
    firm: Firm = field(init=False)
    view: InstanceView = field(init=False)

    @property
    def key(self) -> str:
        """Its name, unique among the instances of all firms; that of its variants is the same."""
        return self.firm.of(self.base or self.name)

    def begin_day(self, day: int, present: NDArray[np.bool_], came: Rows = NO_ROWS) -> None:
        """Turn to a day of the run: see whether it is in force, by which rules, and who joins.

        Parameters
        ----------
        present
            Who is a customer, shape (n,).
        came
            Newcomers of the day, and customers who became members since the day before, ascending.
        """
        self.awake = self.term.in_force(day - self.begins)
        self.joined = NO_ROWS
        if came.size and self.age >= 0:
            self.waiting.append(came)
        if not self.awake:
            return
        self.age += 1
        if self.term.changes:
            self.mechanic = self.term.rules_on(day - self.begins)
            self.account = self.mechanic.account()
        here = present if self.members is None else present & self.members
        if self.age == 0:
            self.joined = np.flatnonzero(here)
        elif self.waiting:
            rows = union(self.waiting)
            self.joined = rows[here[rows]]
            self.waiting.clear()
            for name, column in self.fresh.items():
                self.own[name][self.joined] = column[self.joined]

    def open_to(self, members: NDArray[np.bool_] | None) -> None:
        """Say for whom it may be in force, and note its columns as new members have them."""
        self.members = members
        if members is not None:
            specs = self.mechanic.columns()
            anew = (s.name for s in specs if not (s.per_market or s.kept or s.common))
            self.fresh = {name: self.own[name].copy() for name in anew}

    def among(self, rows: Rows) -> NDArray[np.intp] | None:
        """Give the places in `rows` of those for whom it is in force; None for all."""
        return None if self.members is None else np.flatnonzero(self.members[rows])


def start_instance(
    name: str,
    mechanic: Mechanic,
    acts: Sequence[str],
    customers: Customers,
    fits: Mapping[str, Fit] = NO_CHANGES,
    likings: Likings | None = None,
) -> Running:
    """Make an instance ready for all customers, with its columns at their start."""
    n, user_type = customers.n, customers.traits.user_type
    fit = fits.get(mechanic.kind) or fit_of(mechanic.kind)
    suits, repels = (likings or Likings(user_type)).of(fit, compulsory=mechanic.is_compulsory())
    dtype = user_type.dtype
    sizes = {False: n, True: len(customers.markets)}
    return Running(
        name=name,
        term=mechanic,
        mechanic=mechanic,
        acts=tuple(acts.index(act) if act else 0 for act in mechanic.acts_about()),
        fit=fit,
        own={
            spec.name: np.full(sizes[spec.per_market], spec.start, spec.dtype)
            for spec in mechanic.columns()
        },
        suits=suits,
        repels=repels,
        belief=np.zeros(n, dtype),
        answers=_hooks_of(type(mechanic)),
        account=mechanic.account(),
    )


def share_columns(instances: Sequence[Running]) -> None:
    """Let instances of one scheme have those columns in common that they declare so."""
    found: dict[tuple[str, str], NDArray[Any]] = {}
    for running in instances:
        for spec in running.mechanic.columns():
            if spec.common:
                own = running.own[spec.name]
                running.own[spec.name] = found.setdefault((spec.common, spec.name), own)


def _hooks_of(kind: type[Mechanic]) -> frozenset[str]:
    """Name the hooks that a mechanic has of its own, and not only from the base class."""
    return frozenset(hook for hook in HOOKS if getattr(kind, hook) is not getattr(Mechanic, hook))
