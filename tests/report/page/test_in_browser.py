"""The page in a real browser: on a screen, on a phone, for those who do not see it, and on paper."""

import dataclasses

import pytest
from tests.browser import WIDTHS, chromium, faults
from tests.report.conftest import CARDS, make_assumptions, make_comparison, make_lives

from loyaltysim.report.page import write_page

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    found = dataclasses.replace(
        make_comparison(),
        assumptions=make_assumptions(tuple(CARDS)),
        lives=make_lives("no card", "twelve, two given"),
    )
    return write_page(found, tmp_path_factory.mktemp("results"))


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


def opened(browser, report, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.asked, page.told = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.told.append(message.text))
    page.goto(report.as_uri())
    return page


@pytest.fixture(scope="module", params=WIDTHS)
def page(request, browser, report):
    page = opened(browser, report, WIDTHS[request.param])
    yield page
    page.close()


def test_it_asks_for_nothing_but_itself_and_breaks_no_policy(page, report):
    assert page.asked == [report.as_uri()]
    assert page.told == []


def test_it_breaks_no_rule_of_accessibility(page):
    assert faults(page) == []
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert faults(page) == []


def test_nothing_is_wider_than_the_screen(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_pictures_fit_the_screen_and_can_be_read(page):
    """One of the two forms of each picture is shown, with letters of at least 10 pixels."""
    pictures = page.get_by_role("img", name="Who is still")
    assert pictures.count() == 1
    box = pictures.bounding_box()
    assert box["width"] <= page.viewport_size["width"]
    letters = pictures.locator("text").first.bounding_box()
    assert letters["height"] >= 10


def test_the_keyboard_reaches_the_answer_and_every_table(browser, report):
    page = opened(browser, report, WIDTHS["phone"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the answer"
    page.keyboard.press("Enter")
    assert page.url.endswith("#answer")
    regions = page.get_by_role("region").and_(page.locator("[tabindex]"))
    assert regions.count() == page.get_by_role("table").count() > 5
    page.close()


def test_one_steps_through_the_weeks_by_keyboard(page):
    weeks = [page.get_by_role("img", name=name) for name in ("Its first week", "The last week")]
    shown = page.get_by_role("group", name="Show")
    shown.get_by_label("all weeks").focus()
    for expected in ([True, True], [True, False], [False, True]):
        assert [week.is_visible() for week in weeks] == expected
        page.keyboard.press("ArrowDown")
    assert [week.is_visible() for week in weeks] == [True, True]


def test_on_paper_everything_is_shown(browser, report, tmp_path):
    page = opened(browser, report, WIDTHS["phone"])
    page.get_by_role("radio", name="the last week").check()
    page.emulate_media(media="print")
    assert page.get_by_role("img", name="Its first week").is_visible()
    assert page.get_by_role("img", name="Who is still").count() == 1
    assert page.locator("figure .wide").first.is_visible()
    assert not page.get_by_role("navigation").is_visible()
    assert page.pdf(path=tmp_path / "report.pdf").startswith(b"%PDF")
    page.close()
