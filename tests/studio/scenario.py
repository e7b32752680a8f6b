"""A small scenario with comments everywhere, to be changed and played."""

COMMENTED = """\
# Who wrote this: the manager
title: Which card?  # a question
days: 10
burn_in: 5
market_size: 100
customers: 3000
currency: USD

# what guests do
acts:
  visit: {ticket: {mean: 4.20, cv: 0.4}, margin: 0.65}  # prices of May

population:
  # those of the office
  regulars: {share: 40%, need_rate: {per: week, mean: 4.0, cv: 0.5}}
  # everybody else
  passers:
    share: 60%  # a guess
    need_rate: {per: week, mean: 1.0, cv: 0.5}

# The cards
schemes:
  # as it is now
  no card: []
  # as the neighbour has it
  three stamps:
    # like his
    - stamp_card: {stamps: 3, reward: {value: 4.20, cost: 1.40}}
    # and something for luck
    - lottery:
        chance: 0.1  # of a visit
        prize: {value: 10, cost: 10}
  five stamps:
    - stamp_card: {stamps: 5, reward: {value: 4.20, cost: 1.40}}

# How they are compared
compare: {baseline: no card, matters: 0.5pp}
# The end
"""


def comments(text):
    """List the comments of a text, in their order."""
    return [line.partition("#")[2].strip() for line in text.splitlines() if "#" in line]
