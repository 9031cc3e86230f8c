"""Conversations as rows: what a post answers, and what answers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor

# Above every number of likes: the key of "from the start" in a list by likes.
MOST_LIKES = 2**63 - 1


@dataclass(frozen=True, slots=True)
class ChainRow:
    """A post on the way from the one that is read up to the root."""

    id: int
    author_id: int
    is_cut_off: bool
    is_visible: bool


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A reply and where it stands: its group, or its likes."""

    position: int
    id: int


_DELETE_MUTE: Query[None] = Query("threads/delete_mute")
_INSERT_MUTE: Query[None] = Query("threads/insert_mute")
_LIST_CHAIN = Query("threads/list_chain", ChainRow)
_LIST_REPLIES = Query("threads/list_replies", ReplyRow)
_LIST_TOP_REPLIES = Query("threads/list_top_replies", ReplyRow)


async def list_chain(db: Executor, *, viewer_id: int | None, post_id: int) -> list[ChainRow]:
    """The post (for a repost its original) and what it answers, upwards; empty when unknown or not visible."""
    return await _LIST_CHAIN.many(db, viewer_id=viewer_id, post_id=post_id)


async def list_replies(
    db: Executor,
    *,
    viewer_id: int | None,
    post_id: int,
    author_id: int,
    after_position: int,
    after_id: int,
    page_size: int,
) -> list[ReplyRow]:
    """Visible direct replies: the author's own (position 0), then the others (1), each oldest first."""
    return await _LIST_REPLIES.many(
        db,
        viewer_id=viewer_id,
        post_id=post_id,
        author_id=author_id,
        after_position=after_position,
        after_id=after_id,
        page_size=page_size,
    )


async def list_top_replies(
    db: Executor, *, viewer_id: int | None, post_id: int, after_position: int, after_id: int, page_size: int
) -> list[ReplyRow]:
    """Visible direct replies by likes; `position` is the number of likes."""
    return await _LIST_TOP_REPLIES.many(
        db,
        viewer_id=viewer_id,
        post_id=post_id,
        after_position=after_position,
        after_id=after_id,
        page_size=page_size,
    )


async def insert_mute(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Mute the conversation of a post, as far as the post is visible; twice changes nothing."""
    await _INSERT_MUTE.none(db, viewer_id=viewer_id, post_id=post_id)


async def delete_mute(db: Executor, *, viewer_id: int, post_id: int) -> None:
    """Hear of the conversation of a post again."""
    await _DELETE_MUTE.none(db, viewer_id=viewer_id, post_id=post_id)
