"""Randomised trials whose data a user has: their effects, to be set beside the published ones."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from loyaltysim.calibration.logs.amounts import read_amounts
from loyaltysim.calibration.logs.cells import Cells, read_cells
from loyaltysim.calibration.logs.reading import problems
from loyaltysim.errors import InputError, Problem, closest
from loyaltysim.normal import interval
from loyaltysim.scenario.blocks.block import Block, Name, Text, refuse

SHOWN = 10
TRUTH = {"true": "1", "false": "0"}
"""What Python, R and spreadsheets write for an outcome that came or did not."""

Title = Annotated[Text, Field(min_length=1)]
Values = NDArray[np.float64]


class TrialData(Block):
    """How a file with a row for each person of a trial is to be read."""

    arm: Title = Field(description="the column that says in which arm somebody was")
    control: Title = Field(description="what that column says of the control arm")
    treated: tuple[Title, ...] = Field(
        min_length=1, description="what it says of the treated arms, which are taken together"
    )
    outcomes: dict[Name, Title] = Field(
        min_length=1,
        description="the column of the outcome, such as 0 or 1, or True or False, by the finding that is about it",
    )

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.control in self.treated:
            refuse("the control arm is among the treated ones", "leave it out", "treated")
        return self


@dataclass(frozen=True)
class Effect:
    """What a trial found of one outcome.

    Parameters
    ----------
    control, treated
        Mean outcomes of the arms.
    people
        How many were in each, in this order.
    error
        Standard error of the difference.
    """

    control: float
    treated: float
    people: tuple[int, int]
    error: float

    @property
    def difference(self) -> float:
        """How much more the treated arm has."""
        return self.treated - self.control

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval of the difference, by the normal approximation."""
        return interval(self.difference, self.error)


def read_trial(data: TrialData, path: Path) -> dict[str, Effect]:
    """Estimate the effects of a trial from its data.

    Parameters
    ----------
    data
        What its columns are.
    path
        CSV (also packed with gzip) or Parquet, with a row for each person.

    Returns
    -------
    The effect for each finding.

    Raises
    ------
    InputError
        When the file, a column or an arm is missing, or an outcome is no number.

    Notes
    -----
    The variance of a difference of means is the sum of the arms' variances (divisor n - 1) over
    their sizes; arms may differ in both (Welch 1947).
    """
    titles = {data.arm, *data.outcomes.values()}
    cells = read_cells(path, {title: title for title in sorted(titles)})
    groups = (_rows(cells, data.arm, (data.control,)), _rows(cells, data.arm, data.treated))
    missing = list(_too_few(cells, data))
    if missing:
        raise InputError(*missing)
    return {
        finding: _effect(_numbers(cells, title, groups[0] | groups[1]), groups)
        for finding, title in data.outcomes.items()
    }


def _rows(cells: Cells, title: str, arms: tuple[str, ...]) -> NDArray[np.bool_]:
    """Find the people of some arms, shape (rows,)."""
    column = cells.columns[title]
    return column.holds(np.isin(column.texts.astype(str), arms))


def _too_few(cells: Cells, data: TrialData) -> Iterator[Problem]:
    """Tell the arms that are not in the file, or have too few people for an interval."""
    file = str(cells.file.path)
    known = [str(text) for text in cells.columns[data.arm].texts]
    for arms in ((data.control,), data.treated):
        for arm in arms:
            if arm not in known:
                near = closest(arm, known)
                hint = f"did you mean {near!r}?" if near else f"it has {', '.join(known[:SHOWN])}"
                yield Problem(f"no row has {arm!r} in column {data.arm!r}", hint, file=file)
        if _rows(cells, data.arm, arms).sum() == 1:
            message = f"only one row has {' or '.join(map(repr, arms))} in column {data.arm!r}"
            yield Problem(message, "an interval needs two or more", file=file)


def _numbers(cells: Cells, title: str, rows: NDArray[np.bool_]) -> Values:
    """Read an outcome, shape (rows,); only those of the trial's arms have to be numbers."""
    column = cells.columns[title]
    texts = [TRUTH.get(str(text).lower(), text) for text in column.texts]
    reading = read_amounts(np.array(texts, np.object_))
    told = problems(cells, title, reading.faults, rows)
    if told:
        raise InputError(*told)
    return np.asarray(reading.values, np.float64)[column.codes]


def _effect(outcome: Values, groups: tuple[NDArray[np.bool_], NDArray[np.bool_]]) -> Effect:
    control, treated = (outcome[rows] for rows in groups)
    error = math.sqrt(sum(arm.var(ddof=1) / arm.size for arm in (control, treated)))
    people = (int(control.size), int(treated.size))
    return Effect(float(control.mean()), float(treated.mean()), people, error)
