"""Sending the mail that waits in the database."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import asyncpg
import structlog

from app.errors import Unavailable
from app.launch.ports import is_loopback
from app.mail.smtp import MailRefused, MailServer, mail_server, send_mail
from app.pool import AWAY
from app.store import mails

if TYPE_CHECKING:
    from app.db import Database
    from app.settings import Settings
    from app.store.mails import MailRow

log = structlog.get_logger()

QUEUE_AWAY: tuple[type[BaseException], ...] = (Unavailable, asyncpg.PostgresError, *AWAY)
MAILS_AT_ONCE = 20
PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 15.0
MAX_ERROR_CHARACTERS = 500


async def deliver_mail(settings: Settings, database: Database) -> None:
    """Send what is due, again and again."""
    server = mail_server(settings)
    pause = PAUSE_SECONDS
    while True:
        await asyncio.sleep(pause)
        try:
            while await deliver_due(settings, database, server):
                pass
        except QUEUE_AWAY as error:
            log.warning("mail waits for PostgreSQL", reason=repr(error))
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        else:
            pause = PAUSE_SECONDS


async def deliver_due(settings: Settings, database: Database, server: MailServer | None) -> int:
    """Send the mails that are due now; gives their number."""
    async with database.transaction() as db:
        due = await mails.claim_mails(db, page_size=MAILS_AT_ONCE)
    # One after the other: a mail server is happier with one guest at a time.
    for mail in due:
        if server is None:
            await _show(settings, database, mail)
        else:
            await _send(settings, database, server, mail)
    return len(due)


async def _send(settings: Settings, database: Database, server: MailServer, mail: MailRow) -> None:
    try:
        await send_mail(server, mail, settings.mail_from)
    except MailRefused as error:
        log.warning("mail refused for good", mail_id=str(mail.id), reason=str(error))
        await mails.delete_mail(database.pool, mail_id=mail.id)
    except Exception as error:  # noqa: BLE001  whatever it is, the others have to be sent
        reason = repr(error)[:MAX_ERROR_CHARACTERS]
        log.warning("mail not sent yet", mail_id=str(mail.id), attempts=mail.attempts, reason=reason)
        await mails.update_failed(database.pool, mail_id=mail.id, last_error=reason)
    else:
        await mails.delete_mail(database.pool, mail_id=mail.id)


async def _show(settings: Settings, database: Database, mail: MailRow) -> None:
    """Without a mail server: into the log, on a machine of one's own only, for a mail may hold a secret link."""
    if is_loopback(settings.host):
        log.warning(
            "mail, shown because SMTP_URL is not set", to=mail.recipient, subject=mail.subject, text=mail.text_body
        )
        await mails.update_shown(database.pool, mail_id=mail.id)
    else:
        log.error("mail dropped because SMTP_URL is not set", mail_id=str(mail.id))
        await mails.delete_mail(database.pool, mail_id=mail.id)
