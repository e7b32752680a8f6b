import json
import re

import pytest

from loyaltysim.behaviour.constants import Constants
from loyaltysim.cli.trial import try_schemes
from loyaltysim.customers.columns import declared
from loyaltysim.customers.table import States, Traits
from loyaltysim.scenario import bundled_names, bundled_path, load_scenario
from loyaltysim.scenario.checks.notes import scenario_notes
from loyaltysim.simulation.steps.day import DAY


def test_a_scenario_in_order_is_told_so(loyaltysim, tiny):
    code, out, err = loyaltysim("check", tiny)
    assert (code, err) == (0, "")
    lines = [line.rstrip() for line in out.splitlines()]
    at = lines.index("3 schemes over 10 days:")
    assert "".join(lines[:at]).replace(" ", "") == f"{tiny} is in order: Which card?".replace(
        " ", ""
    )
    schemes, note = lines[at + 1 : at + 4], lines[at + 5]
    assert schemes == ["- no card (the baseline)", "- three stamps", "- daily lottery"]
    assert note.startswith("- visit is hard for 0% of customers")
    told = " ".join(lines[at + 6 :])
    easy = (
        'How easy "visit" is under "no card": nothing stands in the way of 100% of customers; when '
    )
    assert easy in told
    assert lines[-1] == f"Next: loyaltysim compare {tiny}"
    assert "Warning" not in out


def test_a_check_says_how_often_customers_choose_a_rival_where_there_are_some(loyaltysim, tiny):
    alone = " ".join(loyaltysim("check", tiny).out.split())
    tiny.write_text(f"{tiny.read_text()}\nrivals: {{chain: {{appeal: 2}}}}\n")
    told = " ".join(loyaltysim("check", tiny).out.split())
    often = r"all together do it (\d+)% of the time"
    beside = re.search(
        rf"{often}, and (\d+)% of the time they choose a rival instead\. Is that", told
    )
    without = re.search(rf"{often}\. Is that so", alone)
    assert beside
    assert without
    assert int(beside[1]) < int(without[1])
    assert int(beside[1]) < int(beside[2]) <= 100 - int(beside[1])


def test_a_check_counts_several_acts_a_prompt_and_says_employees_where_they_are_some(
    loyaltysim, tiny
):
    text = tiny.read_text().replace("margin: 0.65}", "margin: 0.65, per_occasion: {most: 3}}")
    tiny.write_text(text.replace("  guests:", "  called: employee\n  guests:"))
    told = " ".join(loyaltysim("check", "tiny.yaml").out.split())
    assert "nothing stands in the way of 100% of employees; when prompted, all together" in told
    often = re.search(r"do it (\d\.\d\d) times on average, of 3 at most", told)
    assert often
    assert 1 < float(often[1]) < 3
    assert "hard for 0% of employees" in told
    assert "customer" not in told


def test_a_purchase_log_is_read_as_well(loyaltysim, tiny):
    segments = "guests: {share: 1, need_rate: {per: week, mean: 4.0, cv: 0.5}}"
    tiny.write_text(tiny.read_text().replace(segments, "fit: {log: sales.csv}"))
    tiny.with_name("sales.csv").write_text("")
    code, out, err = loyaltysim("check", "tiny.yaml")
    assert (code, out) == (2, "")
    assert "sales.csv" in err
    assert "empty" in err


@pytest.mark.slow
def test_a_purchase_record_that_is_in_order_is_told_so(loyaltysim):
    code, out, err = loyaltysim("check", "web_shop")
    assert (code, err) == (0, "")
    assert "2,357 customers" in out


ABSURD = {
    "discount": "discount: {rate: 100%}",
    "points": "points: {per_spend: 100, redeem: {points: 100, value: 5, cost: 0.1}}",
    "stamps": "stamp_card: {stamps: 2, reward: {value: 9, cost: 1.40}}",
}


