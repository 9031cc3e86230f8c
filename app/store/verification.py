"""Verified addresses, and changes of address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class EmailRow:
    """A person's address. `pending_email` is the one that is wished for, and which of the two confirmed it."""

    id: int
    username: str
    email: str
    email_canonical: str
    is_verified: bool
    has_password: bool
    pending_email: str | None
    is_old_confirmed: bool
    is_new_confirmed: bool


@dataclass(frozen=True, slots=True)
class TokenRow:
    """What a link confirms: `verify`, `change_old` or `change_new`."""

    user_id: int
    purpose: str
    email_canonical: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change of address, and whether both addresses confirmed it."""

    email: str
    email_canonical: str
    is_confirmed: bool


_SELECT_EMAIL = Query("verification/select_email", EmailRow)
_INSERT_TOKEN = Query[None]("verification/insert_token")
_USE_TOKEN = Query("verification/use_token", TokenRow)
_DELETE_TOKENS = Query[None]("verification/delete_tokens")
_UPDATE_VERIFIED = Query[None]("verification/update_verified")
_UPSERT_CHANGE = Query[None]("verification/upsert_change")
_UPDATE_CONFIRMED = Query("verification/update_confirmed", ChangeRow)
_DELETE_CHANGE = Query[None]("verification/delete_change")
_UPDATE_EMAIL = Query[None]("verification/update_email")
_HAS_EMAIL = Query[bool]("verification/has_email")


async def select_email(db: Executor, *, user_id: int, max_days: int) -> EmailRow | None:
    """A person's address; a wish older than `max_days` is left out."""
    return await _SELECT_EMAIL.maybe(db, user_id=user_id, max_days=max_days)


async def insert_token(db: Executor, *, token_hash: bytes, user_id: int, purpose: str, email_canonical: str) -> None:
    """Store a link."""
    await _INSERT_TOKEN.none(
        db, token_hash=token_hash, user_id=user_id, purpose=purpose, email_canonical=email_canonical
    )


async def use_token(db: Executor, *, token_hash: bytes, max_days: int) -> TokenRow | None:
    """Use a link up; None when it does not work."""
    return await _USE_TOKEN.maybe(db, token_hash=token_hash, max_days=max_days)


async def delete_tokens(db: Executor, *, user_id: int) -> None:
    """End the links of a change of address."""
    await _DELETE_TOKENS.none(db, user_id=user_id)


async def update_verified(db: Executor, *, user_id: int, email_canonical: str) -> bool:
    """Note that the address is verified; False when the person has another one by now."""
    return await _UPDATE_VERIFIED.none(db, user_id=user_id, email_canonical=email_canonical) == 1


async def upsert_change(
    db: Executor, *, user_id: int, email: str, email_canonical: str, is_old_confirmed: bool
) -> None:
    """Store the wish for another address."""
    await _UPSERT_CHANGE.none(
        db, user_id=user_id, email=email, email_canonical=email_canonical, is_old_confirmed=is_old_confirmed
    )


async def update_confirmed(db: Executor, *, user_id: int, purpose: str, email_canonical: str) -> ChangeRow | None:
    """One address confirmed; None when there is no such wish any more."""
    return await _UPDATE_CONFIRMED.maybe(db, user_id=user_id, purpose=purpose, email_canonical=email_canonical)


async def delete_change(db: Executor, *, user_id: int) -> None:
    """Take the wish back."""
    await _DELETE_CHANGE.none(db, user_id=user_id)


async def update_email(db: Executor, *, user_id: int, email: str, email_canonical: str) -> bool:
    """Give a person another address; False when somebody else has it."""
    return await _UPDATE_EMAIL.none(db, user_id=user_id, email=email, email_canonical=email_canonical) == 1


async def has_email(db: Executor, *, email_canonical: str) -> bool:
    """Whether somebody has this address."""
    return bool(await _HAS_EMAIL.value(db, email_canonical=email_canonical))
