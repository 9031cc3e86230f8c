"""Interaction files: tables (`recsys.tables`), or "user item item …" lines (LightGCN)."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from recsys.tables import Lines, Unreadable, ids_of, separator_of, table_of

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_GZIP = b"\x1f\x8b"
_WIDEST = 4  # user, item, timestamp, weight


@dataclass(frozen=True, slots=True, eq=False)
class Events:
    """Equally long arrays: ids (int64 or text), weights float32, times float64 in seconds or None."""

    people: NDArray[Any]
    items: NDArray[Any]
    weights: NDArray[np.float32]
    times: NDArray[np.float64] | None

    def __len__(self) -> int:
        return len(self.people)

    def take(self, which: NDArray[Any]) -> Events:
        """The chosen events (a mask or places)."""
        times = None if self.times is None else self.times[which]
        return Events(self.people[which], self.items[which], self.weights[which], times)


def read_events(path: Path) -> Events:
    """Read one file of either kind, gzip or not. Rows whose weight is not above 0 are no interactions.

    Raises:
        Unreadable: it is neither; the message is one line.
        OSError: it cannot be opened.
    """
    lines = _lines(path)
    return _lists(path.name, lines) if _are_lists(lines) else _table(path.name, lines)


def read_pair(train: Path, test: Path) -> tuple[Events, Events]:
    """Read a train and a test file; where one holds lists, "3 7 9" in the other is a list too. Ids become of one type.

    Raises:
        Unreadable, OSError: as `read_events`.
    """
    files = [(path.name, _lines(path)) for path in (train, test)]
    lists = any(_are_lists(lines) for _, lines in files)
    first, second = (
        _lists(name, lines) if lists and separator_of(lines) is None else _table(name, lines) for name, lines in files
    )
    for side in ("people", "items"):
        # 7 and x8 in one file, only numbers in the other: then all are text.
        if getattr(first, side).dtype.kind != getattr(second, side).dtype.kind:
            first, second = (replace(part, **{side: getattr(part, side).astype(np.str_)}) for part in (first, second))
    return first, second


def _lines(path: Path) -> Lines:
    """What is neither empty nor a comment."""
    text = _text(path).replace("\r\n", "\n").replace("\r", "\n")
    lines = [(number, line.strip(" \ufeff")) for number, line in enumerate(text.split("\n"), start=1)]
    lines = [(number, line) for number, line in lines if line.strip() and not line.startswith("#")]
    if not lines:
        raise Unreadable(f"{path.name}: no interactions")
    return lines


def _text(path: Path) -> str:
    content = path.read_bytes()
    try:
        return (gzip.decompress(content) if content.startswith(_GZIP) else content).decode()
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Unreadable(f"{path.name}: a damaged gzip file") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path.name}: not text in UTF-8") from error


def _are_lists(lines: Lines) -> bool:
    if separator_of(lines) is not None:
        return False
    widths = {len(line.split()) for _, line in lines}
    return len(widths) > 1 or max(widths) > _WIDEST


def _lists(name: str, lines: Lines) -> Events:
    people: list[str] = []
    items: list[str] = []
    for _, line in lines:
        person, *liked = line.split()
        people.extend([person] * len(liked))
        items.extend(liked)
    if not items:
        raise Unreadable(f"{name}: nobody has an item")
    return Events(ids_of(people), ids_of(items), np.ones(len(people), np.float32), None)


def _table(name: str, lines: Lines) -> Events:
    table = table_of(name, lines)
    weights = np.ones(len(table.people), np.float32) if table.weights is None else table.weights
    events = Events(table.people, table.items, weights, table.times)
    if weights.min() > 0:
        return events
    if weights.max() <= 0:
        raise Unreadable(f"{name}: no weight is above 0")
    return events.take(weights > 0)
