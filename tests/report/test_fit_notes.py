"""What is said of contracts and of schemes that were running."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from tests.calibration.sales import START, history_of

from loyaltysim.calibration.fit_notes import Told, _of_contract, _regular, _taken_out

NOTHING = Told(None, None, None, None, None)


def scheme(**effects: tuple[float, float]) -> Any:
    """Give values of a column with the ratio and its standard error."""
    return SimpleNamespace(
        effects=[
            SimpleNamespace(value=value, undiluted=ratio[0], told=abs(ratio[0] - 1) > 2 * ratio[1])
            for value, ratio in effects.items()
        ]
    )


def test_what_a_scheme_did_is_said_to_be_taken_out():
    lines = _taken_out(Told(None, None, None, None, scheme(gold=(1.5, 0.1), mail=(1.1, 0.2))))
    assert lines[0].startswith('time under "gold" counts 1.50 times (its ratio, undiluted')
    assert lines[1] == 'no effect of "mail" was taken out: its interval holds no effect at all'
    assert _taken_out(NOTHING) == []


def test_of_a_contract_it_is_not():
    (line,) = _taken_out(Told(30, None, None, None, scheme(gold=(1.5, 0.1))))
    assert line == "what the scheme did is told, but not taken out of how customers renew"


def test_regular_purchases_are_pointed_out():
    (line,) = _regular((30, 0.92))
    assert line.startswith("92% of the purchases come about 30 days after the one before")
    assert line.endswith("--contract 30d fits them as such")
    assert _regular(None) == []


@pytest.mark.parametrize(("first", "pauses"), [(0, 1), (60, 0)])
def test_old_customers_and_pauses_of_a_contract_are_counted(first, pauses):
    gone = np.array([0, 30, 60 + 30 * pauses])
    day = np.concatenate([START + first + gone, [START]])
    order = np.array([0, 1, 2, 3])
    history, _ = history_of(np.array([0, 0, 0, 1])[order], day[order], 200)
    told = " ".join(_of_contract(history, 30))
    assert f"{2 if first == 0 else 1} customers may have paid before the log begins" in told
    assert ("1 due dates were passed over" in told) == bool(pauses)
