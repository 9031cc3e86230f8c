"""Usernames and the ones that people had before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor

_LOCK_USERNAME = Query[str]("usernames/lock_username")
_HAS_USERNAME = Query[bool]("usernames/has_username")
_UPSERT_OLD = Query[None]("usernames/upsert_old")
_DELETE_OLD = Query[None]("usernames/delete_old")
_UPDATE_USERNAME = Query[None]("usernames/update_username")
_SELECT_CURRENT = Query[str]("usernames/select_current")


async def lock_username(db: Executor, *, user_id: int) -> str | None:
    """A person's username, locked; None when the account ended."""
    username: str | None = await _LOCK_USERNAME.value(db, user_id=user_id)
    return username


async def has_username(db: Executor, *, user_id: int, username: str) -> bool:
    """Whether somebody other than this person has, or lately had, a username."""
    return bool(await _HAS_USERNAME.value(db, user_id=user_id, username=username))


async def upsert_old(db: Executor, *, user_id: int, username: str) -> None:
    """Keep a name for whom had it."""
    await _UPSERT_OLD.none(db, user_id=user_id, username=username)


async def delete_old(db: Executor, *, username: str) -> None:
    """Stop keeping a name."""
    await _DELETE_OLD.none(db, username=username)


async def update_username(db: Executor, *, user_id: int, username: str) -> None:
    """Give a person another username."""
    await _UPDATE_USERNAME.none(db, user_id=user_id, username=username)


async def select_current(db: Executor, *, viewer_id: int | None, username: str) -> str | None:
    """Today's name of the visible person who had this one; None when there is none, or somebody has it."""
    current: str | None = await _SELECT_CURRENT.value(db, viewer_id=viewer_id, username=username)
    return current
