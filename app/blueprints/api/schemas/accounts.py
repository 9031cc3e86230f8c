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
