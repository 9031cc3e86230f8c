"""Saying who may quote one's post, and taking it out of somebody's quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import Forbidden
from app.store import posts, quotes

if TYPE_CHECKING:
    from app.db import Database, Executor
    from app.store.posts import TargetRow

CLOSED = "Its author doesn't want this post quoted."
GONE = "The post you're quoting isn't here any more."


async def require_quotable(db: Executor, *, viewer_id: int, post_id: int) -> int:
    """The id of the post that a quote shows (of a repost the original's).

    Raises:
        NotFound: unknown or not visible.
        Forbidden: it is closed to quotes, and somebody else's.
    """
    target = await posts.require_target(db, viewer_id=viewer_id, post_id=post_id, message=GONE)
    if target.author_id != viewer_id and await quotes.is_closed(db, post_id=target.id):
        raise Forbidden(CLOSED)
    return target.id


async def close_to_quotes(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Let nobody else quote one's post from now on; gives it. Earlier quotes stay. Twice is harmless.

    Raises:
        NotFound: unknown or not visible.
        Forbidden: somebody else's.
    """
    async with database.transaction() as db:
        target = await _own(db, viewer_id, post_id)
        await quotes.insert_closed(db, post_id=target.id)
        return target


async def open_to_quotes(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Let everybody quote one's post again; gives it. Twice is harmless.

    Raises:
        NotFound: unknown or not visible.
        Forbidden: somebody else's.
    """
    async with database.transaction() as db:
        target = await _own(db, viewer_id, post_id)
        await quotes.delete_closed(db, post_id=target.id)
        return target


async def detach_quote(database: Database, *, viewer_id: int, post_id: int) -> TargetRow:
    """Take one's post out of the quote `post_id`, for good; gives the quote, whose words stay.

    Raises:
        NotFound: unknown or not visible.
        Forbidden: it quotes nothing of the viewer.
    """
    async with database.transaction() as db:
        target = await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)
        if not await quotes.lock_quote(db, viewer_id=viewer_id, post_id=target.id):
            raise Forbidden("This post quotes nothing of yours.")
        await quotes.update_detached(db, post_id=target.id)
        return target


async def _own(db: Executor, viewer_id: int, post_id: int) -> TargetRow:
    target = await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)
    if target.author_id != viewer_id:
        raise Forbidden("Only its author says who can quote a post.")
    return target
