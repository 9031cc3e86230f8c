"""Live events as they travel: a type, ids, and `seq`, the entry id in the shared stream."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

import orjson

Seq: TypeAlias = "tuple[int, int]"

_SEQ = re.compile(r"(\d{1,20})(?:-(\d{1,20}))?")
_MAX = 2**64
NO_SEQ: Seq = (0, 0)


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the stream."""

    seq: Seq
    type: str
    data: dict[str, Any]

    def id(self, name: str) -> int:
        """One of its ids."""
        return int(self.data[name])


@dataclass(frozen=True, slots=True)
class Gap:
    """Events up to here may have been missed."""

    seq: Seq


def parse_seq(text: object) -> Seq | None:
    """`1764030000000-0` as a key that sorts; None when it is no seq."""
    match = _SEQ.fullmatch(text) if isinstance(text, str) and text.isascii() else None
    if match is None:
        return None
    seq = int(match.group(1)), int(match.group(2) or 0)
    return seq if max(seq) < _MAX else None


def seq_text(seq: Seq) -> str:
    """The seq as Redis and clients write it."""
    return f"{seq[0]}-{seq[1]}"


def event_text(event_type: str, data: str) -> str:
    """An event for the stream; `data` is a JSON object as text."""
    return f'{{"type":{orjson.dumps(event_type).decode()},"data":{data}}}'


def parse_event(text: str, seq: Seq | None = None) -> Event:
    """An event of the stream (with the entry's `seq`) or of the channel (which holds it)."""
    fields = orjson.loads(text)
    found = seq if seq is not None else parse_seq(fields["seq"])
    if found is None:
        raise ValueError(f"an event without seq: {text[:200]}")
    return Event(found, fields["type"], fields.get("data", {}))
