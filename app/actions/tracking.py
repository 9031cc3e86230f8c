"""Noting what a person looks at, as far as they allow it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.store import interactions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Database
    from app.store.interactions import Event

# Somebody who looks at one post for longer went to fetch tea.
MAX_DWELL_MS = 600_000


@dataclass(frozen=True, slots=True)
class Tracked:
    """How many events were new, and the positions (from 0) of those about something unknown or not visible."""

    count: int
    unknown: list[int]


async def track(database: Database, *, viewer_id: int, events: Sequence[Event]) -> Tracked:
    """Store events, each id once per person. With the recommender off nothing is stored, and nothing refused."""
    if not events:
        return Tracked(0, [])
    async with database.transaction() as db:
        batch = await interactions.insert_batch(db, viewer_id=viewer_id, events=events)
    if not batch.is_tracked:
        return Tracked(0, [])
    return Tracked(batch.stored_count, [place - 1 for place in batch.unknown_places])
