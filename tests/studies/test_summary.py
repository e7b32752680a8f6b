"""What is said of the evidence as a whole: how large effects come out, and how far in their bands they lie."""

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from loyaltysim.behaviour.constants import Constants, constants_table
from loyaltysim.report.studies.summary import sentences
from loyaltysim.report.studies.table import judged
from loyaltysim.studies.evidence import Evidence, Row
from loyaltysim.studies.measures import Constant
from loyaltysim.studies.replay import Estimate
from loyaltysim.studies.study import Finding

if TYPE_CHECKING:
    from loyaltysim.studies.study import Study

MEAN = {"kind": "mean", "arm": "a", "of": "walk", "days": [1, 9]}
LIFT = {**MEAN, "against": "b", "as": "lift"}


INFORMED = "constants that are not fixed are informed by no finding here"
STUDY = SimpleNamespace(design=SimpleNamespace(seen=None))


def left(*rows):
    """Tell how many constants those rows leave without a finding."""
    (told_of,) = [one for one in told(*rows) if INFORMED in one]
    return int(told_of.partition(" of ")[0])


def row(value, published=0.4, band=(0.0, 1.0), use="held back", error=0.0, seen=None, **measure):
    finding = Finding.model_validate(
        {
            "what": "more walks",
            "measure": {**LIFT, **measure},
            "published": published,
            "band": band,
            "because": "it is made up",
            "use": use,
            "seen": seen,
        }
    )
    return Row(cast("Study", STUDY), "WALK", finding, (Estimate(value, error, (0.0, 0.0)),))


def told(*rows):
    return list(sentences(Evidence(rows, (), Constants.default(), (1,))))


def test_the_median_effect_is_told_beside_the_published_ones():
    rows = [row(0.04 * times) for times in range(1, 10)]
    assert told(*rows)[0] == (
        "Of 9 effects published with a number, the median comes out 0.50 times as large as published "
        "(quartiles 0.30 and 0.70)."
    )
    assert "times as large" not in " ".join(told(*rows[:3]))


@pytest.mark.parametrize(
    ("one", "size"),
    [
        (row(0.1), 0.25),
        (row(1.1, published=1.4, **{"as": "ratio"}), 0.25),
        (row(0.9, published=0.6, **{"as": "ratio"}), 0.25),
        (row(-0.1), -0.25),
        (row(0.1, published=None), None),
        (row(0.1, published=0.0), None),
        (row(0.1, use="no effect"), None),
        (row(0.1, against=None, **{"as": "level"}), None),
        (row(0.1, relative_to=[1, 3]), None),
    ],
)
def test_a_size_is_of_the_difference_that_the_effect_makes(one, size):
    assert one.size == (None if size is None else pytest.approx(size))


@pytest.mark.parametrize(
    ("value", "band", "weak"),
    [
        (0.1, (0.0, 1.0), True),
        (0.2, (0.0, 1.0), False),
        (0.95, (0.0, 1.0), False),
        (-0.05, (-0.8, 0.0), True),
        (-0.75, (-0.8, 0.0), False),
        (0.05, (0.1, 1.0), False),
    ],
)
def test_weak_is_what_lies_at_the_end_of_its_band_towards_no_effect(value, band, weak):
    assert row(value, band=band).is_weak is weak


def test_effects_at_the_weak_end_are_counted_among_those_in_band():
    said = told(row(0.1), row(0.5), row(2.0), row(0.1, use="no effect"))
    assert said[0] == (
        "1 of 2 effects in band lie in the outer 15% of their bands, on the side of no effect."
    )


def test_counts_are_split_by_what_is_known():
    said = " ".join(told(row(0.5), row(2.0), row(0.5, published=None)))
    assert (
        "2 of 3 findings held back from every fit lie in their bands: 1 of 2 with a published number, "
        "1 of 1 of which only the sign or an order is known."
    ) in said
    assert "with a published number" not in " ".join(told(row(0.5), row(2.0)))


@pytest.mark.parametrize(
    ("value", "error", "word"),
    [
        (0.5, 0.1, "in"),
        (0.99, 0.1, "in,\nat the edge"),
        (1.01, 0.1, "OUT,\nat the edge"),
        (2, 0.1, "OUT"),
    ],
)
def test_what_luck_could_move_over_an_edge_is_said_to_be_at_it(value, error, word):
    assert judged(row(value, error=error)) == word


def test_findings_that_are_not_blind_are_counted_among_those_in_band():
    said = " ".join(told(row(0.5, seen="it was hard"), row(0.5), row(2.0), row(2.0, seen="dull")))
    assert (
        "1 of 2 findings in band are not blind: something of their studies was changed after a first replay was seen. "
        "Of the others 1 of 2 lie in their bands."
    ) in said
    assert "blind" not in " ".join(told(row(0.5), row(2.0)))


def test_constants_are_informed_by_what_findings_say_or_measure_themselves():
    free = sum(one.low < one.high for one in constants_table())
    assert left(row(0.5)) == free
    named = row(0.5)
    named = replace(named, finding=named.finding.model_copy(update={"informs": ("spark", "play")}))
    measured = Constant.model_validate({"kind": "constant", "name": "loss_aversion"})
    other = replace(
        named, finding=named.finding.model_copy(update={"measure": measured, "informs": ()})
    )
    assert left(named) == free - 2
    assert left(named, other) == free - 3
    everything = tuple(one.name for one in constants_table())
    all_told = replace(named, finding=named.finding.model_copy(update={"informs": everything}))
    assert not any(INFORMED in one for one in told(all_told))
