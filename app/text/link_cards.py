"""What a page says of itself for a preview: OpenGraph and Twitter tags, else its own title and description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import regex
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MAX_TITLE, MAX_DESCRIPTION, MAX_SITE = 120, 240, 60
_CHARSET = regex.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", regex.IGNORECASE)
_SPACES = regex.compile(r"[\s\p{C}]+")


@dataclass(frozen=True, slots=True)
class PageWords:
    """Plain text, cut to what a card holds; `image_url` is absolute or empty."""

    site_name: str
    title: str
    description: str
    image_url: str


def read_page_words(html: bytes, *, url: str, charset: str | None = None) -> PageWords:
    """Read a page's own words. Nothing of it is ever shown as HTML.

    Args:
        html: the page or its beginning.
        url: where it was read, for relative addresses and as the name of last resort.
        charset: what the answer's header said; else the page's own words or UTF-8 count.
    """
    tree = LexborHTMLParser(_decoded(html, charset or _declared_charset(html)))
    tags: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        name = (node.attributes.get("property") or node.attributes.get("name") or "").strip().lower()
        tags.setdefault(name, node.attributes.get("content") or "")
    title = tree.css_first("title")
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return PageWords(
        site_name=_short(tags.get("og:site_name") or host, MAX_SITE),
        title=_short(tags.get("og:title") or tags.get("twitter:title") or _text(title), MAX_TITLE),
        description=_short(
            tags.get("og:description") or tags.get("twitter:description") or tags.get("description") or "",
            MAX_DESCRIPTION,
        ),
        image_url=_address(url, tags.get("og:image:secure_url") or tags.get("og:image") or tags.get("twitter:image")),
    )


def _declared_charset(html: bytes) -> str:
    found = _CHARSET.search(html[:2048])
    return found.group(1).decode("ascii") if found else "utf-8"


def _decoded(html: bytes, charset: str) -> str:
    try:
        return html.decode(charset, errors="replace")
    except LookupError:
        return html.decode("utf-8", errors="replace")


def _text(node: LexborNode | None) -> str:
    return "" if node is None else node.text()


def _short(text: str, characters: int) -> str:
    line = _SPACES.sub(" ", text).strip()
    if len(line) <= characters:
        return line
    return line[: characters - 1].rsplit(" ", 1)[0].rstrip(" ,.;:-") + "…"


def _address(base: str, found: str | None) -> str:
    if not found:
        return ""
    try:
        address = urljoin(base, found.strip())
        return address if urlsplit(address).scheme in {"http", "https"} else ""
    except ValueError:
        return ""
