"""How many plausible models are asked; it loads nothing, so that help can tell it at once."""

USUAL_DRAWS = 30
"""Plausible models that are asked if nothing else is said."""
FEWEST_DRAWS = 10
"""Draws below which nothing is concluded from them: neither whether an answer holds (three of three may
be chance) nor which constant decides it (any of dozens would fit so few)."""
