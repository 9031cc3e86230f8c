"""Forgotten passwords, and asking for the password once more."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import orjson

from app.actions.sessions import verify
from app.errors import Invalid
from app.mail.bodies import render_mail
from app.mail.outgoing import enqueue_body
from app.security.emails import email_key
from app.security.passwords import check_password, hash_password
from app.security.tokens import hash_token, new_token
from app.store import accounts, jobs, passwords, sessions

if TYPE_CHECKING:
    from app.db import Database
    from app.store.accounts import CredentialsRow
    from app.store.passwords import ResetRow

RESET_JOB = "send_reset_link"
RESET_MINUTES = 30
DEAD_LINK = "This link was used already, or is older than 30 minutes. Ask for a new one."
NO_PASSWORD = "You have no password yet. Sign out, then use “Forgot password?” to set one."  # noqa: S105


async def request_reset(database: Database, *, email: str, site: str) -> None:
    """Have a link for a new password sent, if there is an account.

    Whether there is one is looked up by the worker: this takes as long in either case.
    """
    canonical = email_key(email)
    if canonical is None:
        return
    payload = orjson.dumps({"email": canonical, "site": site})
    async with database.transaction() as db:
        await jobs.insert_job(db, entrypoint=RESET_JOB, payload=payload)


async def send_reset_link(database: Database, *, email_canonical: str, site: str) -> None:
    """The worker's part: a link to the account with this address, or nothing."""
    async with database.transaction() as db:
        account = await passwords.select_reset_account(db, email_canonical=email_canonical)
        if account is None:
            return
        token = new_token()
        await passwords.insert_reset(
            db, token_hash=hash_token(token), user_id=account.id, email_canonical=account.email_canonical
        )
        body = render_mail(
            "reset_password",
            username=account.username,
            link=f"{site}/auth/reset-password?token={token}",
            minutes=RESET_MINUTES,
        )
        await enqueue_body(db, to=account.email_canonical, body=body)


async def check_reset_link(database: Database, *, token: str) -> ResetRow:
    """Whose new password a link is for.

    Raises:
        Invalid: the link does not work.
    """
    account = await passwords.select_reset(database.pool, token_hash=hash_token(token), max_minutes=RESET_MINUTES)
    if account is None:
        raise Invalid(token=DEAD_LINK)
    return account


async def reset_password(database: Database, *, token: str, password: str, site: str) -> None:
    """Set a new password by a link; all sessions end, and so do the person's other links.

    Raises:
        Invalid: the link does not work, or the password cannot be accepted.
    """
    account = await check_reset_link(database, token=token)
    check_password(password, username=account.username, email=account.email_canonical)
    password_hash = await asyncio.to_thread(hash_password, password)
    async with database.transaction() as db:
        user_id = await passwords.use_reset(
            db, token_hash=hash_token(token), max_minutes=RESET_MINUTES, password_hash=password_hash
        )
        if user_id is None:
            raise Invalid(token=DEAD_LINK)
        await passwords.delete_resets(db, user_id=user_id)
        await sessions.delete_all(db, user_id=user_id)
        body = render_mail("password_changed", username=account.username, site=site)
        await enqueue_body(db, to=account.email_canonical, body=body)


async def require_password(
    database: Database, *, user_id: int, password: str, field: str = "password"
) -> CredentialsRow:
    """Ask a signed-in person for the password once more; gives what was checked.

    Raises:
        Invalid: it is wrong, or the person has none.
    """
    credentials = await accounts.select_credentials_by_id(database.pool, user_id=user_id)
    if credentials is not None and credentials.password_hash is None:
        raise Invalid(**{field: NO_PASSWORD})
    if credentials is None or not await asyncio.to_thread(verify, credentials.password_hash, password):
        raise Invalid(**{field: "That isn't your password."})
    return credentials
