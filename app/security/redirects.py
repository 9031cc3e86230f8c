"""Where a person may be sent after signing in: to pages of this site only."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

MAX_TARGET_CHARACTERS = 2000

# Browsers drop tabs and newlines from an address and read a backslash as a slash.
_UNSAFE = re.compile(r"[\x00-\x20\x7F-\xA0\\\u2028\u2029\uD800-\uDFFF]")
_CONTROLS = re.compile(r"[\x00-\x1F\x7F-\x9F]")
_KEPT = "/?#[]@!$&'()*+,;=:%~-._"
_MAX_DECODINGS = 4


def safe_next(target: str | None, default: str = "/") -> str:
    """Return `target` in ASCII when it is an absolute path of this site, otherwise `default`."""
    if not target or len(target) > MAX_TARGET_CHARACTERS or _UNSAFE.search(target):
        return default
    path = re.split(r"[?#]", target, maxsplit=1)[0]
    return quote(target, safe=_KEPT) if _is_plain_path(path) else default


def _is_plain_path(path: str) -> bool:
    """Tell whether `path` leads to this site however often proxies and servers decode it."""
    for _ in range(_MAX_DECODINGS):
        if not path.startswith("/") or "//" in path or "\\" in path or _CONTROLS.search(path):
            return False
        decoded = unquote(path)
        if decoded == path:
            return True
        path = decoded
    return False
