"""Adding passkeys, signing in by one, and removing them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from app.actions.passwords import require_password
from app.actions.sessions import ask_to_restore, open_session, refuse_suspended
from app.errors import Conflict, Invalid, NotFound, NotSignedIn
from app.security.passkeys import (
    CHALLENGE_MINUTES,
    REFUSED,
    Site,
    authentication_options,
    challenge_in,
    check_authentication,
    check_registration,
    credential_id_in,
    registration_options,
)
from app.store import accounts, passkeys, sessions
from app.text.normalise import clean_line

if TYPE_CHECKING:
    from app.actions.sessions import Device, SignedIn
    from app.db import Connection, Database

MAX_PASSKEYS = 20
MAX_NAME = 50


async def ask_for_new(database: Database, *, user_id: int, password: str, site: Site) -> dict[str, Any]:
    """What the browser needs to make a passkey, with the password.

    Raises:
        Invalid: the password is wrong.
        Conflict: there are many passkeys already.
    """
    await require_password(database, user_id=user_id, password=password)
    account = await accounts.select_account(database.pool, user_id=user_id)
    if account is None:
        raise NotSignedIn
    known = await passkeys.list_passkeys(database.pool, user_id=user_id)
    if len(known) >= MAX_PASSKEYS:
        raise Conflict(f"You have {MAX_PASSKEYS} passkeys. Remove one first.")
    asked = registration_options(
        site,
        user_id=user_id,
        username=account.username,
        display_name=account.display_name,
        known_ids=[row.credential_id for row in known],
    )
    async with database.transaction() as db:
        await passkeys.insert_challenge(db, challenge_hash=_hash(asked.challenge), user_id=user_id)
    return asked.options


async def add(database: Database, *, user_id: int, credential: dict[str, Any], name: str, site: Site) -> int:
    """Store the passkey that the browser made; gives its id.

    Raises:
        Invalid: it was not made for this site, person and challenge.
        Conflict: it is there already.
    """
    shown_name = clean_line(name, "name", MAX_NAME) or "Passkey"
    challenge = await _use(database, credential, user_id)
    new = check_registration(site, credential, challenge)
    async with database.transaction() as db:
        passkey_id = await passkeys.insert_passkey(
            db,
            user_id=user_id,
            credential_id=new.credential_id,
            public_key=new.public_key,
            sign_count=new.sign_count,
            name=shown_name,
        )
        if passkey_id is None:
            raise Conflict("That passkey is here already.")
    return passkey_id


async def remove(database: Database, *, user_id: int, passkey_id: int, password: str) -> None:
    """Remove a passkey, with the password.

    Raises:
        Invalid: the password is wrong.
        NotFound: the person has no such passkey.
    """
    await require_password(database, user_id=user_id, password=password)
    async with database.transaction() as db:
        if not await passkeys.delete_passkey(db, user_id=user_id, passkey_id=passkey_id):
            raise NotFound


async def ask_to_sign_in(database: Database, *, site: Site) -> dict[str, Any]:
    """What the browser needs to sign in by a passkey."""
    asked = authentication_options(site)
    async with database.transaction() as db:
        await passkeys.insert_challenge(db, challenge_hash=_hash(asked.challenge), user_id=None)
    return asked.options


async def sign_in(
    database: Database,
    *,
    credential: dict[str, Any],
    device: Device,
    site: Site,
    replaced: tuple[int, int] | None = None,
) -> SignedIn:
    """Sign in. No further code is asked for: a passkey is something one has, opened by something one knows or is.

    Raises:
        Invalid: no such passkey, or it did not sign this challenge.
        AccountDeleted: the account can be restored.
        Suspended: the account is suspended.
    """
    challenge = await _use(database, credential, None)
    restoring, signed_in = None, None
    async with database.transaction() as db:
        row = await passkeys.lock_credential(db, credential_id=credential_id_in(credential))
        if row is None:
            raise Invalid(credential=REFUSED)
        sign_count = check_authentication(
            site, credential, challenge, public_key=row.public_key, sign_count=row.sign_count
        )
        await passkeys.update_used(db, passkey_id=row.id, sign_count=sign_count)
        if row.state == "deleted":
            restoring = await ask_to_restore(db, user_id=row.user_id, password_hash=row.password_hash)
        else:
            signed_in = await _open(db, row.user_id, row.password_hash, device, replaced)
    if restoring is not None:
        raise restoring
    if signed_in is None:
        await refuse_suspended(database.pool, user_id=row.user_id)
        raise Invalid(credential=REFUSED)
    return signed_in


async def _open(
    db: Connection, user_id: int, password_hash: str | None, device: Device, replaced: tuple[int, int] | None
) -> SignedIn | None:
    signed_in = await open_session(db, user_id=user_id, password_hash=password_hash, device=device)
    if signed_in is not None and replaced is not None:
        await sessions.delete_session(db, user_id=replaced[0], session_id=replaced[1])
    return signed_in


async def _use(database: Database, credential: dict[str, Any], user_id: int | None) -> bytes:
    """The challenge in a credential, used up whatever comes after."""
    challenge = challenge_in(credential)
    async with database.transaction() as db:
        is_ours = await passkeys.use_challenge(
            db, challenge_hash=_hash(challenge), user_id=user_id, max_minutes=CHALLENGE_MINUTES
        )
    if not is_ours:
        raise Invalid(credential=REFUSED)
    return challenge


def _hash(challenge: bytes) -> bytes:
    return hashlib.sha256(challenge).digest()
