"""Why customers did not act: the sentence says what the bars show."""

import pytest

from loyaltysim.report.page.funnel import funnel
from loyaltysim.report.why_not import why_not_sentence


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        (
            {"elsewhere": 0.2, "chance": 0.05, "turned_away": 0.01},
            "chose a rival (44.4%), then the day went otherwise (11.1%), then too much money (6.7%)",
        ),
        ({"turned_away": 0.04}, "came, but there was no room (16.7%), then too much money (12.5%)"),
    ],
)
def test_the_sentence_of_why_not_counts_as_its_bars_do(comparison, shares, told):
    for sums in comparison.gathered.sums.values():
        rest = sum(sums.why_not.values())
        sums.why_not |= {name: share * rest for name, share in shares.items()}
    assert f"without it, most often {told}." in why_not_sentence(comparison)
    words_of = {part["words"]: part["share"] for part in funnel(comparison)[0]["then"]}
    for one in told.split(", then "):
        words, _, share = one.rstrip(")").rpartition(" (")
        assert words_of[words] == share
