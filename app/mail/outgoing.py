"""Putting mail into the queue, in the transaction of whatever it tells about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from app.store import mails

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.db import Executor
    from app.mail.bodies import Body

MAX_SUBJECT_CHARACTERS = 200


async def enqueue_mail(
    db: Executor,
    *,
    to: str,
    subject: str,
    text: str,
    html: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Queue a mail; the worker sends it once the caller's transaction is committed.

    Args:
        to: one address, in its canonical (ASCII) form.
        subject: one line; line breaks and other control characters become spaces.
        text: the body for programs that show text only.
        html: the same for the others.
        headers: further header lines, as List-Unsubscribe.
    """
    await mails.insert_mail(
        db,
        recipient=one_line(to),
        subject=one_line(subject)[:MAX_SUBJECT_CHARACTERS],
        text_body=text,
        html_body=html,
        headers=orjson.dumps({one_line(name): one_line(value) for name, value in (headers or {}).items()}).decode(),
    )


async def enqueue_body(db: Executor, *, to: str, body: Body, headers: Mapping[str, str] | None = None) -> None:
    """Queue a mail whose subject and bodies came out of templates."""
    await enqueue_mail(db, to=to, subject=body.subject, text=body.text, html=body.html, headers=headers)


def one_line(raw: str) -> str:
    """A header's text: nobody adds a line of their own to a mail."""
    return " ".join("".join(character if character.isprintable() else " " for character in raw).split())
