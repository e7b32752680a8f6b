import dataclasses
import re
from io import StringIO

import pytest
from rich.console import Console
from tests.report.conftest import CARDS, HEAD_START_FLIPS, make_assumptions, make_comparison

from loyaltysim.comparison.verdict.earning import PROFITS_TOO_HIGH
from loyaltysim.report.document import comparison_document
from loyaltysim.report.kept_notes import notes_told
from loyaltysim.report.text import print_report, print_single
from loyaltysim.report.why_not import why_not_sentence


def report_text(comparison, width=110):
    """Write the whole report as plain text."""
    stream = StringIO()
    out = Console(file=stream, width=width, markup=False, emoji=False, highlight=False)
    print_report(comparison, out)
    return stream.getvalue()


def words(text):
    return " ".join(text.split())


def row_of(text, name, after=""):
    """Find the cells of a table's row."""
    (found, *_) = re.findall(rf"^{re.escape(name)} .*$", text[text.index(after) :], re.MULTILINE)
    return re.split(r" {2,}", found.strip())


def test_the_verdict_comes_first_and_its_reasons_follow(comparison):
    text = words(report_text(comparison))
    assert text.startswith(comparison.verdict.sentence)
    at = [text.index(words(reason)) for reason in comparison.verdict.reasons]
    assert at == sorted(at)


def test_the_terms_of_the_verdict_are_explained_where_it_uses_them(comparison):
    text = words(report_text(comparison))
    assert "; one for all pairs of schemes at once is wider than those of the table" in text
    assert "plausible models:" not in text
    assert text.index("Who stays") < text.index("luck alone: the 95% interval holds")
    varied = dataclasses.replace(comparison, assumptions=make_assumptions(tuple(CARDS)))
    assert "plausible models: the same customers under other" in words(report_text(varied))
    pair = report_text(make_comparison({"none": (0.7, 0.0), "card": (0.71, 1.0)}))
    assert "the 95% interval holds" in pair
    assert "at once" not in words(pair)


def with_metric(comparison, metric, matters=0.005):
    compare = comparison.scenario.compare.model_copy(update={"metric": metric, "matters": matters})
    scenario = comparison.scenario.model_copy(update={"compare": compare})
    return dataclasses.replace(comparison, scenario=scenario)


def test_the_first_table_is_about_the_metric_that_is_compared(comparison):
    active = report_text(with_metric(comparison, "active_retention"))
    cells = row_of(active, "ten stamps", "Who stays active")
    assert cells[1:3] == ["64.1%", "+1.1 pp"]
    assert cells[4] == "71.2%"
    money = with_metric(comparison, "profit", 0.5)
    varied = dataclasses.replace(money, assumptions=make_assumptions(tuple(CARDS)))
    cells = row_of(report_text(varied), "twelve, two given", "What it earns")
    row = comparison.schemes.loc["twelve, two given"]
    profit = row["margin"] - row["programme_cost"] - row["liability"]
    assert cells[1:3] == [f"{profit:.2f}", f"{row['incremental_profit']:+.2f}"]
    assert cells[-2:] == ["71.5%", "85%"]
    assert "profit: margin less programme cost and liability, EUR per" in words(report_text(varied))


def test_every_scheme_has_its_retention_and_the_difference_it_makes(comparison):
    text = report_text(comparison)
    row = comparison.schemes.loc["ten stamps"]
    low, high = 100 * row["difference_low"], 100 * row["difference_high"]
    assert row_of(text, "no card", "Who stays")[0:2] == ["no card", "70.0%"]
    assert row_of(text, "no card", "Who stays")[2] == "baseline"
    cells = row_of(text, "ten stamps", "Who stays")
    assert cells[1] == "71.2%"
    assert cells[2:4] == ["+1.2 pp", f"{low:+.1f} to {high:+.1f}"]
    assert cells[4] == "64.1%"


