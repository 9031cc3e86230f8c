"""Web Push in the API."""

from __future__ import annotations

from pydantic import BaseModel


class PushKeys(BaseModel):
    """The browser's public key and shared secret, in base64url."""

    p256dh: str
    auth: str


class PushSubscription(BaseModel):
    """What `PushSubscription.toJSON()` gives in a browser."""

    endpoint: str
    keys: PushKeys


class PushState(BaseModel):
    """The key to subscribe with (`applicationServerKey`), and whether this session's browser is told."""

    public_key: str
    is_on: bool
