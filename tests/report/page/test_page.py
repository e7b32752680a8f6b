"""The page says what the printed report says, asks for nothing, and believes no name."""

import dataclasses
import html
import re
from html.parser import HTMLParser
from importlib import import_module

import pandas as pd
import pytest
from matplotlib.text import Text
from tests.report.conftest import (
    CARDS,
    HEAD_START_FLIPS,
    make_assumptions,
    make_comparison,
    make_lives,
)
from tests.report.test_adaptation import learning
from tests.report.test_brands import contested

from loyaltysim.language import say, speaking
from loyaltysim.report import text as printed_report
from loyaltysim.report.page import page_html
from loyaltysim.report.page.content import content
from loyaltysim.report.page.evidence import mechanics_evidence
from loyaltysim.report.page.key_figures import payback
from loyaltysim.report.page.staying import shown_days
from loyaltysim.report.page.telling import told_on
from loyaltysim.report.plots.answer import answer_figure
from loyaltysim.report.plots.canvas import WIDE
from loyaltysim.report.tables.main import main_table
from loyaltysim.report.tables.schemes import money_table, profit_table, redemption_table
from loyaltysim.report.warnings import warnings

BASE, CARD = "no card", "twelve, two given"


@pytest.fixture(scope="module")
def comparison():
    return dataclasses.replace(
        make_comparison(), assumptions=make_assumptions(tuple(CARDS)), lives=make_lives(BASE, CARD)
    )


@pytest.fixture(scope="module")
def page(comparison):
    return page_html(comparison)


class Reader(HTMLParser):
    """Reads what a page shows, and notes its elements with their attributes."""

    def __init__(self):
        super().__init__()
        self.words, self.elements, self.open = [], [], []

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, text):
        if not {"style", "svg"} & set(self.open):
            self.words.append(text)


def read(page):
    reader = Reader()
    reader.feed(page)
    return reader


def words(page):
    return " ".join(" ".join(read(page).words).split())


def test_the_page_says_what_the_printed_report_says(comparison, page):
    text = words(page)
    for told in (comparison.verdict.sentence, *warnings(comparison), *comparison.notes):
        assert told in text
    for reason in comparison.verdict.reasons:
        assert reason.partition(": ")[2][1:] in text
    for make in (main_table, money_table, redemption_table, profit_table):
        table = make(comparison)
        assert table is not None
        for row in zip(*(column.cells for column in table.columns), strict=True):
            assert " ".join(" ".join(filter(None, row)).split()) in text


def test_a_scheme_that_is_the_baseline_has_nothing_to_pay_back():
    same = make_comparison({"none": (0.7, 0.0), "none either": (0.7, 0.0)}, spread=0.0)
    assert payback(same) == [("none either", "no difference")]


def test_every_table_that_is_printed_is_on_the_page():
    printed = {name for name in vars(printed_report) if re.search(r"_tables?$", name)}
    content = import_module("loyaltysim.report.page.content")
    shown = {name for name in vars(content) if re.search(r"_tables?$", name)}
    assert printed - {"_table", "labelled_table"} <= shown


def test_it_counts_who_is_still_there(page):
    rows = re.findall(r'<tr><th scope="row">no card</th>(.*?)</tr>', page)
    counts = re.findall(r"<td>([\d,]+)</td>", rows[0])
    assert counts[0] == "60,000"
    assert counts[-1] == "42,000"
    assert len(counts) == len(shown_days(180)) == 7


@pytest.mark.parametrize("days", [1, 2, 5, 7, 30, 59, 180, 365, 1080])
def test_days_shown_rise_from_the_launch_to_the_last(days):
    found = shown_days(days)
    assert (found[0], found[-1]) == (0, days)
    assert found == sorted(set(found))
    assert len(found) <= 8


def test_key_figures_stand_beside_the_baseline_with_their_definitions(page):
    row = re.search(
        r'<tr><th scope="row" class="figure"><a href="#figure-margin" title="(.+?)">.*?</tr>', page
    )
    assert row is not None
    assert "margin on spend, and fees, in 180 days" in row[1]
    assert re.findall(r"<td>(.+?)</td>", row[0])[:3] == ["111.93", "112.91", "+0.98"]
    ids = {attributes.get("id") for _, attributes in read(page).elements}
    links = [one["href"] for tag, one in read(page).elements if tag == "a"]
    assert {link[1:] for link in links if link.startswith("#")} <= ids


