"""Every case of given_expect/*.yaml: what customers do, and what the mechanic then must do.

A case names one mechanic with its parameters. It may name the `customers` (ann if left out), the world's
`acts` (the main act first; visit if left out), what each customer usually spends (`usual_spend`), the
day of their `last_act`, how often an act can be done on one occasion (`per_occasion`), `accounts` of other instances with the worth of a unit in currency, and who are `friends`.
`given` lists days: who `acts` and what they spend (`{ann: 5}` for the main act, or by act
`{buy: {ann: 5}}`; `{ann: [5, 3]}` for twice), the `luck` of the draw (0 to 1; below the chance wins; of one decision
`{draw: {ann: 0.1}}`, `draw:2` for a second act of the day), who notices that day's messages (`notices`), who is `away` for good, who
`opts_out`, what other instances say (`signals`), and how many messages they had `sent` before that day.
`expect` lists days: numbers of customers at the end of that day (`balance`, `pending`, `earned`,
`redeemed`, `expired`, of another account `points.balance`, or a column of the mechanic, one number
if it is one for the market; others are left unsaid), the `value` and `cost` of rewards on that day
(others get nothing), `messages` (to exactly these, or by act), the `principle` that each carries (none, or best for an oracle's; none of them is named where no message may carry any), which of them are `outreach`, who is `spared` messages, `moments` (of the kinds that are named,
for exactly these; or with their sizes), and the `offer`, the `urgency` of a symbol and whether it is
framed as a `loss` and the `pace` it takes, the `level` and `own` of a reference and whether it `stands` (1) or not,
and the change of the ln `demand` or what is `added` to it, as a customer sees them before
acting (of the main act, or `{buy: {...}}` by act). At the end of that day: who was `turned_away` from an act, the `support`
that each gets from others, and what is `measured`. Of service, `given` says who `turns` to it with a problem, and how many have tried before (`{ann: 0}`), and what other
instances show (`shows`: `{community.alive: 0.5}`), and `expect` how far it can `reach` those, whom it `meets`, with what is asked of the time
and of the brain cycles, how warm it is, which `principle` it carries and whether it is `solved`, and who `gave_up`. A case may state a `contract` of so many days. Whom ann can bring are `ann 1`, `ann 2` and so on; `brings` says who
brings somebody, who comes on the day after.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from ruamel.yaml import YAML
from tests.mechanics.scripted import Day, Script

from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.hooks import BEST, NEUTRAL, AccountSpec
from loyaltysim.mechanics.registry import BUILT_IN, get_mechanic
from loyaltysim.simulation.setup import Contract

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent / "given_expect"
CASE = {
    "case",
    "mechanic",
    "customers",
    "acts",
    "accounts",
    "friends",
    "usual_spend",
    "last_act",
    "per_occasion",
    "contract",
    "given",
    "expect",
}
GIVEN = {
    *("day", "acts", "luck", "notices", "away", "opts_out", "signals", "sent"),
    *("turns", "shows"),
}
MONEY = {"value", "cost"}
SYMBOL = {"urgency", "loss", "pace", "share", "acts_left", "left_share"}
REFERENCE = {"level", "own", "days_since_told", "stands"}
DEMAND = {"demand": "ln_change", "added": "added"}
OFFER = {
    "value",
    "acts_left",
    "left_share",
    "granted_share",
    "loss",
    "chance",
    "waiting_days",
    "at_once",
    "goal",
    "days_left",
    "lapses",
}


FEWEST = 8
"""Every mechanic has so many cases at least."""


def cases_of(kind: str) -> list[dict[str, Any]]:
    """Read the cases of a mechanic, which have different names."""
    text = (FOLDER / f"{kind}.yaml").read_text("utf-8")
    cases: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(text)
    assert {next(iter(case["mechanic"])) for case in cases} == {kind}
    assert len({case["case"] for case in cases}) == len(cases) >= FEWEST
    return cases


class Reader:
    """Names and numbers of one case."""

    def __init__(self, case: dict[str, Any]) -> None:
        assert set(case) <= CASE, f"unknown: {set(case) - CASE}"
        self.case = case
        hosts: list[str] = case.get("customers", ["ann"])
        self.acts: list[str] = case.get("acts", ["visit"])
        ((self.kind, parameters),) = case["mechanic"].items()
        self.mechanic = get_mechanic(self.kind)(**parameters)
        each = range(1, 1 + self.mechanic.brings())
        self.names = [*hosts, *(f"{name} {number}" for number in each for name in hosts)]

    def row(self, name: str) -> int:
        return self.names.index(name)

    def rows(self, names: list[str]) -> list[int]:
        return sorted(self.row(name) for name in names)

    def column(self, key: str, default: float, dtype: type) -> np.ndarray:
        told = self.case.get(key, {})
        return np.array([told.get(name, default) for name in self.names], dtype)

    def script(self) -> Script:
        others = self.case.get("accounts", {})
        return Script(
            self.mechanic,
            len(self.names),
            acts=self.acts,
            usual_spend=self.column("usual_spend", 10.0, np.float64),
            last_act=self.column("last_act", -1, np.int32),
            friends=[
                (self.row(one), self.row(other)) for one, other in self.case.get("friends", [])
            ],
            most=self.case.get("per_occasion", 1),
            contract=Contract(self.case["contract"], 0.0) if "contract" in self.case else None,
            accounts={name: AccountSpec("points", worth, worth) for name, worth in others.items()},
        )

    def by_act(self, told: dict[str, Any]) -> dict[str, Any]:
        """Read what is told by act, or of the main act alone."""
        if told and set(told) <= set(self.acts):
            return told
        return {self.acts[0]: told}

    def mask(self, names: list[str]) -> np.ndarray:
        mask = np.zeros(len(self.names), np.bool_)
        mask[self.rows(names)] = True
        return mask


def play(reader: Reader) -> dict[int, Day]:
    script, told = reader.script(), {given["day"]: given for given in reader.case["given"]}
    last = max([*told, *(expected["day"] for expected in reader.case["expect"])])
    return {day: play_day(reader, script, told.get(day, {})) for day in range(last + 1)}


def play_day(reader: Reader, script: Script, given: dict[str, Any]) -> Day:
    assert set(given) <= GIVEN, f"unknown: {set(given) - GIVEN}"
    script.states.present &= ~reader.mask(given.get("away", []))
    script.states.opted_in &= ~reader.mask(given.get("opts_out", []))
    script.signals = {k: reader.mask(v) for k, v in given.get("signals", {}).items()}
    for name, messages in given.get("sent", {}).items():
        script.sent[reader.row(name)] = messages
    script.shown = given.get("shows", {})
    script.troubled = {reader.row(name): n for name, n in given.get("turns", {}).items()}
    tell_luck(reader, script, given.get("luck", {}))
    acts = {
        act: {reader.row(name): spend for name, spend in told.items()}
        for act, told in reader.by_act(given.get("acts", {})).items()
    }
    return script.play_acts(acts, noticed=reader.rows(given.get("notices", [])))


def tell_luck(reader: Reader, script: Script, told: dict[str, Any]) -> None:
    script.luck.all, script.luck.by_decision = np.ones(script.n, np.float32), {}
    for key, luck in told.items():
        if isinstance(luck, dict):
            script.luck.by_decision[key] = np.ones(script.n, np.float32)
            for name, uniform in luck.items():
                script.luck.by_decision[key][reader.row(name)] = uniform
        else:
            script.luck.all[reader.row(key)] = luck


def check_numbers(reader: Reader, key: str, expected: Any, day: Day) -> None:
    found = day.numbers[key] if key in day.numbers else day.columns[key]
    if not isinstance(expected, dict):
        assert found.tolist() == pytest.approx([expected], abs=1e-9), key
        return
    names = reader.names if key in MONEY else list(expected)
    told = {name: float(found[reader.row(name)]) for name in names}
    wanted = {name: float(expected.get(name, 0)) for name in names}
    assert told == pytest.approx(wanted, abs=1e-9), key


def check_spared(reader: Reader, wanted: list[str], day: Day) -> None:
    assert day.spared.tolist() == reader.rows(wanted)


def check_outreach(reader: Reader, wanted: list[str], day: Day) -> None:
    assert day.outreach.tolist() == reader.rows(wanted)


def check_messages(reader: Reader, expected: Any, day: Day) -> None:
    wanted = expected if isinstance(expected, dict) else {reader.acts[0]: expected}
    for act, names in wanted.items():
        assert day.messages.get(act, np.empty(0)).tolist() == reader.rows(names)


CARRIED = {**dict(enumerate(PRINCIPLES)), NEUTRAL: "none", BEST: "best"}


def check_principles(reader: Reader, wanted: dict[str, str], day: Day) -> None:
    found = {reader.names[row]: CARRIED[number] for row, number in day.principles.items()}
    assert found == wanted


def check_moments(reader: Reader, expected: dict[str, Any], day: Day) -> None:
    for kind, wanted in expected.items():
        found = {
            row: at(one.size, place)
            for one in day.moments
            if one.kind == kind
            for place, row in enumerate(one.rows.tolist())
        }
        assert sorted(found) == reader.rows(list(wanted)), kind
        if isinstance(wanted, dict):
            assert found == pytest.approx({reader.row(k): v for k, v in wanted.items()}, abs=1e-6)


def check_arrivals(reader: Reader, expected: list[str], day: Day) -> None:
    assert day.arrivals == reader.rows(expected)


def check_offer(reader: Reader, act: str, expected: dict[str, Any], day: Day) -> None:
    for name, wanted in expected.items():
        row = reader.row(name)
        standing = [one for one in day.offers[act] if one.stands is None or one.stands[row]]
        if wanted == "none":
            assert not standing
            continue
        for offer, told in zip(standing, aslist(wanted), strict=True):
            assert set(told) <= OFFER
            found = {key: at(getattr(offer, key), row) for key in told}
            assert found == pytest.approx({key: float(value) for key, value in told.items()})


def aslist(told: Any) -> list[Any]:
    return told if isinstance(told, list) else [told]


def check_field(reader: Reader, act: str, key: str, expected: dict[str, float], day: Day) -> None:
    said: list[Any]
    if key in DEMAND:
        said, key = day.demands[act], DEMAND[key]
    else:
        said = [*(day.symbols[act] if key in SYMBOL else day.references[act])]
    (stated,) = said
    found = {name: at(getattr(stated, key), reader.row(name)) for name in expected}
    assert found == pytest.approx(expected, abs=1e-4)


def at(amount: Any, row: int) -> float:
    flat = np.asarray(amount, dtype=np.float64).reshape(-1)
    return float(flat[row] if flat.size > 1 else flat[0])


@pytest.mark.parametrize("kind", BUILT_IN)  # and not by case: the files are long to read
def test_cases(kind, subtests):
    for case in cases_of(kind):
        with subtests.test(case["case"]):
            check_case(case)


def check_case(case: dict[str, Any]) -> None:
    reader = Reader(case)
    seen = play(reader)
    for expected in case["expect"]:
        day = seen[expected["day"]]
        for key, wanted in expected.items():
            check(reader, key, wanted, day)


def check_turned_away(reader: Reader, wanted: list[str], day: Day) -> None:
    assert day.turned_away.tolist() == reader.rows(wanted)


def check_support(reader: Reader, wanted: dict[str, float], day: Day) -> None:
    found = {name: float(day.support[reader.row(name)]) for name in wanted}
    assert found == pytest.approx(wanted, abs=1e-4)


def check_measured(reader: Reader, wanted: dict[str, float], day: Day) -> None:
    assert {name: day.measured[name] for name in wanted} == pytest.approx(wanted, abs=1e-4)


def check_reach(reader: Reader, wanted: dict[str, float], day: Day) -> None:
    assert day.reach.tolist() == pytest.approx(list(wanted.values()))


def check_meets(reader: Reader, wanted: Any, day: Day) -> None:
    """Check whom it met, and what is told of each."""
    met = {row: (one, place) for one in day.touches for place, row in enumerate(one.rows.tolist())}
    assert sorted(met) == reader.rows(list(wanted))
    for name, told in wanted.items() if isinstance(wanted, dict) else ():
        touch, place = met[reader.row(name)]
        said = {
            "stage": str(touch.stage),
            "time": at(touch.demands[0], place),
            "brain_cycles": at(touch.demands[3], place),
            "warmth": at(touch.warmth, place),
            "human": touch.human,
            "outreach": touch.outreach,
            "principle": None if touch.principle is None else CARRIED[int(touch.principle[place])],
            "solved": None if touch.solved is None else bool(touch.solved[place]),
        }
        assert {key: said[key] for key in told} == pytest.approx(told)


def check_gave_up(reader: Reader, wanted: list[str], day: Day) -> None:
    assert day.gave_up.tolist() == reader.rows(wanted)


CHECKS: dict[str, Callable[[Reader, Any, Day], None]] = {
    "messages": check_messages,
    "outreach": check_outreach,
    "principle": check_principles,
    "spared": check_spared,
    "moments": check_moments,
    "brings": check_arrivals,
    "turned_away": check_turned_away,
    "support": check_support,
    "measured": check_measured,
    "reach": check_reach,
    "meets": check_meets,
    "gave_up": check_gave_up,
}


def check(reader: Reader, key: str, wanted: Any, day: Day) -> None:
    if key in CHECKS:
        CHECKS[key](reader, wanted, day)
    elif key == "offer":
        for act, told in reader.by_act(wanted).items():
            check_offer(reader, act, told, day)
    elif key in SYMBOL | REFERENCE | set(DEMAND):
        for act, told in reader.by_act(wanted).items():
            check_field(reader, act, key, told, day)
    elif key != "day":
        check_numbers(reader, key, wanted, day)


def test_every_file_is_of_a_built_in_mechanic():
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(BUILT_IN)


def test_a_case_can_fail():
    case = {
        "case": "wrong on purpose",
        "mechanic": {"discount": {"rate": 0.1}},
        "given": [{"day": 0, "acts": {"ann": 10}}],
        "expect": [{"day": 0, "value": {"ann": 2}}],
    }
    with pytest.raises(AssertionError, match="value"):
        check_case(case)
