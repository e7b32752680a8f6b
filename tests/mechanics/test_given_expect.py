"""Every case of given_expect/*.yaml: what customers do, and what the mechanic then must do.

A case names one mechanic with its parameters. `given` lists days: who `acts` and what they spend,
the `luck` of the draw (0 to 1; below the chance wins), who is `away` for good, who `opts_out`, and
what other instances say (`signals`). `expect` lists days: numbers of customers at the end of that
day (`balance`, `pending`, `earned`, `redeemed`, `expired`, or a column of the mechanic; others are
left unsaid), the `value` and `cost` of rewards on that day (others get nothing), `messages` (to
exactly these), `moments` (of the kinds that are named, for exactly these), and the `offer`, the
`urgency` of a symbol and whether it is framed as a `loss`, as a customer sees them before acting.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML
from tests.mechanics.scripted import Day, Script

from loyaltysim.mechanics.registry import BUILT_IN, get_mechanic

FOLDER = Path(__file__).parent / "given_expect"
CASE = {"case", "mechanic", "customers", "usual_spend", "last_act", "given", "expect"}
GIVEN = {"day", "acts", "luck", "away", "opts_out", "signals"}
MONEY = {"value", "cost"}
SYMBOL = {"urgency", "loss"}
OFFER = {
    "value",
    "acts_left",
    "left_share",
    "granted_share",
    "chance",
    "waiting_days",
    "at_once",
    "goal",
}


def cases():
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in YAML(typ="safe", pure=True).load(path.read_text("utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['case']}")


class Reader:
    """Names and numbers of one case."""

    def __init__(self, case: dict[str, Any]) -> None:
        assert set(case) <= CASE, f"unknown: {set(case) - CASE}"
        self.case = case
        self.names: list[str] = case.get("customers", ["ann"])
        ((self.kind, parameters),) = case["mechanic"].items()
        self.mechanic = get_mechanic(self.kind)(**parameters)

    def row(self, name: str) -> int:
        return self.names.index(name)

    def rows(self, names: list[str]) -> list[int]:
        return sorted(self.row(name) for name in names)

    def column(self, key: str, default: float, dtype: type) -> np.ndarray:
        told = self.case.get(key, {})
        return np.array([told.get(name, default) for name in self.names], dtype)

    def script(self) -> Script:
        usual = self.column("usual_spend", 10.0, np.float64)
        return Script(self.mechanic, len(self.names), usual, self.column("last_act", -1, np.int32))

    def mask(self, names: list[str]) -> np.ndarray:
        mask = np.zeros(len(self.names), np.bool_)
        mask[self.rows(names)] = True
        return mask


def play(reader: Reader) -> dict[int, Day]:
    script, told = reader.script(), {given["day"]: given for given in reader.case["given"]}
    last = max([*told, *(expected["day"] for expected in reader.case["expect"])])
    seen = {}
    for day in range(last + 1):
        given = told.get(day, {})
        assert set(given) <= GIVEN, f"unknown: {set(given) - GIVEN}"
        script.here &= ~reader.mask(given.get("away", []))
        script.opted_in &= ~reader.mask(given.get("opts_out", []))
        script.signals = {k: reader.mask(v) for k, v in given.get("signals", {}).items()}
        script.drawn[:] = 1.0
        for name, luck in given.get("luck", {}).items():
            script.drawn[reader.row(name)] = luck
        acts = {reader.row(name): spend for name, spend in given.get("acts", {}).items()}
        seen[day] = script.play(acts)
    return seen


def check_numbers(reader: Reader, key: str, expected: dict[str, float], day: Day) -> None:
    found = day.numbers[key] if key in day.numbers else day.columns[key]
    names = reader.names if key in MONEY else list(expected)
    told = {name: float(found[reader.row(name)]) for name in names}
    wanted = {name: float(expected.get(name, 0)) for name in names}
    assert told == pytest.approx(wanted, abs=1e-9), key


def check_moments(reader: Reader, expected: dict[str, list[str]], day: Day) -> None:
    for kind, names in expected.items():
        found = [row for one in day.moments if one.kind == kind for row in one.rows.tolist()]
        assert sorted(found) == reader.rows(names), kind


def check_offer(reader: Reader, expected: dict[str, Any], day: Day) -> None:
    for name, wanted in expected.items():
        standing = [one for one in day.offers if one.stands is None or one.stands[reader.row(name)]]
        if wanted == "none":
            assert not standing
            continue
        assert set(wanted) <= OFFER
        assert len(standing) == 1
        found = {key: at(getattr(standing[0], key), reader.row(name)) for key in wanted}
        assert found == pytest.approx({key: float(value) for key, value in wanted.items()})


def check_symbol(reader: Reader, key: str, expected: dict[str, float], day: Day) -> None:
    found = {name: at(getattr(day.symbols[0], key), reader.row(name)) for name in expected}
    assert found == pytest.approx(expected, abs=1e-4)


def at(amount: Any, row: int) -> float:
    flat = np.asarray(amount, dtype=np.float64).reshape(-1)
    return float(flat[row] if flat.size > 1 else flat[0])


@pytest.mark.parametrize("case", list(cases()))
def test_case(case):
    reader = Reader(case)
    seen = play(reader)
    for expected in case["expect"]:
        day = seen[expected["day"]]
        for key, wanted in expected.items():
            if key == "messages":
                assert day.messages.tolist() == reader.rows(wanted)
            elif key == "moments":
                check_moments(reader, wanted, day)
            elif key == "offer":
                check_offer(reader, wanted, day)
            elif key in SYMBOL:
                check_symbol(reader, key, wanted, day)
            elif key != "day":
                check_numbers(reader, key, wanted, day)


def test_every_built_in_mechanic_has_cases():
    kinds = [next(iter(case.values[0]["mechanic"])) for case in cases()]
    assert {kind: kinds.count(kind) for kind in BUILT_IN if kinds.count(kind) < 8} == {}


def test_a_case_can_fail():
    case = {
        "case": "wrong on purpose",
        "mechanic": {"discount": {"rate": 0.1}},
        "given": [{"day": 0, "acts": {"ann": 10}}],
        "expect": [{"day": 0, "value": {"ann": 2}}],
    }
    with pytest.raises(AssertionError, match="value"):
        test_case(case)
