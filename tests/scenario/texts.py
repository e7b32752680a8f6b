"""Scenarios as texts for the tests of this folder."""

CARD = """\
title: Does a head start on the stamp card keep more guests?
days: 180
acts:
  visit: {ticket: {mean: 4.20, cv: 0.4}, margin: 65%, demands: {money: 1.6, time: 1.3}}
  review: {minutes: 5, need: 0.1}
population:
  commuters: {share: 35%, need_rate: {per: week, mean: 4.0, cv: 0.5}}
  occasional: {share: 0.65, act_rate: {per: month, mean: 3.5, cv: 1.0}}
schemes:
  ten stamps:
    - stamp_card: {stamps: 10, reward: {value: 4.20, cost: 1.40}}
    - message: {name: monthly, every: 30}
    - message: {name: come back, target: {idle_days: 3 weeks}}
  no card: []
"""


def card(**replaced):
    """Replace parts of the text: `card(days="days: 3")` replaces the line that begins with days."""
    lines = CARD.splitlines(keepends=True)
    for key, line in replaced.items():
        at = next(i for i, old in enumerate(lines) if old.startswith(f"{key}:"))
        lines[at] = f"{line}\n"
    return "".join(lines)
