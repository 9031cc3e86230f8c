"""Deleting one's account: hidden at once, erased after 30 days, until then to be had back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.actions.challenges import MAX_ATTEMPTS, MAX_MINUTES
from app.actions.media import delete_files
from app.actions.passwords import require_password
from app.actions.sessions import open_session
from app.errors import ChallengeOver, NotSignedIn
from app.mail.bodies import render_mail
from app.mail.outgoing import enqueue_body
from app.security.tokens import hash_token
from app.store import accounts, challenges, deletion, interactions, passwords, sessions

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from app.actions.sessions import Device, SignedIn
    from app.db import Connection, Database
    from app.storage.files import Storage
    from app.store.deletion import ErasedRow

GRACE_DAYS = 30
ROWS_AT_ONCE = 200


async def delete_account(database: Database, *, user_id: int, password: str, site: str) -> datetime:
    """Hide the account and end its sessions; gives when it is erased.

    Raises:
        Invalid: the password is wrong.
    """
    credentials = await require_password(database, user_id=user_id, password=password)
    async with database.transaction() as db:
        erase_at = await deletion.update_deleted(db, user_id=user_id, grace_days=GRACE_DAYS)
        if erase_at is None:
            raise NotSignedIn
        await sessions.delete_all(db, user_id=user_id)
        await passwords.delete_resets(db, user_id=user_id)
        date = f"{erase_at.day} {erase_at:%B %Y}"
        body = render_mail("account_deleted", username=credentials.username, date=date, site=site)
        await enqueue_body(db, to=credentials.email_canonical, body=body)
    return erase_at


async def restore_account(database: Database, *, challenge: str, device: Device) -> SignedIn:
    """Have the account back, by the challenge that a sign-in gave; signs in.

    Raises:
        ChallengeOver: the challenge was used or is too old, or the account is erased.
    """
    token_hash = hash_token(challenge)
    async with database.transaction() as db:
        row = await challenges.try_challenge(
            db, token_hash=token_hash, purpose="restore", max_attempts=MAX_ATTEMPTS, max_minutes=MAX_MINUTES
        )
        if row is None or not await deletion.update_restored(db, user_id=row.user_id):
            raise ChallengeOver
        await challenges.delete_challenge(db, token_hash=token_hash)
        signed_in = await open_session(db, user_id=row.user_id, password_hash=row.password_hash, device=device)
        if signed_in is None:
            raise ChallengeOver
    return signed_in


async def erase_account(database: Database, storage: Storage, account: ErasedRow) -> bool:
    """Erase all rows and files of an account, some at a time; when it is cut short, the next run goes on.

    False when the account was given back meanwhile.
    """
    user_id = account.id
    await delete_files(storage, [key for key in (account.avatar_key, *account.storage_keys) if key is not None])
    await _erase_media(database, storage, user_id)
    for step in (deletion.update_posts_deleted, deletion.delete_likes, deletion.delete_follows, deletion.delete_posts):
        await _repeat(database, user_id, step)
    async with database.transaction() as db:
        # Tables without foreign keys, because they are large and written all the time.
        await deletion.delete_home_feed(db, user_id=user_id)
        await interactions.delete_history(db, user_id=user_id)
        await interactions.delete_seen(db, user_id=user_id)
        await deletion.delete_recommendations(db, user_id=user_id)
        await deletion.delete_mails(db, email_canonical=account.email_canonical)
        return await deletion.delete_user(db, user_id=user_id)


async def _erase_media(database: Database, storage: Storage, user_id: int) -> None:
    """Files first: what is cut short between is found again by its row."""
    while rows := await deletion.list_media(database.pool, user_id=user_id, page_size=ROWS_AT_ONCE):
        await delete_files(storage, [name for row in rows for name in (*row.names, row.source)])
        async with database.transaction() as db:
            await deletion.delete_media(db, user_id=user_id, media_ids=[row.id for row in rows])


async def _repeat(database: Database, user_id: int, step: Callable[..., Awaitable[int]]) -> None:
    touched = 1
    while touched:
        async with database.transaction() as db:
            touched = await _step(db, user_id, step)


async def _step(db: Connection, user_id: int, step: Callable[..., Awaitable[int]]) -> int:
    # People are locked before posts, everywhere.
    await accounts.select_avatar_key(db, user_id=user_id)
    return await step(db, user_id=user_id, page_size=ROWS_AT_ONCE)
