"""Accounts at other services that sign in to accounts here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.query import Query
from app.store.accounts import CredentialsRow

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class IdentityRow:
    """A connected account."""

    provider: str
    email: str
    created_at: datetime


_SELECT_CREDENTIALS = Query("identities/select_credentials", CredentialsRow)
_HAS_IDENTITY = Query[bool]("identities/has_identity")
_INSERT_IDENTITY = Query[None]("identities/insert_identity")
_INSERT_USER = Query[int]("identities/insert_user")
_LIST_IDENTITIES = Query("identities/list_identities", IdentityRow)
_DELETE_IDENTITY = Query[None]("identities/delete_identity")


async def select_credentials(db: Executor, *, provider: str, subject: str) -> CredentialsRow | None:
    """The account that somebody signs in to."""
    return await _SELECT_CREDENTIALS.maybe(db, provider=provider, subject=subject)


async def has_identity(db: Executor, *, provider: str, subject: str) -> bool:
    """Whether somebody belongs to an account here, suspended ones too."""
    return bool(await _HAS_IDENTITY.value(db, provider=provider, subject=subject))


async def insert_identity(db: Executor, *, provider: str, subject: str, user_id: int, email: str) -> bool:
    """Connect; False when either side is connected, or the address here is not verified."""
    count = await _INSERT_IDENTITY.none(db, provider=provider, subject=subject, user_id=user_id, email=email)
    return count == 1


async def insert_user(
    db: Executor, *, username: str, email: str, email_canonical: str, display_name: str, latin_name: str
) -> int | None:
    """A new person's id; None when the username or the address is taken."""
    user_id: int | None = await _INSERT_USER.value(
        db,
        username=username,
        email=email,
        email_canonical=email_canonical,
        display_name=display_name,
        latin_name=latin_name,
    )
    return user_id


async def list_identities(db: Executor, *, user_id: int) -> list[IdentityRow]:
    """The connected accounts of a person."""
    return await _LIST_IDENTITIES.many(db, user_id=user_id)


async def delete_identity(db: Executor, *, user_id: int, provider: str) -> bool:
    """Disconnect; False when it is not connected, or the only way to sign in."""
    return await _DELETE_IDENTITY.none(db, user_id=user_id, provider=provider) == 1
