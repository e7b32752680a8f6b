"""What a coalition sells: spend on acts that earn on a common account, and how much of it is partners'."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from loyaltysim.simulation.loyalty_model import LoyaltyModel


def coalition_sales(run: LoyaltyModel) -> dict[str, NDArray[np.float64]]:
    """Give by market the spend on acts of coalitions, and on those of partners; nothing without partners."""
    names = run.setup.act_names
    coalitions = [
        one for one in run.instances if one.mechanic.partner_acts() and not one.firm.rival
    ]
    if not coalitions:
        return {}
    partners = {names.index(act) for one in coalitions for act in one.mechanic.partner_acts()}
    everyone = {act for one in coalitions for act in one.acts}
    sales = run.books.sales
    return {
        "coalition_sales": sales[sorted(everyone)].sum(axis=0),
        "partner_sales": sales[sorted(partners)].sum(axis=0),
    }
