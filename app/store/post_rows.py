"""Posts as cards and JSON show them.

A post is read in two parts. Its *stamp* is asked for at each request: whether the viewer may see it, what the viewer
did with it, and the numbers of the row versions (`xmin`) of the post and of its author. Its *content*, what everybody
sees of it, is kept in the process under those numbers, and only asked for where a row has changed.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from app.db import is_held
from app.kept import Kept
from app.query import Query

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.db import Executor

# About 3 KB each.
KEPT_CONTENTS = 5_000


class Mark:
    """What stands between a viewer and a post: the bits of `PostStamp.marks`, as posts/_stamps.sql adds them up.

    Plain numbers: an enumeration's `&` costs more than all else that is done with a row.
    """

    LIKED = 1
    REPOSTED = 2
    SAVED = 4
    MUTING = 8
    THREAD_MUTED = 16
    HIDING = 32
    WANTS_LESS = 64
    CAN_REPLY = 128
    PINNED = 256
    FOLLOWING = 512
    REQUESTED = 1024
    FOLLOWED_BY = 2048
    OUT_OF_FOR_YOU = 4096
    LIMITED = 8192


# Readable at its address, but not for the viewer's feeds: what rules.feed_posts leaves out.
_UNWANTED = Mark.MUTING | Mark.THREAD_MUTED | Mark.HIDING


class PostStamp(NamedTuple):
    """All that a card of this viewer depends on, short enough to be compared at each request.

    Tuples, not dataclasses, here and below: every page makes dozens of them, and cards are kept under them, so they
    have to be quick to make, to hash and to compare.
    """

    id: int
    # When this run of PostgreSQL began, in Unix seconds, and the row versions of the post and of its author.
    server: int
    post_stamp: int
    author_stamp: int
    marks: int
    reply_to_username: str | None
    # JSON of `rules.post_media`; None: there is none.
    media: str | None
    # JSON text, which unlike lists can be a part of a key: read by app/present/post_parts.py.
    link_card: str | None
    poll: str | None
    viewer_choices: str | None


class PostContent(NamedTuple):
    """What everybody sees of a post, under the numbers that a stamp begins with."""

    id: int
    server: int
    post_stamp: int
    author_stamp: int
    author_id: int
    body: str
    body_html: str
    created_at: datetime
    edited_at: datetime | None
    reply_to_id: int | None
    root_id: int
    repost_of_id: int | None
    quote_of_id: int | None
    is_reply: bool
    is_quote: bool
    reply_audience: str
    likes_count: int
    comments_count: int
    reposts_count: int
    quotes_count: int
    shares_count: int
    # While it is set, only the author and this person see the post.
    held_for_id: int | None
    content_note: str
    username: str
    display_name: str
    bio: str
    link: str
    avatar_key: str | None
    is_private: bool
    author_created_at: datetime


class PostRow(NamedTuple):
    """One visible post with its author, and what the viewer did with it."""

    stamp: PostStamp
    content: PostContent

    @property
    def id(self) -> int:
        return self.stamp.id

    @property
    def repost_of_id(self) -> int | None:
        return self.content.repost_of_id

    @property
    def quote_of_id(self) -> int | None:
        return self.content.quote_of_id

    @property
    def is_unwanted(self) -> bool:
        """Readable at its address, but not for the viewer's feeds."""
        return self.stamp.marks & _UNWANTED != 0

    def has(self, mark: int) -> bool:
        """Whether the viewer stands so to the post."""
        return self.stamp.marks & mark != 0


STAMP_COLUMNS = len(PostStamp._fields)
# The columns that a content is kept under, with which a stamp begins as well.
_KEY = 4

_LIST_STAMPS = Query("posts/list_stamps", PostStamp)
_LIST_CONTENTS = Query("posts/list_contents", PostContent)

_contents: Kept[PostContent] = Kept(KEPT_CONTENTS)


def is_wanted(row: PostRow, by_id: Mapping[int, PostRow]) -> bool:
    """Whether a visible post may stand in the viewer's feeds: what rules.feed_posts says, but for hidden words.

    Args:
        by_id: visible posts, among them what it reposts or quotes.
    """
    content = row.content
    original = None if content.repost_of_id is None else by_id.get(content.repost_of_id)
    quoted = None if content.quote_of_id is None else by_id.get(content.quote_of_id)
    return not (
        row.is_unwanted
        or (original is not None and original.is_unwanted)
        or (quoted is not None and quoted.has(Mark.THREAD_MUTED))
    )


async def list_by_ids(
    db: Executor, *, viewer_id: int | None, post_ids: Sequence[int], with_follows: bool = True
) -> list[PostRow]:
    """The visible ones of these posts, and of what they repost or quote, in no order.

    Args:
        with_follows: whether the marks FOLLOWING, REQUESTED and FOLLOWED_BY are wanted, which cards do not show.
    """
    if not post_ids:
        return []
    stamps = await _LIST_STAMPS.many(db, viewer_id=viewer_id, post_ids=list(post_ids), with_follows=with_follows)
    return await with_contents(db, viewer_id=viewer_id, stamps=stamps)


async def with_contents(db: Executor, *, viewer_id: int | None, stamps: Iterable[PostStamp]) -> list[PostRow]:
    """The posts of these stamps; without those that the viewer may no longer see."""
    rows, unknown = [], {}
    # In a transaction a row can change twice under one number.
    is_kept = not is_held(db)
    for stamp in stamps:
        content = _contents.find(stamp[:_KEY]) if is_kept else None
        if content is None:
            unknown[stamp.id] = stamp
        else:
            rows.append(PostRow(stamp, content))
    if unknown:
        for content in await _LIST_CONTENTS.many(db, viewer_id=viewer_id, post_ids=list(unknown)):
            if is_kept:
                _contents.put(content[:_KEY], content)
            # The row may have changed since its stamp was read: it goes with its own numbers.
            stamp = PostStamp._make((*content[:_KEY], *unknown[content.id][_KEY:]))
            rows.append(PostRow(stamp, content))
    return rows
