"""Mails that gather notifications, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class DueRow:
    """Somebody whose digest is due, and what it may tell of."""

    user_id: int
    frequency: str
    told_until_id: int
    username: str
    display_name: str
    email: str
    can_be_mailed: bool
    kinds: list[str]


_LOCK_DUE = Query("digests/lock_due", DueRow)
_UPDATE_TOLD: Query[None] = Query("digests/update_told")


async def lock_due(db: Executor) -> DueRow | None:
    """One person whose digest is due, locked until the transaction ends; None: nobody is left."""
    return await _LOCK_DUE.maybe(db)


async def update_told(db: Executor, *, user_id: int, told_until_id: int) -> None:
    """The digest is done up to this notification; the next one comes in a day or a week."""
    await _UPDATE_TOLD.none(db, user_id=user_id, told_until_id=told_until_id)
