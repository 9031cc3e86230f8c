"""Going on with a half-done sign-in: the code of the second factor, or the wish to keep a deleted account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.actions.second_factor import WRONG_CODE, is_right_code
from app.actions.sessions import ask_to_restore, open_session, refuse_suspended
from app.errors import ChallengeOver, WrongCode
from app.security.tokens import hash_token
from app.store import challenges, sessions

if TYPE_CHECKING:
    from app.actions.sessions import Device, SignedIn
    from app.db import Database

MAX_MINUTES = 10
MAX_ATTEMPTS = 5


async def owner_of(database: Database, challenge: str, purpose: str) -> int:
    """Whose challenge it is.

    Raises:
        ChallengeOver: it was used, or is too old.
    """
    user_id = await challenges.select_owner(
        database.pool,
        token_hash=hash_token(challenge),
        purpose=purpose,
        max_attempts=MAX_ATTEMPTS,
        max_minutes=MAX_MINUTES,
    )
    if user_id is None:
        raise ChallengeOver
    return user_id


async def answer_with_code(
    database: Database,
    *,
    challenge: str,
    code: str,
    device: Device,
    secret_key: str,
    replaced: tuple[int, int] | None = None,
) -> SignedIn:
    """Sign in with the code. A wrong one counts; five end the challenge.

    Raises:
        WrongCode: the code does not fit.
        ChallengeOver: the challenge was used, is too old, or the password was changed meanwhile.
        AccountDeleted: the code is right, but the account is to be erased; it can be restored.
    """
    token_hash, signed_in, restoring = hash_token(challenge), None, None
    async with database.transaction() as db:
        row = await challenges.try_challenge(
            db, token_hash=token_hash, purpose="second_factor", max_attempts=MAX_ATTEMPTS, max_minutes=MAX_MINUTES
        )
        if row is None:
            raise ChallengeOver
        is_right = await is_right_code(db, user_id=row.user_id, code=code, secret_key=secret_key)
        if is_right:
            await challenges.delete_challenge(db, token_hash=token_hash)
            if await challenges.select_state(db, user_id=row.user_id) == "deleted":
                restoring = await ask_to_restore(db, user_id=row.user_id, password_hash=row.password_hash)
            else:
                signed_in = await open_session(db, user_id=row.user_id, password_hash=row.password_hash, device=device)
            if signed_in is not None and replaced is not None:
                await sessions.delete_session(db, user_id=replaced[0], session_id=replaced[1])
    # Raised outside, so that the attempt stays counted and the used code stays used.
    if not is_right:
        raise WrongCode(WRONG_CODE)
    if restoring is not None:
        raise restoring
    if signed_in is None:
        await refuse_suspended(database.pool, user_id=row.user_id)
        raise ChallengeOver
    return signed_in