def test_money_is_per_launch_customer_in_the_scenarios_currency(comparison):
    text = report_text(comparison)
    assert "EUR per launch customer in 180 days" in text
    cells = row_of(text, "ten stamps", "What it brings and costs")
    gained = 2.73 * 30 * 0.012
    assert cells[1:] == ["41.36", "173.71", "112.91", "3.10", "0.20"]
    cells = row_of(text, "ten stamps", "What it is worth")
    assert cells[1] == f"{gained - 3.30:+.2f}"
    assert cells[3] == f"{100 * (gained - 3.30) / 3.30:.1f}%"
    assert cells[4] == f"{3.30 / 0.012:.2f}"


def without_sales(comparison):
    """Let the same schemes be played where nobody pays anything."""
    for sums in comparison.gathered.sums.values():
        for name in ("revenue", "margin"):
            sums.markets[name][:] = 0.0
    return comparison


def test_where_nothing_is_sold_only_costs_are_told(comparison):
    free = without_sales(comparison)
    text = report_text(free)
    for word in ("earns", "ROI", "revenue, margin", "incremental profit"):
        assert word not in text
    assert "nothing is sold, so there is no revenue" in words(text)
    assert row_of(text, "ten stamps", "What it costs, ")[1:] == ["41.36", "3.10", "0.20"]
    cells = row_of(text, "ten stamps", "What it costs more")
    assert (cells[1], cells[-1]) == ("+3.30", f"{3.30 / 0.012:.2f}")
    assert "cost: programme cost + liability, above that of" in words(text)
    varied = dataclasses.replace(free, assumptions=make_assumptions(tuple(CARDS)))
    models = varied.assumptions.spread("profit", "ten stamps")
    cells = row_of(report_text(varied), "ten stamps", "What it costs more")
    assert cells[3] == f"{-models.high:+.2f} to {-models.low:+.2f}"


def replaced(comparison, cost):
    """Let each of the 30% who leave cost so much."""
    scenario = comparison.scenario.model_copy(update={"replacement_cost": cost})
    gathered = dataclasses.replace(comparison.gathered, replacement_cost=cost)
    return dataclasses.replace(comparison, scenario=scenario, gathered=gathered)


def test_what_replacing_costs_is_told_where_it_is_given(comparison):
    assert "replacing" not in report_text(comparison)
    dear = replaced(comparison, 50.0)
    text = report_text(dear)
    assert row_of(text, "ten stamps", "What it brings and costs")[-1] == "15.00"
    assert "replacing: those who left, at the replacement_cost of the scenario" in words(text)
    assert "profit: margin - programme cost - liability - replacing, above" in words(text)
    profit = words(report_text(with_metric(dear, "profit", 0.5)))
    assert "programme cost and liability, and less what those who left cost, EUR per" in profit


def test_where_nothing_is_sold_replacing_is_a_cost(comparison):
    free = replaced(without_sales(comparison), 50.0)
    text = report_text(free)
    assert row_of(text, "ten stamps", "What it costs, ")[1:] == ["41.36", "3.10", "0.20", "15.00"]
    told = "cost: programme cost + liability + replacing, above that of"
    assert told in words(text)
    assert "per customer kept: programme cost + liability / customers it keeps more" in words(text)
    profit = words(report_text(with_metric(free, "profit", 0.5)))
    assert profit.startswith('"no card" costs the least: EUR 15.00 after 180 days, EUR 3.25 less')


def test_profit_where_nothing_is_sold_is_what_it_costs(comparison):
    text = report_text(with_metric(without_sales(comparison), "profit", 0.5))
    assert '"no card" costs the least: EUR 0.00 after 180 days, EUR 3.25 less' in words(text)
    assert "What it earns" not in text
    assert row_of(text, "ten stamps", "What it costs: profit where nothing is sold")[1] == "-3.30"


