"""Page contexts of accounts: mail in development, account, second factor, data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup


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


@dataclass(frozen=True, slots=True)
class AccountSettingsPage:
    """`settings/account.html`: username, e-mail address, connected accounts, deletion."""

    username: str
    email: str
    is_verified: bool
    # The address wished for; None: no change is under way.
    pending_email: str | None
    # What a change of address waits for: old, new or both.
    waits_for: str
    has_password: bool
    # Other services: address part, name, and the address connected there (empty: not connected).
    providers: list[tuple[str, str, str]] = field(default_factory=list)
    # What was typed, by field.
    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """`auth/verify.html`: the button behind the link of a mail."""

    token: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class SecondFactorPage:
    """`settings/second_factor.html`: off, being set up, or on; `recovery_codes` are shown once."""

    is_on: bool
    codes_left: int = 0
    # While it is set up: the QR code as SVG, and the secret in groups of four.
    qr_code: Markup | None = None
    secret: str = ""
    recovery_codes: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    # Sentence over the form; empty: none.
    message: str = ""


@dataclass(frozen=True, slots=True)
class CodePage:
    """`auth/second_factor.html`: the second step of signing in."""

    challenge: str
    next: str = ""
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PasskeyLine:
    """One passkey in `settings/passkeys.html`."""

    id: int
    name: str
    # Empty: not used yet.
    last_used_short: str
    last_used_iso: str


@dataclass(frozen=True, slots=True)
class PasskeysPage:
    """`settings/passkeys.html`; `is_possible` is false where the host is an IP address."""

    passkeys: list[PasskeyLine]
    is_possible: bool
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeletePage:
    """`settings/delete.html`: the question before an account is deleted."""

    username: str
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExportLine:
    """A copy of one's data in `settings/data.html`: queued, running, ready or failed."""

    state: str
    progress: int
    size: str
    time_full: str
    time_iso: str


@dataclass(frozen=True, slots=True)
class ImportLine:
    """An archive that was brought in, in `settings/data.html`."""

    state: str
    progress: int
    imported_count: int
    skipped_count: int


@dataclass(frozen=True, slots=True)
class DataPage:
    """`settings/data.html`."""

    export: ExportLine | None
    archive: ImportLine | None = None
    errors: dict[str, str] = field(default_factory=dict)
