"""A scheme: which mechanics are in force together, each under a name of its own."""

from pydantic import SerializeAsAny

from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.scenario.block import Block
from loyaltysim.scenario.joining import Automatic, JoiningSpec


class Instance(Block):
    """A mechanic in a scheme, under the name that keys its luck and its columns."""

    name: str
    mechanic: SerializeAsAny[Mechanic]


class Scheme(Block):
    """The mechanics that are in force together, in the order of their names."""

    name: str
    instances: tuple[Instance, ...] = ()
    joining: JoiningSpec = Automatic()