def test_profit_is_not_called_in_where_a_warning_takes_it_back():
    cards = make_comparison({"none": (0.2, 0.0), "ten stamps": (0.4, 1.0)})
    text = words(report_text(cards))
    assert "Profits here are too high" in text
    assert "Profit agrees" not in text
    assert "Profit cannot be relied on: the model raises acts by more than was measured" in text
    document = comparison_document(cards)
    assert "Profit agrees" not in " ".join(document["verdict"]["reasons"])


def test_the_legend_tells_leaving_from_pausing_and_how_differences_are_rounded(comparison):
    text = words(report_text(comparison))
    told = "not left for good, whether or not they acted lately (a shop cannot see that)"
    assert told in text
    assert "(pp: percentage points); rounded after it was taken" in text


def test_what_was_earned_is_told_for_schemes_that_let_earn(comparison):
    text = report_text(comparison)
    cells = row_of(text, "ten stamps", "What becomes of")
    assert cells == ["ten stamps", "62.5%", "18.8%", "18.8%", "70.0%", "0.16"]
    told = text[text.index("What becomes of") : text.index("What it is worth")]
    assert "no card" not in told
    assert "What becomes of" not in report_text(make_comparison({"none": (0.7, 0.0)}))


def test_identical_schemes_are_the_same():
    text = report_text(make_comparison({"none": (0.7, 0.0), "badge": (0.7, 0.0)}, spread=0.0))
    assert row_of(text, "badge", "Who stays")[2] == "the same"


def test_of_one_scheme_no_difference_is_tabulated_or_explained():
    text = report_text(make_comparison({"none": (0.7, 0.0)}))
    assert row_of(text, "none", "Who stays") == ["none", "70.0%", "63.0%"]
    for told in ("What it is worth", "difference", "luck alone"):
        assert told not in words(text)


def test_cost_per_customer_kept_is_left_out_unless_more_are_kept_for_sure():
    text = report_text(make_comparison({"none": (0.7, 0.0), "card": (0.7, 3.0)}))
    assert row_of(text, "card", "What it is worth")[-1] == "-"


def test_the_funnel_names_what_kept_customers_from_acting(comparison):
    text = report_text(comparison)
    assert row_of(text, "prompted: too much money")[1:] == ["3.0%"] * 3
    assert 'Why customers did not act: "visit"' in text
    assert "bodily effort" not in text
    assert "thinking" not in text
    assert 'Under "no card", 90.9% of the days without "visit" had no prompt.' in words(text)
    assert (
        'What became of the days on which one was noticed: "visit" (60.0%); without it, most often too much money (15.0%).'
        in words(text)
    )


def test_messages_that_nobody_notices_are_told_before_what_was_missing(comparison):
    for sums in comparison.gathered.sums.values():
        sums.why_not["not_noticed"] = sums.why_not["no_prompt"] / 4
    assert why_not_sentence(comparison).startswith(
        'Under "no card", 74.1% of the days without "visit" had no prompt. On 18.5% a message came, but was not noticed. '
        'What became of the days on which one was noticed: "visit" (60.0%); without it, most often too much money (15.0%).'
    )


def test_customers_who_had_left_before_the_launch_are_told(comparison):
    assert notes_told(comparison) == list(comparison.notes)
    for sums in comparison.gathered.sums.values():
        sums.markets["launched"] = sums.markets["launched"] / 2
    assert notes_told(comparison)[-1] == (
        "Of 60,000 customers who were drawn, 30,000 are still there at launch; the others had left before."
    )


def test_departures_have_causes(comparison):
    text = report_text(comparison)
    assert row_of(text, "by themselves", "Why customers left")[1:] == ["65.0%"] * 3
    assert row_of(text, "too little motivation of late")[1:] == ["20.0%"] * 3
    assert row_of(text, "friends had left")[1:] == ["10.0%"] * 3
    assert row_of(text, "left, of all at launch")[1:] == ["30.0%"] * 3
    assert "woken by messages" not in text
    assert "nothing of what follows would have kept them that day" in words(text)


