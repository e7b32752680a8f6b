"""What stands in the report: every section's plain values, for the templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loyaltysim.comparison.results import kpi_definitions
from loyaltysim.language import say
from loyaltysim.report.adaptation import adaptation_tables
from loyaltysim.report.adaptation_text import adaptation_sentences
from loyaltysim.report.brands import brands_table
from loyaltysim.report.brief import brief
from loyaltysim.report.friends import friends_sentence
from loyaltysim.report.human_answer import human_lines
from loyaltysim.report.human_cases import cases_of
from loyaltysim.report.kept_notes import notes_told
from loyaltysim.report.labels import labels
from loyaltysim.report.members import members_sentences, members_table
from loyaltysim.report.page.evidence import mechanics_evidence
from loyaltysim.report.page.funnel import funnel
from loyaltysim.report.page.grids import grids, joined
from loyaltysim.report.page.key_figures import key_figures, named, payback
from loyaltysim.report.page.pictures import pictures
from loyaltysim.report.page.plane import plane
from loyaltysim.report.page.repeating import repeating
from loyaltysim.report.page.staying import staying
from loyaltysim.report.page.stories import stories
from loyaltysim.report.page.winners import winners
from loyaltysim.report.plots.plane import shown_scheme
from loyaltysim.report.tables.acts import acts_table, measures_table
from loyaltysim.report.tables.aftermath import aftermath_table
from loyaltysim.report.tables.cohorts import cohorts_table, states_table
from loyaltysim.report.tables.growth import growth_table, newcomers_table
from loyaltysim.report.tables.humans import humans_table
from loyaltysim.report.tables.journey import journey_table
from loyaltysim.report.tables.main import main_table, terms
from loyaltysim.report.tables.persuasion import persuasion_tables
from loyaltysim.report.tables.schemes import (
    money_table,
    profit_table,
    redemption_table,
    segments_table,
)
from loyaltysim.report.tables.single import single_table
from loyaltysim.report.tables.teams import teams_table
from loyaltysim.report.tables.user_types import user_types_tables
from loyaltysim.report.warnings import warnings
from loyaltysim.report.why_left import why_left_sentence, why_left_tables
from loyaltysim.report.why_not import why_not_sentence, why_not_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.comparison import Comparison
    from loyaltysim.report.human_cases import Case
    from loyaltysim.report.page.grids import Grid

    Content = dict[str, Any]


ALWAYS = ("dau", "mau", "urr_first_quarter")
"""Figures that tables name beside the key figures."""
WORDS = {
    "act": "what a scheme wants of customers: a visit, a purchase, a lesson",
    "baseline": "the scheme with which the others are compared",
    "market": "customers who can influence one another, and nobody else; many are played, and the interval of luck comes from how they differ",
    "prompt": "what brings the act to mind: a need that comes by itself, a habit, or a message",
    "motivation": "how much a customer wants to act now; 1 is the ordinary desire of a median customer at a natural occasion",
    "ability": "how easy the act is now, by the scarcest of time, money, effort, thinking, custom and routine; 1 is no obstacle at all",
    "action line": "where motivation and ability together are just enough for an even chance to act",
    "plausible model": "one more set of assumptions on behaviour that agrees with published experiments",
    "luck": "what would be otherwise if the same customers lived the same days again",
    "liability": "rewards that were earned and are not yet redeemed",
    "breakage": "rewards that were earned and will never be redeemed, for they expired or their owners left",
    "principle": "one of six ways to put a message that move some people and repel others (Cialdini): reciprocity, commitment, social proof, authority, liking and scarcity",
    "regret": "what a scheme that learns got less than the best fixed variant would have got, in what it is to have more of",
    "customer effort score (CES)": "how easy customers find what they meet, 1 to 7; 7 is easy",
    "touchpoint": "where customers meet the firm: as they join, at the act, with a problem, when it calls, and before a contract ends",
    "user type": "one of six kinds of people by what moves them in games (Hexad); a customer counts as the one that weighs most",
    "percentage points (pp)": "the difference of two percentages: from 83% to 85% are 2 pp",
}
"""Words of the page that no figure explains."""
MOST_WORDS = 7
"""Words of what a ground is about, at most."""


def content(comparison: Comparison) -> Content:
    """Give what the template of the report asks for."""
    scenario, verdict = comparison.scenario, comparison.verdict
    own = labels(scenario)
    compared = len(comparison.schemes) > 1
    cases = cases_of(comparison) if compared else []
    return {
        "title": scenario.title,
        "compared": compared,
        "days": scenario.days,
        "currency": scenario.currency,
        "baseline": scenario.compare.baseline,
        "schemes": [str(name) for name in comparison.schemes.index],
        "customers": comparison.markets_played * comparison.market_size,
        "verdict": verdict,
        "sentence": own(verdict.sentence),
        "humans": [own(line) for line in human_lines(comparison, cases)],
        "brief": brief(comparison),
        "grounds": [_parted(own(reason)) for reason in comparison.verdict.reasons],
        "warnings": [own(warning) for warning in warnings(comparison)],
        "notes": [own(note) for note in notes_told(comparison)],
        "pictures": pictures(comparison),
        "plane": plane(comparison),
        "tables": _tables(comparison, cases, compared=compared),
        "sentences": _sentences(comparison),
        "terms": [(own(term), own(told)) for term, told in terms(comparison)],
        "glossary": _glossary(comparison),
        "evidence": mechanics_evidence(comparison),
        "repeat": repeating(comparison),
        "flips": [flip.direction for flip in comparison.assumptions.flips]
        if comparison.assumptions
        else [],
        **_about_people(comparison, compared=compared),
    }


def _parted(reason: str) -> tuple[str, str]:
    """Part what a ground is about from what it says."""
    about, colon, told = reason.partition(": ")
    if colon and len(about.split()) <= MOST_WORDS:
        return about, told[:1].upper() + told[1:]
    return "", reason


def _about_people(comparison: Comparison, *, compared: bool) -> Content:
    return {
        "staying": staying(comparison),
        "key_figures": key_figures(comparison) if compared else [],
        "payback": payback(comparison) if compared else [],
        "funnel": funnel(comparison),
        "winners": winners(comparison),
        "stories": stories(comparison),
        "rivals": comparison.scenario.rivals != {},
        "story_scheme": shown_scheme(comparison),
    }


def _tables(
    comparison: Comparison, cases: Sequence[Case], *, compared: bool
) -> dict[str, list[Grid]]:
    scenario = comparison.scenario
    money = (money_table, redemption_table, profit_table)
    people = (growth_table, states_table, newcomers_table, cohorts_table, brands_table)
    more = (teams_table, acts_table, measures_table, *people)
    journey = (journey_table(comparison), humans_table(comparison, cases))
    return {
        "main": grids([main_table(comparison) if compared else single_table(comparison)], scenario),
        "money": grids((make(comparison) for make in money), scenario),
        "groups": grids([segments_table(comparison)], scenario),
        "types": joined(grids(user_types_tables(comparison), scenario)),
        "aftermath": grids([aftermath_table(comparison)], scenario),
        "why_not": joined(grids(why_not_tables(comparison), scenario)),
        "why_left": joined(grids(why_left_tables(comparison), scenario)),
        "members": grids([members_table(comparison)], scenario),
        "journey": grids(journey, scenario),
        "learning": grids(adaptation_tables(comparison), scenario),
        "more": grids(
            (*(make(comparison) for make in more), *persuasion_tables(comparison)), scenario
        ),
    }


def _sentences(comparison: Comparison) -> dict[str, Any]:
    own = labels(comparison.scenario)
    return {
        "why_not": own(why_not_sentence(comparison)),
        "why_left": own(why_left_sentence(comparison)),
        "friends": own(friends_sentence(comparison)),
        "members": [own(told) for told in members_sentences(comparison)],
        "learnt": [own(told) for told in adaptation_sentences(comparison)],
    }


def _glossary(comparison: Comparison) -> list[tuple[str, str, str]]:
    """Give the words of the page and its figures, each with its key and what it means, in alphabetical order."""
    own, definitions = labels(comparison.scenario), kpi_definitions(comparison)
    figures = {one.key: one.definition for _, rows in key_figures(comparison) for one in rows}
    figures |= {key: definitions[key] for key in ALWAYS}
    rows = [(key, own(named(key)), own(told)) for key, told in figures.items()]
    known = {name for _, name, _ in rows}
    rows += [
        ("", own(say(word)), own(say(told))) for word, told in WORDS.items() if word not in known
    ]
    return sorted(rows, key=lambda row: row[1].lower())
