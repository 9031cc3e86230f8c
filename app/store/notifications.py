"""Notifications as rows: groups of them, who acted, what about, and marking them read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.query import Query
from app.store import post_rows, users
from app.store.paging import NEWEST, Page, encode_cursor

if TYPE_CHECKING:
    from app.db import Executor
    from app.store.post_rows import PostRow
    from app.store.users import UserRow

KINDS = (
    "like",
    "reply",
    "repost",
    "quote",
    "mention",
    "follow",
    "follow_request",
    "request_accepted",
    "poll_ended",
    "post",
    "alt_suggestion",
)

# The filters of the page, and the kinds that each one shows.
FILTERS: dict[str, tuple[str, ...]] = {
    "all": KINDS,
    "replies": ("reply",),
    "mentions": ("mention", "quote"),
    "likes": ("like", "repost"),
    "follows": ("follow", "follow_request", "request_accepted"),
}

# Rows looked at for one page. Only who has more rows than groups by far needs another, longer look.
WINDOW_SIZES = (1_000, 4_000, 16_000, 64_000)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group, and the window that it was found in. All after unread_count is None where nothing was found."""

    window_end_id: int
    is_window_full: bool
    # The number at the bell.
    unread_count: int
    # Of the group's newest row.
    id: int | None
    kind: str | None
    post_id: int | None
    # The newest three, newest first.
    actor_ids: list[int] | None
    actors_count: int | None
    is_read: bool | None
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """Where a notification leads."""

    id: int
    kind: str
    post_id: int | None
    post_username: str | None
    actor_username: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group with all that is shown of it."""

    id: int
    kind: str
    is_read: bool
    created_at: datetime
    # The newest three, newest first; never empty.
    actors: list[UserRow]
    actors_count: int
    post: PostRow | None
    # The group's post, and what posts of the same page quote: `post_json` looks there.
    posts_by_id: dict[int, PostRow]


_LIST_GROUPS = Query("notifications/list_groups", GroupRow)
_COUNT_UNREAD = Query[int]("notifications/count_unread")
_SELECT_TARGET = Query("notifications/select_target", TargetRow)
_UPDATE_GROUP_READ = Query[int]("notifications/update_group_read")
_UPDATE_ALL_READ = Query[int]("notifications/update_all_read")
_DELETE_OLD: Query[None] = Query("notifications/delete_old")


async def list_groups(
    db: Executor, *, viewer_id: int, kinds: tuple[str, ...], before_id: int, row_limit: int, window_size: int
) -> list[GroupRow]:
    """Groups below an id, newest first; one row without a group where there is none."""
    return await _LIST_GROUPS.many(
        db,
        viewer_id=viewer_id,
        kinds=list(kinds),
        before_id=before_id,
        row_limit=row_limit,
        window_size=window_size,
    )


async def count_unread(db: Executor, *, viewer_id: int) -> int:
    """Unread groups, up to 100."""
    return int(await _COUNT_UNREAD.value(db, viewer_id=viewer_id))


async def select_target(db: Executor, *, viewer_id: int, notification_id: int) -> TargetRow | None:
    """Where the viewer's notification leads; None when unknown, somebody else's or not to be shown."""
    return await _SELECT_TARGET.maybe(db, viewer_id=viewer_id, notification_id=notification_id)


async def update_group_read(db: Executor, *, viewer_id: int, notification_id: int) -> int:
    """Close the open group of this notification; gives the number of rows in it."""
    return await _UPDATE_GROUP_READ.none(db, viewer_id=viewer_id, notification_id=notification_id)


async def update_all_read(db: Executor, *, viewer_id: int) -> int:
    """Close every open group; gives the number of rows in them."""
    return await _UPDATE_ALL_READ.none(db, viewer_id=viewer_id)


async def delete_old(db: Executor, *, days: int, batch_size: int) -> int:
    """Remove some notifications older than these days; gives their number."""
    return await _DELETE_OLD.none(db, days=days, batch_size=batch_size)


async def load_page(
    db: Executor, *, viewer_id: int, kinds: tuple[str, ...] = KINDS, before_id: int = NEWEST, page_size: int
) -> Page[Group]:
    """A page of groups in three queries, whatever its size.

    Somebody whose newest thousand rows make less than a page (a post that everybody likes) costs a longer look.
    """
    found: list[GroupRow] = []
    for window_size in WINDOW_SIZES:
        rows = await list_groups(
            db,
            viewer_id=viewer_id,
            kinds=kinds,
            before_id=before_id,
            row_limit=page_size + 1 - len(found),
            window_size=window_size,
        )
        found += [row for row in rows if row.id is not None]
        before_id = rows[0].window_end_id
        if len(found) > page_size or not rows[0].is_window_full:
            break
    shown = found[:page_size]
    next_cursor = None
    if len(found) > page_size:
        next_cursor = encode_cursor(shown[-1].id or 0)
    elif rows[0].is_window_full:
        next_cursor = encode_cursor(before_id)
    return Page(await _load_details(db, viewer_id=viewer_id, rows=shown), next_cursor)


async def load_one(db: Executor, *, viewer_id: int, notification_id: int) -> tuple[Group, int] | None:
    """The group that this row leads, and the number at the bell, in three queries.

    None when it is not to be shown, or a newer row leads its group.
    """
    rows = await list_groups(
        db,
        viewer_id=viewer_id,
        kinds=KINDS,
        before_id=notification_id + 1,
        row_limit=1,
        window_size=1,
    )
    if rows[0].id != notification_id:
        return None
    groups = await _load_details(db, viewer_id=viewer_id, rows=rows)
    return (groups[0], rows[0].unread_count) if groups else None


async def _load_details(db: Executor, *, viewer_id: int, rows: list[GroupRow]) -> list[Group]:
    actor_ids = {actor_id for row in rows for actor_id in row.actor_ids or []}
    post_ids = {row.post_id for row in rows if row.post_id is not None}
    people = await users.list_cards(db, viewer_id=viewer_id, user_ids=sorted(actor_ids)) if actor_ids else []
    about = await post_rows.list_by_ids(db, viewer_id=viewer_id, post_ids=sorted(post_ids))
    people_by_id = {person.id: person for person in people}
    posts_by_id = {post.id: post for post in about}
    groups = (_group(row, people_by_id, posts_by_id) for row in rows)
    return [group for group in groups if group is not None]


def _group(row: GroupRow, people: dict[int, UserRow], posts_by_id: dict[int, PostRow]) -> Group | None:
    """None when something vanished between two queries."""
    actors = [people[actor_id] for actor_id in row.actor_ids or [] if actor_id in people]
    post = None if row.post_id is None else posts_by_id.get(row.post_id)
    is_post_gone = row.post_id is not None and post is None
    if row.id is None or row.kind is None or row.created_at is None or not actors or is_post_gone:
        return None
    return Group(
        id=row.id,
        kind=row.kind,
        is_read=bool(row.is_read),
        created_at=row.created_at,
        actors=actors,
        actors_count=row.actors_count or len(actors),
        post=post,
        posts_by_id=posts_by_id,
    )