def test_one_cause_of_all_departures_is_a_sentence_and_no_table(comparison):
    table = comparison.why_left.copy()
    table[["motivation", "messages", "friends", "several"]] = 0.0
    table["own"] = 1.0
    comparison.__dict__["why_left"] = table
    text = report_text(comparison)
    assert "Why customers left: all by themselves, under every scheme; with the same" in text
    assert "share of those who left" not in text
    assert "all by themselves" not in report_text(make_comparison())


def test_segments_show_for_whom(comparison):
    cells = row_of(report_text(comparison), "ten stamps", "For whom")
    assert cells == ["ten stamps", "71.2% (+1.2 pp)", "71.2% (+1.2 pp)"]


def test_evidence_stands_beside_its_mechanic_only(comparison):
    text = words(report_text(comparison))
    assert "stamp_card for a head start raised completed cards from 19% to 34% (Nunes &" in text
    assert "against after a reward people slow down or leave (Kivetz et al. 2006; direction" in text
    assert "any scheme for" in text
    assert "lottery" not in text


def test_evidence_is_a_line_for_and_a_line_against_each_kind(comparison):
    text = report_text(comparison, 100)
    part = text[text.index("What was measured elsewhere") : text.index("More findings are")]
    assert re.findall(r"^(?:any scheme|stamp_card|) +(for|against) ", part, re.MULTILINE) == [
        *("for", "against"),
        *("for", "against"),
    ]
    assert "the model does not reproduce this: exercises in the first week" in words(part)
    # of the three notes on any scheme and the three on stamp cards, four are shown
    assert "More findings are listed, 1 for and 2 against" in words(text)


def test_a_mechanic_without_evidence_is_said_to_have_none(comparison, monkeypatch):
    monkeypatch.setattr("loyaltysim.report.evidence_text.evidence_for", lambda kinds: {"wheel": ()})
    text = words(report_text(comparison))
    assert "wheel no published effect is listed for it: the result rests on the model alone" in text
    assert "More findings" not in text


def test_a_mild_effect_has_no_warning(comparison):
    assert "outside the evidence" not in report_text(comparison)


@pytest.mark.parametrize("retention", [0.76, 0.64])
def test_an_effect_beyond_all_evidence_is_warned_of(retention):
    text = words(report_text(make_comparison({"none": (0.70, 0.0), "magic": (retention, 1.0)})))
    change = "+6.0 pp in 180 days." if retention > 0.7 else "-6.0 pp in 180 days."
    assert f'Warning: "magic": {change} Published effects' in text
    assert "outside the evidence" in text


def test_assumptions_show_how_often_a_scheme_is_best(comparison):
    assert "plausible models" not in report_text(comparison).partition("What it brings")[0]
    varied = dataclasses.replace(comparison, assumptions=make_assumptions(tuple(CARDS)))
    text = report_text(varied)
    assert row_of(text, "twelve, two given", "Who stays")[-1] == "85%"
    assert row_of(text, "no card", "Who stays")[-1] == "15%"
    assert HEAD_START_FLIPS in words(text)


def test_intervals_are_of_luck_alone_and_stand_beside_the_spread_over_models(comparison):
    assert "luck alone" in report_text(comparison)
    assert len(row_of(report_text(comparison), "ten stamps", "What it is worth")) == 5
    central = "the central 90% of 80 plausible models"  # 3 of which are far below the others
    for draws, over, kept, profit in (
        (12, "12 plausible models", "-9.0 to +1.0", "-0.90 to +0.10"),
        (80, central, "+1.0", "+0.10"),
    ):
        assumptions = make_assumptions(tuple(CARDS), draws)
        text = report_text(dataclasses.replace(comparison, assumptions=assumptions))
        assert row_of(text, "ten stamps", "Who stays")[4] == kept
        assert row_of(text, "ten stamps", "What it is worth")[3] == profit
        assert words(text).count(f"lowest to highest over {over}") == 1
        assert words(text).count(f"lowest to highest, over {over}") == 1


