"""Posts that a person hid, or wants less of, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.query import Query
from app.store.feeds import KeptEntry

if TYPE_CHECKING:
    from app.db import Executor

_INSERT_HIDDEN: Query[None] = Query("unwanted/insert_hidden")
_DELETE_HIDDEN: Query[None] = Query("unwanted/delete_hidden")
_LIST_HIDDEN = Query("unwanted/list_hidden", KeptEntry)
_INSERT_LESS: Query[None] = Query("unwanted/insert_less")
_DELETE_LESS: Query[None] = Query("unwanted/delete_less")
_LIST_LESS = Query("unwanted/list_less", KeptEntry)


async def insert_hidden(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Hide a post as far as it is visible; twice changes nothing."""
    await _INSERT_HIDDEN.none(db, viewer_id=viewer_id, post_id=post_id)


async def delete_hidden(db: Executor, *, viewer_id: int, post_id: int) -> bool:
    """Hide a post no longer; False when it was not hidden."""
    return await _DELETE_HIDDEN.none(db, viewer_id=viewer_id, post_id=post_id) > 0


async def list_hidden(db: Executor, *, viewer_id: int, before_id: int, page_size: int) -> list[KeptEntry]:
    """What the viewer hid, the last first, one more than the page."""
    return await _LIST_HIDDEN.many(db, viewer_id=viewer_id, before_id=before_id, page_size=page_size)


async def insert_less(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Note the wish for less like a post, as far as it is visible; twice changes nothing."""
    await _INSERT_LESS.none(db, viewer_id=viewer_id, post_id=post_id)


async def delete_less(db: Executor, *, viewer_id: int, post_id: int) -> bool:
    """Take the wish back; False when there was none."""
    return await _DELETE_LESS.none(db, viewer_id=viewer_id, post_id=post_id) > 0


async def list_less(db: Executor, *, viewer_id: int, before_id: int, page_size: int) -> list[KeptEntry]:
    """What the viewer wants less of, the last first, one more than the page."""
    return await _LIST_LESS.many(db, viewer_id=viewer_id, before_id=before_id, page_size=page_size)
