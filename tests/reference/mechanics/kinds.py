"""The built-in mechanics by the names that scenarios use."""

from __future__ import annotations

from tests.reference.mechanics.discount import Discount
from tests.reference.mechanics.lottery import Lottery
from tests.reference.mechanics.message import Message
from tests.reference.mechanics.points import Points
from tests.reference.mechanics.stamp_card import StampCard
from tests.reference.mechanics.streak import Streak
from tests.reference.mechanics.surprise import Surprise

KINDS = {
    "discount": Discount,
    "lottery": Lottery,
    "message": Message,
    "points": Points,
    "stamp_card": StampCard,
    "streak": Streak,
    "surprise": Surprise,
}
