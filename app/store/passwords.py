"""Links for a new password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class ResetRow:
    """Whose password is to be set anew."""

    id: int
    username: str
    email_canonical: str


_SELECT_RESET_ACCOUNT = Query("passwords/select_reset_account", ResetRow)
_INSERT_RESET = Query[None]("passwords/insert_reset")
_SELECT_RESET = Query("passwords/select_reset", ResetRow)
_USE_RESET = Query[int]("passwords/use_reset")
_DELETE_RESETS = Query[None]("passwords/delete_resets")


async def select_reset_account(db: Executor, *, email_canonical: str) -> ResetRow | None:
    """The account with this address, if it may have a new password."""
    return await _SELECT_RESET_ACCOUNT.maybe(db, email_canonical=email_canonical)


async def insert_reset(db: Executor, *, token_hash: bytes, user_id: int, email_canonical: str) -> None:
    """Store a link."""
    await _INSERT_RESET.none(db, token_hash=token_hash, user_id=user_id, email_canonical=email_canonical)


async def select_reset(db: Executor, *, token_hash: bytes, max_minutes: int) -> ResetRow | None:
    """Whom a link is for; None when it does not work."""
    return await _SELECT_RESET.maybe(db, token_hash=token_hash, max_minutes=max_minutes)


async def use_reset(db: Executor, *, token_hash: bytes, max_minutes: int, password_hash: str) -> int | None:
    """Set the password by a link, which then is used up; gives the person's id, None when it does not work."""
    user_id: int | None = await _USE_RESET.value(
        db, token_hash=token_hash, max_minutes=max_minutes, password_hash=password_hash
    )
    return user_id


async def delete_resets(db: Executor, *, user_id: int) -> None:
    """End all links of a person."""
    await _DELETE_RESETS.none(db, user_id=user_id)
