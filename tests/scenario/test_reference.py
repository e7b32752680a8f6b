"""The page about the file format is made from the schema, and what it shows works."""

import re
from pathlib import Path

from tests.scenario.texts import CARD

from loyaltysim.mechanics.registry import BUILT_IN
from loyaltysim.scenario import load_scenario, parse_scenario
from loyaltysim.scenario.blocks.acts import IncidentsSpec
from loyaltysim.scenario.fields import named_fields
from loyaltysim.scenario.reference import reference
from loyaltysim.scenario.schema import Scenario

PEOPLE = CARD[CARD.index("population:") : CARD.index("schemes:")]
PAGE = Path(__file__).parents[2] / "scenarios" / "README.md"


def test_the_committed_page_is_what_the_schema_says():
    hint = "run `python -m loyaltysim.scenario.reference > scenarios/README.md`"
    assert PAGE.read_text("utf-8") == reference(), hint


def test_every_key_and_mechanic_is_on_it():
    page = reference()
    assert all(f"| `{name}` |" in page for name in named_fields(Scenario))
    assert all(f"### {kind}\n" in page for kind in BUILT_IN)
    assert "<!--" not in page


def test_every_row_has_a_meaning():
    rows = re.findall(r"^\| `.*$", reference(), re.MULTILINE)
    assert len(rows) > 60
    for row in rows:
        key, meaning, _, default, values = (cell.strip() for cell in row.strip("|").split(" | "))
        assert default, key
        assert values, key
        assert meaning, key


def test_the_examples_work(tmp_path):
    first, *people, calendar, rivals, arrivals, schemes, clubs, learns, tastes, extending = (
        re.findall(r"```yaml\n(.*?)```", reference(), re.DOTALL)
    )
    assert parse_scenario(CARD + tastes).fits()
    for population in people:
        parse_scenario(CARD.replace(PEOPLE, population))
    assert parse_scenario(first).compare.baseline == "no card"
    assert parse_scenario(CARD + calendar).calendar is not None
    assert parse_scenario(CARD + arrivals).newcomers() is not None
    assert parse_scenario(CARD + rivals).rivals["new chain"].scheme.instances
    whole = CARD[: CARD.index("schemes:")] + schemes
    assert len(parse_scenario(whole).schemes["card and reminders"].instances) == 3
    joined = parse_scenario(CARD[: CARD.index("schemes:")] + clubs).schemes
    ways = {name: joined[name].joining for name in ("no club", "everybody", "club", "pilot")}
    assert ways["everybody"] == ways["no club"]
    assert [way.numbers().way for way in ways.values()][1:] == ["automatic", "opt_in", "invited"]
    assert ways["club"].numbers().effort
    assert ways["pilot"].numbers().share == 0.2
    learning = parse_scenario(CARD[: CARD.index("schemes:")] + learns).schemes["learning"]
    assert list(learning.variants) == ["short card", "long card", "reminders alone"]
    (tmp_path / "smaller.yaml").write_text(extending)
    assert "six stamps" in load_scenario(tmp_path / "smaller.yaml").schemes


def test_incidents_have_a_table():
    table = reference().split("`incidents: {per_1000: 20, severity: 0.4}`")[1].split("## ")[0]
    assert all(f"| `{name}` |" in table for name in named_fields(IncidentsSpec))


def test_lists_say_of_what_and_defaults_are_as_a_file_writes_them():
    assert "| required | list of whole numbers |" in section("badge")
    assert "| [{xp: 10}] | list of groups |" in section("levels")


def test_what_another_key_stands_in_for_is_not_simply_required():
    reward = section("reward")
    for key, other in {"value": "points", "cost": "points", "points": "value"}.items():
        (row,) = (line for line in reward.splitlines() if line.startswith(f"| `{key}` |"))
        assert f"| required, unless `{other}` |" in row
    assert "unless" not in section("expiry")  # of which a key of all kinds tells the kind


def test_groups_of_several_mechanics_are_told_once_and_referred_to():
    page = reference()
    rows = re.findall(r"^\| `\w+\.(\w+)` \| (.*) \|$", page, re.MULTILINE)
    assert not {key for key, _ in rows} & {"value", "brain_cycles", "policy", "remind"}
    for kind, key, heading in (
        ("stamp_card", "reward", "reward"),
        ("lottery", "prize", "reward"),
        ("adviser", "effort", "effort"),
        ("points", "redeem", "redeem"),
        ("points", "expiry", "expiry"),
    ):
        (row,) = (line for line in section(kind).splitlines() if f"| `{key}` |" in line)
        assert f"see [{heading}](#{heading})" in row
        assert page.count(f"\n### {heading}\n") == 1


def test_ways_to_expire_say_once_what_they_share():
    expiry = section("expiry")
    assert expiry.count("| `remind` |") == 1
    assert [row.split(" | ")[-1] for row in re.findall(r"\| `policy` .*(?= \|)", expiry)] == [
        "rolling",
        "fixed",
        "activity",
    ]


def section(heading):
    return re.split(r"\n##+ ", reference().split(f"### {heading}\n")[1])[0]
