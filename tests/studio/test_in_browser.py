"""The studio in a real browser: what designers do, by mouse, by keyboard, on a phone, two at a time."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser import WIDTHS, chromium, faults
from tests.calibration.logs import regulars
from tests.studio.conftest import studio
from tests.studio.scenario import COMMENTED

from loyaltysim.studio.server import leading_to

pytestmark = pytest.mark.slow

MEANT = re.compile("403|422|ERR_INTERNET_DISCONNECTED")
"""What browsers tell of refused runs, after a new start, and while there is no connection."""
SOON = 60_000
"""Milliseconds within which something is there even where the machine is busy."""


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture
def visit(browser, visitor):
    """Open pages as somebody with a fresh profile, and hold it that nothing goes wrong unseen."""
    contexts, told, asked = [], [], []

    def opened(url="/", width=WIDTHS["wide"]):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, base_url=str(visitor.base_url)
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(SOON)
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"/?token={visitor.token}")
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert all(url.startswith((str(visitor.base_url), "data:")) for url in asked)
    assert [text for text in told if not MEANT.search(text)] == []


def file_of(text):
    return {"name": "mine.yaml", "mimeType": "application/yaml", "buffer": text.encode()}


def opened_file(page, text=COMMENTED):
    page.get_by_label("Scenario file (YAML)").set_input_files(file_of(text))
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_visible(timeout=SOON)
    return page


def saved(page):
    expect(page.locator("#saved")).to_have_text("Saved", timeout=SOON)


def mechanic(page, scheme, kind="stamp card"):
    return page.get_by_role("group", name=scheme, exact=True).get_by_role(
        "group", name=re.compile(f"^{kind}")
    )


def test_from_the_start_to_a_report(visit, tmp_path):
    page = visit()
    opened_file(page)
    stamps = mechanic(page, "three stamps").get_by_label("stamps", exact=True)
    stamps.fill("0")
    stamps.press("Tab")
    expect(stamps).to_have_attribute("aria-invalid", "true", timeout=SOON)
    expect(stamps).to_have_accessible_description(re.compile("Must be at least 1, but is 0"))
    expect(page.get_by_role("group", name="Problems")).to_contain_text("1 problem")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("group", name="Problems")).to_be_focused(timeout=SOON)
    head = page.locator("header.draft")
    expect(head.get_by_text("must be at least 1, but is 0")).to_have_count(1)
    expect(page.get_by_role("alert")).to_be_hidden()
    stamps.fill("4")
    stamps.press("Tab")
    expect(page.get_by_role("group", name="Problems")).to_be_hidden(timeout=SOON)
    page.get_by_role("link", name="YAML", exact=True).click()
    expect(page.get_by_label(re.compile("The scenario as YAML"))).to_have_value(
        COMMENTED.replace("stamps: 3", "stamps: 4")
    )
    page.go_back()
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("heading", name="Who stays")).to_be_visible(timeout=SOON)
    assert faults(page) == []
    for name, begins in {
        "Report as a file": b"<!DOCTYPE html>",
        "Data (zip)": b"PK",
        "Scenario (YAML)": b"# Who wrote",
    }.items():
        with page.expect_download() as wanted:
            page.get_by_role("link", name=name).click()
        assert Path(wanted.value.path()).read_bytes().startswith(begins)
    page.reload()
    expect(page.get_by_role("heading", name="Who stays")).to_be_visible()
    page.get_by_role("link", name="Change the scenario").click()
    expect(mechanic(page, "three stamps").get_by_label("stamps", exact=True)).to_have_value("4")


def remove(page, listed, what):
    """Take an entry off a list, sure of it."""
    page.once("dialog", lambda asked: asked.accept())
    listed.get_by_role("button", name=re.compile(f"Remove the {what} of")).click()
    expect(listed).to_have_count(0, timeout=SOON)


def test_a_scenario_is_removed_by_who_is_sure(visit):
    page = opened_file(visit(), COMMENTED.replace("Which card?", "Which one goes?"))
    draft = page.url
    page.once("dialog", lambda asked: asked.dismiss())
    page.get_by_role("button", name="Remove this scenario").click()
    page.get_by_role("link", name="Scenarios", exact=True).click()
    listed = page.get_by_role("listitem").filter(has_text="Which one goes?")
    expect(listed).to_have_count(1)
    remove(page, listed, "scenario")
    assert page.request.get(draft).status == 404


EXTENDED = "extends: coffee_bar\nchanges: {schemes.ten stamps.stamp_card.stamps: 8}\n"


def test_a_change_of_another_scenario_is_made_in_forms(visit):
    page = opened_file(visit(), EXTENDED)
    page.get_by_label("Another value to change").fill("days")
    page.locator("#f-changes-add").click()
    days = page.locator("#f-changes-days")
    expect(days).to_have_value("180", timeout=SOON)
    days.fill("90")
    days.press("Tab")
    saved(page)
    assert "days: 90" in page.request.get(f"{page.url}/scenario.yaml").text()


def test_customers_come_from_a_file_that_is_chosen(visit):
    page = opened_file(visit())
    log = "\n".join(["Client,When bought,Paid", *regulars()])
    field = page.get_by_label(re.compile("your own sales"))
    field.set_input_files({"name": "sales.csv", "mimeType": "text/csv", "buffer": b"no table"})
    expect(page.get_by_role("alert")).to_contain_text("sales.csv", timeout=SOON)
    field.set_input_files({"name": "sales.csv", "mimeType": "text/csv", "buffer": log.encode()})
    expect(page.get_by_role("status").filter(has_text="40 customers")).to_be_visible(timeout=SOON)
    expect(page.get_by_label("customer", exact=True)).to_have_value("Client")


def test_who_does_not_know_the_token_is_told_where_it_is(browser, visitor):
    page = browser.new_page()
    page.goto(f"{visitor.base_url}/runs")
    expect(page.get_by_text("with the token at its end")).to_be_visible()
    assert faults(page) == []
    page.goto(f"{visitor.base_url}/runs?token={visitor.token}")
    expect(page.get_by_role("heading", name="Runs")).to_be_visible()
    assert "token" not in page.url
    page.close()


def test_the_page_that_is_opened_leads_to_the_studio(browser, visitor, tmp_path):
    page = browser.new_page()
    with leading_to(f"{visitor.base_url}?token={visitor.token}", tmp_path) as opened:
        page.goto(opened.as_uri())
        expect(page.get_by_role("heading", name="Which reward scheme")).to_be_visible()
    assert page.url == f"{visitor.base_url}/"
    page.close()


def test_what_is_typed_after_a_new_start_waits_for_the_token(visit, visitor):
    """The cookie of the last start is worth nothing."""
    page = opened_file(visit())
    page.context.clear_cookies()
    days = page.get_by_label("days", exact=True)
    days.fill("12")
    days.press("Tab")
    expect(page.get_by_role("alert")).to_contain_text("with the token at its end", timeout=SOON)
    page.context.new_page().goto(f"{visitor.base_url}?token={visitor.token}")
    saved(page)
    assert "days: 12" in page.request.get(f"{page.url}/scenario.yaml").text()


ENDLESS = COMMENTED.replace("days: 10", "days: 300").replace("customers: 3000", "customers: 90000")


def test_a_run_is_watched_lost_found_and_cancelled(browser, visit, tmp_path):
    page = opened_file(visit(), ENDLESS)
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.locator("#early .wide svg")).to_be_visible(timeout=SOON)
    expect(page.locator("figcaption", has_text="Without bands")).to_be_visible()
    assert faults(page) == []
    page.reload()
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_role("alert")).to_contain_text("does not answer", timeout=SOON)
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_be_hidden(timeout=SOON)
    page.get_by_role("button", name="Cancel this run").click()
    expect(page.get_by_text("Cancelled.")).to_be_visible(timeout=SOON)
    expect(page.locator("#early .wide svg")).to_be_visible()
    page.get_by_role("link", name="Runs", exact=True).click()
    cancelled = page.get_by_role("listitem").filter(has_text="cancelled")
    expect(cancelled).to_have_count(1)
    remove(page, cancelled, "run")


def test_two_users_at_once_do_not_mix(visit):
    titles = ("One asks this?", "Another asks that?")
    pages = [opened_file(visit(), COMMENTED.replace("Which card?", title)) for title in titles]
    for number, page in enumerate(pages):
        days = page.get_by_label("days", exact=True)
        days.fill(f"{11 + number}")
        days.press("Tab")
    for page in pages:
        saved(page)
        page.get_by_role("button", name="Run", exact=True).click()
    for number, (page, title) in enumerate(zip(pages, titles, strict=True)):
        shown = re.compile(f"Who is still a customer after {11 + number} days")
        expect(page.locator("figcaption", has_text=shown)).to_be_visible(timeout=SOON)
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        assert f"days: {11 + number}\n" in page.request.get(f"{page.url}/scenario.yaml").text()


def test_schemes_are_made_from_the_palette(visit):
    page = opened_file(visit())
    schemes = page.locator("#forms > section").first
    schemes.get_by_label("Another, named (schemes)").fill("a streak")
    page.locator("#f-schemes-add").click()
    own = page.get_by_role("group", name="a streak", exact=True)
    expect(own).to_be_visible(timeout=SOON)
    own.get_by_label("Another mechanic (a streak)").select_option("streak")
    own.get_by_role("button", name="Add", exact=True).click()
    expect(mechanic(page, "a streak", "streak")).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Copy a streak").click()
    expect(page.get_by_role("group", name="a streak 2", exact=True)).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Move a streak 2 up").click()
    page.get_by_role("button", name="Remove no card").click()
    expect(page.get_by_role("group", name="no card", exact=True)).to_have_count(0, timeout=SOON)
    names = [one.split("\n")[0] for one in schemes.locator("> .group").all_inner_texts()]
    assert names == ["three stamps", "five stamps", "a streak 2", "a streak"]
    text = page.request.get(f"{page.url}/scenario.yaml").text()
    assert "# as the neighbour has it\n  three stamps:" in text


def test_a_slider_writes_into_its_field(visit):
    page = opened_file(visit())
    group = mechanic(page, "five stamps")
    group.get_by_label("Slider: stamps").press("ArrowRight")
    expect(group.get_by_label("stamps", exact=True)).to_have_value("6")
    saved(page)
    assert "stamps: 6" in page.request.get(f"{page.url}/scenario.yaml").text()


def test_what_is_typed_without_a_connection_is_kept_as_soon_as_there_is_one(visit):
    page = opened_file(visit())
    page.context.set_offline(True)
    days = page.get_by_label("days", exact=True)
    days.fill("12")
    days.press("Tab")
    expect(page.get_by_role("alert")).to_contain_text("does not answer", timeout=SOON)
    page.context.set_offline(False)
    saved(page)
    assert "days: 12" in page.request.get(f"{page.url}/scenario.yaml").text()


def test_the_keyboard_is_enough(visit):
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    tab_to(page, "Coffee bar")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_visible(timeout=SOON)
    tab_to(page, "Copy ten stamps")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="ten stamps 2", exact=True)).to_be_visible(timeout=SOON)
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == "Copy ten stamps"


def tab_to(page, name, most=80):
    """Press Tab until something with this name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        has = page.evaluate(
            "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent).trim()"
        )
        if has.lower().startswith(name.lower()):
            return
    msg = f"Tab never comes to {name}"
    raise AssertionError(msg)


