"""Page contexts of accounts: mail in development, account, second factor, data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShownMail:
    """A mail in `dev/mail.html`."""

    recipient: str
    subject: str
    text: str
    # The addresses in the text, to tap.
    links: list[str]
    time_iso: str
    time_full: str


@dataclass(frozen=True, slots=True)
class DevMailPage:
    """`dev/mail.html`: what would have been sent, the newest first."""

    title: str
    mails: list[ShownMail]
