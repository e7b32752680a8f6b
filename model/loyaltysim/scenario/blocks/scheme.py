"""A scheme: which mechanics are in force together, each under a name of its own."""

from pydantic import Field, SerializeAsAny

from loyaltysim.mechanics.adaptation import Adaptation
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.scenario.blocks.adapting import AdaptSpec
from loyaltysim.scenario.blocks.block import Block
from loyaltysim.scenario.blocks.joining import Automatic, JoiningSpec


class Instance(Block):
    """A mechanic in a scheme, under the name that keys its luck and its columns."""

    name: str
    mechanic: SerializeAsAny[Mechanic]


class Scheme(Block):
    """The mechanics that are in force together, in the order of their names."""

    name: str
    instances: tuple[Instance, ...] = ()
    joining: JoiningSpec = Automatic()
    adapt: AdaptSpec | None = None
    variants: dict[str, tuple[Instance, ...]] = Field(default={})
    """All instances of each variant of a scheme that learns."""

    def adaptation(self) -> Adaptation | None:
        """Give what may vary in numbers; None where nothing may."""
        if self.adapt is None:
            return None
        return self.adapt.numbers(
            {name: {one.name: one.mechanic for one in some} for name, some in self.variants.items()}
        )

    def for_reference(self) -> bool:
        """Tell whether no firm could run it, since one of its mechanics goes by what no firm can know."""
        return any(one.mechanic.for_reference() for one in self.all_instances())

    def all_instances(self) -> tuple[Instance, ...]:
        """Give the instances of the list, and those of all variants."""
        return (*self.instances, *(one for some in self.variants.values() for one in some))