def test_the_yaml_page_shows_problems_as_one_types(visit):
    page = opened_file(visit())
    page.get_by_role("link", name="YAML", exact=True).click()
    page.get_by_label(re.compile("The scenario as YAML")).fill(
        COMMENTED.replace("days: 10", "days: ten")
    )
    expect(page.get_by_role("group", name="Problems")).to_contain_text(
        "3: days: Must be a", timeout=SOON
    )
    assert faults(page) == []


def test_what_is_typed_before_the_page_listens_is_heard(visit):
    page, held = opened_file(visit()), []

    def hold(route):
        held.append(route)

    page.route("**/studio.js", hold)
    with page.expect_request("**/studio.js"):
        page.get_by_role("link", name="YAML", exact=True).click()
    page.get_by_label(re.compile("The scenario as YAML")).fill(
        COMMENTED.replace("days: 10", "days: ten")
    )
    held[0].continue_()
    expect(page.get_by_role("group", name="Problems")).to_contain_text(
        "3: days: Must be a", timeout=SOON
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits_and_breaks_no_rule_of_accessibility(visit, visitor, played, width):
    draft, run = played
    page = visit(width=WIDTHS[width])
    for url in (
        "/",
        draft,
        visitor.draft(EXTENDED),
        visitor.draft(COMMENTED.replace("Which card?", "Which" * 60)),
        f"{draft}/yaml",
        run,
        "/scenarios",
        "/runs",
        "/mechanics",
        "/mechanics/stamp_card",
        "/?language=nl",
    ):
        page.goto(url)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert faults(page) == [], url
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url


def test_the_first_page_is_there_before_anything_else_is_loaded(browser, tmp_path):
    with studio(tmp_path) as fresh:
        page = browser.new_page()
        page.goto(f"{fresh.base_url}/?token={fresh.token}")
        expect(
            page.get_by_role("button", name=re.compile("Coffee bar", re.IGNORECASE))
        ).to_be_enabled()
        page.close()
