"""What people look at: events in batches, what was seen, and whether a person wants any of it noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.query import Query
from app.store.live import IdRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from app.db import Executor


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a browser saw a person do, about a post or a person."""

    event_id: UUID
    kind: str
    post_id: int | None
    subject_id: int | None
    dwell_ms: int | None
    # The list in which it happened, and how that list was ranked; None: elsewhere, not ranked.
    source: str | None
    ranking: str | None


@dataclass(frozen=True, slots=True)
class StoredBatch:
    """What became of a batch; places count from 1."""

    is_tracked: bool
    stored_count: int
    unknown_places: list[int]


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """What a person decided about the recommender."""

    is_recommender_on: bool
    history_since: datetime | None


_INSERT_BATCH = Query("interactions/insert_batch", StoredBatch)
_SELECT_CHOICE = Query("interactions/select_choice", ChoiceRow)
_UPDATE_SWITCH: Query[None] = Query("interactions/update_switch")
_UPDATE_HISTORY_SINCE: Query[None] = Query("interactions/update_history_since")
_DELETE_HISTORY: Query[None] = Query("interactions/delete_history")
_DELETE_SEEN: Query[None] = Query("interactions/delete_seen")
_LIST_ONLOOKERS = Query("interactions/list_onlookers", IdRow)
_DELETE_OLD_SEEN: Query[None] = Query("interactions/delete_old_seen")
_DELETE_OLD_MINUTES: Query[None] = Query("interactions/delete_old_minutes")
_DELETE_OLD_HOURS: Query[None] = Query("interactions/delete_old_hours")
_MAKE_WEEKS: Query[None] = Query("interactions/make_weeks")
_DROP_WEEKS: Query[None] = Query("interactions/drop_weeks")


async def insert_batch(db: Executor, *, viewer_id: int, events: Sequence[Event]) -> StoredBatch:
    """Store the events that are about something visible, each id once."""
    return await _INSERT_BATCH.one(
        db,
        viewer_id=viewer_id,
        event_ids=[event.event_id for event in events],
        kinds=[event.kind for event in events],
        entry_ids=[event.post_id for event in events],
        subject_ids=[event.subject_id for event in events],
        dwell_times=[event.dwell_ms for event in events],
        sources=[event.source for event in events],
        rankings=[event.ranking or "" for event in events],
    )


async def select_choice(db: Executor, *, user_id: int) -> ChoiceRow | None:
    """Whether the recommender is on, and since when acts count; None: nobody has this id."""
    return await _SELECT_CHOICE.maybe(db, user_id=user_id)


async def update_switch(db: Executor, *, user_id: int, is_on: bool) -> None:
    """Switch the recommender on or off."""
    await _UPDATE_SWITCH.none(db, user_id=user_id, is_on=is_on)


async def update_history_since(db: Executor, *, user_id: int) -> None:
    """Let only acts from now on count."""
    await _UPDATE_HISTORY_SINCE.none(db, user_id=user_id)


async def delete_history(db: Executor, *, user_id: int) -> int:
    """Forget a person's events; gives their number."""
    return await _DELETE_HISTORY.none(db, user_id=user_id)


async def delete_seen(db: Executor, *, user_id: int) -> int:
    """Forget which posts a person has seen; gives their number."""
    return await _DELETE_SEEN.none(db, user_id=user_id)


async def list_onlookers(db: Executor, *, after_id: int, kept_days: int, page_size: int) -> list[int]:
    """Ids, in order, of people who have seen posts older than `kept_days`."""
    rows = await _LIST_ONLOOKERS.many(db, after_id=after_id, kept_days=kept_days, page_size=page_size)
    return [row.id for row in rows]


async def delete_old_seen(db: Executor, *, user_ids: Sequence[int], kept_days: int) -> int:
    """Forget what these people saw of posts older than `kept_days`; gives the number of rows."""
    return await _DELETE_OLD_SEEN.none(db, user_ids=list(user_ids), kept_days=kept_days)


async def delete_old_minutes(db: Executor, *, kept_days: int) -> int:
    """Remove counts of calls older than `kept_days`; gives their number."""
    return await _DELETE_OLD_MINUTES.none(db, kept_days=kept_days)


async def delete_old_hours(db: Executor, *, kept_days: int) -> int:
    """Remove counts of views older than `kept_days`; gives their number."""
    return await _DELETE_OLD_HOURS.none(db, kept_days=kept_days)


async def make_weeks(db: Executor, *, weeks_ahead: int) -> int:
    """Make the partitions of this week and the next ones; gives how many were new."""
    return int(await _MAKE_WEEKS.value(db, weeks_ahead=weeks_ahead))


async def drop_weeks(db: Executor, *, kept_days: int) -> int:
    """Remove weeks of events that ended longer ago; gives their number."""
    return int(await _DROP_WEEKS.value(db, kept_days=kept_days))
