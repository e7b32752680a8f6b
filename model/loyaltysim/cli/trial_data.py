"""The data of a randomised trial that a user has, set beside what was published of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.errors import LoyaltysimError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from rich.console import Console

    from loyaltysim.studies.study import Study
    from loyaltysim.studies.trials import Effect


def read_effects(studies: Sequence[Study], path: Path) -> dict[str, Effect]:
    """Estimate the effects of the study that was asked for from its data.

    Raises
    ------
    LoyaltysimError
        When not exactly one study was asked for, or it says nothing of its data.
    InputError
        When the data cannot be used.
    """
    from loyaltysim.studies.trials import read_trial

    if len(studies) != 1:
        hint = "such as `loyaltysim evidence level_gate --data cookie_cats.csv`"
        raise LoyaltysimError(Problem("--data belongs to one study", hint))
    data = studies[0].design.data
    if data is None:
        hint = "`study.data` in its file names the columns"
        raise LoyaltysimError(
            Problem(f"{studies[0].name} does not say how its data are read", hint)
        )
    return read_trial(data, path)


def document_of(effects: Mapping[str, Effect]) -> dict[str, dict[str, object]]:
    """Give what the data say of each finding, for scripts."""
    return {
        name: {
            "difference": effect.difference,
            "low": effect.interval[0],
            "high": effect.interval[1],
            "treated": effect.treated,
            "control": effect.control,
            "treated_people": effect.people[1],
            "control_people": effect.people[0],
        }
        for name, effect in effects.items()
    }


def print_effects(effects: Mapping[str, Effect], out: Console) -> None:
    """Print what the data say of each finding."""
    from loyaltysim.report.studies.table import number, span

    out.print("\nIn these data", style="bold")
    for name, effect in effects.items():
        control, treated = effect.people
        out.print(
            f"{name}: {number(effect.difference)} ({span(*effect.interval)}), "
            f"{number(effect.treated)} of {treated:,} treated against {number(effect.control)} of {control:,}"
        )
