"""Sending by SMTP."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import aiosmtplib
import orjson

from app.settings import InvalidSetting

if TYPE_CHECKING:
    from app.settings import Settings
    from app.store.mails import MailRow

SMTP_SECONDS = 20
_PORTS = {"smtp": 25, "smtps": 465}
_REFUSED_FOR_GOOD = range(500, 600)


class MailRefused(Exception):
    """The server will never take this mail: trying again is in vain."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in, out of SMTP_URL: `smtp://user:password@host:port`, or `smtps://…` for TLS at once."""

    host: str
    port: int
    username: str | None
    password: str | None
    is_tls: bool


def mail_server(settings: Settings) -> MailServer | None:
    """The server of SMTP_URL; None: there is none, mail is only shown.

    Raises:
        InvalidSetting: it is no such address.
    """
    if not settings.smtp_url:
        return None
    parts = urlsplit(settings.smtp_url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise InvalidSetting("SMTP_URL has to be smtp://host:port or smtps://host:port")
    return MailServer(
        parts.hostname,
        parts.port or _PORTS[parts.scheme],
        unquote(parts.username) if parts.username else None,
        unquote(parts.password) if parts.password else None,
        parts.scheme == "smtps",
    )


async def send_mail(server: MailServer, mail: MailRow, sender: str) -> None:
    """Hand one mail in. With `smtp://` the connection is encrypted where the server offers it.

    Raises:
        MailRefused: the server refused it for good.
        OSError, aiosmtplib.SMTPException: it is worth another attempt.
    """
    message = compose(mail, sender)
    try:
        await aiosmtplib.send(
            message,
            hostname=server.host,
            port=server.port,
            username=server.username,
            password=server.password,
            use_tls=server.is_tls,
            timeout=SMTP_SECONDS,
        )
    except aiosmtplib.SMTPRecipientsRefused as error:
        if all(refused.code in _REFUSED_FOR_GOOD for refused in error.recipients):
            raise MailRefused(str(error)) from error
        raise


def compose(mail: MailRow, sender: str) -> EmailMessage:
    """The message. Its id comes from the row, so that a repeated one is known as the same."""
    name, address = parseaddr(sender)
    message = EmailMessage()
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(addr_spec=mail.recipient)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = f"<{mail.id}@{address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    for header, value in orjson.loads(mail.headers).items():
        message[header] = value
    message.set_content(mail.text_body)
    if mail.html_body is not None:
        message.add_alternative(mail.html_body, subtype="html")
    return message
