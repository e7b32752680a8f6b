"""Where a human pays: schemes in which humans meet more customers, by profit, luck and assumptions."""

import dataclasses

import pytest
from tests.comparison.test_journey import ONCE
from tests.report.conftest import make_assumptions, make_comparison
from tests.report.test_text import report_text, row_of
from tests.worlds import make

from loyaltysim.language import speaking
from loyaltysim.report import human_answer, numbers
from loyaltysim.report.document import comparison_document
from loyaltysim.report.human_cases import cases_of
from loyaltysim.report.page.content import content
from loyaltysim.report.staffing import staffed
from loyaltysim.report.tables import humans
from loyaltysim.scenario.blocks.adapting import AdaptSpec
from loyaltysim.scenario.blocks.joining import OptIn
from loyaltysim.scenario.blocks.scheme import Instance

TITLE = "Where a human pays"


def human_lines(comparison):
    return human_answer.human_lines(comparison, cases_of(comparison))


def humans_table(comparison):
    return humans.humans_table(comparison, cases_of(comparison))


def compared(cost, mechanics=()):
    """Compare two schemes that differ in service alone, until some mechanics are added to the one that costs something."""
    comparison = make_comparison({"no card": (0.7, 0.0), "card": (0.71, cost)})
    schemes = comparison.scenario.schemes
    bare = schemes["card"].model_copy(update={"instances": tuple(mechanics)})
    scenario = comparison.scenario.model_copy(update={"schemes": {**schemes, "card": bare}})
    return dataclasses.replace(comparison, scenario=scenario)


def served(cost, profits=None, **human):
    """Let an adviser help and call under the card, at a cost, and let it take some profits in plausible models."""
    comparison = compared(cost)
    for name in ("card", *human):
        comparison = serving(comparison, name, *DESK)
    if profits is None:
        return comparison
    varied = make_assumptions(("no card", "card"), draws=len(profits))
    of_card = varied.draws["scheme"] == "card"
    varied.draws.loc[of_card, "profit"] = profits
    return dataclasses.replace(comparison, assumptions=varied)


DESK = (
    Instance(name="adviser", mechanic=make("adviser", cost=6)),
    Instance(name="call", mechanic=make("touchpoint", at="contact", by="human")),
)


def serving(comparison, name, *instances, times=1, places=None):
    """Let some instances serve under a scheme, and customers be met so many thousand times as often as in `ONCE`."""
    comparison.gathered.sums[name].journey = {
        key: 1000 * times * total
        for key, total in ONCE.sums["desk"].journey.items()
        if places is None or key.startswith(places)
    }
    scheme = comparison.scenario.schemes[name]
    served = scheme.model_copy(update={"instances": (*scheme.instances, *instances)})
    schemes = {**comparison.scenario.schemes, name: served}
    scenario = comparison.scenario.model_copy(update={"schemes": schemes})
    return dataclasses.replace(comparison, scenario=scenario)


def told(comparison, scheme="card"):
    return row_of(report_text(comparison), scheme, TITLE)


@pytest.mark.parametrize(("cost", "answer"), [(0.1, "pays"), (1.0, "does not pay")])
def test_luck_alone(cost, answer):
    comparison = served(cost)
    (found,) = staffed(comparison)
    assert found.scheme == "card"
    assert found.meetings == pytest.approx({"help": 2 / 3, "contact": 10 / 3})
    row = told(comparison)
    assert row[1:4] == ["no card", "help, contact", "+0.67, +3.33"]
    assert row[-1] == answer
    gain = comparison.schemes["incremental_profit"]["card"]
    assert row[4] == f"{gain:+.2f}"


@pytest.mark.parametrize(
    ("profits", "answer"),
    [
        ([0.5] * 17 + [-0.5] * 3, "pays"),
        ([0.5] * 12 + [-0.5] * 8, "likely pays"),
        ([0.5] * 10 + [-0.5] * 10, "open"),
        ([0.001] * 20, "open"),
        ([-0.5] * 3, "pays"),
    ],
)
def test_a_human_pays_only_where_most_plausible_models_say_so(profits, answer):
    row = told(served(0.1, profits))
    assert row[-2:] == [f"{sum(p >= 0.01 for p in profits)}/{len(profits)}", answer]


def test_what_does_not_pay_for_sure_may_be_left_to_machines():
    assert told(served(1.0, [-0.5] * 20))[-1] == "does not pay"
    assert told(served(1.0, [-0.5] * 10 + [0.5] * 10))[-1] == "open"


def test_there_is_no_table_where_people_are_the_same(comparison):
    assert humans_table(comparison) is None
    both = served(0.1, **{"no card": True})
    assert staffed(both) == []
    assert TITLE not in report_text(both)


