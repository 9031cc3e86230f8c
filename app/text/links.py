"""Web addresses in text: where they begin and end, and the safe ASCII form that a browser is given.

The host is read here and only the extent of what follows it is asked of linkify-it: its pattern for hosts
takes exponential time on some inputs (`xn--a.xn--a.…_`), and a host decides where a reader ends up.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

import idna
import regex
from linkify_it import LinkifyIt

from app.errors import Invalid
from app.text.normalise import normalise_text

MAX_LINK_CHARACTERS = 2048
MAX_HOST_CHARACTERS = 253
SHOWN_CHARACTERS = 40

_linkify = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
_PLACEHOLDER = "//host.example"

_SCHEME = regex.compile(r"[hH][tT][tT][pP][sS]?://")
# An address ends at white space, at controls that are not seen (bidi, zero width), and at the marks with
# which Chinese, Japanese and Arabic sentences go on without a space.
_CHUNK = regex.compile(r"[^\s\p{C}\p{Z}<>\"、。，．！？；：「」『』【】《》〈〉（）…“”‘’«»،؛؟।]*+")
_HOST = regex.compile(r"[\p{L}\p{M}\p{N}_\-.]++")
_PORT = regex.compile(r":(\d{1,5}+)(?!\d)", regex.ASCII)
_USERINFO = regex.compile(r"(?::[^/?#@]*+)?@")
_ASCII_LABEL = regex.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
# No top-level domain mixes ASCII letters with others: "example.comを見て" ends after "com".
_GLUED_TEXT = regex.compile(r"(?<=\.[a-z]{2,63})[^\x00-\x7F].*", regex.DOTALL | regex.IGNORECASE)
# Labels that may be shown in their own script; in any other mix the reader sees the xn-- form.
_PLAIN_LABEL = regex.compile(
    r"[\x00-\x7F]+|[\p{Latin}\p{N}-]+|[\p{Han}\p{Hiragana}\p{Katakana}ー\p{N}-]+|[\p{Hangul}\p{N}-]+"
    r"|[\p{Arabic}\p{N}-]+|[\p{Hebrew}\p{N}-]+|[\p{Thai}\p{N}-]+|[\p{Devanagari}\p{N}-]+"
)
_CYRILLIC_HOST = regex.compile(r"[\p{Cyrillic}\p{N}.-]+\.\p{Cyrillic}+")
_KEPT_IN_TAIL = "/?#[]@!$&'()*+,;=:%~-._"


@dataclass(frozen=True, slots=True)
class Link:
    """A web address in a text: it stands at `start:end`, leads to `url` and is shown as `shown`."""

    start: int
    end: int
    url: str
    shown: str


def link_at(text: str, start: int) -> Link | None:
    """Return the web address that begins with its scheme at `start`, or None when there is none.

    Looks at no more than `MAX_LINK_CHARACTERS` characters.
    """
    scheme = _SCHEME.match(text, start)
    if scheme is None:
        return None
    chunk_match = _CHUNK.match(text, scheme.end(), start + MAX_LINK_CHARACTERS + 1)
    chunk = chunk_match.group() if chunk_match else ""
    if scheme.end() - start + len(chunk) > MAX_LINK_CHARACTERS:
        return None
    host = _read_host(chunk)
    if host is None or _USERINFO.match(chunk, len(host)):
        # "https://bank.example@evil.example" leads elsewhere than it seems: it stays plain text.
        return None
    ascii_host = encode_host(host)
    if ascii_host is None:
        return None
    port = _read_port(chunk, len(host))
    tail = _read_tail(chunk, len(host) + len(port))
    url = scheme.group().lower() + ascii_host + port + quote(tail, safe=_KEPT_IN_TAIL, errors="strict")
    shown_host = host if _may_be_shown(host) else ascii_host
    end = scheme.end() + len(host) + len(port) + len(tail)
    return Link(start, end, url, _shorten(shown_host + port, tail))


def clean_link(raw: str, field: str = "link") -> str:
    """Return the address of a profile's link in its ASCII form, or "" for none; `https://` is added.

    Raises:
        Invalid: it is not one web address.
    """
    text = normalise_text(raw, field).strip()
    if not text:
        return ""
    if "://" not in text:
        text = "https://" + text
    link = link_at(text, 0)
    if link is None or link.end != len(text):
        raise Invalid(**{field: "That doesn't look like a link. Try https://…"})
    return link.url


def shown_link(url: str) -> str:
    """Return the short text for a link that `clean_link` accepted."""
    link = link_at(url, 0)
    return link.shown if link else url


def encode_host(host: str) -> str | None:
    """Return a host name in lower-case ASCII (IDNA 2008 for other scripts), or None when it cannot be one."""
    if len(host) > MAX_HOST_CHARACTERS or not _HOST.fullmatch(host):
        return None
    try:
        ascii_host = host.lower() if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return None
    labels = ascii_host.split(".")
    if len(ascii_host) > MAX_HOST_CHARACTERS or not all(_ASCII_LABEL.fullmatch(label) for label in labels):
        return None
    if len(labels) == 1 and ascii_host != "localhost":
        return None
    return ascii_host


def _read_host(chunk: str) -> str | None:
    match = _HOST.match(chunk)
    if match is None:
        return None
    return _GLUED_TEXT.sub("", match.group()).rstrip(".-") or None


def _read_port(chunk: str, position: int) -> str:
    match = _PORT.match(chunk, position)
    return match.group() if match and 0 < int(match.group(1)) <= 65535 else ""


def _read_tail(chunk: str, position: int) -> str:
    if chunk[position : position + 1] not in {"/", "?", "#"}:
        return ""
    length = int(_linkify.test_schema_at(_PLACEHOLDER + chunk[position:], "http:", 0))
    return chunk[position : position + max(length - len(_PLACEHOLDER), 0)]


def _may_be_shown(host: str) -> bool:
    if host.isascii() or _CYRILLIC_HOST.fullmatch(host):
        return True
    return all(_PLAIN_LABEL.fullmatch(label) for label in host.split("."))


def _shorten(host: str, tail: str) -> str:
    """Cut the path at its end, but an overlong host at its beginning: its end says whose it is."""
    if len(host) >= SHOWN_CHARACTERS:
        return host if len(host) == SHOWN_CHARACTERS and not tail else "…" + host[1 - SHOWN_CHARACTERS :]
    shown = host + ("" if tail == "/" else tail)
    return shown if len(shown) <= SHOWN_CHARACTERS else shown[: SHOWN_CHARACTERS - 1] + "…"
