"""Shares of several mechanics are of the list price, which is told where they meet."""

from tests.scenario.texts import CARD

from loyaltysim.scenario import parse_scenario
from loyaltysim.scenario.checks.list_price import list_price_notes

SHARES = """  both:
    - discount: {rate: 20%}
    - cash_back: {rate: 12.5%}
    - stamp_card: {stamps: 10, reward: {value: 4, cost: 1}}
  one: [{discount: {rate: 20%}}]
"""


def test_shares_of_the_list_price_in_one_scheme_are_told_with_their_sum():
    (note,) = list_price_notes(parse_scenario(CARD + SHARES))
    assert note.startswith(
        '"both": cash_back 12.5% and discount 20% are all shares of the list price'
    )
    assert note.endswith("together they give 32.5% of it")


def test_usual_schemes_are_not_noted():
    assert list_price_notes(parse_scenario(CARD)) == []