@pytest.mark.parametrize("kind", ABSURD)
def test_a_scheme_that_gives_everything_back_is_warned_of(loyaltysim, tiny, kind):
    tiny.write_text(tiny.read_text().replace("stamp_card: {stamps: 3, reward", f"{ABSURD[kind]} #"))
    code, out, err = loyaltysim("check", "tiny.yaml")
    assert (code, err) == (0, "")
    told = " ".join(out.split())
    assert 'Warning: "three stamps" gives customers back' in told
    assert ('Warning: "three stamps" costs USD' in told) is (kind == "discount")
    assert '"daily lottery"' not in told


def test_a_gift_that_costs_more_than_it_is_worth_is_warned_of(loyaltysim, tiny):
    tiny.write_text(
        tiny.read_text().replace("prize: {value: 10, cost: 10}", "prize: {value: 1, cost: 3}")
    )
    told = " ".join(loyaltysim("check", "tiny.yaml").out.split())
    assert (
        'Warning: "daily lottery": lottery.prize costs USD 3.00, more than the USD 1.00 that it is worth'
    ) in told


def test_what_is_most_likely_a_slip_is_noted(loyaltysim, tiny):
    twice = "stamp_card: {stops: 40, stamps: 3, reward"
    more = "    - discount: {rate: 5%}\n    - cash_back: {rate: 5%}\n  daily lottery:\n"
    text = tiny.read_text().replace("stamp_card: {stamps: 3, reward", twice)
    tiny.write_text(text.replace("  daily lottery:\n", more))
    told = " ".join(loyaltysim("check", "tiny.yaml").out.split())
    notes = scenario_notes(load_scenario(tiny))
    assert len(notes) == 3
    assert "cash_back gives nobody a reward before day 30" in notes[0]
    assert all(note in told for note in notes)


def test_a_check_tries_the_schemes_for_a_moment_only(tiny):
    text = tiny.read_text().replace("days: 10", "days: 3650").replace("burn_in: 5", "burn_in: 3650")
    tiny.write_text(text.replace("market_size: 100", "market_size: 100_000"))
    scenario = load_scenario(tiny)
    population = scenario.segment_population()
    assert population is not None
    tried = try_schemes(scenario, population, Constants.default())
    assert list(tried) == list(scenario.schemes)
    for record in tried.values():
        assert record.daily["customers"].shape == (365, 1)
        assert 0 < record.markets["launched"].sum() <= 2000


def test_every_problem_is_told_at_once_with_its_place(loyaltysim, tiny):
    text = tiny.read_text()
    tiny.write_text(text.replace("stamps: 3", "stamp: 3").replace("days: 10", "days: -10"))
    code, out, err = loyaltysim("check", "tiny.yaml")
    assert (code, out) == (2, "")
    lines = err.splitlines()
    assert "problems in tiny.yaml" in lines[0]
    assert any(line.startswith("tiny.yaml:2:") for line in lines)
    assert any(line.startswith("tiny.yaml:14:") and "stamps" in line for line in lines)


def test_bundled_scenarios_are_listed_with_their_question(loyaltysim):
    code, out, _ = loyaltysim("scenarios")
    assert code == 0
    words = " ".join(out.split())
    for name in bundled_names():
        assert f"{name} " in words
        assert load_scenario(name).title.split()[0] in words


@pytest.mark.parametrize("name", bundled_names())
def test_a_copy_of_a_bundled_scenario_stands_by_itself(loyaltysim, tmp_path, name):
    target = tmp_path / "new" / "mine.yaml"
    code, out, err = loyaltysim("init", name, "--to", target)
    assert (code, err) == (0, "")
    assert out.endswith(f"Change it, then: loyaltysim compare {target}\n")
    assert target.read_bytes() == bundled_path(name).read_bytes()
    copied = load_scenario(target)
    assert copied.schemes == load_scenario(name).schemes
    file = getattr(copied.population, "file", None)
    assert file is None or tmp_path in file.parents


