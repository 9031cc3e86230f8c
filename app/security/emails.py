"""The rules for e-mail addresses: what is accepted, and the one form in which two addresses are compared."""

from __future__ import annotations

import re
import unicodedata

from app.errors import Invalid
from app.text.links import encode_host

MAX_EMAIL_CHARACTERS = 254
_MAX_LOCAL_CHARACTERS = 64

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])")


def clean_email(raw: str, field: str = "email") -> tuple[str, str]:
    """Return an address as typed, trimmed, and its canonical form, which has to be unique.

    The part before the @ is ASCII, so that no look-alike letter folds into another person's address; the
    domain may be of any script and is compared in its ASCII form. Mail goes to the canonical form only.

    Raises:
        Invalid: it is no address that mail can be sent to.
    """
    typed = raw.strip()
    if not typed:
        raise Invalid(**{field: "Enter your e-mail address."})
    canonical = _canonical(typed)
    if canonical is None:
        raise Invalid(**{field: "That doesn't look like an e-mail address."})
    return typed, canonical


def email_key(raw: str) -> str | None:
    """Return the canonical form to look a typed address up by, or None when it is none. Never raises."""
    return _canonical(raw.strip())


def _canonical(typed: str) -> str | None:
    local, at, domain = typed.rpartition("@")
    if not at or len(typed) > MAX_EMAIL_CHARACTERS or len(local) > _MAX_LOCAL_CHARACTERS:
        return None
    if not _LOCAL.fullmatch(local):
        return None
    # A domain with full-width or ligature letters is a disguise. Casefolding it would not do: "ß" is
    # another domain than "ss".
    if unicodedata.normalize("NFKC", domain) != unicodedata.normalize("NFC", domain):
        return None
    ascii_domain = encode_host(domain)
    if ascii_domain is None or not _DOMAIN.fullmatch(ascii_domain):
        return None
    canonical = f"{local.lower()}@{ascii_domain}"
    return canonical if len(canonical) <= MAX_EMAIL_CHARACTERS else None
