"""Likes as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class LikerRow:
    """Somebody who likes a post; `id` is the like's."""

    id: int
    user_id: int


_INSERT_LIKE: Query[None] = Query("likes/insert_like")
_DELETE_LIKE: Query[None] = Query("likes/delete_like")
_LIST_LIKERS = Query("likes/list_likers", LikerRow)


async def insert_like(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Like a post as far as it is visible; twice changes nothing."""
    await _INSERT_LIKE.none(db, viewer_id=viewer_id, post_id=post_id)


async def delete_like(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Take a like back."""
    await _DELETE_LIKE.none(db, viewer_id=viewer_id, post_id=post_id)


async def list_likers(
    db: Executor, *, viewer_id: int | None, post_id: int, author_id: int, before_id: int, page_size: int
) -> list[LikerRow]:
    """People who like a post, latest first, as far as the viewer may know."""
    return await _LIST_LIKERS.many(
        db, viewer_id=viewer_id, post_id=post_id, author_id=author_id, before_id=before_id, page_size=page_size
    )
