"""Why a customer did not do the main act today."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.reference.customer import Customer


def why_not(customer: Customer) -> str:
    today = customer.today
    if today.acted[0]:
        return "acted"
    if today.turned_away[0]:
        return "turned_away"
    if today.elsewhere and today.prompted[0]:
        return "elsewhere"
    if not today.prompted[0]:
        return "not_noticed" if any(m.act == 0 for m in today.sent) else "no_prompt"
    u = customer.luck(f"act:{customer.model.setup.acts[0].name}")
    m, ln_a, others = today.motivation[0], today.ln_ability[0], today.rivals_odds
    wanting = u < customer.act_chance(max(m, 1.0), ln_a, others)
    able = u < customer.act_chance(m, 0.0, others)
    if wanting and able:
        return "either"
    if wanting:
        return "motivation"
    if able:
        return f"ability_{today.hardest[0]}"
    return "both" if u < customer.act_chance(max(m, 1.0), 0.0, others) else "chance"
