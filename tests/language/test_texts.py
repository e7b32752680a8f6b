"""Every text that is said has its translation, with the same things to fill in, and no translation is left over."""

import ast
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

import loyaltysim
from loyaltysim.behaviour.constants import constants_table
from loyaltysim.behaviour.user_type_fit import fit_of
from loyaltysim.comparison.measures.kpis import KPIS
from loyaltysim.comparison.measures.metrics import METRICS
from loyaltysim.comparison.playing.markets import NEEDED, ROUNDED, market_count
from loyaltysim.customers.columns import PRINCIPLES, USER_TYPES
from loyaltysim.language import (
    ENGLISH,
    LANGUAGES,
    catalogue,
    cite,
    describe,
    in_figures,
    say,
    say_again,
    speaking,
    spoken,
)
from loyaltysim.mechanics.registry import get_mechanic, mechanic_names
from loyaltysim.report.evidence_notes import evidence_table, parted
from loyaltysim.report.labels import KNOWN
from loyaltysim.report.page.content import ALWAYS
from loyaltysim.report.page.key_figures import FIGURES, named
from loyaltysim.report.signals import signals_of
from loyaltysim.report.tables.single import _LEFT_OUT
from loyaltysim.scenario.bundled import bundled_folder, bundled_names
from loyaltysim.scenario.json_schema import scenario_schema
from loyaltysim.simulation.recording.journey import HANDLERS

ROOT = Path(loyaltysim.__file__).parent
OTHERS = [code for code in LANGUAGES if code != ENGLISH]
CHOSEN = {
    # texts that code chooses among and says where they are used
    "comparison.verdict.flips": ["_TOLD", "COUNTS"],
    "comparison.playing.markets": ["NEEDED", "ROUNDED"],
    "comparison.verdict.close_call": ["AS_OFTEN_AS_NOT", "OTHERWISE"],
    "comparison.verdict.evidence": ["ALL_PAIRS"],
    "comparison.verdict.earning": ["PROFITS_TOO_HIGH"],
    "comparison.verdict.reasons": ["REFERENCE"],
    "comparison.verdict.richest": ["DOES_MOST", "NEXT_RANGE", "RANGE"],
    "comparison.verdict.varied": ["AHEAD", "WHO_IS_AHEAD"],
    "comparison.verdict.support": ["IN", "ONLY"],
    "comparison.verdict.undecided": ["NO_ANSWER", "NO_ANSWER_AT_ALL", "ONE_SAFE", "SEVERAL_SAFE"],
    "comparison.verdict.verdict": [
        "AHEAD",
        "AHEAD_BY_LESS",
        "NONE_TO_RUN",
        "ONE_TO_RUN",
        "_DOES",
        "_ONLY_COSTS",
    ],
    "mechanics.registry": ["FAMILIES"],
    "report.adaptation": ["SPENT", "SUITS", "SUITS_ALL"],
    "report.asked": [
        *(
            "ABOVE",
            "BEYOND",
            "KNOWN",
            "MODELS",
            "NEWCOMERS",
            "NOTHING_SOLD",
            "ONE_EACH",
            "SAME",
            "SOME",
        ),
        "UNKNOWN",
    ],
    "report.lasting": [
        *("AT_MOST", "BY_LUCK", "FADES", "LASTING", "LEFT", "MORE", "SAME", "THEN", "TOO_SHORT"),
        *("TURNED", "UNKNOWN"),
    ],
    "report.acts_text": ["WITHIN", "BEYOND", "NOT_AT_ALL"],
    "report.learning_figures": ["EXAGGERATE", "MISLEAD", "MISS", "PROMISE"],
    "report.parameters": ["WORDS", "BOUNDS"],
    "report.plots.cost": ["SENTENCE", "MORE"],
    "report.evidence_notes": ["SEEN"],
    "report.evidence_text": ["ANY"],
    "report.tables.growth": ["BROUGHT", "NEW", "MINUTES"],
    "report.plots.journey": ["SENTENCE"],
    "report.human_answer": ["PLACES", "PARTS", "UNTOLD"],
    "report.paying": ["ANSWERS", "RULES", "RULES_IN_MODELS"],
    "report.profiles": ["PAID", "UNTOLD"],
    "report.tables.humans": ["IDLE"],
    "report.tables.journey": ["STAGES"],
    "report.tables.persuasion": ["BEST_FOR", "CAPTION", "NAMES", "NONE"],
    "report.tables.main": ["LUCK", "MODELS", "OUTSIDE", "REFERENCE", "SAME", "UNSOLD"],
    "report.members": ["MISLED", "ALIKE"],
    "report.page.content": ["WORDS"],
    "report.page.evidence": ["USES"],
    "report.page.key_figures": ["PROFIT_IS"],
    "report.page.pictures": ["ANSWER"],
    "report.page.stories": ["LIKE"],
    "report.page.telling": [
        *("BOOKED", "LIVED", "MESSAGE", "UNSEEN", "ACT", "PAID", "NOT", "LEFT"),
        *("RIVAL", "RIVAL_PAID"),
        *("SERVED", "TROUBLE", "PUT", "VARIANT"),
    ],
    "report.plots.learning": ["HINDSIGHT", "SHARES"],
    "report.plots.plane": ["KEYS", "RIVALS", "WEEKS"],
    "report.plots.retention": ["KEPT"],
    "report.tables.schemes": [
        *("ALL_TAKE_PART", "NOT_COUNTED", "BEFORE", "REPLACING", "NOTHING_SOLD", "COUNTED"),
        *("PARTNERS", "BRINGS", "COSTS", "COST", "COST_AND_REPLACING"),
    ],
    "scenario.checks.horizon": ["PARTLY"],
    "scenario.checks.reach": ["CROWDED", "LIMITED", "UNREACHED", "UNSPENT"],
    "scenario.checks.used_up": ["USED_UP"],
    "simulation.difficulty": ["EASY", "HARD"],
    "simulation.recording.journey": ["HANDLERS"],
    "report.why_left": ["WORDS"],
    "report.why_not": ["CLASSES", "PROMPTED"],
}
LOOKED_UP = ("segment", "tier", "user type")
"""Texts made of the values of columns."""


