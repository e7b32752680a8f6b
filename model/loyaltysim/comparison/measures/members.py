"""Members of schemes beside those who are not, and beside themselves without the scheme.

The first comparison is what a programme manager sees, and can mislead: whoever buys much joins first. The
second is the effect of membership on members, for it is the same customers with the same luck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.comparison.measures.effects import mean_effect, per_launch

if TYPE_CHECKING:
    from loyaltysim.comparison.measures.effects import FloatArray
    from loyaltysim.comparison.measures.gathered import Gathered

FIELDS = {"retention": "retained", "acts": "main_acts"}
"""What is compared, and the field of a market's record that counts it."""
COLUMNS = [
    *("scheme", "metric", "enrolment", "members", "others"),
    *("gap", "gap_low", "gap_high", "effect", "effect_low", "effect_high"),
]


def joining_table(gathered: Gathered) -> pd.DataFrame:
    """Give one row a scheme that customers join and metric; no rows where nobody has to join.

    `members` and `others` are per launch customer of each; `gap` is their difference, `effect` that of
    members from the same customers without any scheme.
    """
    rows = [
        (name, metric, *_numbers(sums.markets, field))
        for name, sums in gathered.sums.items()
        if "members" in sums.markets and sums.markets["members"].any()
        for metric, field in FIELDS.items()
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _numbers(markets: dict[str, FloatArray], field: str) -> tuple[float, ...]:
    members = markets["members"]
    others = markets["launched"] - members
    own = per_launch(markets[f"members_{field}"], members)
    theirs = per_launch(markets[f"others_{field}"], others)
    gap = mean_effect(own - theirs)
    effect = mean_effect(own - per_launch(markets[f"members_{field}_without"], members))
    return (
        float(members.sum() / markets["launched"].sum()),
        float(own.mean()),
        float(theirs.mean()),
        *(gap.estimate, gap.low, gap.high),
        *(effect.estimate, effect.low, effect.high),
    )
