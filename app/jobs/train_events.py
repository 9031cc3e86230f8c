"""From the tables to the trainer's arrays: acts stream in by COPY, a chunk at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.feeds.acts import EPOCH_SECONDS, ID_BITS, WEIGHTS
from app.feeds.model_files import NO_TOPIC
from app.store import training
from recsys.read import Events

if TYPE_CHECKING:
    import asyncpg
    from numpy.typing import NDArray

POSTS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True, eq=False)
class Acts:
    """Events of the live database, and the id up to which they were read."""

    events: Events
    read_until: int


async def read_acts(connection: asyncpg.Connection[asyncpg.Record], *, max_days: int) -> Acts:
    """Every act on a public post of the last days, in 24 bytes each."""
    chunks: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int8], NDArray[np.float64]]] = []

    def take(rows: NDArray[np.int64]) -> None:
        seconds = (rows[:, 3] >> ID_BITS) / 1000 + EPOCH_SECONDS
        chunks.append((rows[:, 0].copy(), rows[:, 1].copy(), rows[:, 2].astype(np.int8), seconds))

    # The moment before the acts: one that comes between the two is read, and folds in once more.
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        read_until = await training.select_now(connection, seconds=training.OVERLAP_SECONDS)
        after_id = await training.select_now(connection, seconds=max_days * 86_400.0)
        await training.copy_events(connection, after_id=after_id, take=take)
    if not chunks:
        empty = np.empty(0, np.int64)
        return Acts(Events(empty, empty, np.empty(0, np.float32), np.empty(0, np.float64)), read_until)
    people, posts, kinds, times = (np.concatenate([chunk[n] for chunk in chunks]) for n in range(4))
    return Acts(Events(people, posts, WEIGHTS[kinds], times), read_until)


async def read_posts(
    connection: asyncpg.Connection[asyncpg.Record], post_ids: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int32], list[str]]:
    """Authors (0: gone meanwhile) and topics of the posts, in their order, and the names of the topics."""
    authors = np.zeros(len(post_ids), np.int64)
    topics = np.full(len(post_ids), NO_TOPIC, np.int32)
    names: dict[str, int] = {}
    for start in range(0, len(post_ids), POSTS_AT_ONCE):
        part = post_ids[start : start + POSTS_AT_ONCE]
        rows = await training.list_posts(connection, post_ids=part.tolist())
        places = start + np.searchsorted(part, [row.post_id for row in rows])
        for place, row in zip(places.tolist(), rows, strict=True):
            authors[place] = row.author_id
            if row.topic is not None:
                topics[place] = names.setdefault(row.topic, len(names))
    return authors, topics, list(names)
