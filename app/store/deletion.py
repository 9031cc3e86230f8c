"""Deleting an account, having it back, and erasing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.query import Query
from app.store.media import StoredMediaRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Executor


@dataclass(frozen=True, slots=True)
class ErasedRow:
    """An account to erase, and its files: the pictures, and the copies and archives of its data."""

    id: int
    email_canonical: str
    avatar_key: str | None
    storage_keys: list[str]


_UPDATE_DELETED = Query[datetime]("deletion/update_deleted")
_UPDATE_RESTORED = Query[None]("deletion/update_restored")
_LIST_TO_ERASE = Query("deletion/list_to_erase", ErasedRow)
_UPDATE_POSTS_DELETED = Query[None]("deletion/update_posts_deleted")
_DELETE_LIKES = Query[None]("deletion/delete_likes")
_DELETE_FOLLOWS = Query[None]("deletion/delete_follows")
_DELETE_POSTS = Query[None]("deletion/delete_posts")
_LIST_MEDIA = Query("deletion/list_media", StoredMediaRow)
_DELETE_MEDIA = Query[None]("deletion/delete_media")
_DELETE_HOME_FEED = Query[None]("deletion/delete_home_feed")
_DELETE_RECOMMENDATIONS = Query[None]("deletion/delete_recommendations")
_DELETE_MAILS = Query[None]("deletion/delete_mails")
_DELETE_USER = Query[None]("deletion/delete_user")


async def update_deleted(db: Executor, *, user_id: int, grace_days: int) -> datetime | None:
    """Hide an account; gives when it is erased, None when it is not active."""
    erase_at: datetime | None = await _UPDATE_DELETED.value(db, user_id=user_id, grace_days=grace_days)
    return erase_at


async def update_restored(db: Executor, *, user_id: int) -> bool:
    """Give an account back; False when it is not deleted."""
    return await _UPDATE_RESTORED.none(db, user_id=user_id) == 1


async def list_to_erase(db: Executor, *, grace_days: int) -> list[ErasedRow]:
    """Accounts whose days of grace are over."""
    return await _LIST_TO_ERASE.many(db, grace_days=grace_days)


async def update_posts_deleted(db: Executor, *, user_id: int, page_size: int) -> int:
    """Delete some posts; gives their number."""
    return await _UPDATE_POSTS_DELETED.none(db, user_id=user_id, page_size=page_size)


async def delete_likes(db: Executor, *, user_id: int, page_size: int) -> int:
    """Take some likes back; gives their number."""
    return await _DELETE_LIKES.none(db, user_id=user_id, page_size=page_size)


async def delete_follows(db: Executor, *, user_id: int, page_size: int) -> int:
    """End some follows; gives their number."""
    return await _DELETE_FOLLOWS.none(db, user_id=user_id, page_size=page_size)


async def delete_posts(db: Executor, *, user_id: int, page_size: int) -> int:
    """Erase some posts; gives their number."""
    return await _DELETE_POSTS.none(db, user_id=user_id, page_size=page_size)


async def list_media(db: Executor, *, user_id: int, page_size: int) -> list[StoredMediaRow]:
    """Some uploads of a person."""
    return await _LIST_MEDIA.many(db, user_id=user_id, page_size=page_size)


async def delete_media(db: Executor, *, user_id: int, media_ids: Sequence[int]) -> None:
    """Forget uploads."""
    await _DELETE_MEDIA.none(db, user_id=user_id, media_ids=list(media_ids))


async def delete_home_feed(db: Executor, *, user_id: int) -> None:
    """Empty the person's feed."""
    await _DELETE_HOME_FEED.none(db, user_id=user_id)


async def delete_recommendations(db: Executor, *, user_id: int) -> None:
    """Forget what was worked out for the person to read."""
    await _DELETE_RECOMMENDATIONS.none(db, user_id=user_id)


async def delete_mails(db: Executor, *, email_canonical: str) -> None:
    """Forget mail to an address."""
    await _DELETE_MAILS.none(db, email_canonical=email_canonical)


async def delete_user(db: Executor, *, user_id: int) -> bool:
    """Erase the account; False when it was given back meanwhile."""
    return await _DELETE_USER.none(db, user_id=user_id) == 1
