"""Blocks and mutes as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class BlockedRow:
    """A blocked person: name and picture, no more."""

    key: int
    id: int
    username: str
    display_name: str
    avatar_key: str | None
    is_private: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class MutedRow:
    """A muted person and when that ends (None: when taken back)."""

    key: int
    user_id: int
    ends_at: datetime | None


_INSERT_BLOCK = Query[None]("blocks/insert_block")
_DELETE_BLOCK = Query[None]("blocks/delete_block")
_HAS_BLOCK = Query[None]("blocks/has_block")
_LIST_BLOCKED = Query("blocks/list_blocked", BlockedRow)
_UPSERT_MUTE = Query[None]("blocks/upsert_mute")
_DELETE_MUTE = Query[None]("blocks/delete_mute")
_LIST_MUTED = Query("blocks/list_muted", MutedRow)


async def insert_block(db: Executor, *, blocker_id: int, blocked_id: int) -> None:
    """Block somebody; twice is harmless."""
    await _INSERT_BLOCK.none(db, blocker_id=blocker_id, blocked_id=blocked_id)


async def delete_block(db: Executor, *, blocker_id: int, blocked_id: int) -> bool:
    """Whether there was one."""
    return await _DELETE_BLOCK.none(db, blocker_id=blocker_id, blocked_id=blocked_id) > 0


async def has_block(db: Executor, *, blocker_id: int, blocked_id: int) -> bool:
    """Whether the one blocks the other."""
    return bool(await _HAS_BLOCK.value(db, blocker_id=blocker_id, blocked_id=blocked_id))


async def list_blocked(db: Executor, *, viewer_id: int, before_id: int, page_size: int) -> list[BlockedRow]:
    """Whom the viewer blocks, one more than the page."""
    return await _LIST_BLOCKED.many(db, viewer_id=viewer_id, before_id=before_id, page_size=page_size)


async def upsert_mute(db: Executor, *, muter_id: int, muted_id: int, ends_at: datetime | None) -> None:
    """Mute somebody; a later call replaces the end."""
    await _UPSERT_MUTE.none(db, muter_id=muter_id, muted_id=muted_id, ends_at=ends_at)


async def delete_mute(db: Executor, *, muter_id: int, muted_id: int) -> bool:
    """Whether there was one."""
    return await _DELETE_MUTE.none(db, muter_id=muter_id, muted_id=muted_id) > 0


async def list_muted(db: Executor, *, viewer_id: int, before_id: int, page_size: int) -> list[MutedRow]:
    """Whom the viewer mutes today, one more than the page."""
    return await _LIST_MUTED.many(db, viewer_id=viewer_id, before_id=before_id, page_size=page_size)
