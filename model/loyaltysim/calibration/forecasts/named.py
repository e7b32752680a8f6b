"""What the laws share that are named tuples of their parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Float64 = NDArray[np.float64]


class Named:
    """A named tuple of parameters, as a law tells of them. It stands behind the tuple among the bases."""

    __slots__ = ()

    if TYPE_CHECKING:

        def __init__(self, *values: float) -> None: ...
        def __iter__(self) -> Iterator[float]: ...
        @property
        def _fields(self) -> tuple[str, ...]: ...

    @property
    def values(self) -> tuple[float, ...]:
        """Parameters."""
        return tuple(self)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parameters."""
        return self._fields

    def scaled(self, factors: Float64) -> Self:
        """Give the law with each parameter times a factor."""
        return type(self)(*(np.array(self.values) * factors).tolist())
