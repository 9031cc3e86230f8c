"""Half-done sign-ins: the password was right, something else is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class ChallengeRow:
    """Whose sign-in it is, and the password hash that was checked for it."""

    user_id: int
    password_hash: str | None


_INSERT_CHALLENGE = Query[None]("challenges/insert_challenge")
_SELECT_OWNER = Query[int]("challenges/select_owner")
_TRY_CHALLENGE = Query("challenges/try_challenge", ChallengeRow)
_DELETE_CHALLENGE = Query[None]("challenges/delete_challenge")
_SELECT_STATE = Query[str]("challenges/select_state")


async def insert_challenge(
    db: Executor, *, token_hash: bytes, user_id: int, purpose: str, password_hash: str | None
) -> None:
    """Store a challenge: `second_factor` or `restore`."""
    await _INSERT_CHALLENGE.none(
        db, token_hash=token_hash, user_id=user_id, purpose=purpose, password_hash=password_hash
    )


async def select_owner(
    db: Executor, *, token_hash: bytes, purpose: str, max_attempts: int, max_minutes: int
) -> int | None:
    """Whose challenge it is; None when it is over."""
    user_id: int | None = await _SELECT_OWNER.value(
        db, token_hash=token_hash, purpose=purpose, max_attempts=max_attempts, max_minutes=max_minutes
    )
    return user_id


async def try_challenge(
    db: Executor, *, token_hash: bytes, purpose: str, max_attempts: int, max_minutes: int
) -> ChallengeRow | None:
    """Count an attempt; None when the challenge is over."""
    return await _TRY_CHALLENGE.maybe(
        db, token_hash=token_hash, purpose=purpose, max_attempts=max_attempts, max_minutes=max_minutes
    )


async def delete_challenge(db: Executor, *, token_hash: bytes) -> None:
    """End a challenge."""
    await _DELETE_CHALLENGE.none(db, token_hash=token_hash)


async def select_state(db: Executor, *, user_id: int) -> str | None:
    """`active`, `suspended` or `deleted`; None when the account was erased."""
    state: str | None = await _SELECT_STATE.value(db, user_id=user_id)
    return state