def test_a_copy_goes_to_this_folder_by_its_name(loyaltysim, tiny):
    assert loyaltysim("init", "coffee_bar").code == 0
    assert (tiny.parent / "coffee_bar.yaml").is_file()


def test_a_copy_goes_to_the_file_that_follows_its_name(loyaltysim, tiny):
    assert loyaltysim("init", "coffee_bar", "bakery.yaml").code == 0
    assert loyaltysim("init", "coffee_bar", "bakery.yaml", "--to", "bakery.yaml").code == 0
    assert (tiny.parent / "bakery.yaml").is_file()
    assert not (tiny.parent / "coffee_bar.yaml").exists()


def test_a_copy_has_one_place(loyaltysim, tiny):
    code, _, err = loyaltysim("init", "coffee_bar", "a.yaml", "--to", "b.yaml")
    assert (code, err) == (2, "both a.yaml and --to b.yaml say where the copy goes; name it once\n")
    assert not (tiny.parent / "a.yaml").exists()


def test_a_copy_never_replaces_somebodys_work(loyaltysim, tiny):
    before = tiny.read_text()
    code, out, err = loyaltysim("init", "coffee_bar", "--to", tiny)
    assert (code, out) == (2, "")
    assert "this exists already and is not overwritten; move it away" in err
    assert tiny.read_text() == before


def test_nothing_is_copied_when_the_data_would_replace_something(loyaltysim, tiny):
    data = tiny.parent / "data"
    data.mkdir()
    (data / "cdnow.csv").write_text("mine")
    assert loyaltysim("init", "web_shop").code == 2
    assert not (tiny.parent / "web_shop.yaml").exists()


def test_the_same_copy_again_is_no_problem(loyaltysim, tiny):
    assert loyaltysim("init", "coffee_bar").code == 0
    assert loyaltysim("init", "coffee_bar").code == 0


def test_an_unknown_bundled_scenario_gets_a_suggestion(loyaltysim):
    code, _, err = loyaltysim("init", "coffebar")
    assert (code, err) == (2, "no scenario is named coffebar; did you mean coffee_bar?\n")


def test_the_schema_is_json_with_every_key(loyaltysim):
    schema = json.loads(loyaltysim("schema").out)
    assert {"title", "acts", "population", "schemes", "compare"} <= set(schema["properties"])


def test_the_day_is_the_table_that_runs(loyaltysim):
    code, out, _ = loyaltysim("day")
    assert code == 0
    at = [out.index(f"\n{step.name} ") for step in DAY]
    assert at == sorted(at)
    for step in DAY:
        assert step.what in " ".join(out.split())


def test_the_columns_of_the_customers_are_those_declared(loyaltysim):
    code, out, _ = loyaltysim("day", "--columns")
    assert code == 0
    for column in (*declared(Traits), *declared(States)):
        (line,) = [line for line in out.splitlines() if line.startswith(f"{column.name} ")]
        assert column.unit.split()[0] in line
    assert re.search(r"need +occasions a day +0 or more +how often", out)
    assert re.search(r"attention +chance +0 to 1 ", out)
    assert re.search(r"last_act +day +-1,000,000 or more ", out)
    assert re.search(r"ln_resource +log share +any ", out)


def test_a_file_that_lies_here_is_suggested(loyaltysim, tiny):
    code, _, err = loyaltysim("check", tiny.stem)
    assert code == 2
    assert "did you mean tiny.yaml?" in err


def test_people_for_nothing_and_what_has_no_effect_are_told(loyaltysim, tiny):
    free = "    - touchpoint: {at: onboarding, by: human}\n    - stamp_card: {stamps: 3, reward"
    tiny.write_text(tiny.read_text().replace("    - stamp_card: {stamps: 3, reward", free))
    told = " ".join(loyaltysim("check", "tiny.yaml").out.split())
    assert '- "three stamps": touchpoint welcomes nobody' in told
    assert 'Warning: people work for nothing here: touchpoint of "three stamps".' in told
