"""The cube of luck: one uniform number for every customer, day and decision.

A decision's stream is Philox with its key hashed from the seed and the decision's name. The
lowest word of the counter is the customer's place (market x stride + number in the market), the
highest word is the day. So a customer's luck depends on nothing but seed, market, number, day and
decision: not on the scheme, other decisions, the batch or the number of workers (common random
numbers: Law 2015, *Simulation Modeling and Analysis*, ch. 11; Philox: Salmon et al. 2011).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Float32 = NDArray[np.float32]
    Float64 = NDArray[np.float64]

SMALLEST_STRIDE = 2048
SMALLEST_CV = 1e-100
"""A variation below this counts as none: its square would be no ordinary number."""
_WORD = 2**64
_FLOAT32_PER_BLOCK = 8
_FLOAT64_PER_BLOCK = 4


def stride_of(size: int) -> int:
    """Give the places that a market of `size` customers reserves: a power of two."""
    return max(SMALLEST_STRIDE, 1 << (size - 1).bit_length())


def _stream(seed: int, purpose: str, decision: str) -> np.random.Philox:
    text = f"{seed}/{purpose}/{decision}".encode()
    digest = hashlib.blake2b(text, digest_size=16).digest()
    return np.random.Philox(key=np.frombuffer(digest, dtype="<u8").astype(np.uint64))


class _Decision:
    """One decision's stream, set to a day at a time."""

    def __init__(self, seed: int, decision: str) -> None:
        self._philox = _stream(seed, "event", decision)
        self._generator = np.random.Generator(self._philox)
        # A typed dict cannot describe NumPy's bit generator state.
        self._state: Any = self._philox.state

    def fill(self, first_block: int, day: int, out: Float32) -> None:
        state = self._state
        state["state"]["counter"][:] = (first_block, 0, 0, day % _WORD)
        state["buffer_pos"] = 4
        state["has_uint32"] = 0
        self._philox.state = state
        self._generator.random(dtype=np.float32, out=out)


class Luck:
    """The luck of consecutive markets.

    Parameters
    ----------
    seed
        Any whole number; another seed is another world.
    markets
        Consecutive market numbers.
    size
        Customers in each market.
    """

    def __init__(self, seed: int, markets: range, size: int) -> None:
        self.seed, self.markets, self.size = seed, markets, size
        self.stride = stride_of(size)
        self.day = 0
        self._buffer = np.empty(len(markets) * self.stride, dtype=np.float32)
        self._decisions: dict[str, _Decision] = {}
        self._today: dict[str, Float32] = {}

    @property
    def n(self) -> int:
        """Customers in all markets together."""
        return len(self.markets) * self.size

    def begin_day(self, day: int) -> None:
        """Forget what was drawn before when another day begins."""
        if day != self.day:
            self.day = day
            self._today.clear()

    def events(self, decision: str) -> Float32:
        """Draw today's uniforms of a decision, or give those drawn before.

        Returns
        -------
        Uniform in [0, 1), shape (n,), read-only.
        """
        drawn = self._today.get(decision)
        if drawn is None:
            drawn = self._today[decision] = self._draw(decision)
        return drawn

    def _draw(self, decision: str) -> Float32:
        if decision not in self._decisions:
            self._decisions[decision] = _Decision(self.seed, decision)
        first = self.markets.start * self.stride // _FLOAT32_PER_BLOCK
        self._decisions[decision].fill(first, self.day, self._buffer)
        drawn = self._trim(self._buffer)
        drawn.flags.writeable = False
        return drawn

    def traits(self, decision: str) -> Float64:
        """Draw who the customers are: uniforms that no day changes.

        Returns
        -------
        Uniform, strictly inside (0, 1), shape (n,).
        """
        philox = _stream(self.seed, "trait", decision)
        state: Any = philox.state
        first = self.markets.start * self.stride // _FLOAT64_PER_BLOCK
        state["state"]["counter"][:] = (first, 0, 0, 0)
        philox.state = state
        drawn = np.random.Generator(philox).random(len(self.markets) * self.stride)
        # Mid-points of 2^52 cells: never 0 or 1, and exact in float64.
        return (np.floor(self._trim(drawn) * 2.0**52) + 0.5) * 2.0**-52

    def _trim(self, drawn: NDArray[Any]) -> NDArray[Any]:
        return drawn.reshape(-1, self.stride)[:, : self.size].flatten()


def uniform_draws(seed: int, name: str, count: int) -> Float64:
    """Draw uniforms that belong to no customer, such as plausible constants, shape (count,)."""
    return np.random.Generator(_stream(seed, "other", name)).random(count)


def normal(uniform: NDArray[Any]) -> Float64:
    """Turn uniforms into standard normal numbers."""
    quantiles: Float64 = special.ndtri(np.asarray(uniform, dtype=np.float64))
    return quantiles


def gamma(uniform: Float64, mean: Float64 | float, cv: Float64 | float) -> Float64:
    """Turn uniforms into gamma numbers of a given mean and coefficient of variation.

    Where cv is 0, or next to it, the result is the mean.
    """
    mean, cv = np.broadcast_to(mean, uniform.shape), np.broadcast_to(cv, uniform.shape)
    drawn = mean.astype(np.float64)
    varied = (cv > SMALLEST_CV) & (mean > 0)
    shape = 1.0 / np.square(cv[varied])
    drawn[varied] = special.gammaincinv(shape, uniform[varied]) * mean[varied] / shape
    return drawn


def lognormal(uniform: Float64, mean: Float64 | float, cv: Float64 | float) -> Float64:
    """Turn uniforms into lognormal numbers of a given mean and coefficient of variation."""
    variance = np.log1p(np.square(np.asarray(cv, dtype=np.float64)))
    drawn: Float64 = mean * np.exp(np.sqrt(variance) * normal(uniform) - variance / 2.0)
    return drawn
