"""Lists of people and kept posts: one query for the ids, one for what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.errors import NotFound
from app.present.people import person_card, picture_url, user_json
from app.present.times import rfc3339
from app.store import blocks, feeds, follows, restrictions, saves, users
from app.store.paging import Page, before_id, page_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Executor
    from app.present.people import PersonCard
    from app.store.blocks import BlockedRow
    from app.store.follows import ListedPerson
    from app.store.users import UserRow

FOLLOWS = {"followers": follows.list_followers, "following": follows.list_following}


async def follow_page(
    db: Executor, name: str, *, viewer_id: int | None, user_id: int, cursor: str | None, page_size: int
) -> Page[UserRow]:
    """A page of somebody's `followers` or `following`."""
    rows = await FOLLOWS[name](
        db, viewer_id=viewer_id, user_id=user_id, before_id=before_id(cursor), page_size=page_size
    )
    return await _with_cards(db, viewer_id, page_of(rows, page_size, key=_key))


async def requests_page(db: Executor, *, viewer_id: int, cursor: str | None, page_size: int) -> Page[UserRow]:
    """A page of those who ask to follow the viewer."""
    rows = await follows.list_requests(db, viewer_id=viewer_id, before_id=before_id(cursor), page_size=page_size)
    return await _with_cards(db, viewer_id, page_of(rows, page_size, key=_key))


async def requests_json(db: Executor, *, viewer_id: int, cursor: str | None, page_size: int) -> Page[dict[str, Any]]:
    """The same for the API."""
    page = await requests_page(db, viewer_id=viewer_id, cursor=cursor, page_size=page_size)
    return page.map(lambda row: user_json(row, viewer_id))


async def muted_json(db: Executor, *, viewer_id: int, cursor: str | None, page_size: int) -> Page[dict[str, Any]]:
    """Whom the viewer mutes, each with the end of it."""
    rows = await blocks.list_muted(db, viewer_id=viewer_id, before_id=before_id(cursor), page_size=page_size)
    page = page_of(rows, page_size, key=lambda row: row.key)
    ends = {row.user_id: row.ends_at for row in page.items}
    cards = await cards_in_order(db, viewer_id=viewer_id, user_ids=list(ends))

    def muted(row: UserRow) -> dict[str, Any]:
        ends_at = ends[row.id]
        return {**user_json(row, viewer_id), "mute_ends_at": None if ends_at is None else rfc3339(ends_at)}

    return Page([muted(row) for row in cards], page.next_cursor)


async def muted_cards(db: Executor, *, viewer_id: int, page_size: int = 100) -> list[PersonCard]:
    """Whom the viewer mutes, for the settings."""
    rows = await blocks.list_muted(db, viewer_id=viewer_id, before_id=before_id(None), page_size=page_size)
    cards = await cards_in_order(db, viewer_id=viewer_id, user_ids=[row.user_id for row in rows])
    return [person_card(row, viewer_id) for row in cards]


async def restricted_page(db: Executor, *, viewer_id: int, cursor: str | None, page_size: int) -> Page[UserRow]:
    """Whom the viewer restricts."""
    rows = await restrictions.list_restricted(db, viewer_id=viewer_id, before_id=before_id(cursor), page_size=page_size)
    return await _with_cards(db, viewer_id, page_of(rows, page_size, key=_key))


async def restricted_json(db: Executor, *, viewer_id: int, cursor: str | None, page_size: int) -> Page[dict[str, Any]]:
    """The same for the API."""
    page = await restricted_page(db, viewer_id=viewer_id, cursor=cursor, page_size=page_size)
    return page.map(lambda row: user_json(row, viewer_id))


async def restricted_cards(db: Executor, *, viewer_id: int, page_size: int = 100) -> list[PersonCard]:
    """The same for the settings."""
    page = await restricted_page(db, viewer_id=viewer_id, cursor=None, page_size=page_size)
    return [person_card(row, viewer_id) for row in page.items]


async def blocked_page(db: Executor, *, viewer_id: int, cursor: str | None, page_size: int) -> Page[BlockedRow]:
    """Whom the viewer blocks."""
    rows = await blocks.list_blocked(db, viewer_id=viewer_id, before_id=before_id(cursor), page_size=page_size)
    return page_of(rows, page_size, key=lambda row: row.key)


async def blocked_cards(db: Executor, *, viewer_id: int, page_size: int = 100) -> list[PersonCard]:
    """The same for the settings: name and picture, no more."""
    page = await blocked_page(db, viewer_id=viewer_id, cursor=None, page_size=page_size)
    return [_blocked_card(row, viewer_id) for row in page.items]


async def blocked_json(db: Executor, *, viewer_id: int, cursor: str | None, page_size: int) -> Page[dict[str, Any]]:
    """The same for the API."""
    page = await blocked_page(db, viewer_id=viewer_id, cursor=cursor, page_size=page_size)
    return page.map(_blocked_json)


async def saved_page(
    db: Executor, *, viewer_id: int, folder_id: int | None, query: str, cursor: str | None, page_size: int
) -> Page[int]:
    """Ids of what the viewer saved.

    Args:
        folder_id: of one folder; None: of all, and of none.
        query: words that the posts have; empty: any.

    Raises:
        NotFound: the viewer has no such folder.
    """
    if folder_id is not None and not any(
        folder.id == folder_id for folder in await saves.list_folders(db, user_id=viewer_id)
    ):
        raise NotFound
    rows = await feeds.list_saved(
        db,
        viewer_id=viewer_id,
        folder_id=folder_id,
        typed=query or None,
        before_id=before_id(cursor),
        page_size=page_size,
    )
    return page_of(rows, page_size, key=lambda row: row.key).map(lambda row: row.post_id)


async def liked_page(db: Executor, *, viewer_id: int, cursor: str | None, page_size: int) -> Page[int]:
    """Ids of what the viewer liked."""
    rows = await feeds.list_liked(db, viewer_id=viewer_id, before_id=before_id(cursor), page_size=page_size)
    return page_of(rows, page_size, key=lambda row: row.key).map(lambda row: row.post_id)


async def cards_in_order(db: Executor, *, viewer_id: int | None, user_ids: Sequence[int]) -> list[UserRow]:
    """People in the order of the ids; whom the viewer may not see is left out."""
    if not user_ids:
        return []
    by_id = {row.id: row for row in await users.list_cards(db, viewer_id=viewer_id, user_ids=user_ids)}
    return [by_id[user_id] for user_id in user_ids if user_id in by_id]


async def _with_cards(db: Executor, viewer_id: int | None, page: Page[ListedPerson]) -> Page[UserRow]:
    ids = [row.user_id for row in page.items]
    return Page(await cards_in_order(db, viewer_id=viewer_id, user_ids=ids), page.next_cursor)


def _blocked_json(row: BlockedRow) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "username": row.username,
        "display_name": row.display_name,
        "avatar_url": picture_url(row.avatar_key),
    }


def _blocked_card(row: BlockedRow, viewer_id: int) -> PersonCard:
    person = users.UserRow(
        id=row.id,
        username=row.username,
        display_name=row.display_name,
        bio="",
        bio_html="",
        link="",
        avatar_key=row.avatar_key,
        banner_key=None,
        banner_alt="",
        is_private=row.is_private,
        followers_count=0,
        following_count=0,
        posts_count=0,
        created_at=row.created_at,
        viewer_following=False,
        viewer_requested=False,
        viewer_followed_by=False,
        viewer_blocking=True,
        viewer_muting=False,
        viewer_restricting=False,
    )
    return person_card(person, viewer_id)


def _key(row: ListedPerson) -> int:
    return row.key
