"""The cube of luck: one uniform number for every customer, day and decision.

A decision's stream is Philox with its key hashed from the seed and the decision's name. The
lowest word of the counter is the customer's place (market x stride + number in the market), the
highest word is the day. Newcomers have streams of their own, keyed by the name of their block. So a customer's luck depends on nothing but seed, market, number, day and
decision: not on the scheme, other decisions, the batch or the number of workers (common random
numbers: Law 2015, *Simulation Modeling and Analysis*, ch. 11; Philox: Salmon et al. 2011).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Float32 = NDArray[np.float32]
    Float64 = NDArray[np.float64]

LAUNCH = ""
"""Name of the block of those who are customers at the launch."""
SMALLEST_STRIDE = 2048
SMALLEST_CV = 1e-100
"""A variation below this counts as none: its square would be no ordinary number."""
_WORD = 2**64
_BITS = 24
"""Bits of a uniform in single precision, the upper ones of half a word, low half first."""
_STEP = np.float32(2.0**-_BITS)
_FLOAT32_PER_BLOCK = 8
_FLOAT64_PER_BLOCK = 4


def stride_of(size: int) -> int:
    """Give the places that a market of `size` customers reserves: a power of two."""
    return max(SMALLEST_STRIDE, 1 << (size - 1).bit_length())


class Block(NamedTuple):
    """Customers of each market who draw from the same streams, one after the other."""

    name: str
    size: int
    stride: int
    """Places that each market reserves, at least `size`; a multiple of 8."""


_CELLS = 2 ** (_BITS // 2)
_MIDDLES = special.ndtri((np.arange(_CELLS) + 0.5) / _CELLS)
"""Normal quantiles of the middles of as many cells, each as likely as another."""


def _stream(seed: int, purpose: str, decision: str) -> np.random.Philox:
    text = f"{seed}/{purpose}/{decision}".encode()
    digest = hashlib.blake2b(text, digest_size=16).digest()
    return np.random.Philox(key=np.frombuffer(digest, dtype="<u8").astype(np.uint64))


class _Decision:
    """One decision's stream for one block, set to a day at a time."""

    def __init__(self, seed: int, decision: str, block: str) -> None:
        self._philox = _stream(seed, _purpose("event", block), decision)
        # A typed dict cannot describe NumPy's bit generator state.
        self._state: Any = self._philox.state

    def fill(self, first_block: int, day: int, stride: int, out: Float32) -> None:
        """Draw a day's uniforms of markets that reserve `stride` places each, shape (markets, customers)."""
        state = self._state
        state["state"]["counter"][:] = (first_block, 0, 0, day % _WORD)
        state["buffer_pos"] = 4
        state["has_uint32"] = 0
        self._philox.state = state
        words, used = np.empty(len(out) * stride // 2, "<u8"), _places_used(out.shape, stride)
        words[: (used + 1) // 2] = self._philox.random_raw((used + 1) // 2)
        halves = words.view("<u4")
        halves >>= 32 - _BITS
        bits = halves.view("<i4").reshape(len(out), stride)[:, : out.shape[1]]
        # so few bits are exact in single precision
        np.multiply(bits, _STEP, out=out, dtype=np.float32, casting="unsafe")


def _places_used(shape: tuple[int, ...], stride: int) -> int:
    """Count the places up to the last customer of markets of shape (markets, customers): what follows is not drawn."""
    markets, customers = shape
    return max((markets - 1) * stride + customers, 0)


def _purpose(kind: str, block: str) -> str:
    return f"{kind} of {block}" if block else kind


class Luck:
    """The luck of consecutive markets.

    Rows go market by market, and within a market block by block: first the customers at the launch.

    Parameters
    ----------
    seed
        Any whole number; another seed is another world.
    markets
        Consecutive market numbers.
    size
        Customers at the launch in each market.
    newcomers
        Blocks of those who may come later.
    """

    def __init__(
        self, seed: int, markets: range, size: int, newcomers: Sequence[Block] = ()
    ) -> None:
        self.seed, self.markets, self.launch_size = seed, markets, size
        self.blocks = (Block(LAUNCH, size, stride_of(size)), *newcomers)
        self.size = sum(block.size for block in self.blocks)
        self.day = 0
        self._decisions: dict[str, list[_Decision]] = {}
        self._today: dict[str, Float32] = {}

    @property
    def n(self) -> int:
        """Rows of all markets together."""
        return len(self.markets) * self.size

    @property
    def is_newcomer(self) -> NDArray[np.bool_]:
        """Which rows are for those who come after the launch, shape (n,)."""
        return np.tile(np.arange(self.size) >= self.launch_size, len(self.markets))

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
            self._decisions[decision] = [
                _Decision(self.seed, decision, block.name) for block in self.blocks
            ]
        markets = len(self.markets)
        drawn = np.empty((markets, self.size), dtype=np.float32)
        end = 0
        for block, stream in zip(self.blocks, self._decisions[decision], strict=True):
            first = self.markets.start * block.stride // _FLOAT32_PER_BLOCK
            stream.fill(first, self.day, block.stride, drawn[:, end : end + block.size])
            end += block.size
        flat = drawn.reshape(-1)
        flat.flags.writeable = False
        return flat

    def traits(self, decision: str) -> Float64:
        """Draw who the customers are: uniforms that no day changes.

        Returns
        -------
        Uniform, strictly inside (0, 1), shape (n,).
        """
        drawn = np.concatenate([self._traits(decision, block) for block in self.blocks], axis=1)
        # Mid-points of 2^52 cells: never 0 or 1, and exact in float64.
        return (np.floor(drawn.reshape(-1) * 2.0**52) + 0.5) * 2.0**-52

    def _traits(self, decision: str, block: Block) -> Float64:
        return _trait_draws(self.seed, self.markets, decision, block)


class OtherLuck(Luck):
    """The luck of consecutive markets in which the same customers live, those of market 0."""

    def _traits(self, decision: str, block: Block) -> Float64:
        drawn = _trait_draws(self.seed, range(1), decision, block)
        return np.repeat(drawn, len(self.markets), axis=0)


def _trait_draws(seed: int, markets: range, decision: str, block: Block) -> Float64:
    """Draw a decision's uniforms of consecutive markets' customers, shape (markets, customers)."""
    philox = _stream(seed, _purpose("trait", block.name), decision)
    state: Any = philox.state
    first = markets.start * block.stride // _FLOAT64_PER_BLOCK
    state["state"]["counter"][:] = (first, 0, 0, 0)
    philox.state = state
    drawn = np.empty(len(markets) * block.stride)
    used = _places_used((len(markets), block.size), block.stride)
    np.random.Generator(philox).random(out=drawn[:used])
    return drawn.reshape(-1, block.stride)[:, : block.size]


def repeated(decision: str, repetition: int) -> str:
    """Name a decision when it is taken again on the same day, which has luck of its own."""
    return decision if repetition == 1 else f"{decision}:{repetition}"


def uniform_draws(seed: int, name: str, count: int) -> Float64:
    """Draw uniforms that belong to no customer, such as plausible constants, shape (count,)."""
    return np.random.Generator(_stream(seed, "other", name)).random(count)


def generator(seed: int, name: str) -> np.random.Generator:
    """Give a generator for libraries that draw by themselves, such as designs of points."""
    first = int(_stream(seed, "other", name).random_raw())
    return np.random.Generator(np.random.PCG64(first))  # which libraries can spawn from


def normal(uniform: NDArray[Any]) -> Float64:
    """Turn uniforms into standard normal numbers."""
    quantiles: Float64 = special.ndtri(np.asarray(uniform, dtype=np.float64))
    return quantiles


def two_normal(uniform: Float32) -> tuple[Float64, Float64]:
    """Turn each uniform into two standard normal numbers of 4,096 values, each as likely as another.

    One is made of the upper half of the uniform's bits, one of the lower half. Ten times as fast as `normal`, for choices
    that need no tails beyond 3.7; their standard deviation is 0.9998.
    """
    bits = (uniform / _STEP).astype(np.int32)
    return _MIDDLES.take(bits >> _BITS // 2), _MIDDLES.take(bits & _CELLS - 1)


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
