"""Signing up, and changing the password."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from app.actions.sessions import SignedIn, open_session, verify
from app.actions.verification import send_verification
from app.errors import Conflict, Invalid, NotFound
from app.security.emails import clean_email
from app.security.passwords import check_password, hash_password
from app.security.usernames import clean_username
from app.store import accounts, sessions
from app.text.latin import latin_name
from app.text.normalise import clean_line

if TYPE_CHECKING:
    from app.actions.sessions import Device
    from app.db import Database

MAX_DISPLAY_NAME = 50
USERNAME_TAKEN = "That username is taken."
EMAIL_TAKEN = "There's an account with that address already. Sign in instead."


async def sign_up(
    database: Database, *, username: str, email: str, password: str, display_name: str, device: Device, site: str
) -> SignedIn:
    """Make an account and its first session, and mail a link that verifies the address.

    Args:
        site: scheme and host for that link.

    Raises:
        Invalid: `fields` names everything that cannot be accepted.
        Conflict: somebody has the username or the address.
    """
    errors: dict[str, str] = {}
    clean_name, typed_email, canonical, shown_name = "", "", "", ""
    try:
        clean_name = clean_username(username)
    except Invalid as error:
        errors |= error.fields
    try:
        typed_email, canonical = clean_email(email)
    except Invalid as error:
        errors |= error.fields
    try:
        check_password(password, username=clean_name, email=canonical)
    except Invalid as error:
        errors |= error.fields
    try:
        shown_name = clean_line(display_name, "display_name", MAX_DISPLAY_NAME)
    except Invalid as error:
        errors |= error.fields
    if errors:
        raise Invalid(**errors)
    password_hash = await asyncio.to_thread(hash_password, password)
    async with database.transaction() as db:
        user_id = await accounts.insert_user(
            db,
            username=clean_name,
            email=typed_email,
            email_canonical=canonical,
            password_hash=password_hash,
            display_name=shown_name,
            latin_name=latin_name(shown_name),
        )
        if user_id is None:
            taken = await accounts.select_taken(db, username=clean_name, email_canonical=canonical)
            fields = {"username": USERNAME_TAKEN} if taken.is_username_taken else {}
            raise Conflict(**(fields | ({"email": EMAIL_TAKEN} if taken.is_email_taken else {})))
        signed_in = await open_session(db, user_id=user_id, password_hash=password_hash, device=device)
        await send_verification(db, user_id=user_id, username=clean_name, email_canonical=canonical, site=site)
    if signed_in is None:
        raise NotFound
    return signed_in


async def change_password(
    database: Database, *, user_id: int, session_id: int, current_password: str, password: str
) -> None:
    """Change the password and end all other sessions.

    Raises:
        Invalid: the current password is wrong, or the new one cannot be accepted.
    """
    wrong = Invalid(current_password="That isn't your current password.")  # noqa: S106  a sentence
    credentials = await accounts.select_credentials_by_id(database.pool, user_id=user_id)
    if credentials is None or credentials.password_hash is None:
        raise wrong
    if not await asyncio.to_thread(verify, credentials.password_hash, current_password):
        raise wrong
    check_password(password, username=credentials.username, email=credentials.email_canonical)
    password_hash = await asyncio.to_thread(hash_password, password)
    async with database.transaction() as db:
        is_changed = await accounts.update_password(
            db, user_id=user_id, old_password_hash=credentials.password_hash, password_hash=password_hash
        )
        if not is_changed:
            raise wrong
        await sessions.delete_others(db, user_id=user_id, kept_session_id=session_id)
