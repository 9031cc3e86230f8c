"""What an operator wants to know of the whole site, whichever process is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query
from app.store.training import LOCK_KEY

if TYPE_CHECKING:
    from app.db import Executor

# Beyond so many of a kind it does not matter how many there are.
COUNTED_MOST = 100_000


@dataclass(frozen=True, slots=True)
class BacklogRow:
    """Numbers of what waits, and the age in seconds of the oldest (0: nothing waits).

    A schedule's lag is how much it is overdue; `jobs_failed` counts the last hour. Without a model its three are None.
    """

    outbox_rows: int
    outbox_age_seconds: float
    jobs_waiting: int
    jobs_running: int
    jobs_age_seconds: float
    jobs_failed: int
    schedule_lag_seconds: float
    mails_waiting: int
    mails_failing: int
    mails_age_seconds: float
    videos_waiting: int
    model_version: str | None
    model_age_seconds: float | None
    model_trained_seconds: float | None
    is_training: bool


_SELECT_BACKLOG = Query("operations/select_backlog", BacklogRow)
_HAS_TABLES = Query[None]("operations/has_tables")


async def select_backlog(db: Executor) -> BacklogRow:
    """What waits to be done."""
    return await _SELECT_BACKLOG.one(db, most=COUNTED_MOST, trainer_lock=LOCK_KEY)


async def has_tables(db: Executor) -> bool:
    """Whether anything is in the database."""
    return bool(await _HAS_TABLES.value(db))
