"""Accounts: forgotten passwords, address, username, second factor, passkeys, data."""

from __future__ import annotations

from pydantic import BaseModel


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
