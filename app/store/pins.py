"""Pinned posts as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class ProfileEntry:
    """A post on a profile."""

    id: int
    is_pinned: bool


_UPSERT_PIN: Query[None] = Query("pins/upsert_pin")
_DELETE_PIN: Query[None] = Query("pins/delete_pin")
_LIST_WITH_PINNED = Query("pins/list_with_pinned", ProfileEntry)


async def upsert_pin(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Pin a post, in the place of the one before."""
    await _UPSERT_PIN.none(db, viewer_id=viewer_id, post_id=post_id)


async def delete_pin(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Take a post off the profile; twice changes nothing."""
    await _DELETE_PIN.none(db, viewer_id=viewer_id, post_id=post_id)


async def list_with_pinned(
    db: Executor, *, viewer_id: int | None, author_id: int, page_size: int
) -> list[ProfileEntry]:
    """The beginning of a profile: the pinned post first, then the newest, one more than the page."""
    return await _LIST_WITH_PINNED.many(db, viewer_id=viewer_id, author_id=author_id, page_size=page_size)
