"""What a person is told of acts of moderators, and their appeals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.query import Query
from app.store.paging import NEWEST

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """An act as the person concerned may know it: without who did it or who reported."""

    id: int
    act: str
    reason: str
    created_at: datetime
    post_id: int | None
    post_body: str | None
    appeal: str | None
    appealed_at: datetime | None
    decision: str | None
    answer: str | None


@dataclass(frozen=True, slots=True)
class SuspensionRow:
    """Why somebody is suspended."""

    act_id: int
    reason: str


_LIST_NOTICES = Query("account_notices/list_notices", NoticeRow)
_UPDATE_SEEN = Query[None]("account_notices/update_seen")
_UPDATE_APPEAL = Query[None]("account_notices/update_appeal")
_SELECT_SUSPENSION = Query("account_notices/select_suspension", SuspensionRow)


async def list_notices(
    db: Executor, *, user_id: int, act_id: int | None = None, before_id: int = NEWEST, page_size: int = 1
) -> list[NoticeRow]:
    """What a person was told, one more than the page; only the one of an act where it is given."""
    return await _LIST_NOTICES.many(db, user_id=user_id, act_id=act_id, before_id=before_id, page_size=page_size)


async def update_seen(db: Executor, *, user_id: int) -> None:
    """Nothing is new any more."""
    await _UPDATE_SEEN.none(db, user_id=user_id)


async def update_appeal(db: Executor, *, act_id: int, user_id: int, appeal: str) -> bool:
    """Whether there was no appeal yet."""
    return await _UPDATE_APPEAL.none(db, act_id=act_id, user_id=user_id, appeal=appeal) > 0


async def select_suspension(db: Executor, *, user_id: int) -> SuspensionRow | None:
    """Why this person is suspended; None when they are not."""
    return await _SELECT_SUSPENSION.maybe(db, user_id=user_id)