def test_ties_are_explained_where_there_are_any(comparison):
    apart = make_assumptions(tuple(CARDS))
    text = words(report_text(dataclasses.replace(comparison, assumptions=apart)))
    assert "a tie is shared out" not in text
    level = apart.values.copy()
    level[5] = 0.7
    tied = dataclasses.replace(apart, values=level)
    text = report_text(dataclasses.replace(comparison, assumptions=tied))
    assert "(a tie is shared out, and nobody is ahead in it)" in words(text)
    assert row_of(text, "ten stamps", "Who stays")[-1] == "2%"  # a third of one of 20


def test_what_profit_leaves_out_stands_below_it(comparison):
    text = words(report_text(comparison).partition("What it is worth")[2])
    assert "Everyone takes part from the first day; set-up costs are not counted." in text


def test_a_large_rise_of_acts_by_a_card_is_called_a_fault_of_the_model():
    acts = {"none": 0.2, "as seen": 0.24, "more": 0.25, "card": 0.36, "magic": 0.5}  # 20 + 30 x
    cards = {name: (retention, 1.0) for name, retention in acts.items()}
    text = words(report_text(make_comparison(cards)))
    assert (
        'Warning: acts rise under "more" by 6%, "card" by 18%, but in field studies of points and stamp schemes by 1 to '
        "5%: a known fault of the model. Profits here are too high, so do not rely on them. Retention rises by 16.0 "
        "percentage points at most: more than a small effect (up to 5 points), while studies that follow customers for years find "
        "only small ones."
    ) in text
    assert "acts rise" not in words(
        report_text(make_comparison({"none": (0.2, 0.0)} | {"a": (0.24, 1.0)}))
    )


def test_profits_of_a_rise_beyond_all_evidence_cannot_be_relied_on():
    money = {"none": (0.2, 0.0), "magic": (0.5, 1.0)}
    assert PROFITS_TOO_HIGH in make_comparison(money).verdict.reasons
    mild = make_comparison({"none": (0.2, 0.0), "mild": (0.21, 1.0)})
    assert PROFITS_TOO_HIGH not in mild.verdict.reasons


def test_a_rise_of_acts_beyond_all_evidence_is_warned_of():
    text = words(report_text(make_comparison({"none": (0.2, 0.0), "magic": (0.5, 1.0)})))
    assert (
        'Warning: "magic": +35% acts over "none". No study listed here of what it gives found more than 30% more visits or purchases'
        in text
    )
    mild = words(report_text(make_comparison({"none": (0.2, 0.0), "card": (0.45, 1.0)})))
    assert "acts over" not in mild


def test_other_schemes_than_cards_are_not_held_to_what_cards_did():
    cards = make_comparison({"no card": (0.2, 0.0), "ten stamps": (0.4, 1.0)})
    scenario = cards.scenario
    schemes = {
        name: scheme.model_copy(update={"instances": ()})
        for name, scheme in scenario.schemes.items()
    }
    other = scenario.model_copy(update={"schemes": schemes})
    assert "acts rise" in report_text(cards)
    assert "acts rise" not in report_text(dataclasses.replace(cards, scenario=other))


def test_notes_and_the_folder_end_the_report(comparison):
    text = words(report_text(comparison))
    assert "1,000 customers became 60,000." in text
    assert text.endswith("are in results/coffee_bar/0123456789")


def test_nothing_about_files_when_none_were_written(comparison):
    assert "results" not in report_text(dataclasses.replace(comparison, folder=None, notes=()))


def test_names_from_a_file_are_never_read_as_markup():
    text = report_text(make_comparison({"none": (0.7, 0.0), "[red]card": (0.71, 1.0)}))
    assert row_of(text, "[red]card", "Who stays")[1] == "71.0%"