@pytest.mark.parametrize("language", ["en", "nl"])
def test_tables_of_what_was_learnt_have_a_section_and_are_found_by_their_titles(language):
    learnt = learning(whom="segment")
    with speaking(language):
        tables = content(learnt)["tables"]
        about = say("What learning brought, and for whom")
    titles = [grid.title for grid in tables["learning"]]
    assert len(set(titles)) == len(titles) > 1
    page = page_html(learnt, language)
    assert f'<h2 id="learning">{about}</h2>' in page
    nav = page.partition(f'<nav class="contents" aria-label="{about}">')[2].partition("</nav>")[0]
    links = dict(re.findall(r'<a href="#([\w-]+)">(.+?)</a>', nav))
    assert [html.unescape(name) for name in links.values()] == titles
    shown = {one["id"]: one for _, one in read(page).elements if "id" in one}
    for name, title in zip(links, titles, strict=True):
        assert shown[name]["aria-label"].endswith(title)


def test_one_table_more_needs_no_links(comparison, monkeypatch):
    found = content(comparison)
    found["tables"] |= {"members": [], "more": found["tables"]["main"]}
    monkeypatch.setattr("loyaltysim.report.page.content", lambda _: found)
    page = page_html(comparison)
    assert 'id="more-1"' in page
    assert 'href="#more-1"' not in page
    found["tables"]["more"] *= 2
    assert 'href="#more-2"' in page_html(comparison)


def test_the_answer_says_what_learning_brought_and_for_whom():
    answer = words(page_html(learning(whom="segment")).partition('<nav class="contents"')[0])
    assert "for all would have brought 1.00 (1.00) acts a customer more" in answer
    assert 'by user type: "card" (player), "none" (achiever)' in answer


def test_stories_are_told_day_by_day(page):
    text = words(page)
    assert 'Customer 1: left under "no card", stays under "twelve, two given"' in text
    assert (
        "meets an occasion 3.50 times a week; strongest user type: free spirit. 2.1% of the customers"
        in text
    )
    assert "Day 3 is prompted, but does not act: too much money Day 5 leaves: by themselves" in text
    assert 'Day 3 "visit" for EUR 4.20; earns 1 on "stamp_card"' in text
    assert (
        'Day 10 notices a message of "reminder"; gets a reward of "stamp_card" worth EUR 4.20'
        in text
    )
    assert "acts once, gets 1 reward worth EUR 4.20, stays" in text


def test_purchases_at_rivals_are_shown_apart_from_acts(page):
    found, one = contested(), make_lives("no card", "card")
    events = [
        (0, "no card", 2, "not", "elsewhere", 0.0),
        (0, "no card", 2, "rival", "kiosk", 3.9),
        (0, "card", 2, "act", "visit", 4.2),
        (0, "card", 5, "rival", "kiosk", 0.0),
    ]
    lives = dataclasses.replace(one, events=pd.DataFrame(events, columns=one.events.columns))
    rivals = page_html(dataclasses.replace(found, lives=lives))
    text = words(rivals)
    assert "no card never acts, stays" in text
    assert "card acts once, stays" in text
    assert 'chose a rival; chooses "kiosk" and pays EUR 3.90' in text
    assert 'Day 6 chooses "kiosk"' in text
    assert rivals.count('<path class="rival" transform') == 2
    assert rivals.count('<path class="act" transform') == 1
    assert "chooses a rival" in text
    assert "chooses a rival" not in words(page)


def test_winners_are_told_from_losers(page):
    text = words(page)
    assert "all customers 2,000 70.0% +1.5 pp +1.0 to +2.0 25% 5% +1.50" in text
    assert "gold tier 40 90.0% -1.0 pp -2.0 to 0.0 0% 10% -0.25" in text


