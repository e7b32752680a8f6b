"""Many what-ifs of one scenario: which are played, and a table of what comes of each."""

from loyaltysim.experiments.plans.plan import Plan
from loyaltysim.experiments.plans.points import Point
from loyaltysim.experiments.sweeping import Sweep, sweep

__all__ = ["Plan", "Point", "Sweep", "sweep"]
