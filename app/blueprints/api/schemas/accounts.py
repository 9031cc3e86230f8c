"""Accounts: forgotten passwords, address, username, second factor, passkeys, data."""

from __future__ import annotations

from pydantic import BaseModel, Field


class Message(BaseModel):
    """A sentence for people."""

    message: str


class ForgotPassword(BaseModel):
    """The address of the account."""

    email: str


class PasswordReset(BaseModel):
    """The token out of the mail's link, and the new password."""

    token: str
    password: str


class Email(BaseModel):
    """One's address, and the one that waits for both to confirm."""

    email: str
    is_verified: bool
    pending_email: str | None


class EmailChange(BaseModel):
    """The new address; the password proves that it is you."""

    email: str
    password: str


class EmailToken(BaseModel):
    """The token out of the mail's link."""

    token: str


class UsernameChange(BaseModel):
    """The new username."""

    username: str


class Password(BaseModel):
    """The password, which proves that it is you."""

    password: str


class Code(BaseModel):
    """A code of the app."""

    code: str


class Challenge(BaseModel):
    """The `challenge` of the sign-in's answer, and a code of the app or a recovery code."""

    challenge: str
    code: str


class SecondFactor(BaseModel):
    """Whether two-step sign-in is on."""

    enabled: bool
    recovery_codes_left: int


class SecondFactorSetUp(BaseModel):
    """What the app has to be told: the secret, or the same as an otpauth address for a QR code."""

    secret: str
    uri: str


class RecoveryCodes(BaseModel):
    """Codes for the day that the app is lost; each works once."""

    recovery_codes: list[str]


class Identity(BaseModel):
    """An account elsewhere that signs in to this one."""

    provider: str
    email: str
    created_at: str


class Identities(BaseModel):
    """All of them."""

    items: list[Identity]
    next_cursor: None = None


class Deleted(BaseModel):
    """When the account is erased."""

    erase_at: str


class Restore(BaseModel):
    """The `challenge` of the sign-in's answer."""

    challenge: str


class Export(BaseModel):
    """A copy of one's data: `state` is queued, running, ready or failed, `progress` in percent."""

    id: str
    state: str
    progress: int
    url: str | None
    size: int
    created_at: str
    finished_at: str | None


class Archive(BaseModel):
    """A zip or tar.gz with an outbox.json."""

    file: str = Field(json_schema_extra={"format": "binary"})


class Import(BaseModel):
    """An archive: `state` is queued, running, ready or failed; how many of its entries became posts."""

    id: str
    state: str
    progress: int
    imported: int
    skipped: int
    created_at: str
    finished_at: str | None
