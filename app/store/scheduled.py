"""Posts that wait for their time, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class ScheduledRow:
    """What waits; `request` is JSON text, `problem` why it could not be published."""

    id: int
    request: str
    publish_at: datetime
    problem: str


@dataclass(frozen=True, slots=True)
class DueRow:
    """What has to be published now."""

    user_id: int
    request: str


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """What should have been published."""

    id: int


_INSERT_SCHEDULED = Query[None]("scheduled/insert_scheduled")
_UPDATE_SCHEDULED = Query[None]("scheduled/update_scheduled")
_LIST_SCHEDULED = Query("scheduled/list_scheduled", ScheduledRow)
_SELECT_SCHEDULED = Query("scheduled/select_scheduled", ScheduledRow)
_DELETE_SCHEDULED = Query[None]("scheduled/delete_scheduled")
_LOCK_DUE = Query("scheduled/lock_due", DueRow)
_LIST_OVERDUE = Query("scheduled/list_overdue", OverdueRow)
_UPDATE_PROBLEM = Query[None]("scheduled/update_problem")


async def insert_scheduled(db: Executor, *, user_id: int, request: str, publish_at: datetime, most: int) -> int | None:
    """Keep a post until its time; gives its id, None when there are too many."""
    scheduled_id: int | None = await _INSERT_SCHEDULED.value(
        db, user_id=user_id, request=request, publish_at=publish_at, most=most
    )
    return scheduled_id


async def update_scheduled(
    db: Executor, *, user_id: int, scheduled_id: int, request: str, publish_at: datetime
) -> bool:
    """Change what waits, or when; False when there is no such post."""
    found = await _UPDATE_SCHEDULED.value(
        db, user_id=user_id, scheduled_id=scheduled_id, request=request, publish_at=publish_at
    )
    return found is not None


async def list_scheduled(db: Executor, *, user_id: int) -> list[ScheduledRow]:
    """What waits of a person, the next first."""
    return await _LIST_SCHEDULED.many(db, user_id=user_id)


async def select_scheduled(db: Executor, *, user_id: int, scheduled_id: int) -> ScheduledRow | None:
    """One thing that waits of a person."""
    return await _SELECT_SCHEDULED.maybe(db, user_id=user_id, scheduled_id=scheduled_id)


async def delete_scheduled(db: Executor, *, user_id: int, scheduled_id: int) -> bool:
    """Let go of it; False when there is no such post."""
    return await _DELETE_SCHEDULED.none(db, user_id=user_id, scheduled_id=scheduled_id) > 0


async def lock_due(db: Executor, *, scheduled_id: int) -> DueRow | None:
    """What has to be published now, locked; None when it is not due, was published, or another worker does it."""
    return await _LOCK_DUE.maybe(db, scheduled_id=scheduled_id)


async def list_overdue(db: Executor) -> list[OverdueRow]:
    """What should have been published, the oldest first."""
    return await _LIST_OVERDUE.many(db)


async def update_problem(db: Executor, *, scheduled_id: int, problem: str) -> None:
    """Say why it could not be published."""
    await _UPDATE_PROBLEM.none(db, scheduled_id=scheduled_id, problem=problem)
