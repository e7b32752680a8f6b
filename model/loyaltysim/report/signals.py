"""What messages and other mechanics can go by of a mechanic, such as that a streak is at risk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruamel.yaml import YAML

from loyaltysim.language import describe
from loyaltysim.scenario.examples import mechanic_example
from loyaltysim.scenario.schemes import build_schemes

if TYPE_CHECKING:
    from loyaltysim.mechanics.mechanic import Mechanic


def signals_of(kind: type[Mechanic]) -> list[tuple[str, str]]:
    """List the columns that a `when: {instance: ..., is: ...}` can name, with what each says of a customer.

    Parameters
    ----------
    kind
        The mechanic; they are those of its example, so none where a package of another author gives no parameters.
    """
    written = YAML(typ="safe", pure=True).load(mechanic_example(kind))
    schemes, _ = build_schemes({"it": written})
    instances = schemes["it"].instances if "it" in schemes else ()
    columns = (column for one in instances for column in one.mechanic.columns())
    return [(column.name, describe(column.meaning)) for column in columns if column.signal]
