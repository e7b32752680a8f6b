"""Whatever a file holds, it is read or refused with problems that have places."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.scenario.texts import CARD

from loyaltysim.errors import Problem, ScenarioError
from loyaltysim.mechanics.registry import BUILT_IN
from loyaltysim.scenario import Scenario, load_scenario, parse_scenario
from loyaltysim.scenario.build import build_scenario
from loyaltysim.scenario.fields import named_fields

BASE = YAML(typ="safe", pure=True).load(CARD)
WORDS = [
    *named_fields(Scenario),
    *BUILT_IN,
    "extends", "changes", "visit", "commuters", "fit", "rfm", "log", "columns",
    "subscription", "period", "fee", "ticket", "mean", "cv", "per", "share", "need_rate",
    "act_rate", "attrition", "user_types", "player", "demands", "time", "stamps", "reward",
    "value", "cost", "target", "when", "instance", "is", "name", "act", "milestones",
    "expiry", "policy", "rolling", "redeem",
]  # fmt: skip
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        [*WORDS, "5%", "0.5pp", "30 days", "4 per week", "on", "open", "1_000", "../x"]
    )
)
keys = st.sampled_from(WORDS) | st.text(max_size=5)
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=20,
)


def reads_or_refuses(read, *args):
    scenario: Scenario | None = None
    told: tuple[Problem, ...] = ()
    try:
        scenario = read(*args)
    except ScenarioError as error:
        told = error.problems
    assert (scenario is None) == bool(told)
    for problem in told:
        assert problem.message
        assert str(problem).isprintable()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


@given(data=st.binary(max_size=200))
@example(data=b"\xff\xfea\x00")
@example(data=b"%YAML 9.9\n---\na: 1\n")
@example(data=b"%YAML 1.1\n---\na: no\n")
@example(data=b"%TAG ! tag:x,2000:\n---\n!a b\n")
@example(data=b"a: !<x> b")
@example(data=b"? a\n? b\n")
@example(data=b"a: |99\n  x\n")
@example(data=b'a: "\\U00110000"')
@example(data=b'a: "\\ud800"')
@example(data=b"\xef\xbb\xbf")
def test_bytes(folder, data):
    path = folder / "x.yaml"
    path.write_bytes(data)
    reads_or_refuses(load_scenario, path)


@given(at=st.integers(0, len(CARD)), cut=st.integers(0, 30), new=st.text(max_size=12))
def test_a_right_file_with_one_slip_of_the_pen(at, cut, new):
    reads_or_refuses(parse_scenario, CARD[:at] + new + CARD[at + cut :])


@given(tree=st.dictionaries(keys, trees, max_size=6))
def test_any_data(tree):
    scenario, faults = build_scenario(tree)
    assert (scenario is None) == bool(faults)
    for fault in faults:
        assert str(fault.unlocated()).isprintable()


def _paths(data, way=()):
    yield way
    items = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for part, inner in items:
        yield from _paths(inner, (*way, part))


def _with(data, way, value):
    if not way:
        return value
    if isinstance(data, dict):
        return {**data, way[0]: _with(data[way[0]], way[1:], value)}
    return [_with(item, way[1:], value) if i == way[0] else item for i, item in enumerate(data)]


@given(way=st.sampled_from(list(_paths(BASE))[1:]), value=trees)
def test_a_right_scenario_with_one_wrong_value(way, value):
    scenario, faults = build_scenario(_with(BASE, way, value))
    assert (scenario is None) == bool(faults)
    for fault in faults:
        assert str(fault.unlocated()).isprintable()


@given(path=st.text(max_size=20) | st.lists(keys, max_size=6).map(".".join), value=scalars)
def test_any_change(folder, path, value):
    (folder / "base.yaml").write_text(CARD)
    with (folder / "mine.yaml").open("w") as stream:
        YAML(typ="safe", pure=True).dump({"extends": "base.yaml", "changes": {path: value}}, stream)
    reads_or_refuses(load_scenario, folder / "mine.yaml")
