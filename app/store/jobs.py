"""Work for the worker, and its housekeeping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.query import Query
from app.store.live import IdRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Executor


_DELETE_EXPIRED_SESSIONS: Query[None] = Query("jobs/delete_expired_sessions")
_DELETE_OLD_IDEMPOTENCY_KEYS: Query[None] = Query("jobs/delete_old_idempotency_keys")
_INSERT_JOB: Query[None] = Query("jobs/insert_job")
_DELETE_EXPIRED_TOKENS: Query[None] = Query("jobs/delete_expired_tokens")
_LIST_FEED_READERS = Query("jobs/list_feed_readers", IdRow)
_DELETE_FEED_TAIL: Query[None] = Query("jobs/delete_feed_tail")


async def insert_job(db: Executor, *, entrypoint: str, payload: bytes) -> None:
    """Have a worker do something once this transaction is committed."""
    await _INSERT_JOB.none(db, entrypoint=entrypoint, payload=payload)


async def delete_expired_sessions(db: Executor, *, idle_days: int, max_days: int) -> int:
    """Remove sessions that are over; gives their number."""
    return await _DELETE_EXPIRED_SESSIONS.none(db, idle_days=idle_days, max_days=max_days)


async def delete_old_idempotency_keys(db: Executor) -> int:
    """Remove keys older than a day; gives their number."""
    return await _DELETE_OLD_IDEMPOTENCY_KEYS.none(db)


async def list_feed_readers(db: Executor, *, after_id: int, kept_rows: int, page_size: int) -> list[int]:
    """Ids, in order, of readers with more than `kept_rows` rows."""
    rows = await _LIST_FEED_READERS.many(db, after_id=after_id, kept_rows=kept_rows, page_size=page_size)
    return [row.id for row in rows]


async def delete_feed_tail(db: Executor, *, user_ids: Sequence[int], kept_rows: int) -> int:
    """Keep the newest rows of these readers' feeds; gives the number of removed ones."""
    return await _DELETE_FEED_TAIL.none(db, user_ids=list(user_ids), kept_rows=kept_rows)


async def delete_expired_tokens(db: Executor) -> None:
    """Forget links, challenges and wishes that have stopped working."""
    await _DELETE_EXPIRED_TOKENS.none(db)
