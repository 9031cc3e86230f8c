"""Codes of the second factor: those of an app (TOTP, RFC 6238), and the ones for a lost phone."""

from __future__ import annotations

import secrets
import time

import pyotp

from app.security.tokens import constant_time_equals, hash_token

RECOVERY_CODES = 10
STEP_SECONDS = 30
# A phone's clock may be one step off either way.
_DRIFT_STEPS = 1
_DIGITS = 6
# Without those that look alike; 16 of them are 79 bits.
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_GROUPS, _GROUP_LETTERS = 4, 4
_ISSUER = "Skein"


def new_secret() -> str:
    """A secret to share with an app, 160 bits in base32."""
    return pyotp.random_base32(32)


def provisioning_uri(secret: str, username: str) -> str:
    """What the QR code says."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=_ISSUER)


def matching_step(secret: str, code: str, *, after_step: int, now: float | None = None) -> int | None:
    """The time step that a code belongs to; None when it is wrong, or no newer than one that was used already."""
    clean = plain_code(code)
    if len(clean) != _DIGITS or not (clean.isascii() and clean.isdigit()):
        return None
    today = int((time.time() if now is None else now) // STEP_SECONDS)
    totp = pyotp.TOTP(secret)
    found = None
    for step in range(today - _DRIFT_STEPS, today + _DRIFT_STEPS + 1):
        if constant_time_equals(totp.at(step * STEP_SECONDS), clean) and step > after_step:
            found = step
    return found


def new_recovery_codes() -> list[str]:
    """Ten codes, each to be used once instead of one of the app."""
    return [
        "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP_LETTERS)) for _ in range(_GROUPS))
        for _ in range(RECOVERY_CODES)
    ]


def hash_recovery_code(user_id: int, code: str) -> bytes:
    """What is stored of a recovery code."""
    return hash_token(f"recovery {user_id} {plain_code(code)}")


def plain_code(code: str) -> str:
    """A code as typed, without the gaps."""
    return "".join(character for character in code[:100] if character.isalnum()).upper()
