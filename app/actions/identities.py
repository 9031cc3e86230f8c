"""Signing in with an account elsewhere, connecting and disconnecting one."""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from app.actions.sessions import SignedIn, ask_further, open_session, refuse_suspended
from app.errors import Conflict, HalfSignedIn, Invalid, WrongCredentials
from app.security.emails import clean_email, email_key
from app.security.providers import TITLES, proposed_username
from app.security.usernames import clean_username
from app.store import accounts, identities, sessions
from app.text.latin import latin_name
from app.text.normalise import clean_line

if TYPE_CHECKING:
    from app.actions.sessions import Device
    from app.db import Connection, Database
    from app.security.providers import Identity
    from app.store.accounts import CredentialsRow

_NAMES_TO_TRY = 8
_MAX_DISPLAY_NAME = 50


async def sign_in(
    database: Database, *, identity: Identity, device: Device, replaced: tuple[int, int] | None = None
) -> tuple[SignedIn, bool]:
    """Sign in, or make an account; gives the session and whether the account is new.

    An account with the same address is connected only where both sides have verified it: otherwise whoever
    registers somebody's address first, here or there, would get into the other one.

    Raises:
        Invalid: the address is not verified there.
        Conflict: the address belongs to an account here that has not verified it.
        HalfSignedIn: a code is asked for, or whether to restore the account.
    """
    outcome: SignedIn | HalfSignedIn | None
    async with database.transaction() as db:
        found = await identities.select_credentials(db, provider=identity.provider, subject=identity.subject)
        user_id, is_new = None, False
        if found is None:
            if await identities.has_identity(db, provider=identity.provider, subject=identity.subject):
                raise WrongCredentials
            found = await _connect_by_email(db, identity)
        if found is None:
            user_id, is_new = await _make_account(db, identity), True
            outcome = await open_session(db, user_id=user_id, password_hash=None, device=device)
        elif found.has_second_factor or found.is_deleted:
            outcome = await ask_further(db, found)
        else:
            outcome = await open_session(db, user_id=found.id, password_hash=found.password_hash, device=device)
        if isinstance(outcome, SignedIn) and replaced is not None:
            await sessions.delete_session(db, user_id=replaced[0], session_id=replaced[1])
    if isinstance(outcome, HalfSignedIn):
        raise outcome
    if outcome is None:
        if found is not None:
            await refuse_suspended(database.pool, user_id=found.id)
        raise WrongCredentials
    return outcome, is_new


async def connect(database: Database, *, user_id: int, identity: Identity) -> None:
    """Connect an account elsewhere with that of a signed-in person.

    Raises:
        Invalid: the address is not verified there.
        Conflict: it is not verified here, or one of the two is connected already.
    """
    _require_verified(identity)
    async with database.transaction() as db:
        is_connected = await identities.insert_identity(
            db, provider=identity.provider, subject=identity.subject, user_id=user_id, email=identity.email
        )
        if not is_connected:
            raise Conflict(
                f"That {TITLES[identity.provider]} account couldn't be connected: it is connected already, "
                "or your e-mail address here isn't confirmed yet."
            )


async def disconnect(database: Database, *, user_id: int, provider: str) -> None:
    """Disconnect an account elsewhere.

    Raises:
        Conflict: it is not connected, or nothing else is left to sign in with.
    """
    async with database.transaction() as db:
        if not await identities.delete_identity(db, user_id=user_id, provider=provider):
            raise Conflict("Set a password first, so that you can still sign in.")


def _require_verified(identity: Identity) -> str:
    canonical = email_key(identity.email)
    if canonical is None or not identity.is_email_verified:
        title = TITLES[identity.provider]
        raise Invalid(f"Your e-mail address isn't verified at {title}. Verify it there first.")
    return canonical


async def _connect_by_email(db: Connection, identity: Identity) -> CredentialsRow | None:
    canonical = _require_verified(identity)
    found = await accounts.select_credentials(db, username=None, email_canonical=canonical)
    if found is None:
        return None
    is_connected = await identities.insert_identity(
        db, provider=identity.provider, subject=identity.subject, user_id=found.id, email=identity.email
    )
    if not is_connected:
        raise Conflict(
            "There's an account with that address already. Sign in with your password, confirm your address, "
            "then connect the two in your settings."
        )
    return found


async def _make_account(db: Connection, identity: Identity) -> int:
    typed, canonical = clean_email(identity.email)
    display_name = ""
    with suppress(Invalid):
        display_name = clean_line(identity.display_name[:_MAX_DISPLAY_NAME], "display_name", _MAX_DISPLAY_NAME)
    for username in _possible_usernames(identity.username):
        user_id = await identities.insert_user(
            db,
            username=username,
            email=typed,
            email_canonical=canonical,
            display_name=display_name,
            latin_name=latin_name(display_name),
        )
        if user_id is not None:
            await identities.insert_identity(
                db, provider=identity.provider, subject=identity.subject, user_id=user_id, email=identity.email
            )
            return user_id
    # A suspended account has the address.
    raise WrongCredentials


def _possible_usernames(hint: str) -> list[str]:
    base = proposed_username(hint)
    names = [base] if base else []
    names += [f"{base or 'person'}_{secrets.randbelow(10**6)}" for _ in range(_NAMES_TO_TRY)]
    possible = []
    for name in names:
        with suppress(Invalid):
            possible.append(clean_username(name))
    return possible