def test_people_who_are_met_oftener_since_customers_come_oftener_are_the_same():
    both = compared(0.1)
    both = serving(serving(both, "no card", *DESK), "card", *DESK, times=1.5)
    assert staffed(both) == []


def test_schemes_with_the_same_people_are_not_told_whatever_else_they_have():
    both = serving(compared(0.1, [CARD]), "no card", *DESK)
    both = serving(both, "card", *DESK, MACHINE, times=1.5)
    assert staffed(both) == []


def test_people_who_never_come_are_no_difference():
    both = compared(0.1)
    never = Instance(
        name="calls", mechanic=make("touchpoint", at="contact", by="human", starts=180)
    )
    assert both.scenario.days == 180
    both = serving(serving(both, "no card", *DESK), "card", *DESK, never, times=1.5)
    assert staffed(both) == []
    assert told(serving(served(0.1), "card", never))[-1] == "pays"


def test_only_stages_are_told_at_which_service_differs():
    both = compared(0.1)
    both = serving(serving(both, "no card", DESK[0]), "card", *DESK, times=1.5)
    (found,) = staffed(both)
    assert list(found.meetings) == ["contact"]


def test_a_difference_too_small_to_be_of_service_is_not_told():
    both = compared(0.1)
    trained = Instance(name="adviser", mechanic=make("adviser", cost=6, trained=1))
    both = serving(serving(both, "no card", *DESK), "card", trained, DESK[1], times=1.05)
    assert staffed(both) == []


def test_a_machine_that_takes_work_from_the_same_people_is_told():
    both = compared(0.1)
    pages = Instance(name="pages", mechanic=make("self_service"))
    both = serving(serving(both, "no card", *DESK), "card", pages, *DESK, times=0.5)
    (found,) = staffed(both)
    assert (found.scheme, found.against, list(found.meetings)) == ("no card", "card", ["help"])
    assert told(both, "no card")[-1] == "does not pay"


@pytest.mark.parametrize(("cost", "answer"), [(0.1, "does not pay"), (1.0, "pays")])
def test_where_people_are_taken_away_the_answer_is_about_those_who_were_there(cost, answer):
    without = compared(cost)
    without = serving(without, "no card", *DESK)
    row = told(without, "no card")
    assert row[1] == "card"
    assert row[3].startswith("+")
    assert row[-1] == answer
    varied = make_assumptions(("no card", "card"), draws=20)
    varied.draws.loc[varied.draws["scheme"] == "card", "profit"] = [0.5] * 17 + [-0.5] * 3
    in_models = told(dataclasses.replace(without, assumptions=varied), "no card")
    assert in_models[-2:] == ["3/20", "does not pay" if cost == 0.1 else "open"]


def test_people_who_are_moved_are_told_without_an_answer():
    moved = compared(0.1)
    moved = serving(moved, "no card", DESK[0], places="problem")
    moved = serving(moved, "card", DESK[1], places="contact")
    row = told(moved)
    assert row[2] == "help, contact"
    assert row[3].startswith("-")
    assert ", +" in row[3]
    assert row[-1] == "-"


CARD = Instance(
    name="stamp_card", mechanic=make("stamp_card", stamps=4, reward={"value": 5, "cost": 4})
)
MACHINE = Instance(name="robot", mechanic=make("touchpoint", at="contact"))


@pytest.mark.parametrize("cost", [0.1, 1.0])
def test_people_are_not_blamed_for_what_else_differs(cost):
    both = serving(compared(cost, [CARD]), "card", *DESK)
    assert told(both)[-1] == "-"
    (line,) = human_lines(both)
    assert line == (
        'Help with problems, calls: cannot be told, for more differs than that people are added: `stamp_card` ("card"); '
        'to tell, add a scheme like "card" without its `adviser`, `call`.'
    )


def three(*last):
    """Serve under the last of three schemes, by machines or nobody under the others."""
    comparison = make_comparison(
        {"nothing": (0.7, 0.0), "card": (0.71, 1.0), "served": (0.72, 1.1)}
    )
    schemes = dict(comparison.scenario.schemes)
    schemes["card"] = schemes["card"].model_copy(update={"instances": (CARD,)})
    schemes["served"] = schemes["served"].model_copy(update={"instances": (CARD, *last)})
    scenario = comparison.scenario.model_copy(update={"schemes": schemes})
    return serving(dataclasses.replace(comparison, scenario=scenario), "served", *DESK)


