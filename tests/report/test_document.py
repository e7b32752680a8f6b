import dataclasses
import json

from tests.report.conftest import CARDS, make_assumptions

from loyaltysim.report.document import comparison_document


def read_back(comparison):
    return json.loads(json.dumps(comparison_document(comparison), allow_nan=False))


def test_the_document_holds_the_frames(comparison):
    document = read_back(comparison)
    assert [row["scheme"] for row in document["schemes"]] == list(CARDS)
    for row in document["schemes"]:
        assert row["retention"] == comparison.schemes.loc[row["scheme"], "retention"]
    assert len(document["effects"]) == len(comparison.effects)
    assert {row["segment"] for row in document["segments"]} == {"commuters", "occasional"}
    assert document["why_not"][0]["no_prompt"] == comparison.why_not.iloc[0]["no_prompt"]


def test_the_document_says_what_was_asked_and_answered(comparison):
    document = read_back(comparison)
    assert document["verdict"]["kind"] == comparison.verdict.kind
    assert document["verdict"]["sentence"] == comparison.verdict.sentence
    assert document["baseline"] == "no card"
    assert (document["markets"], document["market_size"]) == (30, 2000)
    assert document["folder"] == "results/coffee_bar/0123456789"
    assert document["notes"] == ["1,000 customers became 60,000."]
    assert {note["id"] for note in document["evidence"]["stamp_card"]} >= {"STAMP-01", "LP-06"}
    fading = next(note for note in document["evidence"]["any"] if note["id"] == "NOV-01")
    assert [one["published"] for one in fading["missed"]] == [1.57, -0.2]


def test_what_cannot_be_known_is_null(comparison):
    baseline = read_back(comparison)["schemes"][0]
    assert baseline["cost_per_retained"] is None
    assert baseline["best_share"] is None


def test_assumptions_are_null_or_told_with_their_draws(comparison):
    assert read_back(comparison)["assumptions"] is None
    varied = dataclasses.replace(comparison, assumptions=make_assumptions(tuple(CARDS)))
    told = read_back(varied)["assumptions"]
    assert len(told["draws"]) == 60
    assert told["stays_ahead"] == 0.85
    assert told["flips"][0]["constant"] == "head_start"
