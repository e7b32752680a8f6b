"""What the studio keeps on disk: titles as YAML reads them, and drafts that are whole or not there."""

import pytest
from ruamel.yaml import YAML

from loyaltysim.comparison.playing.atomic import write_bytes
from loyaltysim.errors import StoreError
from loyaltysim.studio.folders import Drafts, FullError, title_of


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("days: 3\ntitle: Which card?  # a question\n", "Which card?"),
        ("title: >\n  Which card\n  of two?\ndays: 3\n", "Which card of two?"),
        (
            "title: |-\n\n  Which card?\n\n  This one?\n# no more\ndays: 3\n",
            "Which card? This one?",
        ),
        ("title:\n  Which\n  card?\ndays: 3\n", "Which card?"),
        ("title: 'Whose \"card\" isn''t full?'\n", 'Whose "card" isn\'t full?'),
        ('title: "Which\\ncard\\u003F"\n', "Which card?"),
        ("title: 12\n", "12"),
        ("title: Which#card\r\ndays: 3\r\n", "Which#card"),
        ("days: 3\nother: {title: x}\n title: y\n", ""),
        ("title: [\n", ""),
        ("title: [a, b]\n", ""),
        ("title: *no\n", ""),
        ('title: "never closed\n', ""),
        ("title:\ndays: 3\n", ""),
    ],
)
def test_the_title_is_what_yaml_reads(text, title):
    assert title_of(text) == title


@pytest.mark.parametrize("hostile", ["title: " + "{" * 600, "title:\n" + "  - a\n" * 600])
def test_little_is_parsed_of_a_title_that_is_none(hostile, monkeypatch):
    texts, events = [], []

    class Noting(YAML):
        def parse(self, stream):
            texts.append(stream)
            for event in super().parse(stream):
                events.append(event)
                yield event

    monkeypatch.setattr("loyaltysim.studio.folders.YAML", Noting)
    assert title_of(hostile) == ""
    assert [len(text) for text in texts] == [500]
    assert len(events) <= 5  # what comes before the key, the key, and what is no scalar


def test_a_draft_whose_writing_fails_is_not_there_and_does_not_count(tmp_path, monkeypatch):
    drafts = Drafts(tmp_path / "drafts", 1)

    def fails(path, data):
        if path.name == "second.csv":
            raise OSError(28, "no space left")
        write_bytes(path, data)

    monkeypatch.setattr("loyaltysim.studio.folders.write_bytes", fails)
    with pytest.raises(OSError, match="no space"):
        drafts.make("title: x\n", {"data/first.csv": b"1", "data/second.csv": b"2"})
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert drafts.all() == []
    made = drafts.make("title: x\n", {"data/first.csv": b"1"})
    assert (drafts.path(made.id) / "data/first.csv").read_bytes() == b"1"
    assert [one.url for one in drafts.all()] == [f"/drafts/{made.id}"]
    with pytest.raises(FullError):
        drafts.make("title: y\n", {})


def test_what_a_server_that_was_killed_has_left_half_written_is_taken_away(tmp_path):
    left = tmp_path / "drafts_aside/0123456789abcdef/data"
    left.mkdir(parents=True)
    (left / "log.csv").write_text("half")
    drafts = Drafts(tmp_path / "drafts", 1)
    assert not left.exists()
    assert drafts.all() == []
    assert len(drafts.make("title: x\n", {}).id) == 16


def test_a_draft_that_cannot_take_its_place_is_a_problem_of_the_disk(tmp_path, monkeypatch):
    drafts = Drafts(tmp_path / "drafts", 1)
    monkeypatch.setattr("loyaltysim.studio.folders.new_id", lambda: "0123456789abcdef")
    (drafts.folder / "0123456789abcdef").mkdir()
    (drafts.folder / "0123456789abcdef/other").write_text("there")
    with pytest.raises(StoreError):
        drafts.make("title: x\n", {})
