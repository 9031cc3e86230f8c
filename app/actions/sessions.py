"""Signing in and out, and the devices of a person."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import AccountDeleted, HalfSignedIn, NotFound, SecondFactorRequired, Suspended, WrongCredentials
from app.security.emails import email_key
from app.security.passwords import dummy_hash, hash_password, needs_rehash, verify_password
from app.security.tokens import hash_token, new_token
from app.security.usernames import username_key
from app.store import account_notices, accounts, challenges, sessions

if TYPE_CHECKING:
    from app.db import Connection, Database, Executor
    from app.store.accounts import CredentialsRow

MAX_USER_AGENT_CHARACTERS = 300
_ATTEMPTS = 2


@dataclass(frozen=True, slots=True)
class Device:
    """Where a session is opened from: `kind` is `browser` or `api`."""

    kind: str
    user_agent: str
    address: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session; its token is told once and never stored."""

    user_id: int
    session_id: int
    token: str


@dataclass(frozen=True, slots=True)
class Login:
    """The name that somebody signs in by, and the account that it belongs to, if any."""

    key: str
    credentials: CredentialsRow | None


async def find_login(database: Database, login: str) -> Login:
    """Look an account up by username or e-mail address. Never raises for unknown ones."""
    email = email_key(login)
    username = None if email is not None else username_key(login)
    if email is None and username is None:
        return Login("", None)
    credentials = await accounts.select_credentials(database.pool, username=username, email_canonical=email)
    return Login(email or username or "", credentials)


async def sign_in(
    database: Database, *, login: Login, password: str, device: Device, replaced: tuple[int, int] | None = None
) -> SignedIn:
    """Open a session for the right password; as slow for an unknown account as for a known one.

    Args:
        replaced: user and session id of the cookie that the browser sent, which end.

    Raises:
        WrongCredentials: one text whatever was wrong.
        SecondFactorRequired: the password is right; a code is asked for.
        AccountDeleted: the password is right; the account can be restored.
        Suspended: the password is right, but the account is suspended.
    """
    credentials = login.credentials
    for _ in range(_ATTEMPTS):
        stored_hash = None if credentials is None else credentials.password_hash
        is_right = await asyncio.to_thread(verify, stored_hash, password)
        if credentials is None or stored_hash is None or not is_right:
            raise WrongCredentials
        if credentials.has_second_factor or credentials.is_deleted:
            async with database.transaction() as db:
                half = await ask_further(db, credentials)
            raise half
        signed_in = await _open_checked(database, credentials.id, stored_hash, password, device, replaced)
        if signed_in is not None:
            return signed_in
        await refuse_suspended(database.pool, user_id=credentials.id)
        # The hash was changed between check and session: look again.
        credentials = await accounts.select_credentials_by_id(database.pool, user_id=credentials.id)
    raise WrongCredentials


async def ask_further(db: Connection, credentials: CredentialsRow) -> HalfSignedIn:
    """What to raise, once the transaction is over, where more than the first proof is asked for."""
    if credentials.has_second_factor:
        return await ask_for_code(db, user_id=credentials.id, password_hash=credentials.password_hash)
    return await ask_to_restore(db, user_id=credentials.id, password_hash=credentials.password_hash)


async def ask_for_code(db: Connection, *, user_id: int, password_hash: str | None) -> HalfSignedIn:
    """What to raise, once the transaction is over, for a person with a second factor."""
    return SecondFactorRequired(await _challenge(db, user_id, "second_factor", password_hash))


async def ask_to_restore(db: Connection, *, user_id: int, password_hash: str | None) -> HalfSignedIn:
    """What to raise, once the transaction is over, for a person whose account is to be erased."""
    return AccountDeleted(await _challenge(db, user_id, "restore", password_hash))


async def _challenge(db: Connection, user_id: int, purpose: str, password_hash: str | None) -> str:
    token = new_token()
    await challenges.insert_challenge(
        db, token_hash=hash_token(token), user_id=user_id, purpose=purpose, password_hash=password_hash
    )
    return token


async def _open_checked(
    database: Database,
    user_id: int,
    password_hash: str,
    password: str,
    device: Device,
    replaced: tuple[int, int] | None,
) -> SignedIn | None:
    new_hash = await asyncio.to_thread(hash_password, password) if needs_rehash(password_hash) else None
    async with database.transaction() as db:
        if new_hash is not None:
            is_stored = await accounts.update_password(
                db, user_id=user_id, old_password_hash=password_hash, password_hash=new_hash
            )
            if not is_stored:
                return None
        signed_in = await open_session(db, user_id=user_id, password_hash=new_hash or password_hash, device=device)
        if signed_in is not None and replaced is not None:
            await sessions.delete_session(db, user_id=replaced[0], session_id=replaced[1])
    return signed_in


async def refuse_suspended(db: Executor, *, user_id: int) -> None:
    """Tell a suspended person why they cannot sign in; only whoever proved who they are may hear it.

    Raises:
        Suspended: with the reason, and the act to appeal against.
    """
    suspension = await account_notices.select_suspension(db, user_id=user_id)
    if suspension is not None:
        raise Suspended(suspension.reason, user_id=user_id, act_id=suspension.act_id)


async def open_session(db: Connection, *, user_id: int, password_hash: str | None, device: Device) -> SignedIn | None:
    """A new session; None when the person is gone or has another password by now."""
    token = new_token()
    session_id = await sessions.insert_session(
        db,
        user_id=user_id,
        password_hash=password_hash,
        token_hash=hash_token(token),
        kind=device.kind,
        user_agent=stored_user_agent(device.user_agent),
        address=device.address,
    )
    return None if session_id is None else SignedIn(user_id, session_id, token)


def stored_user_agent(raw: str) -> str:
    """Printable and not long."""
    return "".join(character for character in raw if character.isprintable())[:MAX_USER_AGENT_CHARACTERS]


def verify(password_hash: str | None, password: str) -> bool:
    """Check a password; runs in a thread.

    The dummy hash is made on the first call, whether or not it is needed, so that its making tells nothing.
    """
    dummy = dummy_hash()
    return verify_password(password_hash or dummy, password) and password_hash is not None


async def sign_out(database: Database, *, user_id: int, session_id: int) -> None:
    """End the session of this device."""
    async with database.transaction() as db:
        await sessions.delete_session(db, user_id=user_id, session_id=session_id)


async def end_device(database: Database, *, user_id: int, session_id: int) -> None:
    """End one session of a person.

    Raises:
        NotFound: this person has no such session.
    """
    async with database.transaction() as db:
        if not await sessions.delete_session(db, user_id=user_id, session_id=session_id):
            raise NotFound


async def end_other_devices(database: Database, *, user_id: int, session_id: int) -> int:
    """End all sessions of a person but this one; gives how many."""
    async with database.transaction() as db:
        return await sessions.delete_others(db, user_id=user_id, kept_session_id=session_id)
