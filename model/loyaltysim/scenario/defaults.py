"""Defaults that depend on other parts of the scenario, filled in before it is checked."""

from __future__ import annotations

from collections.abc import Mapping

MATTERS = "0.5pp"
"""Half a percentage point: the smallest difference in retention that matters (assumption)."""


def with_defaults(data: Mapping[str, object]) -> dict[str, object]:
    """Fill in the baseline, the smallest difference that matters, and the acts' needs.

    Parameters
    ----------
    data
        A scenario as it was written; parts that are wrong stay as they are.
    """
    filled = dict(data)
    filled["compare"] = _compare(data)
    acts = data.get("acts")
    if isinstance(acts, Mapping):
        filled["acts"] = {
            name: _with_need(act, 0.0 if number else 1.0)
            for number, (name, act) in enumerate(acts.items())
        }
    return filled


def _with_need(act: object, need: float) -> object:
    if not isinstance(act, Mapping) or act.get("need") is not None:
        return act
    return {**act, "need": need}


def _compare(data: Mapping[str, object]) -> object:
    compare = data.get("compare", {})
    if not isinstance(compare, Mapping):
        return compare
    baseline = default_baseline(data.get("schemes"))
    defaults: dict[str, object] = {"baseline": baseline}
    if compare.get("metric") != "profit":
        defaults["matters"] = MATTERS
    return {**defaults, **compare}


def default_baseline(schemes: object) -> str:
    """Find the first empty scheme, else the first; an empty text when there are no schemes."""
    if not isinstance(schemes, Mapping) or not schemes:
        return ""
    empty = [name for name, scheme in schemes.items() if not _mechanics(scheme)]
    return str((empty or list(schemes))[0])


def _mechanics(scheme: object) -> object:
    if isinstance(scheme, Mapping):
        return scheme.get("mechanics", scheme)
    return getattr(scheme, "instances", scheme)
