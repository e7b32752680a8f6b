"""Room for purchase records: those that come at once are counted, and each file only once."""

import pytest

from loyaltysim.studio.folders import Drafts, FullError, Runs
from loyaltysim.studio.limits import Limits
from loyaltysim.studio.room import Room


def test_files_that_come_at_once_do_not_take_more_than_there_is(tmp_path):
    limits = Limits(data=100, all_data=250)
    room = Room(Drafts(tmp_path / "drafts", 10), Runs(tmp_path / "runs"), limits)
    room.reserve()
    room.reserve()
    with pytest.raises(FullError, match="too much data; remove runs and scenarios"):
        room.reserve()
    room.release()
    room.reserve()


def test_what_was_played_takes_room_though_its_draft_is_gone(tmp_path):
    drafts, runs = Drafts(tmp_path / "drafts", 10), Runs(tmp_path / "runs")
    draft = drafts.make("x" * 100, {"data/log.csv": b"y" * 100})
    run = runs.make(drafts.path(draft.id), "title", "en")
    one, too_little = (Room(drafts, runs, Limits(data=1, all_data=most)) for most in (201, 200))
    one.reserve()
    drafts.path(draft.id).rename(tmp_path / "away")
    with pytest.raises(FullError):
        too_little.reserve()
    runs.path(run.id).rename(tmp_path / "run")
    too_little.reserve()
