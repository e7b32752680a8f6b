"""What forms change in a text: just that. Everything else, comments above all, stays as it was written."""

import pytest
from tests.studio.scenario import COMMENTED, comments

from loyaltysim.errors import InputError
from loyaltysim.scenario import parse_scenario
from loyaltysim.scenario.bundled import bundled_folder, bundled_names
from loyaltysim.scenario.text.compose import compose
from loyaltysim.studio import beginnings
from loyaltysim.studio.edits import apply
from loyaltysim.studio.roundtrip import read, write

BUNDLED = {name: (bundled_folder() / f"{name}.yaml").read_text() for name in bundled_names()}


def change(text, do, *path, **more):
    root, _ = compose(text, "scenario.yaml")
    kind = more.get("mechanic")
    begun = (
        (lambda way: beginnings.mechanic(kind))
        if kind
        else lambda way: beginnings.example(way, root)
    )
    return apply(text, {"do": do, "path": list(path), **more}, begun)


def plain(text):
    root, _ = compose(text, "scenario.yaml")
    assert root is not None
    return root.plain()


@pytest.mark.parametrize("name", BUNDLED)
def test_a_text_comes_back_as_it_was_written(name):
    assert write(read(BUNDLED[name])) == BUNDLED[name]


def test_a_value_is_changed_where_it_stands():
    changed = change(COMMENTED, "set", "population", "passers", "share", value="55%")
    assert changed == COMMENTED.replace("share: 60%  # a guess", "share: 55%  # a guess")


@pytest.mark.parametrize(
    ("typed", "is_text", "written"),
    [
        ("4.50", 0, "4.50"),
        ("4 weeks", 0, "4 weeks"),
        ("35%", 0, "35%"),
        ("off", 0, "off"),
        ("true", 0, "true"),
        ("-1", 0, "-1"),
        ("12", 1, "'12'"),
        ("a: b", 1, "'a: b'"),
        ("*boss", 0, "'*boss'"),
        ("!!python/object:os.system x", 0, "'!!python/object:os.system x'"),
        ("{a: 1}", 0, "'{a: 1}'"),
        ("# no", 0, "'# no'"),
    ],
)
def test_what_is_typed_is_written_as_a_single_value(typed, is_text, written):
    changed = change(COMMENTED, "set", "days", value=typed, is_text=is_text)
    assert f"\ndays: {written}\n" in changed


def test_a_text_of_several_lines_stays_one():
    changed = change(COMMENTED, "set", "question", value="One\nor two?", is_text=1)
    assert plain(changed)["question"] == "One\nor two?\n"
    assert comments(changed) == comments(COMMENTED)


def test_a_new_key_comes_below_the_others_of_its_group():
    changed = change(COMMENTED, "set", "population", "passers", "ticket_factor", value="0.8")
    assert changed == COMMENTED.replace(
        "cv: 0.5}\n\n# The cards", "cv: 0.5}\n    ticket_factor: 0.8\n\n# The cards"
    )


def test_an_emptied_field_takes_its_key_away():
    changed = change(COMMENTED, "set", "burn_in", value=" ")
    assert changed == COMMENTED.replace("burn_in: 5\n", "")
    assert change(changed, "set", "burn_in", value="") == changed


def test_a_new_scheme_comes_after_the_last_and_before_the_comment_on_what_follows():
    changed = change(COMMENTED, "add", "schemes", key="nothing new")
    assert "cost: 1.40}}\n  nothing new: []\n\n# How they are compared" in changed
    assert comments(changed) == comments(COMMENTED)


def test_a_mechanic_is_added_from_the_palette():
    changed = change(COMMENTED, "add", "schemes", "three stamps", mechanic="streak")
    assert [next(iter(one)) for one in plain(changed)["schemes"]["three stamps"]] == [
        "stamp_card",
        "lottery",
        "streak",
    ]
    filled = change(changed, "add", "schemes", "no card", mechanic="lottery")
    assert "  no card:\n    - lottery: {" in filled
    assert comments(filled) == comments(COMMENTED)
    parse_scenario(filled)  # it can be played


def test_what_is_taken_away_takes_its_own_comment_along_and_no_other():
    changed = change(COMMENTED, "remove", "schemes", "three stamps")
    gone = ["as the neighbour has it", "like his", "and something for luck", "of a visit"]
    assert comments(changed) == [one for one in comments(COMMENTED) if one not in gone]
    changed = change(COMMENTED, "remove", "schemes", "three stamps", 0)
    assert comments(changed) == [one for one in comments(COMMENTED) if one != "like his"]


