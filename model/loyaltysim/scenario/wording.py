"""What is told when a value does not fit: pydantic's findings in words for people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from loyaltysim.errors import closest
from loyaltysim.mechanics.parameters import CUSTOM, Misfit
from loyaltysim.mechanics.term import Term
from loyaltysim.scenario.blocks.block import unit_of
from loyaltysim.scenario.examples import alternatives, fits
from loyaltysim.scenario.faults import Fault
from loyaltysim.scenario.fields import field_at, keys_by_kind, known_keys
from loyaltysim.scenario.text.nodes import shorten
from loyaltysim.units import plain, read_share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import BaseModel, ValidationError
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

    from loyaltysim.scenario.text.nodes import Loc

_WHOLE, _NUMBER = "must be a whole number", "must be a number"
_GROUP, _LIST, _TEXT, _SWITCH = (
    "must be a group of keys",
    "must be a list",
    "must be a text",
    "must be on or off",
)
MESSAGES_BY_TYPE = {
    "bool_parsing": _SWITCH,
    "bool_type": _SWITCH,
    "dict_type": _GROUP,
    "finite_number": "must be a finite number",
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "greater_than": "must be greater than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "int_from_float": _WHOLE,
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "list_type": _LIST,
    "model_attributes_type": _GROUP,
    "model_type": _GROUP,
    "string_pattern_mismatch": "does not have the right form",
    "string_too_long": "must have at most {max_length} characters",
    "string_too_short": "must not be empty",
    "string_type": _TEXT,
    "too_long": "must have at most {max_length} items",
    "too_short": "must not be empty",
    "tuple_type": _LIST,
}
_WITHOUT_VALUE = frozenset({"string_too_short", "too_long", "too_short"})
_EXAMPLES = {"share": "such as 35% or 0.35", "days": "such as 30, 4 weeks, 6 months or 1 year"}
_WITH_CURRENCY = re.compile(r"(?:[A-Z]{3}|[€$£])?\s*(\d+(?:[.,]\d{1,2})?)\s*(?:[A-Z]{3}|[€$£])?")
_MONEY = re.compile(r"^(currency|spend)\b|\b(in|of) currency\b")
_DATE = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}(st|nd|rd|th|\.)? [A-Za-z]{3,9}\.? \d{4}"
)
_PLAIN_WORD = re.compile(r"\w[\w ./-]{0,39}")
"""What may stand in a list on one line without quotes."""
_IN_BRACKETS = 'put it in quotes and brackets, such as ["one", "two"]'
_SHORTEST_WORD = 3
"""Letters of a word that may be what an option is called, and not an article."""
_ABOUT_PARAMETER = re.compile(r"([a-z_]+): (.+)", re.DOTALL)


def faults_of(error: ValidationError, model: type[BaseModel], prefix: Loc = ()) -> list[Fault]:
    """Translate what pydantic found.

    Parameters
    ----------
    error
        Its findings.
    model
        What was validated.
    prefix
        The way to what was validated.
    """
    found = error.errors(include_url=False)
    told = [(fault, one) for one in found for fault in _faults(one, model, prefix)]
    # a misspelt key is missing under its right name, too; that is one problem, not two
    meant = {(*fault.loc[:-1], fault.hint) for fault, _ in told}
    return [
        fault
        for fault, one in told
        if one["type"] != "missing"
        or (*prefix, *one["loc"][:-1], f"did you mean {one['loc'][-1]}?") not in meant
    ]


def _faults(found: ErrorDetails, model: type[BaseModel], prefix: Loc) -> list[Fault]:
    """Tell one finding of pydantic's, which may hold several of a validator of the scenario's own."""
    if found["type"] == "extra_forbidden":
        return [_unknown(model, prefix, found["loc"])]
    if found["type"] in {CUSTOM, "value_error"}:
        return [_own(found, one, model, prefix) for one in _misfits(found, model)]
    return [_fault(found, model, prefix)]


def _fault(found: ErrorDetails, model: type[BaseModel], prefix: Loc) -> Fault:
    kind, loc = found["type"], found["loc"]
    field, context = field_at(model, loc), _context(found)
    if kind in {"missing", "union_tag_not_found"}:
        *group, name = loc if kind == "missing" else (*loc, _plain(context["discriminator"]))
        return Fault((*prefix, *group), f"{name} is missing", _choice(field), at_key=True)
    if kind == "union_tag_invalid":
        loc = (*loc, _plain(context["discriminator"]))
    message, hint = _sentence(found, field, prefix)
    shown = None if kind in _WITHOUT_VALUE else _shown(context.get("tag", found["input"]))
    most = f"a share is at most {_percent(context['le'])}" if _too_large(found, field) else ""
    return Fault((*prefix, *loc), message, hint, shown=shown, hint_in_percent=most)


def _too_large(found: ErrorDetails, field: FieldInfo | None) -> bool:
    """Tell whether a share is larger than a share can be, though it may be a number of percent."""
    if found["type"] != "less_than_equal" or (field and unit_of(field) not in {"share", ""}):
        return False
    return bool(0.9 < _context(found)["le"] <= 1 < found["input"] <= 100)


def _percent(share: float) -> str:
    return f"{_readable(round(100 * share, 6))}%"


def _misfits(found: ErrorDetails, model: type[BaseModel]) -> Sequence[Misfit]:
    """List what validators of the scenario and of mechanics found."""
    context = _context(found)
    if found["type"] != "value_error":
        several: Sequence[Misfit] = context.get("found", ())
        return several or [Misfit(found["msg"], context.get("hint", ""))]
    message = str(context["error"])
    about = _ABOUT_PARAMETER.fullmatch(message)
    if about and about[1] in (known_keys(model, found["loc"]) or ()):
        return [Misfit(about[2], at=(about[1],))]
    return [Misfit(message)]


def _own(found: ErrorDetails, one: Misfit, model: type[BaseModel], prefix: Loc) -> Fault:
    """Tell one of them."""
    loc = found["loc"]
    hint = one.hint or _meaning(field_at(model, (*loc, *one.at)))
    if loc and loc[-1] == "[key]":
        return Fault((*prefix, *loc[:-1]), one.message, hint, at_key=True)
    shown = _shown(found["input"]) if _context(found).get("shown") else None
    return Fault((*prefix, *loc, *one.at), one.message, hint, shown=shown, keys=one.at)


def _context(found: ErrorDetails) -> dict[str, Any]:
    return found.get("ctx", {})


def _unknown(model: type[BaseModel], prefix: Loc, loc: Loc) -> Fault:
    keys = known_keys(model, loc[:-1]) or ()
    key, known = str(loc[-1]), (*keys, "name") if prefix and len(loc) == 1 else keys
    near = closest(key, known)
    hint = f"did you mean {near}?" if near else f"known here: {', '.join(known)}"
    message = f"there is no key {shorten(key)} here"
    if prefix and len(loc) == 1:
        message = f"{prefix[-1]} has no parameter {shorten(key)}"
        if key in Term.model_fields and not issubclass(model, Term):
            hint = f"it stands at each mechanic, such as stamp_card: {{stamps: 10, {key}: ...}}"
    kinds = keys_by_kind(model, loc[:-1])
    if any(key in kind for kind in kinds):
        told = " or ".join(f"{{{', '.join(kind)}}}" for kind in kinds)
        message, hint = f"{key} does not go with {known[0]}", f"give either {told}"
    return Fault((*prefix, *loc), message, hint, at_key=True)


def _sentence(found: ErrorDetails, field: FieldInfo | None, prefix: Loc) -> tuple[str, str]:
    meaning, kind, context = _meaning(field), found["type"], _context(found)
    if kind in {"literal_error", "enum", "union_tag_invalid"}:
        expected = context.get("expected") or context["expected_tags"].replace(", ", " or ")
        allowed = expected.replace("'", "")
        told, options = str(context.get("tag", found["input"])), re.split(r", | or ", allowed)
        near = closest(told, options) or _explained(told, options, meaning)
        return f"must be {allowed}", f"did you mean {near}?" if near else _choice(field)
    if kind not in MESSAGES_BY_TYPE:
        return _lowered(found["msg"]), meaning
    numbers = {name: _readable(value) for name, value in context.items()}
    hint = meaning
    if MESSAGES_BY_TYPE[kind] in {_WHOLE, _NUMBER} and field is not None:
        example = "" if "such as" in meaning else _EXAMPLES.get(unit_of(field), "")
        hint = ", ".join(part for part in (meaning, example) if part)
        told, unit, key = found["input"], unit_of(field), _key((*prefix, *found["loc"]))
        number = _as_number(told, field, key)
        hint = _from_launch(told, unit) or _as_times(told, unit) or number or hint
    if _too_large(found, field):
        hint = _smaller(found["input"], (field and field.description) or "") or hint
    if MESSAGES_BY_TYPE[kind] == _TEXT:
        hint = "put it in quotes"
    if MESSAGES_BY_TYPE[kind] == _GROUP:
        hint = _choice(field)
    if MESSAGES_BY_TYPE[kind] == _LIST:
        hint = _as_list(found, field) or hint
    return MESSAGES_BY_TYPE[kind].format(**numbers), hint


def _explained(told: str, options: list[str], meaning: str) -> str:
    """Find the option of which the meaning has a phrase that ends so, such as app (a notification or an sms)."""
    if len(told) < _SHORTEST_WORD:
        return ""
    word = re.compile(rf"\b{re.escape(told.lower())}(?=$|,| or )")
    explained = {one: re.findall(rf"\b{re.escape(one)} \(([^)]*)\)", meaning) for one in options}
    return next((one for one, said in explained.items() if any(map(word.search, said))), "")


def _smaller(told: float, meaning: str) -> str:
    """Suggest 4% for a share or chance of 4, and 0.4 for anything else that goes from 0 to 1; nothing below 2.

    What is a little above 1 may be as well 1.5% as 150% or 0.15.
    """
    if told < 2:
        return ""
    is_share = "share" in meaning or "chance" in meaning
    if is_share or told >= 10 or not float(told).is_integer():
        return f"did you mean {_readable(told)}%?"
    return f"did you mean {_readable(told / 10)}?"


def _from_launch(told: object, unit: str) -> str:
    """Say how days are counted to somebody who gave a date."""
    dated = isinstance(told, str) and _DATE.search(told)
    if unit != "days" or not dated:
        return ""
    return "not a date, but days: the launch is day 0, so write how long after it, such as 90 or 13 weeks"


def _as_times(told: object, unit: str) -> str:
    """Suggest 0.5 for the 50% of something that is a multiple of something else."""
    share = read_share(told.strip()) if isinstance(told, str) else None
    return "" if share is None or not unit.startswith("times the") else f"write {plain(share)}"


def _as_number(told: object, field: FieldInfo, key: str) -> str:
    """Suggest the bare number of something like 2.50 EUR, in the unit that the key has."""
    found = _WITH_CURRENCY.fullmatch(told) if isinstance(told, str) else None
    if found is None:
        return ""
    number = found[1].replace(",", ".")
    if found[1] == str(told).strip():
        return f"write {number}"
    if _is_money(field):
        return f"write {number}; the currency stands once, at the top"
    return _without_currency(number, field, key)


def _without_currency(number: str, field: FieldInfo, key: str) -> str:
    """Say what a key has for a unit that is no money, and suggest the number if it can be right."""
    unit = unit_of(field)
    named = {"share": f"{key} is a share", "days": f"{key} is in days"}
    value, written = float(number), number
    if unit == "share" and value >= 1:  # 1 may be as well 1% as 100%
        value, written = value / 100, f"{number}%"
    is_clear = value > 0.01 or unit != "share"
    can_be = is_clear and fits(field, int(value) if value.is_integer() else value)
    example = f", {_EXAMPLES[unit]}" if unit in _EXAMPLES else ""
    way = f": write {written}" if can_be else example
    return named.get(unit, f"{key} has no currency") + way


def _as_list(found: ErrorDetails, field: FieldInfo | None) -> str:
    """Suggest the list for a word or a number, or several with commas, that may stand in it."""
    told, is_of_key = found["input"], any(isinstance(part, str) for part in found["loc"][-1:])
    single = isinstance(told, str | int | float) and not isinstance(told, bool)
    text = str(told).strip()
    if field is None or not is_of_key or not single or not text:
        return ""
    if fits(field, [told]):
        return f"write [{text}]" if _PLAIN_WORD.fullmatch(text) else _IN_BRACKETS
    several = [part.strip() for part in text.split(",")]
    return f"write [{', '.join(several)}]" if fits(field, several) else ""


def _is_money(field: FieldInfo) -> bool:
    """Tell whether a number is one of currency, by its unit or by what it means."""
    unit = unit_of(field)
    return unit == "currency" or (not unit and bool(_MONEY.search(field.description or "")))


def _key(loc: Loc) -> str:
    """Find the key that a value belongs to, which may be an item of a list."""
    return next((part for part in reversed(loc) if isinstance(part, str)), "this")


def _meaning(field: FieldInfo | None) -> str:
    if field is None:
        return ""
    description, unit = field.description or "", unit_of(field)
    return description if not unit or unit in description else f"{description} ({unit})"


def _choice(field: FieldInfo | None) -> str:
    """Show what a group of several kinds may be; the meaning of anything else."""
    written = alternatives(field)
    return f"write {written}" if written else _meaning(field)


def _readable(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return plain(value)
    return str(value)


def _plain(word: str) -> str:
    return word.strip("'")


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list | tuple):
        return "a list"
    return "empty" if value in {None, ""} else shorten(str(value))
