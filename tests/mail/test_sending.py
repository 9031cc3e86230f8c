"""Mail from the queue to a real SMTP server."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.actions.moderation_mails import AppealAddresses, Concerned, mail_act
from app.jobs.mail import deliver_due
from app.mail.outgoing import enqueue_mail
from app.mail.smtp import mail_server

if TYPE_CHECKING:
    from app.db import Database
    from app.settings import Settings
    from tests.mail.conftest import Catcher


async def queue(database: Database, **fields: str) -> None:
    async with database.transaction() as db:
        await enqueue_mail(
            db,
            **{"to": "ana@example.com", "subject": "Hello", "text": "Words", "html": "<p>Words</p>", **fields},
            headers={"List-Unsubscribe": "<https://skein.example/off>"},
        )


async def test_a_mail_is_sent_once_and_nobody_adds_a_header(
    database: Database, quiet_settings: Settings, catcher: Catcher
) -> None:
    settings = replace(quiet_settings, smtp_url=catcher.url, mail_from="Skein <news@skein.example>")
    server = mail_server(settings)
    await queue(database, subject="Hello\r\nBcc: cleo@example.com", to="ana@example.com\n")

    await deliver_due(settings, database, server)
    await deliver_due(settings, database, server)

    (mail,) = catcher.messages
    assert (mail["To"], mail["Bcc"], mail["From"]) == ("ana@example.com", None, "Skein <news@skein.example>")
    assert mail["Subject"] == "Hello Bcc: cleo@example.com"
    assert mail["List-Unsubscribe"] == "<https://skein.example/off>"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert await database.pool.fetchval("SELECT count(*) FROM mails") == 0


async def test_a_refused_mail_is_tried_again_later_and_dropped_when_it_is_hopeless(
    database: Database, quiet_settings: Settings, catcher: Catcher
) -> None:
    settings = replace(quiet_settings, smtp_url=catcher.url)
    server = mail_server(settings)
    catcher.refusals = ["451 Not now", "550 No such person"]
    await queue(database)

    await deliver_due(settings, database, server)
    row = await database.pool.fetchrow("SELECT attempts, next_attempt_at > now() AS waits, last_error FROM mails")
    assert row is not None
    assert (row["attempts"], row["waits"]) == (1, True)
    assert "Not now" in row["last_error"]
    assert await deliver_due(settings, database, server) == 0

    await database.pool.execute("UPDATE mails SET next_attempt_at = now()")
    await deliver_due(settings, database, server)
    assert catcher.messages == []
    assert await database.pool.fetchval("SELECT count(*) FROM mails") == 0


async def test_without_a_mail_server_it_is_kept_to_be_shown(database: Database, quiet_settings: Settings) -> None:
    await queue(database)

    await deliver_due(quiet_settings, database, None)
    await deliver_due(quiet_settings, database, None)

    assert await database.pool.fetchval("SELECT count(*) FROM mails WHERE shown_at IS NOT NULL") == 1


async def test_what_a_moderator_did_is_mailed_as_text_and_html(
    database: Database, quiet_settings: Settings, catcher: Catcher
) -> None:
    settings = replace(quiet_settings, smtp_url=catcher.url)
    person = Concerned(7, "ana", "ana@example.com")
    addresses = AppealAddresses("https://skein.example", settings.secret_key)
    async with database.transaction() as db:
        await mail_act(db, person, act="suspend", act_id=9, reason="<b>Spam</b> & more", addresses=addresses)

    await deliver_due(settings, database, mail_server(settings))

    (mail,) = catcher.messages
    text, html = [part.get_content() for part in mail.iter_parts()]
    assert (mail["To"], mail["Subject"]) == ("ana@example.com", "Your account is suspended")
    assert mail["List-Unsubscribe"] is None
    assert "<b>Spam</b> & more" in text
    assert "&lt;b&gt;Spam&lt;/b&gt; &amp; more" in html
    assert "https://skein.example/appeals/" in text
