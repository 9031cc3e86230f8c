"""Interactions of made-up sites, from tiny to large: lasting tastes, drifting ones, bursts of news, and none at all.

Each world is drawn day by day from a seed: people have tastes and arrive over time, items have a taste, a birth, a
lifetime and a popularity by Zipf's law.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recsys.read import Events

DAY = 86_400.0
FIRST = 1_600_000_000.0


@dataclass(frozen=True, slots=True)
class World:
    """What a world is drawn from; lifetimes and half-lives are in days."""

    people: int
    items: int
    events: int
    days: int = 60
    tastes: int = 8
    # How many of the events follow a person's taste; the others what is popular with everybody.
    taste_share: float = 0.7
    zipf: float = 0.8
    # Half-life of an item's popularity after its birth; None: every item is there from the start for ever.
    lifetime: float | None = None
    # Share of the people who change to another taste at some moment.
    drift: float = 0.0
    # Share of the people who arrive after the start, evenly over the time.
    arriving: float = 0.0
    timed: bool = True
    weighted: bool = False
    # Everybody returns to what they had: duplicates in plenty.
    repeats: bool = False


WORLDS: dict[str, World] = {
    "tiny": World(20, 30, 150),
    "tiny news": World(40, 120, 400, days=20, lifetime=2),
    "few people, many items": World(60, 3_000, 2_500),
    "many people, few items": World(4_000, 40, 30_000),
    "stationary tastes": World(1_500, 800, 40_000),
    "stationary tastes without times": World(1_500, 800, 40_000, timed=False),
    "weights": World(1_000, 600, 30_000, weighted=True),
    "strong tastes": World(800, 1_200, 20_000, tastes=24, taste_share=0.95, zipf=0.4),
    "weak tastes": World(1_000, 500, 20_000, taste_share=0.15),
    "heavy tail": World(1_500, 6_000, 40_000, zipf=1.2),
    "heavy tail of news": World(1_500, 6_000, 40_000, zipf=1.2, lifetime=4),
    "drift": World(1_000, 800, 30_000, drift=0.8),
    "drift of news": World(1_000, 3_000, 30_000, drift=0.8, lifetime=5),
    "news of a day": World(800, 3_000, 25_000, days=40, lifetime=1),
    "news of a day, small": World(200, 600, 5_000, days=40, lifetime=1),
    "news of three days": World(300, 900, 8_000, days=60, lifetime=3),
    "news of three days, no taste": World(300, 900, 8_000, days=60, lifetime=3, taste_share=0.0),
    "news of a month": World(1_000, 2_000, 30_000, days=180, lifetime=30),
    "arriving people": World(2_000, 800, 30_000, arriving=0.9),
    "arriving people, news": World(2_000, 3_000, 30_000, arriving=0.9, lifetime=3),
    "only popularity": World(1_000, 500, 20_000, taste_share=0.0, zipf=1.0),
    "only popularity, small": World(200, 100, 2_000, taste_share=0.0, zipf=1.0),
    "only popularity without times": World(1_000, 500, 20_000, taste_share=0.0, zipf=1.0, timed=False),
    "only chance": World(1_000, 500, 20_000, taste_share=0.0, zipf=0.0),
    "only chance, small": World(200, 300, 2_000, taste_share=0.0, zipf=0.0),
    "only chance without times": World(1_000, 500, 20_000, taste_share=0.0, zipf=0.0, timed=False),
    "repeats": World(200, 150, 4_000, repeats=True),
    "repeats of news": World(500, 1_500, 20_000, repeats=True, lifetime=3),
    "large": World(8_000, 4_000, 200_000, tastes=20),
    "large, news": World(8_000, 10_000, 200_000, tastes=20, days=90, lifetime=4),
    "largest": World(20_000, 12_000, 400_000, tastes=40, lifetime=20, days=120, drift=0.3, arriving=0.5),
}
QUICK = ("tiny", "tiny news", "news of three days, no taste", "only popularity, small", "only chance, small", "repeats")


def drawn(world: World, seed: int = 7) -> Events:
    """The events of a world, in no order."""
    random = np.random.default_rng(seed)
    item_taste = random.integers(0, world.tastes, world.items)
    popularity = random.permutation(np.arange(1, world.items + 1)) ** -world.zipf
    born = np.zeros(world.items) if world.lifetime is None else random.uniform(-10, world.days, world.items)
    activity = random.lognormal(0, 1, world.people)
    arrival = np.where(random.random(world.people) < world.arriving, random.uniform(0, world.days, world.people), 0.0)
    taste = random.integers(0, world.tastes, (2, world.people))
    change = np.where(random.random(world.people) < world.drift, random.uniform(0, world.days, world.people), np.inf)
    moment = np.sort(random.uniform(0, world.days, world.events))
    people, items = np.empty(world.events, np.int64), np.empty(world.events, np.int64)
    for day in range(world.days):
        now = np.flatnonzero(moment.astype(np.int64) == day)
        here = activity * (arrival <= day)
        people[now] = random.choice(world.people, len(now), p=here / here.sum())
        wanted = np.where(change[people[now]] <= day, taste[1, people[now]], taste[0, people[now]])
        wanted[random.random(len(now)) >= world.taste_share] = -1
        age = day - born
        appeal = popularity * (
            1.0 if world.lifetime is None else np.where(age >= 0, 2.0 ** (-age / world.lifetime), 0.0) + 1e-12
        )
        for each in np.unique(wanted).tolist():
            places = now[wanted == each]
            items[places] = _picked(random, appeal if each < 0 else appeal * (item_taste == each), len(places))
    if world.repeats:
        again = np.flatnonzero(random.random(world.events) < 0.5)
        people[again], items[again] = people[again // 2], items[again // 2]
    mixed = random.permutation(world.events)
    weights = (random.geometric(0.3, world.events) if world.weighted else np.ones(world.events)).astype(np.float32)
    times = FIRST + moment * DAY if world.timed else None
    return Events(people, items, weights, times).take(mixed)


def _picked(random: np.random.Generator, appeal: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    total = float(appeal.sum())
    # A taste without items: anything will do.
    return random.choice(len(appeal), count, p=appeal / total if total > 0 else None)
