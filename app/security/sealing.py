"""Secrets that have to be read again, as those of second factors: encrypted with a key made of SECRET_KEY."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken


def seal(secret_key: str, purpose: str, text: str) -> str:
    """Encrypt; what is sealed for one purpose does not open for another."""
    return _box(secret_key, purpose).encrypt(text.encode()).decode()


def unseal(secret_key: str, purpose: str, sealed: str, max_seconds: int | None = None) -> str | None:
    """Decrypt; None when it was changed, is older than `max_seconds`, or was sealed with another key."""
    try:
        return _box(secret_key, purpose).decrypt(sealed.encode(), ttl=max_seconds).decode()
    except (InvalidToken, UnicodeError):
        return None


def _box(secret_key: str, purpose: str) -> Fernet:
    key = hmac.new(secret_key.encode(), f"seal:{purpose}".encode(), hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))
