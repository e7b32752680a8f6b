"""Members of a scheme, those who are not, and what the members would have done without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.simulation.loyalty_model import LoyaltyModel

    Float64 = NDArray[np.float64]


def members_and_others(model: LoyaltyModel, without: LoyaltyModel | None) -> dict[str, Float64]:
    """Count who joined by the horizon, and what they did with the scheme and without it.

    Parameters
    ----------
    model
        The run under the scheme.
    without
        The same customers on the same luck without any scheme.

    Returns
    -------
    Field -> (markets,), all of customers at the launch; nothing where everybody is a member.
    """
    if model.members is None or without is None:
        return {}
    members = model.members & model.launched
    others = model.launched & ~model.members
    return {
        "members": _sum(model, members),
        "members_retained": _sum(model, members & model.retained),
        "members_main_acts": _acts(model, members),
        "others_retained": _sum(model, others & model.retained),
        "others_main_acts": _acts(model, others),
        "members_retained_without": _sum(model, members & without.retained),
        "members_main_acts_without": _acts(without, members),
    }


def _sum(model: LoyaltyModel, mask: NDArray[np.bool_]) -> Float64:
    return model.customers.by_market(mask).astype(np.float64)


def _acts(model: LoyaltyModel, mask: NDArray[np.bool_]) -> Float64:
    acts = np.where(mask, model.customers.states.acts[0], 0)
    counts: Float64 = acts.reshape(len(model.luck.markets), -1).sum(axis=1).astype(np.float64)
    return counts