def test_a_single_scheme_is_told_with_definitions():
    stream = StringIO()
    single = make_comparison({"ten stamps": (0.712, 3.10)})
    print_single(single, Console(file=stream, width=110))
    text = stream.getvalue()
    assert row_of(text, "programme cost")[:2] == ["programme cost", "EUR 3.10"]
    low, high = single.schemes.loc["ten stamps", ["retention_low", "retention_high"]]
    assert f"{100 * low:.1f} to {100 * high:.1f}%  95% interval of retention" in text
    assert "`loyaltysim compare` tells what the scheme changes" in text
    assert row_of(text, "retention")[1] == "71.2%"
    assert row_of(text, "acts")[1] == "41.36"
    assert "who are still customers after 180 days" in words(text)
    assert "difference" not in text


@pytest.mark.parametrize("width", [80, 110])
def test_no_number_is_cut_where_there_is_little_room(many_schemes, width):
    varied = make_assumptions(tuple(many_schemes.schemes.index))
    text = report_text(dataclasses.replace(many_schemes, assumptions=varied), width)
    assert "…" not in text
    for title, columns in {
        "Who stays": 7,
        "What it brings": 6,
        "What becomes of": 6,
        "What it is worth": 6,
    }.items():
        assert len(row_of(text, "streak", title)) == columns
    assert row_of(text, "b", "Who stays")[-1] == "85%"
    assert row_of(text, "b", "What it brings")[-1] == "0.20"
    assert row_of(text, "b", "For whom")[-1].endswith(" pp)")
    dear = report_text(replaced(many_schemes, 50.0), width)
    assert "…" not in dear
    assert len(row_of(dear, "streak", "What it brings")) == 7
    no_prompt = [line for line in text.splitlines() if line.startswith("no prompt")]
    assert [line.count("80.0%") for line in no_prompt] == [4, 4]


def test_a_segment_without_a_difference_says_so():
    made = make_comparison({"none": (0.7, 0.0), "card": (0.7, 1.0)})
    made.__dict__["segments"] = made.segments.assign(difference=0.0)
    same = report_text(made)
    cell = row_of(same, "card", "For whom")[1]
    assert cell.endswith("% (the same)")
    assert "(" not in " ".join(row_of(same, "none", "For whom"))


def in_models(comparison, beyond, draws=20):
    """Let the last scheme's difference in plausible models lie 0.2 points around the one that was found, and so much beyond it."""
    varied = make_assumptions(tuple(CARDS), draws)
    for number, name in enumerate(CARDS):
        varied.values[:, number] = comparison.panels["retention"].mean(name).estimate
    varied.values[::2, 1:] += 0.002
    varied.values[1::2, 1:] -= 0.002
    varied.values[:, -1] += beyond
    return words(report_text(dataclasses.replace(comparison, assumptions=varied)))


def half_width(comparison):
    effect = comparison.panels["retention"].difference(list(CARDS)[-1], next(iter(CARDS)))
    return (effect.high - effect.low) / 2


def test_a_difference_beyond_all_models_is_explained(comparison):
    assert "which are drawn between the bounds" not in in_models(comparison, 0)
    told = f'the difference of "{list(CARDS)[-1]}" lies beyond'
    assert f"{told} the central 90% of 20 plausible models, which" in in_models(comparison, 0.05)
    assert f"{told} 12 plausible models, which" in in_models(comparison, 0.05, draws=12)


def test_a_difference_that_luck_may_have_put_beyond_the_models_is_not(comparison):
    width = half_width(comparison)
    assert width > 0
    for side in (-1, 1):
        assert "lies beyond" not in in_models(comparison, side * (0.002 + 0.9 * width))
        assert "lies beyond" in in_models(comparison, side * (0.002 + 1.1 * width))


def test_two_models_put_no_difference_beyond_them(comparison):
    assert "lies beyond" not in in_models(comparison, 0.05, draws=2)


def test_for_whom_says_what_it_tells(comparison):
    table = "retention, and the difference from the baseline"
    assert f"{table}; profit is not told by segment" in words(
        report_text(with_metric(comparison, "profit"))
    )
    assert f"{table};" not in words(report_text(comparison))
