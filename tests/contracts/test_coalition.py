"""What partners sell, of what a coalition sells."""

from dataclasses import replace

import numpy as np
import pytest
from tests.worlds import EASY_VISIT, REVIEW, make, play, reward, world

from loyaltysim.customers.population import Spread
from loyaltysim.simulation.recording.coalition import coalition_sales

SHOP = replace(EASY_VISIT, name="shop", ticket=Spread(20.0, 0.2), need=0.3)
OTHER = replace(SHOP, name="other", need=0.1)


def test_sales_are_by_act_and_together_the_revenue():
    where = world(acts=(EASY_VISIT, SHOP, OTHER, REVIEW), markets=range(2))
    points = {"points": 50, **reward(4, 2)}
    scheme = {"p": make("points", per_spend=1.0, partners=[{"act": "shop"}], redeem=points)}
    played = play(where, scheme)
    books, market = played.model.books, played.model.customers.market
    assert books.sales.sum(axis=0) == pytest.approx(books.daily["revenue"].sum(axis=0))
    visits = np.bincount(market, played.spend.sum(axis=0), 2)
    sold = coalition_sales(played.model)
    assert sold["partner_sales"] == pytest.approx(books.sales[1])
    assert sold["coalition_sales"] == pytest.approx(visits + books.sales[1])
    assert (books.sales[2] > 0).all()


def test_without_partners_there_is_no_coalition():
    points = {"points": 50, **reward(4, 2)}
    scheme = {"p": make("points", per_spend=1.0, redeem=points)}
    assert coalition_sales(play(world(), scheme).model) == {}
