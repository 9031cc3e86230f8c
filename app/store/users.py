"""People as rows: cards as a viewer may see them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from app.query import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Executor


class UserRow(NamedTuple):
    """A person and how the viewer stands to them. Counts of a private stranger are hidden by `present`."""

    id: int
    username: str
    display_name: str
    bio: str
    bio_html: str
    link: str
    avatar_key: str | None
    banner_key: str | None
    banner_alt: str
    is_private: bool
    followers_count: int
    following_count: int
    posts_count: int
    created_at: datetime
    viewer_following: bool
    viewer_requested: bool
    viewer_followed_by: bool
    viewer_blocking: bool
    viewer_muting: bool
    viewer_restricting: bool


_SELECT_CARD = Query("users/select_card", UserRow)
_SELECT_CARD_BY_NAME = Query("users/select_card_by_name", UserRow)
_LIST_CARDS = Query("users/list_cards", UserRow)


async def select_card(db: Executor, *, viewer_id: int | None, user_id: int) -> UserRow | None:
    """A visible person; None when unknown or not visible."""
    return await _SELECT_CARD.maybe(db, viewer_id=viewer_id, user_id=user_id)


async def select_card_by_name(db: Executor, *, viewer_id: int | None, username: str) -> UserRow | None:
    """A visible person by (lower-case) username; None when unknown or not visible."""
    return await _SELECT_CARD_BY_NAME.maybe(db, viewer_id=viewer_id, username=username)


async def list_cards(db: Executor, *, viewer_id: int | None, user_ids: Sequence[int]) -> list[UserRow]:
    """The visible ones of these people, in no order."""
    return await _LIST_CARDS.many(db, viewer_id=viewer_id, user_ids=list(user_ids))
