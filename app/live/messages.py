"""Messages to sockets: each made once per event and kind of socket, and sent as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from app.live.events import seq_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.live.events import Seq

# Of a topic that is unknown, and of one that is not visible or is so no longer.
NOT_FOUND = "There is nothing to follow here."
RESYNC = '{"type":"resync"}'


def dump(fields: dict[str, Any]) -> str:
    """A message as text."""
    return orjson.dumps(fields).decode()


def hello(seq: Seq) -> str:
    """The first message of a socket."""
    return dump({"type": "hello", "seq": seq_text(seq)})


def error(code: str, message: str, topic: str | None = None) -> str:
    """The answer to what a client should not have sent."""
    fields = {"type": "error", "error": code, "message": message}
    if topic is not None:
        fields["topic"] = topic
    return dump(fields)


class Message:
    """One event for sockets: JSON for programs, and with HTML in it for pages; either is made when first needed."""

    __slots__ = ("_fields", "_html", "_json", "_make_html", "seq")

    def __init__(
        self,
        event_type: str,
        seq: Seq,
        fields: dict[str, Any],
        make_html: Callable[[], dict[str, str]] | None = None,
    ) -> None:
        self.seq = seq
        self._fields = {"type": event_type, "seq": seq_text(seq), **fields}
        self._make_html = make_html
        self._json: str | None = None
        self._html: str | None = None

    def text(self, *, is_html: bool) -> str:
        """The text for this kind of socket."""
        if is_html and self._make_html is not None:
            if self._html is None:
                self._html = dump({**self._fields, **self._make_html()})
            return self._html
        if self._json is None:
            self._json = dump(self._fields)
        return self._json
