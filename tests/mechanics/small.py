"""Small worlds in which romantic mechanics are told apart, and what is counted in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from tests.worlds import Play, play, world

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from loyaltysim.mechanics.mechanic import Mechanic

SIZE, DAYS = 600, 90


def played(scheme: Mapping[str, Mechanic], **changes: Any) -> Play:
    return play(world(size=SIZE, days=DAYS, dtype=np.float32, **changes), scheme)


def acts(scheme: Mapping[str, Mechanic], **changes: Any) -> int:
    done: int = played(scheme, **changes).acts
    return done


def by_day(scheme: Mapping[str, Mechanic], **changes: Any) -> Any:
    """Give the acts of each day."""
    return played(scheme, **changes).acted.sum(axis=1)


def attachment(scheme: Mapping[str, Mechanic]) -> float:
    return float(played(scheme).model.customers.states.attachment.mean())
