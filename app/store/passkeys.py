"""Passkeys, and what they are asked to sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class PasskeyRow:
    """A passkey as its owner sees it."""

    id: int
    credential_id: bytes
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class CredentialRow:
    """What a signature is checked against, and whom it signs in."""

    id: int
    user_id: int
    public_key: bytes
    sign_count: int
    password_hash: str | None
    state: str


_LIST_PASSKEYS = Query("passkeys/list_passkeys", PasskeyRow)
_INSERT_PASSKEY = Query[int]("passkeys/insert_passkey")
_DELETE_PASSKEY = Query[None]("passkeys/delete_passkey")
_LOCK_CREDENTIAL = Query("passkeys/lock_credential", CredentialRow)
_UPDATE_USED = Query[None]("passkeys/update_used")
_INSERT_CHALLENGE = Query[None]("passkeys/insert_challenge")
_USE_CHALLENGE = Query[None]("passkeys/use_challenge")


async def list_passkeys(db: Executor, *, user_id: int) -> list[PasskeyRow]:
    """A person's passkeys."""
    return await _LIST_PASSKEYS.many(db, user_id=user_id)


async def insert_passkey(
    db: Executor, *, user_id: int, credential_id: bytes, public_key: bytes, sign_count: int, name: str
) -> int | None:
    """Store a passkey; gives its id, None when it is there already."""
    passkey_id: int | None = await _INSERT_PASSKEY.value(
        db, user_id=user_id, credential_id=credential_id, public_key=public_key, sign_count=sign_count, name=name
    )
    return passkey_id


async def delete_passkey(db: Executor, *, user_id: int, passkey_id: int) -> bool:
    """Remove a passkey; False when this person has no such one."""
    return await _DELETE_PASSKEY.none(db, user_id=user_id, passkey_id=passkey_id) == 1


async def lock_credential(db: Executor, *, credential_id: bytes) -> CredentialRow | None:
    """A passkey by its credential id, locked."""
    return await _LOCK_CREDENTIAL.maybe(db, credential_id=credential_id)


async def update_used(db: Executor, *, passkey_id: int, sign_count: int) -> None:
    """Note that a passkey signed."""
    await _UPDATE_USED.none(db, passkey_id=passkey_id, sign_count=sign_count)


async def insert_challenge(db: Executor, *, challenge_hash: bytes, user_id: int | None) -> None:
    """Store a challenge."""
    await _INSERT_CHALLENGE.none(db, challenge_hash=challenge_hash, user_id=user_id)


async def use_challenge(db: Executor, *, challenge_hash: bytes, user_id: int | None, max_minutes: int) -> bool:
    """Use a challenge up; False when there is no such one."""
    count = await _USE_CHALLENGE.none(db, challenge_hash=challenge_hash, user_id=user_id, max_minutes=max_minutes)
    return count == 1
