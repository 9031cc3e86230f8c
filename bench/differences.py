"""Whether the time of one kind of call tells it from another: mean difference with its confidence interval.

The two are made in turn, in an order that a coin decides, over one connection; the difference of each pair is one
observation, so that slow spells of the machine fall out.
"""

from __future__ import annotations

import math
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

# The slowest and the quickest share of the pairs is left out on either side: pauses of the machine.
TRIMMED = 0.05
Z_95 = 1.96
COLUMNS = ("what", "mean", "95 % interval", "zero is in it")


@dataclass(frozen=True, slots=True)
class Difference:
    """The one minus the other, in microseconds."""

    mean: float
    low: float
    high: float
    pairs: int

    @property
    def has_zero(self) -> bool:
        """Whether the interval has zero in it: then the time tells nothing that so many calls could show."""
        return self.low <= 0 <= self.high

    def row(self, name: str) -> tuple[str, str, str, str]:
        """A line of the table with `COLUMNS`."""
        interval = f"{self.low:+.0f} to {self.high:+.0f}"
        return name, f"{self.mean:+.1f}", interval, "yes" if self.has_zero else "no"


def pair_difference(one: Callable[[], None], other: Callable[[], None], dice: random.Random) -> float:
    """How much longer `one` takes than `other`, in microseconds, asked once each."""
    if dice.random() < 0.5:
        return -pair_in_order(other, one)
    return pair_in_order(one, other)


def pair_in_order(first: Callable[[], None], second: Callable[[], None]) -> float:
    """The time of the first minus that of the second, in microseconds."""
    started = time.perf_counter()
    first()
    between = time.perf_counter()
    second()
    return (2 * between - started - time.perf_counter()) * 1e6


def difference_of(pairs: list[float]) -> Difference:
    """The trimmed mean, and its interval by the winsorised variance (Yuen)."""
    ordered = sorted(pairs)
    cut = int(len(ordered) * TRIMMED)
    kept = ordered[cut : len(ordered) - cut]
    winsorised = [kept[0]] * cut + kept + [kept[-1]] * cut
    mean = statistics.fmean(kept)
    error = statistics.stdev(winsorised) / ((1 - 2 * TRIMMED) * math.sqrt(len(ordered)))
    return Difference(mean, mean - Z_95 * error, mean + Z_95 * error, len(pairs))
