"""Fogg's six elements of simplicity as parameters name them."""

from typing import Literal

Factor = Literal[
    "time", "money", "physical_effort", "brain_cycles", "social_deviance", "non_routine"
]
"""What an act can be hard by."""
