"""Who may quote a post, and taking one's post out of a quote, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class LockedRow:
    """A post whose row this transaction holds."""

    id: int


_IS_CLOSED: Query[None] = Query("quotes/is_closed")
_INSERT_CLOSED: Query[None] = Query("quotes/insert_closed")
_DELETE_CLOSED: Query[None] = Query("quotes/delete_closed")
_LOCK_QUOTE = Query("quotes/lock_quote", LockedRow)
_UPDATE_DETACHED: Query[None] = Query("quotes/update_detached")


async def is_closed(db: Executor, *, post_id: int) -> bool:
    """Whether nobody but its author may quote a post."""
    return bool(await _IS_CLOSED.value(db, post_id=post_id))


async def insert_closed(db: Executor, *, post_id: int) -> None:
    """Close a post to quotes."""
    await _INSERT_CLOSED.none(db, post_id=post_id)


async def delete_closed(db: Executor, *, post_id: int) -> None:
    """Let people quote a post again."""
    await _DELETE_CLOSED.none(db, post_id=post_id)


async def lock_quote(db: Executor, *, viewer_id: int, post_id: int) -> bool:
    """Whether a visible post quotes one of the viewer; both are locked then."""
    return bool(await _LOCK_QUOTE.many(db, viewer_id=viewer_id, post_id=post_id))


async def update_detached(db: Executor, *, post_id: int) -> None:
    """Take what a post quotes out of it, for good."""
    await _UPDATE_DETACHED.none(db, post_id=post_id)
