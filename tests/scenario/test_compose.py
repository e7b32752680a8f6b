"""From YAML text to a tree that knows its places."""

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyaltysim.errors import Problem, ScenarioError
from loyaltysim.scenario.text.compose import MOST_VALUES, compose
from loyaltysim.scenario.text.scalars import resolve


def tree(text):
    root, problems = compose(text, "x.yaml")
    assert not problems
    return root


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("Null", None),
        ("true", True),
        ("FALSE", False),
        ("tRue", "tRue"),
        ("on", "on"),
        ("no", "no"),
        ("12:30", "12:30"),
        ("2024-01-01", "2024-01-01"),
        ("1e-3", 0.001),
        ("012", 12),
        ("0x1F", 31),
        ("0o17", 15),
        ("100_000", "100_000"),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        ("nan", "nan"),
        ("5%", "5%"),
    ],
)
def test_a_plain_scalar_means_what_yaml_1_2_says(text, value):
    assert resolve(text) == value
    assert type(resolve(text)) is type(value)


def test_nan_is_written_with_a_dot():
    assert str(resolve(".nan")) == "nan"


def test_quotes_make_texts():
    assert tree("""a: "5"\nb: '~'\nc: !!str 5\nd: |\n  x\n""").plain() == {
        "a": "5",
        "b": "~",
        "c": "5",
        "d": "x\n",
    }


def test_places_are_counted_from_one():
    root = tree("a:\n  b c: [1, 22]\n")
    inner = root.mapping["a"]
    assert (inner.keys["b c"].line, inner.keys["b c"].column) == (2, 3)
    second = inner.mapping["b c"].sequence[1]
    assert (second.place.line, second.place.column, second.text) == (2, 12, "22")


def test_an_alias_stands_for_what_was_anchored_and_keeps_its_place():
    root = tree("a: &x {b: 1}\nc: *x\n")
    assert root.plain() == {"a": {"b": 1}, "c": {"b": 1}}
    assert root.mapping["c"].place.line == 1
    assert root.keys["c"].line == 2


def test_the_first_of_two_equal_keys_stays_and_the_second_is_told():
    root, problems = compose("a: 1\nb: 2\na: 3\n", "x.yaml")
    assert root is not None
    assert root.plain() == {"a": 1, "b": 2}
    assert [str(p) for p in problems] == [
        "x.yaml:3:1: the key a is given twice; it was first given in line 1; keep one"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 900_000,
        "{a: " * 200_000,
        "- " * 400_000,
        "a:\n" + "".join(" " * i + "a:\n" for i in range(1, 1300)),
        "? " * 400_000,
        "[" + "x," * 450_000 + "]",
        "a: &a [x]\n" + "b: [" + "*a, " * 200_000 + "]",
    ],
    ids=["lists", "groups", "dashes", "indented", "keys", "many", "aliases"],
)
def test_what_is_deep_or_long_is_refused_soon(text):
    begun = time.process_time()  # whatever else the machine does meanwhile
    with pytest.raises(ScenarioError, match=r"more than|bracket"):
        compose(text, "x.yaml")
    assert time.process_time() - begun < 20


def test_aliases_count_as_often_as_they_are_used():
    line = "a0: &a0 [" + "x," * 9 + "x]\n"
    for level in range(1, 20):
        line += f"a{level}: &a{level} [" + f"*a{level - 1}," * 9 + f"*a{level - 1}]\n"
    with pytest.raises(ScenarioError, match=f"more than {MOST_VALUES:,} values"):
        compose(line, "x.yaml")


def test_depth_through_aliases_is_depth():
    text = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 40))
    with pytest.raises(ScenarioError, match="more than 30 levels"):
        compose(text, "x.yaml")


@given(st.text(alphabet="abc:-[]{}&*!|>'\"#%@,?\n\t ~0.", max_size=60))
def test_any_text_is_read_or_refused(text):
    told: tuple[Problem, ...] = ()
    try:
        root, _ = compose(text, "x.yaml")
        assert root is None or not isinstance(root.plain(), bytes)
    except ScenarioError as error:
        told = error.problems
    assert all(problem.line >= 1 for problem in told)
