"""What an adaptive scheme did and learnt, beside each of its variants for everybody with the same luck."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.customers.columns import USER_TYPES
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.watching import Watched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.customers.joining import Joining
    from loyaltysim.mechanics.adaptation import Adaptation
    from loyaltysim.simulation.world import World

    Float64 = NDArray[np.float64]


def fixed_variants(world: World, plan: Adaptation, joining: Joining) -> list[LoyaltyModel]:
    """Make the runs in which everybody has the same variant, in the order of variants."""
    models = []
    for scheme in plan.variants.values():
        model = LoyaltyModel(world, scheme, joining=joining)
        model.watched = Watched(model, plan.every, plan.goal)
        models.append(model)
    return models


def adapted(model: LoyaltyModel, fixed: Sequence[LoyaltyModel]) -> dict[str, Float64]:
    """Give what came of an adaptive scheme; nothing of others.

    Returns
    -------
    With periods from one decision to the next, markets along the last axis:

    * `assigned`, customers by variant and segment at each decision, (periods, variants, segments, markets);
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
        "goal": watched.finish(),
        "value": watched.by_segment(watched.value),
        "types": np.array(
            [_by_type(model, here & (adapting.variant == number)) for number in range(variants)]
        ),
        "seen": adapting.seen,
    }
    if fixed:
        watches = [one.watched for one in fixed if one.watched is not None]
        found["fixed_goal"] = np.array([one.finish() for one in watches])
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
