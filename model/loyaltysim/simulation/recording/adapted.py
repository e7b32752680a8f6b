"""What an adaptive scheme did and learnt, beside each of its variants for everybody, and all by lot, with the same luck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from loyaltysim.customers.columns import USER_TYPES
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.watching import Watched

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from loyaltysim.customers.joining import Joining
    from loyaltysim.mechanics.adaptation import Adaptation
    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.simulation.world import World

    Float64 = NDArray[np.float64]
    Variants: TypeAlias = tuple[tuple[str, Mapping[str, Mechanic]], ...]
    Terms: TypeAlias = tuple[Variants, Joining, object]


@dataclass(frozen=True, slots=True)
class Beside:
    """The runs that stand beside a scheme that learns, on the same customers and luck."""

    fixed: Sequence[LoyaltyModel] = ()
    """In which everybody has the same variant, in their order."""
    by_lot: Sequence[LoyaltyModel] = ()
    """The one in which as often as in the scheme each customer is given any variant, by lot."""


NOTHING = Beside()


class Hindsight:
    """The runs beside all schemes that learn: each variant for everybody, and all of them by lot.

    Those of schemes with the same variants in the same order, which are joined alike and count the same in the same periods, are the same.
    """

    def __init__(
        self,
        world: World,
        schemes: Mapping[str, Mapping[str, Mechanic]],
        plans: Mapping[str, Adaptation],
        ways: Mapping[str, Joining],
    ) -> None:
        self._world = world
        self._known: list[tuple[Terms, list[LoyaltyModel]]] = []
        self._of = {
            name: self._beside(schemes[name], plan, ways[name])
            for name, plan in plans.items()
            if plan.hindsight
        }

    def of(self, scheme: str) -> Beside:
        """Give the runs beside a scheme; none of one that does not learn."""
        return self._of.get(scheme, NOTHING)

    def step(self) -> None:
        """Play a day."""
        for _, models in self._known:
            for model in models:
                model.step()

    def _beside(self, scheme: Mapping[str, Mechanic], plan: Adaptation, joining: Joining) -> Beside:
        lot = plan.unlearnt()

        def fixed() -> list[LoyaltyModel]:
            return [self._fixed(one, plan, joining) for one in plan.variants.values()]

        def by_lot() -> list[LoyaltyModel]:
            return [LoyaltyModel(self._world, scheme, joining=joining, adaptation=lot)]

        return Beside(
            self._once((plan.every, plan.goal), plan, joining, fixed),
            self._once((tuple(scheme.items()), lot), plan, joining, by_lot),
        )

    def _once(
        self,
        told: object,
        plan: Adaptation,
        joining: Joining,
        make: Callable[[], list[LoyaltyModel]],
    ) -> list[LoyaltyModel]:
        """Give the runs of a plan's variants that are known by what else they depend on, or make them."""
        terms = tuple(plan.variants.items()), joining, told
        for known, models in self._known:
            if known == terms:
                return models
        models = make()
        self._known.append((terms, models))
        return models

    def _fixed(
        self, variant: Mapping[str, Mechanic], plan: Adaptation, joining: Joining
    ) -> LoyaltyModel:
        model = LoyaltyModel(self._world, variant, joining=joining)
        model.watched = Watched(model, plan.every, plan.goal)
        return model


def adapted(model: LoyaltyModel, beside: Beside = NOTHING) -> dict[str, Float64]:
    """Give what came of an adaptive scheme; nothing of others.

    Returns
    -------
    With periods from one decision to the next, markets along the last axis:

    * `assigned`, customers by variant and segment at each decision, (periods, variants, segments, markets);
    * `spent_up`, 1 where a market had spent its budget by a decision, else 0, (periods, markets);
    * `seen`, customer-periods and what they brought of the goal, (2, variants, segments, markets), as the firm knows it;
    * `goal`, (periods, segments, markets), and `value`, the worth of rewards, (segments, markets);
    * `types`, customers at the horizon by variant and user type, (variants, types, markets);
    * and of the runs in which everybody has the same variant `fixed_goal`, (variants, periods, segments, markets),
      `fixed_value`, (variants, segments, markets), and `fixed_types`, retained by user type, (variants, types, markets);
    * and of the run in which all have variants by lot `lot_goal`, (periods, segments, markets).
    """
    if model.adapting is None or model.watched is None:
        return {}
    watched, adapting = model.watched, model.adapting
    variants = len(adapting.plan.names)
    here = model.customers.states.present
    found = {
        "assigned": np.array(adapting.assigned),
        "spent_up": np.array(adapting.spent_up),
        "goal": watched.goals_so_far(),
        "value": watched.by_segment(watched.value),
        "types": np.array(
            [_by_type(model, here & (adapting.variant == number)) for number in range(variants)]
        ),
        "seen": adapting.seen,
    }
    if beside.fixed:
        found["fixed_goal"] = np.array(_goals(beside.fixed))
        found["fixed_value"] = np.array(
            [one.by_segment(one.value) for one in _watches(beside.fixed)]
        )
        found["fixed_types"] = np.array([_by_type(one, one.retained) for one in beside.fixed])
        (found["lot_goal"],) = _goals(beside.by_lot)
    return found


def _watches(models: Sequence[LoyaltyModel]) -> list[Watched]:
    return [one.watched for one in models if one.watched is not None]


def _goals(models: Sequence[LoyaltyModel]) -> list[Float64]:
    return [one.goals_so_far() for one in _watches(models)]


def _by_type(model: LoyaltyModel, mask: NDArray[np.bool_]) -> Float64:
    """Count customers by the Hexad type that weighs most with them, shape (types, markets)."""
    kind = model.customers.traits.user_type.argmax(axis=0)
    counts = [
        model.customers.by_market(mask & (kind == number)) for number in range(len(USER_TYPES))
    ]
    return np.array(counts, np.float64)
