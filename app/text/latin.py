"""Names in Latin letters, so that people can be found from any keyboard."""

from __future__ import annotations

from anyascii import anyascii


def latin(text: str) -> str:
    """The text in lower case and plain Latin letters: "Лев Ёжин" becomes "lev ezhin"."""
    return anyascii(text).lower()


def latin_name(display_name: str) -> str:
    """What a display name is also found by; empty where that is the name itself."""
    name = latin(display_name)
    return "" if name == display_name.lower() else name
