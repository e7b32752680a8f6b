"""Schemes that learn: what may vary, for whom, and how a firm decides by what it sees."""

from loyaltysim.mechanics.adaptation.plan import (
    FEATURES,
    Adaptation,
    Goal,
    Group,
    Policy,
    Sight,
    Whom,
)

__all__ = ["FEATURES", "Adaptation", "Goal", "Group", "Policy", "Sight", "Whom"]
