"""The small bar whose plans are carried out here, and sweeps that are played by whatever a test gives."""

from dataclasses import replace

BAR = """
title: Which discount keeps more guests?
days: 6
burn_in: 0
customers: 3000
market_size: 100
acts:
  visit: {ticket: {mean: 4.20, cv: 0.4}, margin: 0.65}
population:
  guests: {share: 1, need_rate: {per: week, mean: 4.0, cv: 0.5}}
schemes:
  nothing: []
  five: [{discount: {rate: 5%}}]
"""
COMPARED = "compare: {baseline: nothing, matters: 0.5pp}\n"


def played_by(sweep, play_batch):
    """Let a sweep be played by something else than the simulation."""
    return replace(sweep, options=replace(sweep.options, play_batch=play_batch))
