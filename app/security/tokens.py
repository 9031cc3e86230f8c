"""Random tokens for sessions, resets and confirmations. Only their hashes are stored."""

from __future__ import annotations

import hashlib
import hmac
import secrets

_TOKEN_BYTES = 32


def new_token() -> str:
    """Return a new secret of 256 random bits, safe in an address."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def hash_token(token: str) -> bytes:
    """Return the SHA-256 of a token. Enough for 256 random bits; never for passwords. Takes any text."""
    return hashlib.sha256(_bytes(token)).digest()


def constant_time_equals(left: str | bytes, right: str | bytes) -> bool:
    """Compare two secrets without telling by the time taken where they differ."""
    return hmac.compare_digest(_bytes(left), _bytes(right))


def _bytes(value: str | bytes) -> bytes:
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
