"""Customers from a real purchase record: reading it, fitting it, and making the model repeat it."""

from loyaltysim.calibration.prepare import Prepared, prepare_fit, prepare_population

__all__ = ["Prepared", "prepare_fit", "prepare_population"]
