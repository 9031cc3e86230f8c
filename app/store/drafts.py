"""Drafts as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft; `request` is JSON text."""

    id: int
    request: str
    updated_at: datetime


_INSERT_DRAFT = Query[None]("drafts/insert_draft")
_UPDATE_DRAFT = Query[None]("drafts/update_draft")
_LIST_DRAFTS = Query("drafts/list_drafts", DraftRow)
_SELECT_DRAFT = Query("drafts/select_draft", DraftRow)
_DELETE_DRAFT = Query[None]("drafts/delete_draft")


async def insert_draft(db: Executor, *, user_id: int, request: str, most: int) -> int | None:
    """Keep a draft; gives its id, None when there are too many."""
    draft_id: int | None = await _INSERT_DRAFT.value(db, user_id=user_id, request=request, most=most)
    return draft_id


async def update_draft(db: Executor, *, user_id: int, draft_id: int, request: str) -> bool:
    """Keep another text; False when there is no such draft."""
    return await _UPDATE_DRAFT.none(db, user_id=user_id, draft_id=draft_id, request=request) > 0


async def list_drafts(db: Executor, *, user_id: int, before_id: int, page_size: int) -> list[DraftRow]:
    """A person's drafts, newest first, one more than the page."""
    return await _LIST_DRAFTS.many(db, user_id=user_id, before_id=before_id, page_size=page_size)


async def select_draft(db: Executor, *, user_id: int, draft_id: int) -> DraftRow | None:
    """One of a person's drafts."""
    return await _SELECT_DRAFT.maybe(db, user_id=user_id, draft_id=draft_id)


async def delete_draft(db: Executor, *, user_id: int, draft_id: int) -> bool:
    """Throw a draft away; False when there is no such one."""
    return await _DELETE_DRAFT.none(db, user_id=user_id, draft_id=draft_id) > 0
