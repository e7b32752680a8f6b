"""Memory does not grow with the population: markets stream through."""

import sys

import pytest
from tests.benchmarks.memory import peak

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a process's peak"),
]


def test_a_million_customers_stay_below_500_megabytes():
    assert peak(1_000_000, days=3) < 500


def test_a_population_takes_little_more_than_one_a_quarter_its_size():
    assert peak(240_000, days=30) < 1.25 * peak(60_000, days=30)