def test_luck_and_assumptions_are_kept_apart(page):
    text = words(page)
    assert f"The lead over the next best {HEAD_START_FLIPS}." in text
    assert '"twelve, two given" is ahead of all others in 17 of 20.' in text


def test_a_leader_by_too_little_is_said_to_be_ahead_above_the_answer():
    near = make_comparison({"no card": (0.700, 0.0), "ten stamps": (0.704, 3.1)})
    assert (near.verdict.kind, near.verdict.ahead) == ("inconclusive", True)
    assert "Ahead, perhaps by too little to matter Inconclusive:" in words(page_html(near))


@pytest.mark.parametrize(
    ("level", "pill"), [(0.7075, "One scheme is probably best "), (0.72, "One scheme is best ")]
)
def test_what_stands_above_the_answer_does_not_contradict_a_close_call(level, pill):
    near = make_comparison({"no card": (0.700, 0.0), "ten stamps": (level, 3.1)})
    text = words(page_html(near))
    assert pill in text
    assert ("Close call" in text) == ("probably" in pill)


def test_the_evidence_says_what_the_model_does_with_experiments(page):
    found = re.search(r"The model does (\d+) of (\d+) findings of such experiments", words(page))
    assert found is not None
    assert 0 < int(found[1]) <= int(found[2])
    assert "a head start of two stamps in ten raised completed cards" in words(page)
    assert "the model does not reproduce this: exercises in the first week" in words(page)


def test_mechanics_that_no_study_has_are_said_to_be_untested(comparison, monkeypatch):
    monkeypatch.setattr("loyaltysim.report.page.evidence.kinds_used", lambda _: ["fast_lane"])
    _, lane = mechanics_evidence(comparison)
    assert (lane["kind"], lane["notes"], lane["findings"], lane["tested"]) == (
        *("fast_lane", []),
        *([], True),
    )


def test_it_asks_for_nothing(page):
    elements = read(page).elements
    policy = next(one["content"] for tag, one in elements if one.get("http-equiv"))
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert not {tag for tag, _ in elements} & {"script", "link", "iframe", "object", "embed", "img"}
    for tag, attributes in elements:
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("src", "data", "action", "srcset"):
            assert attributes.get(name, "#").startswith("#"), (tag, name)
    assert not re.search(r"url\((?!#)|@import", page)


def test_it_is_small_and_the_same_each_time(comparison, page):
    assert len(page.encode()) < 500_000
    assert page_html(comparison) == page


def test_twelve_schemes_over_a_year_stay_small():
    cards = {f"a card with {n} stamps": (0.7 + n / 500, n / 20) for n in range(12)}
    many = make_comparison(cards, days=365)
    one, events = make_lives(*list(cards)[:2]), []
    for number, name in enumerate(cards):
        for story in range(3):
            for day in range(0, 365, 2 + (number + story) % 3):
                events.append((story, name, day, "act", "visit", 4.2))
                events.append((story, name, day + 1, "not", "ability_money", 0.0))
    lives = dataclasses.replace(
        one,
        events=pd.DataFrame(events, columns=one.events.columns),
        people=pd.concat([one.people.assign(story=story) for story in range(3)]),
        winners=pd.concat(
            [one.winners.assign(scheme=name) for name in cards for _ in range(6)], ignore_index=True
        ),
    )
    varied = dataclasses.replace(
        many, assumptions=make_assumptions(tuple(cards), draws=30), lives=lives
    )
    page = page_html(varied)
    assert len(page.encode()) < 500_000
    assert page.count('class="strip"') == 3 * 12
    assert page.count('<dl class="days">') == 3 * 5


def test_names_inside_pictures_are_unique(page):
    ids = [one["id"] for _, one in read(page).elements if "id" in one]
    assert len(ids) == len(set(ids))
    named = re.findall(r'(?:href="|url\()#([^")]+)', page)
    assert set(named) <= set(ids)


def test_a_picture_on_a_page_says_what_the_picture_says(comparison, page):
    """Shorter tags, and not a letter of the texts."""
    drawn = answer_figure(comparison, WIDE)
    written = {html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]+)</text>", page)}
    lines = {line for one in drawn.findobj(Text) for line in one.get_text().split("\n")}
    assert {line for line in lines if line.strip()} <= written


