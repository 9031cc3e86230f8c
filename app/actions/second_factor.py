"""Two-step sign-in: setting it up, and turning it off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.actions.passwords import require_password
from app.errors import Conflict, Invalid
from app.mail.bodies import render_mail
from app.mail.outgoing import enqueue_body
from app.security.codes import (
    hash_recovery_code,
    matching_step,
    new_recovery_codes,
    new_secret,
    provisioning_uri,
)
from app.security.sealing import seal, unseal
from app.store import second_factor

if TYPE_CHECKING:
    from app.db import Connection, Database
    from app.store.second_factor import StandingRow

PURPOSE = "second factor"
WRONG_CODE = "That code doesn't fit. Codes change every 30 seconds, and each works once."


@dataclass(frozen=True, slots=True)
class SetUp:
    """What an app has to be told: the QR code says `uri`, people type `secret`."""

    secret: str
    uri: str


async def start(database: Database, *, user_id: int, password: str, secret_key: str) -> SetUp:
    """Make a secret. It counts once `confirm` has seen a first code.

    Raises:
        Invalid: the password is wrong.
        Conflict: two-step sign-in is on already.
    """
    credentials = await require_password(database, user_id=user_id, password=password)
    secret = new_secret()
    async with database.transaction() as db:
        sealed = seal(secret_key, PURPOSE, secret)
        if not await second_factor.upsert_secret(db, user_id=user_id, sealed_secret=sealed):
            raise Conflict("Two-step sign-in is on already.")
    return SetUp(secret, provisioning_uri(secret, credentials.username))


def set_up_of(standing: StandingRow, secret_key: str) -> SetUp | None:
    """The secret that waits for its first code; None: there is none."""
    if standing.is_on or standing.sealed_secret is None:
        return None
    secret = unseal(secret_key, PURPOSE, standing.sealed_secret)
    return None if secret is None else SetUp(secret, provisioning_uri(secret, standing.username))


async def confirm(database: Database, *, user_id: int, code: str, secret_key: str, site: str) -> list[str]:
    """Turn it on with a first code; gives the recovery codes, which are told this once.

    Raises:
        Invalid: the code does not fit.
        Conflict: it is on already.
    """
    async with database.transaction() as db:
        row = await second_factor.lock_secret(db, user_id=user_id)
        if row is None:
            raise Invalid(code="Start again: there is nothing to confirm.")
        if row.is_on:
            raise Conflict("Two-step sign-in is on already.")
        secret = unseal(secret_key, PURPOSE, row.sealed_secret)
        step = None if secret is None else matching_step(secret, code, after_step=row.last_step)
        if step is None:
            raise Invalid(code=WRONG_CODE)
        await second_factor.update_used(db, user_id=user_id, step=step)
        codes = await _replace_codes(db, user_id)
        await _tell(db, user_id, is_on=True, site=site)
    return codes


async def turn_off(database: Database, *, user_id: int, password: str, site: str) -> None:
    """Sign in by password alone again.

    Raises:
        Invalid: the password is wrong.
    """
    await require_password(database, user_id=user_id, password=password)
    async with database.transaction() as db:
        row = await second_factor.lock_secret(db, user_id=user_id)
        await second_factor.delete_secret(db, user_id=user_id)
        await second_factor.delete_recovery_codes(db, user_id=user_id)
        if row is not None and row.is_on:
            await _tell(db, user_id, is_on=False, site=site)


async def renew_recovery_codes(database: Database, *, user_id: int, password: str) -> list[str]:
    """New recovery codes; the old ones are void.

    Raises:
        Invalid: the password is wrong.
        Conflict: two-step sign-in is off.
    """
    await require_password(database, user_id=user_id, password=password)
    async with database.transaction() as db:
        row = await second_factor.lock_secret(db, user_id=user_id)
        if row is None or not row.is_on:
            raise Conflict("Two-step sign-in is off.")
        return await _replace_codes(db, user_id)


async def is_right_code(db: Connection, *, user_id: int, code: str, secret_key: str) -> bool:
    """Use a code of the app or a recovery code up; part of the caller's transaction."""
    row = await second_factor.lock_secret(db, user_id=user_id)
    secret = None if row is None else unseal(secret_key, PURPOSE, row.sealed_secret)
    if row is not None and row.is_on and secret is not None:
        step = matching_step(secret, code, after_step=row.last_step)
        if step is not None:
            await second_factor.update_used(db, user_id=user_id, step=step)
            return True
    return await second_factor.use_recovery_code(db, user_id=user_id, code_hash=hash_recovery_code(user_id, code))


async def _replace_codes(db: Connection, user_id: int) -> list[str]:
    codes = new_recovery_codes()
    await second_factor.delete_recovery_codes(db, user_id=user_id)
    await second_factor.insert_recovery_codes(
        db, user_id=user_id, code_hashes=[hash_recovery_code(user_id, code) for code in codes]
    )
    return codes


async def _tell(db: Connection, user_id: int, *, is_on: bool, site: str) -> None:
    standing = await second_factor.select_standing(db, user_id=user_id)
    body = render_mail("second_factor_changed", username=standing.username, is_on=is_on, site=site)
    await enqueue_body(db, to=standing.email_canonical, body=body)
