"""Verifying an address, and changing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import asyncpg

from app.actions.passwords import require_password
from app.errors import Conflict, Invalid, NotSignedIn
from app.mail.bodies import render_mail
from app.mail.outgoing import enqueue_body
from app.security.emails import clean_email
from app.security.tokens import hash_token, new_token
from app.store import passwords, verification

if TYPE_CHECKING:
    from app.db import Connection, Database
    from app.store.verification import EmailRow, TokenRow

LINK_DAYS = 3
VERIFIED, HALF_CHANGED, CHANGED = "verified", "half-changed", "changed"
DEAD_LINK = "This link was used already, or is too old. Ask for a new one in your settings."
TAKEN = "There's an account with that address already."


async def own_email(database: Database, *, user_id: int) -> EmailRow:
    """A person's address and the one wished for.

    Raises:
        NotSignedIn: the account ended meanwhile.
    """
    row = await verification.select_email(database.pool, user_id=user_id, max_days=LINK_DAYS)
    if row is None:
        raise NotSignedIn
    return row


async def send_verification(db: Connection, *, user_id: int, username: str, email_canonical: str, site: str) -> None:
    """Mail a link that verifies the address; part of the caller's transaction."""
    await _send_link(db, "verify_email", "verify", user_id, username, email_canonical, email_canonical, site)


async def ask_verification_again(database: Database, *, user_id: int, site: str) -> None:
    """Mail the link once more, unless the address is verified."""
    row = await own_email(database, user_id=user_id)
    if row.is_verified:
        return
    async with database.transaction() as db:
        await send_verification(
            db, user_id=row.id, username=row.username, email_canonical=row.email_canonical, site=site
        )


async def ask_email_change(database: Database, *, user_id: int, email: str, password: str, site: str) -> EmailRow:
    """Wish for another address: it takes effect when both have confirmed.

    An old address that was never verified is not asked: it may be a mistyped one, of somebody else.

    Raises:
        Invalid: the password is wrong, or it is no address.
        Conflict: somebody has it.
    """
    await require_password(database, user_id=user_id, password=password)
    typed, canonical = clean_email(email)
    row = await own_email(database, user_id=user_id)
    if canonical == row.email_canonical:
        raise Invalid(email="That's your address already.")
    if await verification.has_email(database.pool, email_canonical=canonical):
        raise Conflict(email=TAKEN)
    async with database.transaction() as db:
        await verification.delete_tokens(db, user_id=user_id)
        await verification.upsert_change(
            db, user_id=user_id, email=typed, email_canonical=canonical, is_old_confirmed=not row.is_verified
        )
        await _send_link(db, "change_email_new", "change_new", user_id, row.username, canonical, canonical, site)
        if row.is_verified:
            await _send_link(
                db, "change_email_old", "change_old", user_id, row.username, row.email_canonical, canonical, site
            )
    return await own_email(database, user_id=user_id)


async def take_back_email_change(database: Database, *, user_id: int) -> None:
    """Keep the address; the links of the wish work no more."""
    async with database.transaction() as db:
        await verification.delete_tokens(db, user_id=user_id)
        await verification.delete_change(db, user_id=user_id)


async def confirm_email(database: Database, *, token: str, site: str) -> str:
    """Use a link: gives `verified`, `half-changed` (the other address has to confirm too) or `changed`.

    Raises:
        Invalid: the link does not work.
        Conflict: somebody took the address meanwhile.
    """
    try:
        async with database.transaction() as db:
            used = await verification.use_token(db, token_hash=hash_token(token), max_days=LINK_DAYS)
            if used is None:
                raise Invalid(token=DEAD_LINK)
            return await _confirm(db, used, site)
    except asyncpg.UniqueViolationError as error:
        raise Conflict(email=TAKEN) from error


async def _confirm(db: Connection, used: TokenRow, site: str) -> str:
    if used.purpose == "verify":
        if not await verification.update_verified(db, user_id=used.user_id, email_canonical=used.email_canonical):
            raise Invalid(token=DEAD_LINK)
        return VERIFIED
    old = await verification.select_email(db, user_id=used.user_id, max_days=LINK_DAYS)
    change = await verification.update_confirmed(
        db, user_id=used.user_id, purpose=used.purpose, email_canonical=used.email_canonical
    )
    if old is None or change is None:
        raise Invalid(token=DEAD_LINK)
    if not change.is_confirmed:
        return HALF_CHANGED
    if not await verification.update_email(
        db, user_id=used.user_id, email=change.email, email_canonical=change.email_canonical
    ):
        raise Conflict(email=TAKEN)
    await verification.delete_change(db, user_id=used.user_id)
    # A link for a new password that lies in the old mailbox is worth nothing now.
    await passwords.delete_resets(db, user_id=used.user_id)
    if old.is_verified:
        body = render_mail("email_changed", username=old.username, email=change.email, site=site)
        await enqueue_body(db, to=old.email_canonical, body=body)
    return CHANGED


async def _send_link(
    db: Connection,
    mail: str,
    purpose: str,
    user_id: int,
    username: str,
    recipient: str,
    email_canonical: str,
    site: str,
) -> None:
    token = new_token()
    await verification.insert_token(
        db, token_hash=hash_token(token), user_id=user_id, purpose=purpose, email_canonical=email_canonical
    )
    body = render_mail(
        mail, username=username, email=email_canonical, link=f"{site}/auth/verify?token={token}", days=LINK_DAYS
    )
    await enqueue_body(db, to=recipient, body=body)
