"""Every scheme of the comparison by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reference.chances import CHANCES, CHANCES_OF_ACTS
from tests.reference.made_up.schemes import CLUB_OF_TWO, CLUBS, MADE_UP
from tests.reference.paid_in_points import PAID_IN_POINTS
from tests.reference.revisions import REVISIONS
from tests.reference.schemes import ALONE, SEVERAL_ACTS, TOGETHER
from tests.reference.seasons import CALENDAR, SEASONS

if TYPE_CHECKING:
    from tests.reference.schemes import Scheme

SCHEMES: dict[str, Scheme] = {
    **ALONE,
    **SEASONS,
    **REVISIONS,
    **MADE_UP,
    **PAID_IN_POINTS,
    **CHANCES,
    "chances of acts": CHANCES_OF_ACTS,
    "together": TOGETHER,
    "several acts": SEVERAL_ACTS,
    "club of two acts": CLUB_OF_TWO,
    "clubs": CLUBS,
    "calendar": CALENDAR,
}
