"""Passwords: what is accepted, and how they are hashed (argon2id)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from app.errors import Invalid
from app.security.tokens import new_token

MIN_PASSWORD_CHARACTERS = 8
MAX_PASSWORD_BYTES = 1000

# OWASP's minimum for argon2id: 19 MiB, two passes, one lane. `needs_rehash` follows a change of these.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)


def use_memory(kibibytes: int) -> None:
    """Let this process hash with so much memory: the setting password_memory_kib."""
    global _hasher
    _hasher = PasswordHasher(time_cost=2, memory_cost=kibibytes, parallelism=1, type=Type.ID)
    dummy_hash.cache_clear()


_COMMON_FILE = Path(__file__).with_name("common_passwords.txt")
_KEYBOARD_ROWS = (
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
    "йцукенгшщзхъ",
    "фывапролджэ",
)
_LONGEST_UNIT = 3
_DIGITS_AND_SIGNS = re.compile(r"[\W\d_]+")
_MIN_NAME_LETTERS = 3


def check_password(password: str, *, username: str, email: str, field: str = "password") -> None:
    """Refuse a password that is too short, too long, widely known or easily guessed from the account.

    Raises:
        Invalid: it breaks a rule; the sentence says which.
    """
    raw = _encoded(password)
    if raw is None:
        raise Invalid(**{field: f"Use at most {MAX_PASSWORD_BYTES:,} plain characters."})
    text = raw.decode()
    if len(text) < MIN_PASSWORD_CHARACTERS:
        raise Invalid(**{field: f"Use at least {MIN_PASSWORD_CHARACTERS} characters."})
    folded = text.casefold()
    if folded in _common_passwords():
        raise Invalid(**{field: "Too many people use that password. Try a few words that only you would join."})
    if _is_pattern(folded):
        raise Invalid(**{field: "That's easy to guess. Try a few words that only you would join."})
    if _is_about_account(folded, username.casefold(), email.casefold()):
        raise Invalid(**{field: "That's too close to your name or e-mail address."})


def hash_password(password: str) -> str:
    """Return the argon2id hash of an accepted password, with its parameters and salt. Takes tens of ms.

    Raises:
        ValueError: the password is longer than `check_password` allows.
    """
    raw = _encoded(password)
    if raw is None:
        raise ValueError("the password was not checked")
    return _hasher.hash(raw)


def verify_password(password_hash: str, password: str) -> bool:
    """Tell whether `password` is the one that was hashed. Takes tens of ms, whatever the answer."""
    raw = _encoded(password)
    if raw is None:
        password_hash, raw = dummy_hash(), b""
    try:
        return _hasher.verify(password_hash, raw)
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(password_hash: str) -> bool:
    """Tell whether a hash was made with other parameters than today's."""
    try:
        return _hasher.check_needs_rehash(password_hash)
    except InvalidHashError:
        return True


@cache
def dummy_hash() -> str:
    """Return a hash that nothing matches: verify against it when there is no account, to take as long."""
    return _hasher.hash(new_token())


def _encoded(password: str) -> bytes | None:
    """Return the bytes to hash, or None for what cannot be a password.

    NFC, because keyboards differ in how they write an accented letter (RFC 8265).
    """
    if len(password) > MAX_PASSWORD_BYTES:
        return None
    try:
        raw = unicodedata.normalize("NFC", password).encode()
    except UnicodeEncodeError:
        return None
    return raw if len(raw) <= MAX_PASSWORD_BYTES else None


@cache
def _common_passwords() -> frozenset[str]:
    return frozenset(_COMMON_FILE.read_text("utf-8").split())


def _is_pattern(folded: str) -> bool:
    """Tell whether it is one short unit again and again, or a walk along the alphabet or a keyboard row."""
    length = len(folded)
    if any((folded[:unit] * length)[:length] == folded for unit in range(1, _LONGEST_UNIT + 1)):
        return True
    return any(folded in walk or folded[::-1] in walk for walk in (row * 3 for row in _KEYBOARD_ROWS))


def _is_about_account(folded: str, username: str, email: str) -> bool:
    names = {username, email, email.partition("@")[0]} - {""}
    if folded in names or folded[::-1] in names or any(folded == name * 2 for name in names):
        return True
    letters = _DIGITS_AND_SIGNS.sub("", folded)
    return len(letters) >= _MIN_NAME_LETTERS and letters in {_DIGITS_AND_SIGNS.sub("", name) for name in names}
