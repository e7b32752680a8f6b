"""The report in Dutch: no English is left but what is marked as English, names and code."""

import dataclasses
import re
from html.parser import HTMLParser

import pytest
from tests.report.conftest import CARDS, make_assumptions, make_comparison, make_lives

from loyaltysim.language import speaking
from loyaltysim.report.labels import labels
from loyaltysim.report.page import page_html

ENGLISH = {
    *("the", "and", "with", "from", "which", "are", "they", "than", "their", "who", "what", "this"),
    *("customers", "difference", "scheme", "schemes", "days", "luck", "between", "has", "have"),
}


@pytest.fixture(scope="module")
def comparison():
    found = dataclasses.replace(
        make_comparison(),
        assumptions=make_assumptions(tuple(CARDS)),
        lives=make_lives("no card", "twelve, two given"),
        notes=(),
    )
    assert "Inconclusive: under the central" in found.verdict.sentence  # as it stays in English
    return found


class Dutch(HTMLParser):
    """Collects texts and labels outside of English, code and style sheets."""

    def __init__(self):
        super().__init__()
        self.open, self.told = [], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.open.append((tag, given.get("lang") == "en" or tag in {"style", "pre", "h1", "title"}))
        if not self.foreign:
            self.told += [given[name] for name in ("aria-label",) if name in given]
        if tag in {"meta", "path", "use", "rect", "br"}:
            self.open.pop()

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        if not self.foreign:
            self.told.append(text)

    @property
    def foreign(self):
        return any(foreign for _, foreign in self.open)


def dutch(comparison):
    reader = Dutch()
    reader.feed(page_html(comparison, "nl"))
    text = " ".join(" ".join(reader.told).split())
    for name in (*comparison.schemes.index, "visit"):
        text = text.replace(str(name), "")
    return text


def test_nothing_is_said_in_english(comparison):
    words = set(re.findall(r"[a-z]+", dutch(comparison).lower()))
    assert words & ENGLISH == set()


def test_the_verdict_and_numbers_are_dutch(comparison):
    page = page_html(comparison, "nl")
    assert '<html lang="nl">' in page
    text = dutch(comparison)
    assert "Onbeslist: onder de centrale aannames komen" in text
    assert "+1,5 pp +1,4 tot +1,6" in text
    assert "60.000" in text


@pytest.mark.slow
def test_what_was_said_in_english_stays_so(comparison):
    before = page_html(comparison)
    page_html(comparison, "nl")
    assert page_html(comparison) == before


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("employee", "Medewerkers blijven, een medewerker vertrekt"),
        ("customer", "Klanten blijven, een klant vertrekt"),
        ("zookeeper", "Klanten blijven, een klant vertrekt"),
    ],
)
def test_words_for_a_customer_are_dutch_or_the_common_one(comparison, word, told):
    population = comparison.scenario.population.model_copy(update={"called": word})
    scenario = comparison.scenario.model_copy(update={"population": population})
    with speaking("nl"):
        assert labels(scenario)("Klanten blijven, een klant vertrekt") == told
