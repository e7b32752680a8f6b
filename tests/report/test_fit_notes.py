"""What is said of contracts and of schemes that were running."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from tests.calibration.sales import START, history_of

from loyaltysim.calibration.dilution import Effect, Undiluted
from loyaltysim.calibration.fit_notes import Told, _of_contract, _regular, _taken_out
from loyaltysim.calibration.scheme_effect import SchemeEffect

NOTHING = Told(None, None, None, None, None)


def scheme(**effects: tuple[float, float, float]) -> Any:
    """Give values of a column with the ratio, 1 over it undiluted, and the standard error of this."""
    return SimpleNamespace(effects=[value(name, *line) for name, line in effects.items()])


def value(name: str, ratio: float, inverse: float, se: float) -> SchemeEffect:
    compared = Effect(ratio, 0.1 * ratio)
    found = Undiluted(Effect(inverse, se), compared)
    none = Effect(0.0, 1.0)
    return SchemeEffect(name, 90, 80, 2.0 * ratio, 2.0, none, compared, none, (), found)


def test_what_a_scheme_did_is_said_to_be_taken_out():
    effects = scheme(
        gold=(1.5, 0.5, 0.05),
        mail=(1.1, 0.9, 0.1),
        app=(2.0, 0.2, 0.15),
        card=(2.0, -0.1, 0.2),
        tin=(2.0, -1.0, 0.1),
        coin=(0.0, 1e9, 0.0),
    )
    lines = _taken_out(Told(None, None, None, None, effects))
    told = "its ratio, undiluted by others who came under it later"
    for line, words in zip(
        lines,
        (
            f'gold" counts 2.00 times ({told}; 95% interval 1.67 to 2.49), so that customers',
            f'app" counts 3.22 times and not 5.00: {told}, is too unsure (95% interval 2.02 or more)',
            f'card" counts 3.22 times and no more: {told}, is too unsure (95% interval 3.42 or more)',
            f'tin" counts 3.22 times and no more: {told}, is too unsure (others cannot have been diluted as much)',
        ),
        strict=False,
    ):
        assert line.startswith(f'time under "{words}')
    assert lines[4:] == [
        'no effect of "mail" was taken out: its interval holds no effect at all',
        'no effect of "coin" was taken out: the log does not tell how large it is',
    ]
    assert _taken_out(NOTHING) == []


def test_of_a_contract_it_is_not():
    (line,) = _taken_out(Told(30, None, None, None, scheme(gold=(1.5, 0.5, 0.05))))
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
