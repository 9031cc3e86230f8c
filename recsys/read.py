"""Interaction files: `user item timestamp [weight]` as TSV or CSV, or "user item item …" lines (LightGCN)."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_TIME_NAMES = {"timestamp", "time", "ts", "date", "unixtime"}
_WEIGHT_NAMES = {"weight", "rating", "count", "value", "score"}
# Whole seconds since 1973; counts and ratings stay below.
_EARLIEST = 1e8
_GZIP = b"\x1f\x8b"


class Unreadable(ValueError):
    """The file is not an interactions file; the message says which line."""


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
    lines = [line.strip("\r\n \ufeff") for line in _text(path).split("\n")]
    rows = [(number, line) for number, line in enumerate(lines, start=1) if line and not line.startswith("#")]
    if not rows:
        raise Unreadable(f"{path.name}: no interactions")
    first = rows[0][1]
    separator = "\t" if "\t" in first else "," if "," in first else None
    widths = {len(line.split()) for _, line in rows}
    if separator is None and (len(widths) > 1 or max(widths) > 4):
        return _lists(rows)
    return _table(
        path.name, [(number, [cell.strip(" \"'") for cell in line.split(separator)]) for number, line in rows]
    )


def _text(path: Path) -> str:
    content = path.read_bytes()
    try:
        return (gzip.decompress(content) if content.startswith(_GZIP) else content).decode()
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Unreadable(f"{path.name}: a damaged gzip file") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path.name}: not text in UTF-8") from error


def _lists(rows: list[tuple[int, str]]) -> Events:
    people: list[str] = []
    items: list[str] = []
    for _, line in rows:
        person, *liked = line.split()
        people.extend([person] * len(liked))
        items.extend(liked)
    return Events(_ids(people), _ids(items), np.ones(len(people), np.float32), None)


def _table(name: str, rows: list[tuple[int, list[str]]]) -> Events:
    columns: list[str] | None = None
    head = rows[0][1]
    if len(head) < 2:
        raise Unreadable(f"{name}: needs at least a user and an item in each line")
    lower = [cell.lower() for cell in head]
    if (
        not any(_is_number(cell) for cell in head[2:]) and (len(head) > 2 or lower[0].startswith(("user", "person")))
    ) or (len(head) == 2 and lower[0].startswith(("user", "person")) and lower[1].startswith(("item", "post"))):
        columns, rows = lower, rows[1:]
    if not rows:
        raise Unreadable(f"{name}: no interactions")
    for number, cells in rows:
        if len(cells) != len(head):
            raise Unreadable(f"{name}, line {number}: {len(cells)} values where {len(head)} were expected")
    numbers = _numbers(name, [cells for _, cells in rows], min(len(head), 4))
    time_column, weight_column = _roles(columns, numbers)
    ones = np.ones(len(rows), np.float32)
    weights = ones if weight_column is None else numbers[weight_column].astype(np.float32)
    times = None if time_column is None else _seconds(numbers[time_column])
    events = Events(_ids([cells[0] for _, cells in rows]), _ids([cells[1] for _, cells in rows]), weights, times)
    if weights.min() > 0:
        return events
    if weights.max() <= 0:
        raise Unreadable(f"{name}: no weight is above 0")
    return events.take(weights > 0)


def _numbers(name: str, rows: list[list[str]], until: int) -> dict[int, NDArray[np.float64]]:
    """The columns behind user and item, by their place."""
    numbers: dict[int, NDArray[np.float64]] = {}
    for place in range(2, until):
        try:
            numbers[place] = np.array([cells[place] for cells in rows], dtype=np.float64)
        except ValueError as error:
            raise Unreadable(f"{name}: column {place + 1} is not a number") from error
        if not np.isfinite(numbers[place]).all():
            raise Unreadable(f"{name}: column {place + 1} has a value that is not finite")
    return numbers


def _roles(columns: list[str] | None, numbers: dict[int, NDArray[np.float64]]) -> tuple[int | None, int | None]:
    """Which column is the time, which the weight: by name; a lone third column is a time if it looks like one."""
    if columns is not None and any(columns[place] in _TIME_NAMES | _WEIGHT_NAMES for place in numbers):
        time = next((place for place in numbers if columns[place] in _TIME_NAMES), None)
        weight = next((place for place in numbers if columns[place] in _WEIGHT_NAMES), None)
        return time, weight
    if 3 in numbers:
        # MovieLens and others put the rating before the time.
        swapped = numbers[3].min() >= _EARLIEST > numbers[2].min()
        return (3, 2) if swapped else (2, 3)
    if 2 in numbers and numbers[2].min() >= _EARLIEST:
        return 2, None
    return None, 2 if 2 in numbers else None


def _seconds(times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Milli-, micro- and nanoseconds since 1970 become seconds."""
    for limit, unit in ((1e17, 1e9), (1e14, 1e6), (1e11, 1e3)):
        if np.median(times) >= limit:
            return times / unit
    return times


def _ids(values: list[str]) -> NDArray[Any]:
    """int64 when every id is a plain whole number that reads back the same, else text."""
    try:
        numbers = np.array([int(value) for value in values], dtype=np.int64)
    except (ValueError, OverflowError):
        return np.array(values, dtype=np.str_)
    return (
        numbers
        if all(str(number) == value for number, value in zip(numbers.tolist(), values, strict=True))
        else np.array(values, dtype=np.str_)
    )


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
