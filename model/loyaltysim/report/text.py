"""The report on a terminal: the verdict first, then what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.report.adaptation import adaptation_tables
from loyaltysim.report.adaptation_text import adaptation_sentences
from loyaltysim.report.brands import brands_table
from loyaltysim.report.brief import brief
from loyaltysim.report.evidence_text import evidence_lines, rest_of_evidence
from loyaltysim.report.friends import friends_sentence
from loyaltysim.report.human_answer import human_lines
from loyaltysim.report.human_cases import cases_of
from loyaltysim.report.kept_notes import notes_told
from loyaltysim.report.labels import labelled_table, labels
from loyaltysim.report.members import members_sentences, members_table
from loyaltysim.report.tables.acts import acts_table, measures_table
from loyaltysim.report.tables.aftermath import aftermath_table
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
from loyaltysim.report.tables.shapes import bullets, listing
from loyaltysim.report.tables.single import single_table
from loyaltysim.report.tables.teams import teams_table
from loyaltysim.report.tables.user_types import user_types_tables
from loyaltysim.report.warnings import print_warnings, warnings
from loyaltysim.report.why_left import why_left_sentence, why_left_tables
from loyaltysim.report.why_not import why_not_sentence, why_not_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.table import Table

    from loyaltysim.comparison import Comparison
    from loyaltysim.report.answer import Answer
    from loyaltysim.report.human_cases import Case


SO_FAR = "So far, with other assumptions still to be tried:"
ALONE = "Played alone; `loyaltysim compare` tells what the scheme changes."


def print_brief(comparison: Comparison, out: Console) -> None:
    """Print the verdict with its grounds and warnings, the first table, and where the files are."""
    _answer(comparison, cases_of(comparison), out)
    _files(comparison, out)


def print_report(comparison: Comparison, out: Console) -> None:
    """Print the verdict, the schemes side by side, the evidence, and where the files are."""
    label, cases = labels(comparison.scenario), cases_of(comparison)
    _answer(comparison, cases, out)
    out.print()
    out.print(
        listing((label(f"{term}:"), label(told)) for term, told in terms(comparison)), style="dim"
    )
    for make in (teams_table, money_table, acts_table, measures_table, journey_table):
        _table(make(comparison), comparison, out)
    _table(humans_table(comparison, cases), comparison, out)
    money = (redemption_table, profit_table, aftermath_table)
    people = (growth_table, brands_table, newcomers_table, segments_table)
    for make in (*money, *people):
        _table(make(comparison), comparison, out)
    for table in user_types_tables(comparison):
        _table(table, comparison, out)
    for table in persuasion_tables(comparison):
        _table(table, comparison, out)
    _learnt(comparison, out)
    _members(comparison, out)
    _friends(comparison, out)
    _why_not(comparison, out)
    _evidence(comparison, out)
    _files(comparison, out)


def print_main_result(comparison: Comparison, out: Console) -> None:
    """Print in a few words what is known before the assumptions are varied."""
    out.print(f"{SO_FAR} {labels(comparison.scenario)(comparison.verdict.sentence)}", style="dim")


def _answer(comparison: Comparison, cases: Sequence[Case], out: Console) -> None:
    """Print the verdict, what it rests on, what must be known before it is believed, and the first table."""
    label = labels(comparison.scenario)
    out.print(label(comparison.verdict.sentence), style="bold")
    for line in human_lines(comparison, cases):
        out.print(label(line), style="bold")
    _lines(brief(comparison), out)
    out.print(bullets(map(label, comparison.verdict.reasons)))
    print_warnings(map(label, warnings(comparison)), out)
    _table(main_table(comparison), comparison, out)


def print_single(comparison: Comparison, out: Console) -> None:
    """Print the figures of a comparison that has only one scheme."""
    label = labels(comparison.scenario)
    out.print(labelled_table(single_table(comparison), comparison.scenario))
    out.print(ALONE, style="dim")
    _lines(brief(comparison), out)
    print_warnings(map(label, warnings(comparison)), out)
    _table(brands_table(comparison), comparison, out)
    _table(journey_table(comparison), comparison, out)
    _learnt(comparison, out)
    _members(comparison, out)
    _friends(comparison, out)
    _why_not(comparison, out)
    _files(comparison, out)


def _lines(told: Sequence[Answer], out: Console) -> None:
    for one in told:
        if not one.is_list:
            out.print(one.sentence)
            continue
        out.print(one.head.rstrip())
        out.print(bullets(one.each))
        if one.after:
            out.print(one.after)


def _table(table: Table | None, comparison: Comparison, out: Console) -> None:
    if table is not None:
        out.print()
        out.print(labelled_table(table, comparison.scenario))


def _learnt(comparison: Comparison, out: Console) -> None:
    for table in adaptation_tables(comparison):
        _table(table, comparison, out)
    told = [labels(comparison.scenario)(one) for one in adaptation_sentences(comparison)]
    if told:
        out.print()
        out.print(bullets(told))


def _members(comparison: Comparison, out: Console) -> None:
    _table(members_table(comparison), comparison, out)
    for sentence in members_sentences(comparison):
        out.print(labels(comparison.scenario)(sentence))


def _friends(comparison: Comparison, out: Console) -> None:
    told = friends_sentence(comparison)
    if told:
        out.print(f"\n{labels(comparison.scenario)(told)}")


def _why_not(comparison: Comparison, out: Console) -> None:
    for table in why_not_tables(comparison):
        _table(table, comparison, out)
    out.print(labels(comparison.scenario)(why_not_sentence(comparison)))
    for table in why_left_tables(comparison):
        _table(table, comparison, out)
    told = why_left_sentence(comparison)
    if told:
        out.print(f"\n{labels(comparison.scenario)(told)}")


def _evidence(comparison: Comparison, out: Console) -> None:
    out.print("\nWhat was measured elsewhere, for and against", style="bold")
    out.print(listing(evidence_lines(comparison)))
    out.print(rest_of_evidence(comparison), style="dim")


def _files(comparison: Comparison, out: Console) -> None:
    notes = notes_told(comparison)
    if notes:
        out.print("\nNotes", style="bold")
        out.print(bullets(map(labels(comparison.scenario), notes)))
    if comparison.folder is not None:
        if comparison.figures is not None and comparison.figures.page is not None:
            page = comparison.folder / "report.html"
            out.print(f"\nWith pictures, as a page: {page}", soft_wrap=True)
        out.print(
            f"\nTables, figures and the resolved scenario are in {comparison.folder}",
            soft_wrap=True,
        )
