"""Mails that wait to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail; `headers` is a JSON object of further header lines."""

    id: int
    recipient: str
    subject: str
    text_body: str
    html_body: str | None
    headers: str
    attempts: int
    created_at: datetime


_INSERT_MAIL = Query[None]("mails/insert_mail")
_CLAIM_MAILS = Query("mails/claim_mails", MailRow)
_LIST_NEWEST = Query("mails/list_newest", MailRow)
_DELETE_MAIL = Query[None]("mails/delete_mail")
_UPDATE_FAILED = Query[None]("mails/update_failed")
_UPDATE_SHOWN = Query[None]("mails/update_shown")
_DELETE_OLD = Query[None]("mails/delete_old")


async def insert_mail(
    db: Executor, *, recipient: str, subject: str, text_body: str, html_body: str | None, headers: str
) -> None:
    """Put a mail into the queue."""
    await _INSERT_MAIL.none(
        db, recipient=recipient, subject=subject, text_body=text_body, html_body=html_body, headers=headers
    )


async def claim_mails(db: Executor, *, page_size: int) -> list[MailRow]:
    """Take mails that are due; they are due again later, unless they are deleted."""
    return await _CLAIM_MAILS.many(db, page_size=page_size)


async def list_newest(db: Executor, *, page_size: int) -> list[MailRow]:
    """The newest mails."""
    return await _LIST_NEWEST.many(db, page_size=page_size)


async def delete_mail(db: Executor, *, mail_id: int) -> None:
    """Forget a mail."""
    await _DELETE_MAIL.none(db, mail_id=mail_id)


async def update_failed(db: Executor, *, mail_id: int, last_error: str) -> None:
    """Note why an attempt failed."""
    await _UPDATE_FAILED.none(db, mail_id=mail_id, last_error=last_error)


async def update_shown(db: Executor, *, mail_id: int) -> None:
    """Note that a mail was shown instead of sent."""
    await _UPDATE_SHOWN.none(db, mail_id=mail_id)


async def delete_old(db: Executor, *, max_days: int) -> int:
    """Give up what could not be sent for `max_days`; gives the number of mails."""
    return await _DELETE_OLD.none(db, max_days=max_days)
