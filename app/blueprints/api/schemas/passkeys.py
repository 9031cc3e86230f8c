"""Passkeys. Options and credentials are the JSON of WebAuthn (`PublicKeyCredential.toJSON()`)."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


class PasskeyOptions(BaseModel):
    """What `parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON` of a browser takes."""

    challenge: str


class NewPasskey(BaseModel):
    """The credential that was made, and a name to know it by."""

    credential: dict[str, Any]
    name: str | None = None


class PasskeySignIn(BaseModel):
    """The credential that signed."""

    credential: dict[str, Any]


class PageSignIn(PasskeySignIn):
    """The same from the sign-in page, and where to go on."""

    next: str | None = None


class Passkey(BaseModel):
    """A passkey of one's own."""

    id: str
    name: str
    created_at: str
    last_used_at: str | None


class Passkeys(BaseModel):
    """All of them, the oldest first."""

    items: list[Passkey]
    next_cursor: None = None
