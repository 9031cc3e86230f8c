"""Notifications as rows: groups of them, who acted, what about, and marking them read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from app.query import Query
from app.store import post_rows, users
from app.store.paging import NEWEST, Page, encode_cursor

if TYPE_CHECKING:
    from collections.abc import Sequence

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


class Group(NamedTuple):
    """Acts that are told together, with what a line says of them."""

    # Of the newest row.
    id: int
    kind: str
    is_read: bool
    created_at: datetime
    actors_count: int
    # The newest three.
    actor_id: int
    second_actor_id: int | None
    third_actor_id: int | None
    actor_username: str
    actor_display_name: str
    actor_avatar_key: str | None
    # Where there are two in all.
    second_username: str | None
    second_display_name: str | None
    # What it is about; all None for what is about people.
    post_id: int | None
    post_username: str | None
    post_body: str | None
    post_is_reply: bool | None

    @property
    def actor_ids(self) -> list[int]:
        """The newest three, newest first; never empty."""
        return [one for one in (self.actor_id, self.second_actor_id, self.third_actor_id) if one is not None]


class FoundRow(NamedTuple):
    """A group, and how far was looked for it. The fields of `group` are None where none was found."""

    window_end_id: int
    is_window_full: bool
    # The number at the bell; 0 where it was not asked for.
    unread_count: int
    has_group: bool
    group: Group

    @classmethod
    def of_columns(cls, columns: Any) -> FoundRow:
        """The row of the query."""
        end_id, is_full, unread_count, has_group, *group = columns
        return cls(end_id, is_full, unread_count, has_group, Group._make(group))


@dataclass(frozen=True, slots=True)
class TargetRow:
    """Where a notification leads."""

    id: int
    kind: str
    post_id: int | None
    post_username: str | None
    actor_username: str


@dataclass(frozen=True, slots=True)
class Details:
    """Groups with whole people and posts, as programs are told of them."""

    # Each with its newest three, newest first; never empty.
    groups: list[tuple[Group, list[UserRow]]]
    # What the groups are about, and what that quotes.
    posts: list[PostRow]


_LIST_GROUPS = Query("notifications/list_groups", FoundRow, make=FoundRow.of_columns)
_COUNT_UNREAD = Query[int]("notifications/count_unread")
_SELECT_TARGET = Query("notifications/select_target", TargetRow)
_UPDATE_GROUP_READ = Query[int]("notifications/update_group_read")
_UPDATE_ALL_READ = Query[int]("notifications/update_all_read")
_DELETE_OLD: Query[None] = Query("notifications/delete_old")


async def list_groups(
    db: Executor,
    *,
    viewer_id: int,
    kinds: tuple[str, ...],
    before_id: int,
    row_limit: int,
    window_size: int,
    with_unread: bool = False,
) -> list[FoundRow]:
    """Groups below an id, newest first; one row without a group where there is none."""
    return await _LIST_GROUPS.many(
        db,
        viewer_id=viewer_id,
        kinds=list(kinds),
        before_id=before_id,
        row_limit=row_limit,
        window_size=window_size,
        with_unread=with_unread,
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
    """A page of groups in one query, whatever its size.

    Somebody whose newest thousand rows make less than a page (a post that everybody likes), or whose groups begin
    with what may not be shown, costs a longer look.
    """
    found: list[Group] = []
    for window_size in WINDOW_SIZES:
        rows = await list_groups(
            db,
            viewer_id=viewer_id,
            kinds=kinds,
            before_id=before_id,
            row_limit=page_size + 1,
            window_size=window_size,
        )
        found += [row.group for row in rows if row.has_group]
        before_id = rows[0].window_end_id
        if len(found) > page_size or not rows[0].is_window_full:
            break
    shown = found[:page_size]
    next_cursor = None
    if len(found) > page_size:
        next_cursor = encode_cursor(shown[-1].id)
    elif rows[0].is_window_full:
        next_cursor = encode_cursor(before_id)
    return Page(shown, next_cursor)


async def load_one(db: Executor, *, viewer_id: int, notification_id: int) -> tuple[Group, int] | None:
    """The group that this row leads, and the number at the bell.

    None when it is not to be shown, or a newer row leads its group.
    """
    found = await list_groups(
        db,
        viewer_id=viewer_id,
        kinds=KINDS,
        before_id=notification_id + 1,
        row_limit=1,
        window_size=1,
        with_unread=True,
    )
    if not found[0].has_group or found[0].group.id != notification_id:
        return None
    return found[0].group, found[0].unread_count


async def load_details(db: Executor, *, viewer_id: int, groups: Sequence[Group]) -> Details:
    """The people and posts of these groups in two queries; without those groups that vanished meanwhile."""
    actor_ids = {actor_id for group in groups for actor_id in group.actor_ids}
    post_ids = {group.post_id for group in groups if group.post_id is not None}
    people = await users.list_cards(db, viewer_id=viewer_id, user_ids=sorted(actor_ids)) if actor_ids else []
    about = await post_rows.list_by_ids(db, viewer_id=viewer_id, post_ids=sorted(post_ids))
    people_by_id = {person.id: person for person in people}
    there = {None, *(post.id for post in about)}
    told = [
        (group, [people_by_id[actor_id] for actor_id in group.actor_ids if actor_id in people_by_id])
        for group in groups
        if group.post_id in there
    ]
    return Details([(group, actors) for group, actors in told if actors], about)
