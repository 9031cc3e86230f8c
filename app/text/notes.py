"""Posts out of an ActivityStreams outbox, as Skein and Mastodon write it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})


@dataclass(frozen=True, slots=True)
class Note:
    """A post to import. `attachments` are paths in the archive, each with its description."""

    source_id: str
    published: datetime
    text: str
    answered: str | None
    attachments: list[tuple[str, str]] = field(default_factory=list)


def notes_in(outbox: Any, *, with_followers_only: bool = False) -> tuple[list[Note], int]:
    """The posts of an outbox, the oldest first, and how many entries are none of them.

    Reposts, messages to single people, and what cannot be read are left out.

    Args:
        with_followers_only: also what only followers were to see, for an account that is private itself.
    """
    items = outbox.get("orderedItems") if isinstance(outbox, dict) else None
    notes, left_out = [], 0
    for item in items if isinstance(items, list) else []:
        note = _note(item, with_followers_only)
        if note is None:
            left_out += 1
        else:
            notes.append(note)
    return sorted(notes, key=lambda note: note.published), left_out


def text_of_html(html: str) -> str:
    """The words of a post's HTML, with its line breaks."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.pieces).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """A line break."""
        if tag == "br":
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """The end of a paragraph."""
        if tag == "p":
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Words."""
        self.pieces.append(data)


def _note(item: Any, with_followers_only: bool) -> Note | None:
    if not isinstance(item, dict) or item.get("type") != "Create":
        return None
    note = item.get("object")
    if not isinstance(note, dict) or note.get("type") not in {"Note", "Article", "Question"}:
        return None
    source_id, published = note.get("id"), _moment(note.get("published") or item.get("published"))
    if not isinstance(source_id, str) or published is None:
        return None
    audience = {address for name in ("to", "cc") for address in _strings(note.get(name) or item.get(name))}
    is_for_followers = any(address.endswith("/followers") for address in audience)
    if not audience & PUBLIC and not (with_followers_only and is_for_followers):
        return None
    answered = note.get("inReplyTo")
    return Note(
        source_id[:2000],
        published,
        _text(note),
        answered if isinstance(answered, str) and answered else None,
        _attachments(note.get("attachment")),
    )


def _text(note: dict[str, Any]) -> str:
    source, content, warning = note.get("source"), note.get("content"), note.get("summary")
    if isinstance(source, dict) and source.get("mediaType") == "text/plain" and isinstance(source.get("content"), str):
        text = str(source["content"])
    else:
        text = text_of_html(content) if isinstance(content, str) else ""
    return f"{warning.strip()}\n\n{text}" if isinstance(warning, str) and warning.strip() else text


def _attachments(value: Any) -> list[tuple[str, str]]:
    found = []
    for one in value if isinstance(value, list) else []:
        if isinstance(one, dict) and isinstance(one.get("url"), str):
            name = one.get("name")
            found.append((one["url"].lstrip("/"), name if isinstance(name, str) else ""))
    return found


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]


def _moment(value: Any) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