def python_texts():
    """Find what code says in so many words."""
    for path in ROOT.rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(code)) if "say(" in code else ():
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
                text = node.args[0] if node.args else None
                if isinstance(text, ast.Constant):
                    yield text.value


def template_texts():
    """Find what templates say: the first argument, in either kind of quotes."""
    said = re.compile(r"""\bsay\(\s*(?:"([^"]*)"|'([^']*)')""")
    for path in ROOT.rglob("templates/**/*.html"):
        for one, other in said.findall(path.read_text(encoding="utf-8")):
            yield one or other


def flat(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from flat(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from flat(one)


def chosen_texts():
    for module, names in CHOSEN.items():
        found = import_module(f"loyaltysim.{module}")
        for name in names:
            yield from flat(getattr(found, name))
    for look in import_module("loyaltysim.report.tables.main").LOOKS.values():
        yield from (look.title, look.column, look.meaning)
    yield from (kpi.definition for kpi in KPIS)
    yield from (named(key) for key in (*FIGURES, *ALWAYS))
    yield from (name.replace("_", " ") for name in (*USER_TYPES, *METRICS))
    yield from import_module("loyaltysim.report.page.content").WORDS
    yield from import_module("loyaltysim.comparison.measures.endings").MOMENTS
    yield from (name.replace("_", " ") for name in definitions_of_one())
    yield from (word for pair in KNOWN.items() for word in pair)
    yield from bundled_titles()
    for kind in mechanic_names():
        yield from (name.replace("_", " ") for name in fit_of(kind).motivators)
    yield from (name.replace("_", " ") for name in PRINCIPLES)
    yield from LOOKED_UP
    yield from HANDLERS


def bundled_titles():
    """Find the questions of bundled scenarios, which the studio offers."""
    for name in bundled_names():
        text = (bundled_folder() / f"{name}.yaml").read_text("utf-8")
        yield re.findall(r"^title: (.+)$", text, re.MULTILINE)[0]


def definitions_of_one():
    """Name the figures that are told of a scheme alone."""
    return {kpi.name for kpi in KPIS} - _LEFT_OUT


@cache
def all_texts():
    return {*python_texts(), *template_texts(), *chosen_texts()}


def blanks(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


def test_there_is_much_to_say():
    assert len(all_texts()) > 300


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_has_its_translation(code):
    assert sorted(all_texts() - set(catalogue(code))) == []


@pytest.mark.parametrize("code", OTHERS)
def test_no_translation_is_left_over(code):
    assert sorted(set(catalogue(code)) - all_texts()) == []


@pytest.mark.parametrize("code", OTHERS)
def test_translations_fill_in_the_same(code):
    for text, told in catalogue(code).items():
        assert blanks(told) == blanks(text), text


@pytest.mark.parametrize("code", OTHERS)
def test_translations_begin_and_end_as_the_texts_do(code):
    """Parts of sentences are joined: their spaces and marks belong to them."""
    for text, told in catalogue(code).items():
        for mark in (" ", ", ", "; ", ": ", " ("):
            assert told.startswith(mark) == text.startswith(mark), text
        assert told.endswith(".") == text.endswith("."), text
        assert told.endswith(" ") == text.endswith(" "), text


def described(node):
    """Find what a schema says of its parts, and in which units."""
    if isinstance(node, dict):
        if isinstance(node.get("description"), str):
            yield node["description"]
        if isinstance(node.get("unit"), str):
            yield node["unit"]
        for inside in node.values():
            yield from described(inside)
    elif isinstance(node, list):
        for inside in node:
            yield from described(inside)


def told_of_mechanics():
    """Find what messages can go by, and what results tell of a mechanic."""
    for kind in map(get_mechanic, mechanic_names()):
        yield from (meaning for _, meaning in signals_of(kind))
        yield from kind.measures.values()


@pytest.mark.parametrize("code", OTHERS)
def test_most_parameters_are_described(code):
    """Those of new mechanics may come in English first, but not many."""
    texts = {*described(scenario_schema()), *told_of_mechanics()}
    known = set(catalogue(code, "_parameters"))
    assert len(texts & known) > 0.95 * len(texts)
    assert len(known - texts) < 0.05 * len(known)
    with speaking(code):
        assert describe("time it takes") != "time it takes"
        assert describe("what nobody has translated") == "what nobody has translated"


def cited():
    """Find what evidence showed and of what, what constants mean, and what theory says."""
    notes = [note for notes in evidence_table().values() for note in notes]
    where = {parted(note.source)[1] for note in notes} - {""}
    meanings = (one.meaning for one in constants_table())
    theory = (get_mechanic(kind).theory for kind in mechanic_names())
    return {*(note.showed for note in notes), *where, *meanings, *theory}


def figures(text, comma):
    """List the numbers in a text, with a point before decimals."""
    found = re.findall(r"\d+(?:[.,]\d+)*", text)
    thousands = "." if comma else ","
    return sorted(one.replace(thousands, "").replace(",", ".") for one in found)


@pytest.mark.parametrize("code", OTHERS)
def test_most_evidence_and_constants_are_told_with_the_same_figures(code):
    """Those that were just found may come in English first, but not many."""
    texts, known = cited(), {**catalogue(code, "_evidence"), **catalogue(code, "_theory")}
    assert len(texts & set(known)) > 0.95 * len(texts)
    assert len(set(known) - texts) < 0.05 * len(known)
    for text, told in known.items():
        assert told == text or figures(told, comma=True) == figures(text, comma=False), text
    with speaking(code):
        assert cite("slope of the action line")[1] == code
        assert cite("what nobody has translated") == ("what nobody has translated", ENGLISH)


def test_a_language_is_spoken_inside_only():
    assert spoken() == ENGLISH
    with speaking("nl"):
        assert spoken() == "nl"
        assert in_figures("1,234.5") == "1.234,5"
        assert say("what nobody has translated: {size}", size=1) == "what nobody has translated: 1"
    assert spoken() == ENGLISH
    assert in_figures("1,234.5") == "1,234.5"


def test_notes_that_were_kept_in_english_are_told_in_dutch():
    _, note = market_count(900, 2000)
    with speaking("nl"):
        told = say_again(note, [NEEDED, ROUNDED])
        assert told.startswith("900 klanten werden er 60.000: 30 markten van 2.000 (ten minste 30")
        assert say_again("something else", [NEEDED, ROUNDED]) == "something else"
    assert say_again(note, [NEEDED, ROUNDED]) == note
