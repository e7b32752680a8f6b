"""Who the customers of a case are, in numbers; fitted ones are kept beside the runs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.calibration.logs.textfile import content_of
from loyaltysim.calibration.prepare import changed, prepare_fit
from loyaltysim.comparison.playing.identity import content_key
from loyaltysim.comparison.playing.records import seal, unseal
from loyaltysim.customers.population import FittedPopulation
from loyaltysim.scenario.blocks.fit import FitSpec

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.population import Population
    from loyaltysim.scenario.schema import Scenario

_COLUMNS = ("x", "t_x", "T", "mean_spend")


@dataclass(frozen=True)
class People:
    """Customers in numbers, and what the user should know of how they were found."""

    population: Population
    notes: tuple[str, ...] = ()
    guessed: frozenset[str] = frozenset()
    """Metrics of which the purchase record tells nothing."""


def population_key(scenario: Scenario) -> str:
    """Name what a population is made from: its segments, or the purchase record's content."""
    spec = scenario.population
    if isinstance(spec, FitSpec):
        return _fit_key(spec, content_of(spec.file))
    return content_key(scenario.segment_population())


def find_people(scenario: Scenario, constants: Constants, key: str) -> People:
    """Fit customers to the record that a key names.

    Raises
    ------
    InputError
        When the record cannot be used, or is no longer what the key was made from.
    """
    prepared, spec = prepare_fit(scenario, constants), scenario.population
    if isinstance(spec, FitSpec) and _fit_key(spec, prepared.content) != key:
        raise changed(spec)
    return People(prepared.population, prepared.told, prepared.guessed)


def _fit_key(spec: FitSpec, content: str) -> str:
    return content_key([spec, content])


def encode_people(people: People) -> bytes:
    """Write fitted customers with their notes."""
    numbers = asdict(people.population)
    arrays = {name: np.asarray(values) for name, values in numbers.items()}
    texts = {"notes": people.notes, "guessed": sorted(people.guessed)}
    return seal({**arrays, **{name: np.array(text, dtype=np.str_) for name, text in texts.items()}})


def decode_people(data: bytes) -> People | None:
    """Read fitted customers; None if a single bit is not as it was written."""
    arrays = unseal(data)
    if arrays is None:
        return None
    notes, guessed = (tuple(map(str, arrays.pop(name))) for name in ("notes", "guessed"))
    numbers = {name: _plain(name, values) for name, values in arrays.items()}
    return People(FittedPopulation(**numbers), notes, frozenset(guessed))


def _plain(name: str, values: NDArray[Any]) -> Any:  # noqa: ANN401 - a number, tuple or column
    if name in _COLUMNS:
        return values
    return values.item() if values.ndim == 0 else tuple(values.tolist())
