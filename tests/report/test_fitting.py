"""Tables keep within any line, and nothing of them is lost."""

import re
from io import StringIO

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rich.console import Console

from loyaltysim.report.tables.fitting import level
from loyaltysim.report.tables.shapes import plain_table, word_table
from loyaltysim.report.text import print_report

WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=6).map(" ".join)
FIGURES = st.from_regex(r"-?\d{1,7}\.\d\d", fullmatch=True)


def lines(table, width):
    stream = StringIO()
    Console(file=stream, width=width, markup=False, highlight=False).print(table)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def letters(texts):
    return "".join(sorted("".join(texts).replace(" ", "")))


@given(
    st.lists(st.tuples(WORDS, *[FIGURES] * 7), min_size=1, max_size=4),
    st.lists(WORDS, min_size=8, max_size=8),
    st.integers(40, 130),
    st.booleans(),
)
@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_no_line_is_too_long_and_every_figure_is_whole(rows, heads, width, wrap):
    table = plain_table(*heads, wrap=wrap)
    for row in rows:
        table.add_row(*row)
    found = lines(table, width)
    assert max(map(len, found)) <= width
    figures = [cell for row in rows for cell in row[1:]]
    assert sorted(re.findall(r"-?\d+\.\d\d", "\n".join(found))) == sorted(figures)
    parts = sum(line.startswith("─") for line in found)
    shown = letters(line for line in found if not line.startswith("─"))
    names = [heads[0], *(row[0] for row in rows)]
    assert shown == letters([*heads[1:], *figures, *names * parts])


def test_what_fits_is_one_table_as_wide_as_it_needs():
    table = plain_table("scheme", "acts", title="What it brings")
    table.add_row("no card", "1.00")
    assert lines(table, 80) == [
        "What it brings",
        "scheme          acts",
        "─" * 20,
        "no card         1.00",
    ]


@pytest.mark.parametrize("width", [40, 41, 44])
def test_room_for_names_that_are_shorter_is_room_that_the_rest_lacks(width):
    table = plain_table("name", "the first of them", "the other one", wrap=True)
    table.add_row("a", "1.00", "2.00 to 3.00")
    assert letters(lines(table, width)[:-2]) == letters(["name", "the first of them the other one"])
    assert "2.00 to 3.00" in " ".join(lines(table, width))


def test_columns_without_room_go_below_with_what_the_row_is_about():
    table = plain_table("scheme", "where", *["a long heading"] * 3, title="T", caption="C", keys=2)
    table.add_row("no card", "at renewal", "1.00", "2.00", "3.00")
    found = lines(table, 60)
    rows = [re.split(" {2,}", line) for line in found if "no card" in line]
    assert rows == [["no card", "at renewal", "1.00", "2.00"], ["no card", "at renewal", "3.00"]]
    assert (found[0], found[-1], found.count("T"), found.count("C")) == ("T", "C", 1, 1)


def test_words_are_wrapped_before_they_are_cut():
    table = word_table("parameter", "default", "meaning")
    table.add_row("a_long_name_in_one_piece", "false", "whether members have to take part in it")
    found = lines(table, 48)
    assert max(map(len, found)) <= 48
    assert "a_long_name_in_one_piece" in found[2]
    assert {"whether", "members", "have", "to", "take", "part", "in", "it"} <= set(
        " ".join(found).split()
    )


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 20), st.integers(0, 40)), min_size=1, max_size=9),
    st.integers(1, 200),
)
def test_a_line_is_shared_out_evenly_between_need_and_wish(columns, room):
    needs = [need for need, _ in columns]
    wishes = [need + more for need, more in columns]
    found = level(needs, wishes, room)
    assert all(width <= wish for width, wish in zip(found, wishes, strict=True))
    if sum(needs) <= room:
        assert all(width >= need for width, need in zip(found, needs, strict=True))
        assert sum(found) == min(room, sum(wishes))


@pytest.mark.parametrize("width", [40, 60, 80])
def test_the_report_keeps_within_narrow_lines_with_every_figure(many_schemes, width):
    def text(size):
        stream = StringIO()
        out = Console(file=stream, width=size, markup=False, emoji=False, highlight=False)
        print_report(many_schemes, out)
        return stream.getvalue()

    figures = re.compile(r"[-+]?\d[\d,]*\.\d+%?")
    narrow = text(width)
    assert set(figures.findall(text(300))) <= set(figures.findall(narrow))
    told = narrow.partition("Tables, figures and the resolved scenario")[0]
    assert max(len(line.rstrip()) for line in told.splitlines()) <= width