def test_the_last_mechanic_leaves_an_empty_scheme():
    changed = change(COMMENTED, "remove", "schemes", "five stamps", 0)
    assert plain(changed)["schemes"]["five stamps"] == []
    parse_scenario(changed)  # it can be played


def test_a_copy_has_a_name_of_its_own():
    changed = change(COMMENTED, "copy", "schemes", "three stamps")
    assert list(plain(changed)["schemes"]) == [
        "no card",
        "three stamps",
        "three stamps 2",
        "five stamps",
    ]
    assert plain(changed)["schemes"]["three stamps 2"] == plain(changed)["schemes"]["three stamps"]
    again = change(changed, "copy", "schemes", "three stamps", 0)
    copied = plain(again)["schemes"]["three stamps"][1]["stamp_card"]
    assert copied.pop("name") == "stamp_card_2"
    assert copied == plain(again)["schemes"]["three stamps"][0]["stamp_card"]
    parse_scenario(again)  # it can be played


def test_neighbours_change_places_with_their_comments():
    changed = change(COMMENTED, "move", "schemes", "three stamps", by=-1)
    assert list(plain(changed)["schemes"]) == ["three stamps", "no card", "five stamps"]
    assert (
        changed.index("# as the neighbour has it")
        < changed.index("three stamps:")
        < changed.index("# as it is now")
    )
    assert change(changed, "move", "schemes", "three stamps", by=1) == COMMENTED
    assert change(COMMENTED, "move", "schemes", "no card", by=-1) == COMMENTED


def test_more_can_be_said_of_a_scheme_and_its_comments_stay():
    changed = change(COMMENTED, "widen", "schemes", "three stamps")
    written = plain(changed)["schemes"]["three stamps"]
    assert written == {
        "joining": "automatic",
        "mechanics": plain(COMMENTED)["schemes"]["three stamps"],
    }
    assert comments(changed) == comments(COMMENTED)
    before, after = (parse_scenario(text).schemes["three stamps"] for text in (COMMENTED, changed))
    assert before == after
    chosen = change(changed, "set", "schemes", "three stamps", "joining", value="opt_in")
    assert parse_scenario(chosen).schemes["three stamps"].joining != before.joining
    with pytest.raises(InputError):
        change(changed, "widen", "schemes", "three stamps")
    assert plain(change(COMMENTED, "widen", "schemes", "no card"))["schemes"]["no card"] == {
        "joining": "automatic",
        "mechanics": [],
    }


def test_the_baseline_follows_its_scheme_to_another_name():
    changed = change(COMMENTED, "rename", "schemes", "no card", value="as now")
    assert changed == COMMENTED.replace("  no card: []", "  as now: []").replace(
        "baseline: no card", "baseline: as now"
    )


@pytest.mark.parametrize(
    "edit",
    [
        {"do": "rename", "path": ["schemes", "no card"], "value": "five stamps"},
        {"do": "add", "path": ["schemes"], "key": "no card"},
        {"do": "remove", "path": ["schemes", "gone"]},
        {"do": "remove", "path": ["schemes", "no card", 3]},
        {"do": "move", "path": ["schemes", "gone"], "by": 1},
        {"do": "set", "path": [], "value": "1"},
        {"do": "set", "path": ["days", "deeper"], "value": "1"},
        {"do": "explode", "path": ["days"]},
        {"do": "set", "path": [["a"]], "value": "1"},
        {"do": "move", "path": ["schemes", "no card"], "by": "x"},
    ],
)
def test_what_cannot_be_done_is_said(edit):
    with pytest.raises(InputError):
        apply(COMMENTED, edit, lambda way: {})


@pytest.mark.parametrize("name", ["coffee_bar", "online_game"])
def test_every_entry_of_bundled_scenarios_can_be_moved_and_nothing_is_lost(name):
    text = BUNDLED[name]
    data = plain(text)
    for group in ("schemes", "population", "acts"):
        for key in [key for key, value in data[group].items() if isinstance(value, dict | list)]:
            moved = change(text, "move", group, key, by=1)
            assert plain(moved) == data
            assert sorted(moved.splitlines()) == sorted(text.splitlines())
            assert (
                plain(change(text, "rename", group, key, value="other"))[group]["other"]
                == data[group][key]
            )


@pytest.mark.parametrize("kind", ["stamp_card", "points", "quest", "message", "mystery_box"])
def test_an_example_of_a_mechanic_reads_back_as_written(kind):
    text = change(COMMENTED, "add", "schemes", "five stamps", mechanic=kind)
    written = plain(text)["schemes"]["five stamps"][-1]
    assert written == plain(write(beginnings.mechanic(kind)))
