"""Profiles: the card, and the posts of a tab as far as the viewer may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import NotFound
from app.present.people import is_readable
from app.store import feeds, pins, users
from app.store.paging import Page, before_id, page_of

if TYPE_CHECKING:
    from app.db import Executor
    from app.store.feeds import FeedEntry
    from app.store.pins import ProfileEntry
    from app.store.users import UserRow

TABS = ("posts", "replies", "media", "reposts")


async def find_person(db: Executor, *, viewer_id: int | None, user_id: int) -> UserRow:
    """A person's card.

    Raises:
        NotFound: unknown or not visible.
    """
    row = await users.select_card(db, viewer_id=viewer_id, user_id=user_id)
    if row is None:
        raise NotFound
    return row


async def find_person_by_name(db: Executor, *, viewer_id: int | None, username: str | None) -> UserRow:
    """A person's card by username (None: what was typed cannot be one).

    Raises:
        NotFound: unknown or not visible.
    """
    row = None if username is None else await users.select_card_by_name(db, viewer_id=viewer_id, username=username)
    if row is None:
        raise NotFound
    return row


async def find_readable(db: Executor, *, viewer_id: int | None, user_id: int) -> UserRow:
    """A person whose posts and lists are open to the viewer.

    Raises:
        NotFound: unknown, not visible, or private.
    """
    person = await find_person(db, viewer_id=viewer_id, user_id=user_id)
    if not is_readable(person, viewer_id):
        raise NotFound
    return person


async def tab_page(
    db: Executor, *, viewer_id: int | None, author_id: int, tab: str, cursor: str | None, page_size: int
) -> Page[FeedEntry]:
    """Entries of a profile's tab.

    Raises:
        Invalid: not a cursor of this list.
    """
    rows = await feeds.list_tab(
        db, tab=tab, viewer_id=viewer_id, author_id=author_id, before_id=before_id(cursor), page_size=page_size
    )
    return page_of(rows, page_size, key=lambda row: row.id)


async def first_posts(
    db: Executor, *, viewer_id: int | None, author_id: int, page_size: int
) -> tuple[int | None, Page[ProfileEntry]]:
    """The beginning of a profile's posts: the id of the pinned one, and the page of the others."""
    rows = await pins.list_with_pinned(db, viewer_id=viewer_id, author_id=author_id, page_size=page_size)
    pinned = [row.id for row in rows if row.is_pinned]
    others = [row for row in rows if not row.is_pinned]
    return (pinned[0] if pinned else None), page_of(others, page_size, key=lambda row: row.id)
