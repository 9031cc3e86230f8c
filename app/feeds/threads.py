"""Conversations: what a post answers, the post, its replies; and who liked, reposted or quoted it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.errors import NotFound
from app.feeds.hydrate import hydrate_cards
from app.feeds.lists import cards_in_order
from app.store import likes, posts, reposts, threads
from app.store.paging import Page, before_id, decode_cursor, page_of

if TYPE_CHECKING:
    from app.db import Executor
    from app.present.posts import PostCard
    from app.store.posts import PostVersionRow, TargetRow
    from app.store.threads import ChainRow
    from app.store.users import UserRow

Sort = Literal["oldest", "top"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the viewer stands to a conversation, and its author to the post that is read."""

    is_followed: bool
    is_hidden_reply: bool
    has_hidden_replies: bool
    is_closed_to_quotes: bool
    # Somebody else's reply to the viewer, or in a conversation that the viewer began.
    can_hide: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """One page of a conversation around a post."""

    # From the root down; those that the viewer may not read are left out.
    ancestors: list[PostCard]
    has_hidden_ancestor: bool
    post: PostCard
    replies: list[PostCard]
    next_cursor: str | None
    standing: Standing


async def read_thread(
    db: Executor,
    *,
    viewer_id: int | None,
    post_id: int,
    sort: Sort,
    cursor: str | None,
    page_size: int,
    is_hidden: bool = False,
) -> Thread:
    """Three round trips: the way up, the replies, and all their cards.

    Args:
        is_hidden: whether the replies are wanted that the author hides, instead of the others.

    Raises:
        NotFound: unknown or not visible.
    """
    chain = await threads.list_chain(db, viewer_id=viewer_id, post_id=post_id)
    if not chain or not chain[0].is_visible:
        raise NotFound
    focus, above = chain[0], chain[:0:-1]
    replies = await list_reply_ids(
        db,
        viewer_id=viewer_id,
        post_id=focus.id,
        author_id=focus.author_id,
        sort=sort,
        cursor=cursor,
        page_size=page_size,
        is_hidden=is_hidden,
    )
    ancestor_ids = [row.id for row in above if row.is_visible]
    cards = await hydrate_cards(db, viewer_id=viewer_id, post_ids=[*ancestor_ids, focus.id, *replies.items])
    by_id = {card.id: card for card in cards}
    if focus.id not in by_id:
        raise NotFound
    for card in cards:
        card.is_thread_author = card.id != focus.id and card.author_id == focus.author_id
    return Thread(
        ancestors=[by_id[ancestor_id] for ancestor_id in ancestor_ids if ancestor_id in by_id],
        has_hidden_ancestor=any(not row.is_visible for row in above) or any(row.is_cut_off for row in chain),
        post=by_id[focus.id],
        replies=[by_id[reply_id] for reply_id in replies.items if reply_id in by_id],
        next_cursor=replies.next_cursor,
        standing=_standing(chain, viewer_id),
    )


def _standing(chain: list[ChainRow], viewer_id: int | None) -> Standing:
    focus = chain[0]
    # What is answered, and as far as the way up is known the first post.
    above = {row.author_id for row in (*chain[1:2], *chain[1:][-1:])}
    return Standing(
        focus.is_followed,
        focus.is_hidden_reply,
        focus.has_hidden_replies,
        focus.is_closed_to_quotes,
        can_hide=viewer_id in above and focus.author_id != viewer_id,
    )


async def list_reply_ids(
    db: Executor,
    *,
    viewer_id: int | None,
    post_id: int,
    author_id: int,
    sort: Sort,
    cursor: str | None,
    page_size: int,
    is_hidden: bool = False,
) -> Page[int]:
    """Direct replies: the author's own continuation first, then oldest first; or by likes (SPEC, Decided 5).

    Args:
        is_hidden: whether those are wanted that the author hides, or the others.

    Raises:
        Invalid: not a cursor of this list.
    """
    key = decode_cursor(cursor, size=2)
    if sort == "top":
        position, after_id = key or (threads.MOST_LIKES, 0)
        rows = await threads.list_top_replies(
            db,
            viewer_id=viewer_id,
            post_id=post_id,
            after_position=position,
            after_id=after_id,
            page_size=page_size + 1,
            is_hidden=is_hidden,
        )
    else:
        position, after_id = key or (0, 0)
        rows = await threads.list_replies(
            db,
            viewer_id=viewer_id,
            post_id=post_id,
            author_id=author_id,
            after_position=position,
            after_id=after_id,
            page_size=page_size + 1,
            is_hidden=is_hidden,
        )
    return page_of(rows, page_size, lambda row: (row.position, row.id)).map(lambda row: row.id)


async def list_quote_ids(
    db: Executor, *, viewer_id: int | None, post_id: int, cursor: str | None, page_size: int
) -> Page[int]:
    """Visible quotes of a post, newest first.

    Raises:
        NotFound: the post is unknown or not visible.
        Invalid: not a cursor of this list.
    """
    target = await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)
    rows = await posts.list_quotes(
        db, viewer_id=viewer_id, post_id=target.id, before_id=before_id(cursor), page_size=page_size + 1
    )
    return page_of(rows, page_size, lambda row: row.id).map(lambda row: row.id)


async def list_versions(
    db: Executor, *, viewer_id: int | None, post_id: int, cursor: str | None, page_size: int
) -> Page[PostVersionRow]:
    """The texts that a post had, the present one first.

    Raises:
        NotFound: the post is unknown or not visible.
        Invalid: not a cursor of this list.
    """
    target = await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)
    rows = await posts.list_versions(
        db, viewer_id=viewer_id, post_id=target.id, before_id=before_id(cursor), page_size=page_size + 1
    )
    return page_of(rows, page_size, lambda row: row.id)


async def list_likers(
    db: Executor, *, viewer_id: int | None, post_id: int, cursor: str | None, page_size: int
) -> tuple[TargetRow, Page[UserRow]]:
    """A post, and people who like it, latest first.

    Raises:
        NotFound: the post is unknown or not visible.
        Invalid: not a cursor of this list.
    """
    target = await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)
    rows = await likes.list_likers(
        db,
        viewer_id=viewer_id,
        post_id=target.id,
        author_id=target.author_id,
        before_id=before_id(cursor),
        page_size=page_size + 1,
    )
    page = page_of(rows, page_size, lambda row: row.id)
    return target, await _with_people(db, viewer_id, page.map(lambda row: row.user_id))


async def list_reposters(
    db: Executor, *, viewer_id: int | None, post_id: int, cursor: str | None, page_size: int
) -> tuple[TargetRow, Page[UserRow]]:
    """A post, and people who reposted it, latest first.

    Raises:
        NotFound: the post is unknown or not visible.
        Invalid: not a cursor of this list.
    """
    target = await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)
    rows = await reposts.list_reposters(
        db, viewer_id=viewer_id, post_id=target.id, before_id=before_id(cursor), page_size=page_size + 1
    )
    page = page_of(rows, page_size, lambda row: row.id)
    return target, await _with_people(db, viewer_id, page.map(lambda row: row.user_id))


async def _with_people(db: Executor, viewer_id: int | None, page: Page[int]) -> Page[UserRow]:
    return Page(await cards_in_order(db, viewer_id=viewer_id, user_ids=page.items), page.next_cursor)
