"""Small worlds with a known answer."""

from __future__ import annotations

import numpy as np

from recsys import Builder, Interactions


def checkerboard(size: int = 20) -> Interactions:
    """Even people like even items, odd ones odd items; nobody has the item of their own number yet."""
    people, items = np.nonzero((np.add.outer(np.arange(size), np.arange(size)) % 2 == 0) & ~np.eye(size, dtype=bool))
    builder = Builder()
    builder.add(people, items)
    return builder.build()


def crowd(people: int = 300, items: int = 120, events: int = 4_000, seed: int = 7) -> Interactions:
    """People of four tastes, a quarter of the events at random."""
    random = np.random.default_rng(seed)
    who = random.integers(0, people, events)
    what = (random.integers(0, items // 4, events) * 4 + who % 4) % items
    noise = random.random(events) < 0.25
    what[noise] = random.integers(0, items, int(noise.sum()))
    builder = Builder(ceiling=1.0)
    builder.add(who, what)
    return builder.build()
