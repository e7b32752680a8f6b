"""One market or many, day by day, under one scheme or several in lockstep."""

from loyaltysim.simulation.loyalty_model import LoyaltyModel

__all__ = ["LoyaltyModel"]