HOSTILE = "<script>alert(1)</script>' onload='x' {{ 7 * 7 }} $x^2_{$"


def test_no_name_becomes_markup():
    found = make_comparison({BASE: (0.7, 0.0), HOSTILE: (0.71, 1.0)}, title=f'"{HOSTILE}"')
    found = dataclasses.replace(found, lives=make_lives(BASE, HOSTILE))
    page = page_html(found)
    reader = read(page)
    assert "script" not in {tag for tag, _ in reader.elements}
    assert not [one for _, attributes in reader.elements for one in attributes if one == "onload"]
    assert HOSTILE in " ".join(reader.words)
    assert "49" not in re.findall(r"<h1>(.*?)</h1>", page)[0]


def test_employees_are_called_so(comparison):
    population = comparison.scenario.population.model_copy(update={"called": "employee"})
    scenario = comparison.scenario.model_copy(update={"population": population})
    text = words(page_html(dataclasses.replace(comparison, scenario=scenario)))
    assert "Three employees, day by day" in text
    assert "Why employees did not act" in text
    assert "customer" not in re.sub(
        r'"[^"]*"|compare.*?yaml.*', "", text.partition("The evidence")[0]
    )


def test_a_scheme_alone_is_told_without_comparing():
    alone = make_comparison({"ten stamps": (0.71, 3.1)})
    page = page_html(alone)
    text = words(page)
    assert "Report of a reward scheme" in text
    assert "What each scheme changes" not in text
    assert "42,600" in text
    told = re.search(r'<th scope="row">margin</th><td>EUR [\d.]+</td><td class="words">', page)
    assert told, "what figures are is told in words that may wrap"


@pytest.mark.slow
def test_a_page_is_the_same_where_many_schemes_are_close():
    names = {f"scheme {number}": (0.7 + 0.0001 * number, 1.0) for number in range(12)}
    text = words(page_html(make_comparison(names)))
    assert all(f'"scheme {number}" beside "scheme 0"' in text for number in range(1, 12))


def test_every_week_of_the_plane_says_how_many_cross_the_line(page):
    words = " ".join(read(page).words)
    for week in ("Its first week, days 1 to 7", "The last week, days 21 to 27"):
        lifted = r"(nobody|1 customer|[0-9]+ customers)"
        assert re.search(f'{week}\\s+"twelve, two given" lifts {lifted} across the line', words)


def test_the_plane_says_that_rivals_get_acts_above_the_line(page):
    found = dataclasses.replace(contested(), lives=make_lives("no card", "card"))
    told = 'so that "card" can win acts from rivals without lifting anybody across it'
    rivals = words(page_html(found))
    assert told in rivals
    assert "whoever is above it may choose one of them" in rivals
    assert not re.search("from rivals|above it may", words(page))


def test_trouble_principles_and_variants_are_told():
    rows = [
        ("solved", "adviser"),
        ("in vain", "pages"),
        ("wrong", ""),
        ("met", "welcome"),
        ("given up", ""),
        ("repelled", "scarcity"),
        ("moved", "liking"),
        ("message", "texts"),
        ("variant", "short"),
    ]
    events = pd.DataFrame([(*row, 0.0) for row in rows], columns=["what", "which", "amount"])
    assert list(told_on(events, "EUR")) == [
        'has the variant "short"',
        'notices a message of "texts"',
        "liking appeals",
        "scarcity repels",
        "something goes wrong",
        '"adviser" solves the problem',
        'turns to "pages" in vain',
        'meets "welcome"',
        "nobody is left to help with the problem",
    ]


def test_what_is_earned_in_currency_is_told_so():
    rows = [("earn", "card", 1.5), ("earn money", "voucher", 1.5), ("lose money", "voucher", 0.3)]
    events = pd.DataFrame(rows, columns=["what", "which", "amount"])
    assert list(told_on(events, "EUR")) == [
        'earns 1.5 on "card"',
        'earns EUR 1.50 on "voucher"',
        'loses EUR 0.30 on "voucher"',
    ]
