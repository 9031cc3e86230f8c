"""Restrictions as rows, and the replies that they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query
from app.store.follows import ListedPerson

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A visible post, and how the viewer stands to it."""

    author_id: int
    waits_for_viewer: bool
    is_below_viewer: bool


_INSERT_RESTRICTION = Query[None]("restrictions/insert_restriction")
_DELETE_RESTRICTION = Query[None]("restrictions/delete_restriction")
_LIST_RESTRICTED = Query("restrictions/list_restricted", ListedPerson)
_SELECT_HELD = Query("restrictions/select_held", HeldRow)
_UPDATE_APPROVED = Query[None]("restrictions/update_approved")


async def insert_restriction(db: Executor, *, viewer_id: int, user_id: int) -> None:
    """Restrict somebody; twice is harmless."""
    await _INSERT_RESTRICTION.none(db, viewer_id=viewer_id, user_id=user_id)


async def delete_restriction(db: Executor, *, viewer_id: int, user_id: int) -> bool:
    """Whether there was one."""
    return await _DELETE_RESTRICTION.none(db, viewer_id=viewer_id, user_id=user_id) > 0


async def list_restricted(db: Executor, *, viewer_id: int, before_id: int, page_size: int) -> list[ListedPerson]:
    """Whom the viewer restricts, one more than the page."""
    return await _LIST_RESTRICTED.many(db, viewer_id=viewer_id, before_id=before_id, page_size=page_size)


async def select_held(db: Executor, *, viewer_id: int, post_id: int) -> HeldRow | None:
    """A visible post; None when unknown or not visible."""
    return await _SELECT_HELD.maybe(db, viewer_id=viewer_id, post_id=post_id)


async def update_approved(db: Executor, *, viewer_id: int, author_id: int, post_id: int) -> bool:
    """Whether the reply waited until now."""
    return await _UPDATE_APPROVED.none(db, viewer_id=viewer_id, author_id=author_id, post_id=post_id) > 0