def test_people_are_compared_with_the_scheme_that_differs_in_service_alone():
    comparison = three()
    (found,) = staffed(comparison)
    assert (found.scheme, found.against, found.alone) == ("served", "card", True)
    gain = comparison.panels["profit"].difference("served", "card")
    row = told(comparison, "served")
    assert row[1] == "card"
    assert row[4] == f"{gain.estimate:+.2f}"
    line, _ = human_lines(comparison)
    assert f"EUR {gain.estimate:+.2f} a customer" in line
    assert line.endswith('("served" against "card").')


def test_people_are_compared_with_machines_rather_than_with_nobody():
    comparison = serving(three(), "nothing", CARD, times=0)
    (found,) = staffed(comparison)
    assert found.against == "nothing"
    pages = Instance(name="pages", mechanic=make("self_service"))
    machines = serving(comparison, "card", pages, times=0)
    (found,) = staffed(machines)
    assert found.against == "card"


def blank(rates):
    """Compare schemes without any mechanics."""
    comparison = make_comparison(rates)
    schemes = {
        name: scheme.model_copy(update={"instances": ()})
        for name, scheme in comparison.scenario.schemes.items()
    }
    scenario = comparison.scenario.model_copy(update={"schemes": schemes})
    return dataclasses.replace(comparison, scenario=scenario)


PAGES = Instance(name="pages", mechanic=make("self_service"))
POOR = Instance(name="pages", mechanic=make("self_service", resolves=0.05))


def test_people_are_compared_with_the_machines_beside_which_they_serve_and_not_with_worse():
    comparison = blank({"poor": (0.7, 0.0), "machines": (0.71, 0.1), "calls": (0.72, 0.1)})
    for name, pages in (("poor", POOR), ("machines", PAGES)):
        comparison = serving(comparison, name, pages, times=0)
    comparison = serving(comparison, "calls", PAGES, DESK[1], places="contact")
    (found,) = staffed(comparison)
    assert (found.scheme, found.against, found.beside) == ("calls", "machines", ())


@pytest.mark.parametrize(("pages", "answer"), [(POOR, "-"), (PAGES, "pays")])
def test_there_is_no_answer_where_machines_beside_people_differ(pages, answer):
    comparison = blank({"machines": (0.7, 0.0), "calls": (0.72, 0.1)})
    comparison = serving(comparison, "machines", PAGES, times=0)
    comparison = serving(comparison, "calls", pages, DESK[1], places="contact")
    assert told(comparison, "calls")[-1] == answer
    assert ("people are added: `pages` (" in human_lines(comparison)[0]) is (answer == "-")


def test_people_are_compared_with_the_scheme_that_has_one_person_less_rather_than_two():
    comparison = blank({"none": (0.7, 0.0), "helped": (0.71, 0.1), "both": (0.72, 0.1)})
    comparison = serving(comparison, "helped", DESK[0], places="problem")
    comparison = serving(comparison, "both", *DESK)
    found = {one.scheme: one for one in staffed(comparison)}
    assert found["both"].against == "helped"
    assert list(found["both"].meetings) == ["contact"]


def test_people_who_cannot_be_told_apart_from_the_rest_say_what_to_add():
    comparison = three(Instance(name="discount", mechanic=make("discount", rate=0.05)))
    (found,) = staffed(comparison)
    assert (found.against, found.alone) == ("nothing", False)
    assert 'add a scheme like "served" without its `adviser`, `call`.' in human_lines(comparison)[0]


def test_what_both_schemes_have_is_no_difference():
    both = serving(serving(compared(0.1, [CARD]), "no card", CARD, times=0), "card", *DESK)
    assert told(both)[-1] == "pays"


@pytest.mark.parametrize(
    "changed",
    [
        {"joining": OptIn()},
        {"adapt": AdaptSpec.model_validate({"variants": {"one": {}, "two": {"call": "off"}}})},
    ],
)
def test_who_joins_and_who_has_what_differs_too(changed):
    both = served(0.1)
    schemes = both.scenario.schemes
    schemes = {**schemes, "card": schemes["card"].model_copy(update=changed)}
    scenario = both.scenario.model_copy(update={"schemes": schemes})
    assert told(dataclasses.replace(both, scenario=scenario))[-1] == "-"


@pytest.mark.parametrize(("served_at", "answer"), [(DESK[:1], "-"), (DESK, "pays")])
def test_a_machine_that_a_human_replaces_is_service_and_one_elsewhere_is_not(served_at, answer):
    both = serving(serving(compared(0.1), "no card", MACHINE, times=0), "card", *served_at)
    assert told(both)[-1] == answer


def test_people_who_come_by_a_change_of_rules_are_told():
    later = make("touchpoint", at="contact", changes=[{"day": 30, "to": {"by": "human"}}])
    both = serving(
        serving(compared(0.1), "no card", MACHINE, times=0),
        "card",
        Instance(name="call", mechanic=later),
    )
    (found,) = staffed(both)
    assert list(found.meetings) == ["contact"]
    assert human_lines(both)[0].startswith("Calls: ")


