"""Copies of people's data: their state, and what goes into them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.query import Query
from app.store.media import FileNameRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Executor


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A copy: queued, running (with progress in percent), ready or failed."""

    id: int
    user_id: int
    state: str
    progress: int
    storage_key: str | None
    size_bytes: int
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """Whose copy it is, with all that the account says."""

    id: int
    username: str
    email: str
    email_canonical: str
    display_name: str
    bio: str
    bio_html: str
    link: str
    avatar_key: str | None
    banner_key: str | None
    banner_alt: str
    is_private: bool
    theme: str
    posts_count: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class OwnPostRow:
    """A post of one's own; `shown` is what it reposts or quotes."""

    id: int
    body: str
    body_html: str
    created_at: datetime
    edited_at: datetime | None
    is_repost: bool
    answered_id: int | None
    answered_username: str | None
    shown_id: int | None
    shown_username: str | None


@dataclass(frozen=True, slots=True)
class OwnMediaRow:
    """A picture or video of one's own."""

    id: int
    post_id: int
    kind: str
    key: str
    width: int
    height: int
    widths: list[int]
    is_animated: bool
    alt: str


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A post that was liked or saved, and the folder that it was saved in."""

    kind: str
    post_id: int
    username: str
    folder_id: int | None
    folder_name: str | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody one follows, is followed by, blocks or mutes."""

    kind: str
    username: str


@dataclass(frozen=True, slots=True)
class OldExportRow:
    """A copy to throw away."""

    id: int
    storage_key: str


_INSERT_EXPORT = Query[int]("exports/insert_export")
_SELECT_LATEST = Query("exports/select_latest", ExportRow)
_UPDATE_STATE = Query[None]("exports/update_state")
_SELECT_OWNER = Query("exports/select_owner", OwnerRow)
_LIST_POSTS = Query("exports/list_posts", OwnPostRow)
_LIST_MEDIA = Query("exports/list_media", OwnMediaRow)
_LIST_MARKED = Query("exports/list_marked", MarkedRow)
_LIST_PEOPLE = Query("exports/list_people", PersonRow)
_LIST_OLD = Query("exports/list_old", OldExportRow)
_DELETE_EXPORT = Query[None]("exports/delete_export")
_UPDATE_STUCK = Query[None]("exports/update_stuck")
_LIST_STORAGE_KEYS = Query("exports/list_storage_keys", FileNameRow)


async def insert_export(db: Executor, *, user_id: int) -> int | None:
    """A copy to be made; None while another one is."""
    export_id: int | None = await _INSERT_EXPORT.value(db, user_id=user_id)
    return export_id


async def select_latest(db: Executor, *, user_id: int) -> ExportRow | None:
    """The newest copy of a person's data."""
    return await _SELECT_LATEST.maybe(db, user_id=user_id)


async def update_state(
    db: Executor, *, export_id: int, state: str, progress: int, storage_key: str | None = None, size_bytes: int = 0
) -> None:
    """Note how far a copy is."""
    await _UPDATE_STATE.none(
        db, export_id=export_id, state=state, progress=progress, storage_key=storage_key, size_bytes=size_bytes
    )


async def select_owner(db: Executor, *, export_id: int) -> OwnerRow | None:
    """Whose copy is to be made; None when it is not to be made any more."""
    return await _SELECT_OWNER.maybe(db, export_id=export_id)


async def list_posts(db: Executor, *, user_id: int, after_id: int, page_size: int) -> list[OwnPostRow]:
    """A person's posts, the oldest first."""
    return await _LIST_POSTS.many(db, user_id=user_id, after_id=after_id, page_size=page_size)


async def list_media(db: Executor, *, user_id: int, post_ids: Sequence[int]) -> list[OwnMediaRow]:
    """The pictures and videos of some posts."""
    return await _LIST_MEDIA.many(db, user_id=user_id, post_ids=list(post_ids))


async def list_marked(db: Executor, *, user_id: int) -> list[MarkedRow]:
    """What a person liked and saved."""
    return await _LIST_MARKED.many(db, user_id=user_id)


async def list_people(db: Executor, *, user_id: int) -> list[PersonRow]:
    """Whom a person follows, is followed by, blocks and mutes."""
    return await _LIST_PEOPLE.many(db, user_id=user_id)


async def list_old(db: Executor, *, max_days: int) -> list[OldExportRow]:
    """Copies to throw away."""
    return await _LIST_OLD.many(db, max_days=max_days)


async def delete_export(db: Executor, *, export_id: int) -> None:
    """Forget a copy."""
    await _DELETE_EXPORT.none(db, export_id=export_id)


async def update_stuck(db: Executor, *, max_hours: int) -> int:
    """Give up what takes too long; gives the number of copies."""
    return await _UPDATE_STUCK.none(db, max_hours=max_hours)


async def list_storage_keys(db: Executor) -> list[str]:
    """The names of all copies and archives in the storage."""
    return [row.name for row in await _LIST_STORAGE_KEYS.many(db)]
