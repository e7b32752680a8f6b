"""What an adaptive scheme did and learnt, beside each of its variants for everybody with the same luck."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from loyaltysim.customers.columns import USER_TYPES
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.watching import Watched

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from loyaltysim.customers.joining import Joining
    from loyaltysim.mechanics.adaptation import Adaptation, Goal
    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.simulation.world import World

    Float64 = NDArray[np.float64]
    Variants: TypeAlias = tuple[tuple[str, Mapping[str, Mechanic]], ...]
    Terms: TypeAlias = tuple[Variants, int, Goal, Joining]


class Hindsight:
    """The runs in which everybody has the same variant, of all schemes that learn.

    Those of schemes with the same variants in the same order, which are joined alike and count the same in the same periods, are the same.
    """

    def __init__(
        self, world: World, plans: Mapping[str, Adaptation], ways: Mapping[str, Joining]
    ) -> None:
        self._world = world
        self._known: list[tuple[Terms, list[LoyaltyModel]]] = []
        self._of = {
            name: self._models(plan, ways[name]) if plan.hindsight else []
            for name, plan in plans.items()
        }

    def of(self, scheme: str) -> list[LoyaltyModel]:
        """Give the runs of a scheme, in the order of its variants; none of one that does not learn."""
        return self._of.get(scheme, [])

    def step(self) -> None:
        """Play a day."""
        for _, models in self._known:
            for model in models:
                model.step()

    def _models(self, plan: Adaptation, joining: Joining) -> list[LoyaltyModel]:
        terms = (tuple(plan.variants.items()), plan.every, plan.goal, joining)
        for known, models in self._known:
            if known == terms:
                return models
        models = []
        for scheme in plan.variants.values():
            model = LoyaltyModel(self._world, scheme, joining=joining)
            model.watched = Watched(model, plan.every, plan.goal)
            models.append(model)
        self._known.append((terms, models))
        return models


def adapted(model: LoyaltyModel, fixed: Sequence[LoyaltyModel]) -> dict[str, Float64]:
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
      `fixed_value`, (variants, segments, markets), and `fixed_types`, retained by user type, (variants, types, markets).
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
    if fixed:
        watches = [one.watched for one in fixed if one.watched is not None]
        found["fixed_goal"] = np.array([one.goals_so_far() for one in watches])
        found["fixed_value"] = np.array([one.by_segment(one.value) for one in watches])
        found["fixed_types"] = np.array([_by_type(one, one.retained) for one in fixed])
    return found


def _by_type(model: LoyaltyModel, mask: NDArray[np.bool_]) -> Float64:
    """Count customers by the Hexad type that weighs most with them, shape (types, markets)."""
    kind = model.customers.traits.user_type.argmax(axis=0)
    counts = [
        model.customers.by_market(mask & (kind == number)) for number in range(len(USER_TYPES))
    ]
    return np.array(counts, np.float64)