def test_it_stands_in_the_page_too_and_in_dutch():
    found = content(served(0.1))["tables"]["journey"]
    assert [grid.title for grid in found] == ["The journey", TITLE]
    with speaking("nl"):
        assert "Waar een mens loont" in report_text(served(0.1))


def test_a_line_says_where_a_human_pays():
    comparison = served(0.1, [0.5] * 17 + [-0.5] * 3)
    gain = comparison.panels["profit"].difference("card", "no card")
    interval = numbers.amount_interval(gain.low, gain.high)
    line, rule = human_lines(comparison)
    assert line == (
        f"Help with problems, calls: a human pays, EUR {gain.estimate:+.2f} a customer ({interval} by luck), "
        'enough in 17 of 20 plausible models ("card").'
    )
    assert rule == (
        "Pays: EUR 0.01 a customer or more, beyond luck and in at least 15 of 20 plausible models; likely pays: beyond luck and in at least 11 "
        "of them; does not pay: less, beyond luck, and enough in at most 5 of them; else it cannot be told."
    )
    with speaking("nl"):
        assert human_lines(comparison)[1].startswith("Loont: EUR ")


@pytest.mark.parametrize(
    ("cost", "profits", "said"),
    [
        (0.1, [0.5] * 12 + [-0.5] * 8, "a human likely pays, EUR +"),
        (1.0, [-0.5] * 20, "a human does not pay, EUR -"),
        (1.0, [0.5] * 10 + [-0.5] * 10, "cannot be told, EUR -"),
    ],
)
def test_it_says_what_is_likely_what_machines_may_do_and_what_is_open(cost, profits, said):
    line, _ = human_lines(served(cost, profits))
    assert f"Help with problems, calls: {said}" in line
    enough = sum(profit > 0 for profit in profits)
    assert f" by luck), enough in {enough} of 20 plausible models" in line
    assert ("machines, or nobody, may do" in line) is (enough == 0)


def test_the_rule_of_luck_alone_speaks_of_no_models():
    assert human_lines(served(0.1))[-1] == (
        "Pays: EUR 0.01 a customer or more, beyond luck; does not pay: less, beyond luck; else it cannot be told."
    )


def test_every_touchpoint_has_a_line_in_the_order_of_the_journey_and_the_best_comes_first():
    comparison = blank(
        {"none": (0.7, 0.0), "calls": (0.71, 0.1), "dear": (0.71, 1.0), "cheap": (0.72, 0.1)}
    )
    comparison = serving(comparison, "calls", DESK[1], places="contact")
    for name in ("dear", "cheap"):
        comparison = serving(comparison, name, DESK[0], places="problem")
    helped, called, _ = human_lines(comparison)
    assert helped.startswith("Help with problems: a human pays, EUR +")
    assert ' by luck) ("cheap"); a human does not pay, EUR -' in helped
    assert helped.endswith(' by luck), so that machines, or nobody, may do ("dear").')
    assert called.startswith("Calls: a human pays, EUR +")


def test_who_is_taken_away_is_told_by_who_was_there():
    without = compared(1.0)
    line, _ = human_lines(serving(without, "no card", *DESK))
    assert line.startswith("Help with problems, calls: a human pays, EUR +")
    assert line.endswith('("no card" against "card").')


def test_the_lines_stand_on_the_first_screen_in_the_page_and_in_the_document(comparison):
    one = served(0.1)
    lines = human_lines(one)
    assert lines[0] in " ".join(report_text(one).split("What it earns")[0].split())
    assert content(one)["humans"] == comparison_document(one)["verdict"]["humans"] == lines
    assert human_lines(comparison) == content(comparison)["humans"] == []


@pytest.mark.parametrize(
    ("term", "shifts"),
    [
        ({"capacity": None}, False),
        ({"capacity": 3.0}, True),
        ({"capacity": 3.0, "starts": 170}, True),
        ({"capacity": 3.0, "stops": 10}, True),
        ({"capacity": 3.0, "starts": 180}, False),
        ({"capacity": 3.0, "pauses": [{"first": 0, "last": 200}]}, False),
    ],
)
def test_hours_in_which_nobody_comes_are_told_where_there_are_shifts(term, shifts):
    desk = Instance(name="desk", mechanic=make("adviser", cost=6, **term))
    comparison = serving(served(0.1), "card", desk)
    table = humans_table(comparison)
    assert table is not None
    caption = str(table.caption)
    assert ("hours in which nobody comes cost nothing" in caption) is shifts
