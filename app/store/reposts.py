"""Reposts as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class ReposterRow:
    """Somebody who reposted a post; `id` is the repost's."""

    id: int
    user_id: int


_INSERT_REPOST: Query[None] = Query("reposts/insert_repost")
_DELETE_REPOST: Query[None] = Query("reposts/delete_repost")
_LIST_REPOSTERS = Query("reposts/list_reposters", ReposterRow)


async def insert_repost(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Repost a post as far as it is visible; twice changes nothing."""
    await _INSERT_REPOST.none(db, viewer_id=viewer_id, post_id=post_id)


async def delete_repost(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Undo a repost."""
    await _DELETE_REPOST.none(db, viewer_id=viewer_id, post_id=post_id)


async def list_reposters(
    db: Executor, *, viewer_id: int | None, post_id: int, before_id: int, page_size: int
) -> list[ReposterRow]:
    """People whose repost of a post the viewer may see, latest first."""
    return await _LIST_REPOSTERS.many(
        db, viewer_id=viewer_id, post_id=post_id, before_id=before_id, page_size=page_size
    )
