"""Second factors: TOTP secrets (sealed) and recovery codes (hashed)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Executor


@dataclass(frozen=True, slots=True)
class StandingRow:
    """How a person stands to the second factor. A secret that is not on is being set up."""

    username: str
    email_canonical: str
    is_on: bool
    sealed_secret: str | None
    codes_left: int


@dataclass(frozen=True, slots=True)
class SecretRow:
    """A sealed secret and the newest time step that was used."""

    sealed_secret: str
    last_step: int
    is_on: bool


_SELECT_STANDING = Query("second_factor/select_standing", StandingRow)
_UPSERT_SECRET = Query[None]("second_factor/upsert_secret")
_LOCK_SECRET = Query("second_factor/lock_secret", SecretRow)
_UPDATE_USED = Query[None]("second_factor/update_used")
_DELETE_SECRET = Query[None]("second_factor/delete_secret")
_INSERT_RECOVERY_CODES = Query[None]("second_factor/insert_recovery_codes")
_DELETE_RECOVERY_CODES = Query[None]("second_factor/delete_recovery_codes")
_USE_RECOVERY_CODE = Query[None]("second_factor/use_recovery_code")


async def select_standing(db: Executor, *, user_id: int) -> StandingRow:
    """How a person stands to the second factor."""
    return await _SELECT_STANDING.one(db, user_id=user_id)


async def upsert_secret(db: Executor, *, user_id: int, sealed_secret: str) -> bool:
    """Store a secret that is not confirmed yet; False when a confirmed one is there."""
    return await _UPSERT_SECRET.none(db, user_id=user_id, sealed_secret=sealed_secret) == 1


async def lock_secret(db: Executor, *, user_id: int) -> SecretRow | None:
    """A person's secret, locked."""
    return await _LOCK_SECRET.maybe(db, user_id=user_id)


async def update_used(db: Executor, *, user_id: int, step: int) -> None:
    """Note that a code of this step was used."""
    await _UPDATE_USED.none(db, user_id=user_id, step=step)


async def delete_secret(db: Executor, *, user_id: int) -> None:
    """Forget the secret."""
    await _DELETE_SECRET.none(db, user_id=user_id)


async def insert_recovery_codes(db: Executor, *, user_id: int, code_hashes: Sequence[bytes]) -> None:
    """Store recovery codes."""
    await _INSERT_RECOVERY_CODES.none(db, user_id=user_id, code_hashes=list(code_hashes))


async def delete_recovery_codes(db: Executor, *, user_id: int) -> None:
    """Forget the recovery codes."""
    await _DELETE_RECOVERY_CODES.none(db, user_id=user_id)


async def use_recovery_code(db: Executor, *, user_id: int, code_hash: bytes) -> bool:
    """Use a recovery code up; False when there is no such code."""
    return await _USE_RECOVERY_CODE.none(db, user_id=user_id, code_hash=code_hash) == 1
