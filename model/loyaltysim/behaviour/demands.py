"""What an act demands of the six simplicity factors: as stated, or so that it is as easy as stated."""

from __future__ import annotations

from dataclasses import replace
from math import exp, fsum, log
from typing import TYPE_CHECKING

from scipy.optimize import brentq
from scipy.special import log_ndtr, ndtri

from loyaltysim.units import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.population import ActTraits


def with_demands(acts: Sequence[ActTraits], constants: Constants) -> tuple[ActTraits, ...]:
    """Give acts with the demands that they have under a set of constants.

    Notes
    -----
    Nobody can measure demands, so all are scaled by `demand_scale`, 1 in the published set and drawn
    between its bounds for plausible models. Assumption.
    """
    scale = constants.demand_scale
    return tuple(
        replace(
            act,
            ease=None,
            demands=tuple(scale * demand for demand in demands_at_ease(act, constants)),
        )
        for act in acts
    )


def demands_at_ease(act: ActTraits, constants: Constants) -> tuple[float, ...]:
    """Scale an act's demands alike so that they exceed no resource of a share `ease` of customers.

    Notes
    -----
    Resources are independent and lognormal, so that share is the product over the demanded factors of
    Phi(-ln(demand) / sg).
    """
    if act.ease is None:
        return act.demands
    demanded = [log(demand) for demand in act.demands if demand > 0]
    spread, wanted = constants.resource_sd, log(act.ease)

    def excess(shift: float) -> float:
        return fsum(log_ndtr(-(demand + shift) / spread) for demand in demanded) - wanted

    # with the hardest factor alone they would have to be harder, and if all were as hard easier
    hardest = max(demanded)
    most = -hardest - spread * float(ndtri(act.ease))
    least = -hardest - spread * float(ndtri(act.ease ** (1 / len(demanded))))
    shift = brentq(excess, least - ROUNDING, most + ROUNDING, xtol=1e-13)
    return tuple(exp(log(demand) + shift) if demand > 0 else 0.0 for demand in act.demands)
