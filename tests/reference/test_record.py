"""What a run of a bundled scenario records agrees with the reference, market by market."""

from __future__ import annotations

from collections import Counter
from functools import cache

import numpy as np
import pytest
from tests.reference.model import ReferenceModel

from loyaltysim.behaviour.constants import Constants
from loyaltysim.randomness import Luck
from loyaltysim.scenario import load_scenario
from loyaltysim.simulation.run import instances_of, run_batch, setup_of

CONSTANTS = Constants.default()
MARKETS = range(2, 4)
SIZE = 60
SCHEMES = [
    pytest.param("coffee_bar", "no card", marks=pytest.mark.slow),
    ("coffee_bar", "twelve, two given"),
    ("language_app", "when the streak is at risk"),
    pytest.param("language_app", "every day", marks=pytest.mark.slow),
]


@cache
def scenario_of(name: str):
    smaller = {"days": 50, "burn_in": 20, "market_size": SIZE}
    return load_scenario(name).model_copy(update=smaller)


@cache
def product(name: str, scheme: str):
    return run_batch(
        scenario_of(name),
        None,
        MARKETS,
        schemes=[scheme],
        constants=CONSTANTS,
        seed=3,
        dtype=np.float64,
        keep_customers=True,
        keep_transactions=True,
    )[scheme]


@cache
def reference(name: str, scheme: str) -> ReferenceModel:
    scenario = scenario_of(name)
    model = ReferenceModel(
        setup_of(scenario),
        scenario.segment_population(),
        instances_of(scenario, scheme),
        CONSTANTS,
        Luck(3, MARKETS, SIZE),
    )
    model.run()
    return model


def by_market(model: ReferenceModel, count) -> list[float]:
    return [
        float(sum(count(customer) for customer in model.customers[first : first + SIZE]))
        for first in range(0, len(model.customers), SIZE)
    ]


@pytest.mark.parametrize(("name", "scheme"), SCHEMES)
def test_who_is_still_there(name, scheme):
    record, model = product(name, scheme), reference(name, scheme)
    days, window = model.setup.days, scenario_of(name).compare.active_days
    expected = {
        "launched": by_market(model, lambda _: 1),
        "retained": by_market(model, lambda c: c.present),
        "active": by_market(
            model, lambda c: c.present and c.acts[0] > 0 and c.last_act[0] >= days - window
        ),
        "main_acts": by_market(model, lambda c: c.acts[0]),
        "left": by_market(model, lambda c: not c.present),
    }
    assert sum(expected["left"]) > 0
    assert {field: record.markets[field].tolist() for field in expected} == expected


@pytest.mark.parametrize(("name", "scheme"), SCHEMES)
def test_accounts_at_the_horizon(name, scheme):
    record, model = product(name, scheme), reference(name, scheme)
    for field in model.totals():
        assert record.markets[field] == pytest.approx(
            [
                model.totals(range(first, first + SIZE))[field]
                for first in range(0, len(model.customers), SIZE)
            ]
        )


@pytest.mark.parametrize(("name", "scheme"), SCHEMES)
def test_segments(name, scheme):
    record, model = product(name, scheme), reference(name, scheme)
    assert set(record.segments) == {c.traits.origin.segment for c in model.customers}
    for segment, (launched, retained) in record.segments.items():
        of_it = [c for c in model.customers if c.traits.origin.segment == segment]
        assert of_it
        assert launched.sum() == len(of_it)
        assert retained.sum() == sum(c.present for c in of_it)


@pytest.mark.parametrize(("name", "scheme"), SCHEMES)
def test_user_types(name, scheme):
    record, model = product(name, scheme), reference(name, scheme)
    for user_type, (launched, retained) in record.user_types.items():
        of_it = [c for c in model.customers if _weighs_most(c.traits.user_type) == user_type]
        assert launched.sum() == len(of_it)
        assert retained.sum() == sum(c.present for c in of_it)


def _weighs_most(weights: dict[str, float]) -> str:
    return max(weights, key=lambda name: weights[name])


@pytest.mark.parametrize(("name", "scheme"), SCHEMES)
def test_transactions(name, scheme):
    record, model = product(name, scheme), reference(name, scheme)
    first = MARKETS.start * SIZE
    sold = record.transactions
    rows = zip(sold["day"], sold["customer_id"] - first, sold["act"], sold["amount"], strict=True)
    found: dict[tuple[int, ...], float] = {}
    done = Counter[tuple[int, ...]]()
    for day, i, j, amount in rows:
        act = int(day), int(i), int(j)
        found[*act, done[act]] = float(amount)
        done[act] += 1
    assert found.keys() == model.sales.keys()
    assert found == pytest.approx(model.sales)


@pytest.mark.parametrize(("name", "scheme"), SCHEMES)
def test_customers(name, scheme):
    record, model = product(name, scheme), reference(name, scheme)
    table, people = record.customers, model.customers
    names = list(record.segments)
    assert [names[number] for number in table["segment"]] == [
        c.traits.origin.segment for c in people
    ]
    assert table["retained"].tolist() == [c.present for c in people]
    assert table["opted_in"].tolist() == [c.opted_in for c in people]
    assert table["last_act"].tolist() == [c.last_act[0] for c in people]
    here = [c.number for c in people if c.present]
    assert table["habit"][here] == pytest.approx([people[i].habit[0] for i in here])
