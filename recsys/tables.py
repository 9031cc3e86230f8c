"""Tables of interactions, `user item timestamp [weight]`: with a header or not, separated by any of the usual signs."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Lines = list[tuple[int, str]]  # with their numbers in the file

_SEPARATORS = ("\t", ",", "::", ";", "|")
_USERS = ("user", "uid", "person", "people", "visitor", "member", "customer", "reader", "listener")
_ITEMS = ("item", "iid", "post", "movie", "product", "artist", "song", "track", "book", "article", "video", "business")
_TIME_NAMES = {"timestamp", "time", "ts", "date", "datetime", "unixtime", "created_at"}
_WEIGHT_NAMES = {"weight", "rating", "count", "value", "score", "plays"}
# Whole seconds since 1973; counts and ratings stay below.
_EARLIEST = 1e8


class Unreadable(ValueError):
    """The file is not an interactions file; the message says which line."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Equally long columns: ids (int64 or text), weights float32 and times float64 in seconds, or None."""

    people: NDArray[Any]
    items: NDArray[Any]
    weights: NDArray[np.float32] | None
    times: NDArray[np.float64] | None


def separator_of(lines: Lines) -> str | None:
    """What stands between cells, by the first line; None: white space."""
    return next((separator for separator in _SEPARATORS if separator in lines[0][1]), None)


def table_of(name: str, lines: Lines) -> Table:
    """The columns of a table; `name` is the file's, for messages.

    A header may name the columns in any order; else they are user, item and a time or a weight, or both.

    Raises:
        Unreadable: it is no such table; the message is one line.
    """
    separator = separator_of(lines)
    rows = [(number, _cells(name, number, line, separator)) for number, line in lines]
    if not any(cells[-1] for _, cells in rows):
        rows = [(number, cells[:-1]) for number, cells in rows]
    head = rows[0][1]
    if len(head) < 2:
        raise Unreadable(f"{name}: needs at least a user and an item in each line")
    columns = [_name_of(cell) for cell in head] if _is_header(head) else None
    rows = rows if columns is None else rows[1:]
    if not rows:
        raise Unreadable(f"{name}: no interactions")
    person, item = _sides(columns)
    for number, cells in rows:
        if len(cells) != len(head):
            raise Unreadable(f"{name}, line {number}: {len(cells)} values where {len(head)} were expected")
        if not cells[person] or not cells[item]:
            raise Unreadable(f"{name}, line {number}: a user or an item is missing")
    values = [cells for _, cells in rows]
    others = [place for place in range(len(head)) if place not in (person, item)]
    times, weights = _times_and_weights(name, values, columns, others)
    return Table(ids_of([cells[person] for cells in values]), ids_of([cells[item] for cells in values]), weights, times)


def ids_of(values: list[str]) -> NDArray[Any]:
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


def _cells(name: str, number: int, line: str, separator: str | None) -> list[str]:
    if '"' in line and separator is not None and len(separator) == 1:
        try:
            return [cell.strip() for cell in next(csv.reader([line], delimiter=separator, skipinitialspace=True))]
        except csv.Error as error:
            raise Unreadable(f"{name}, line {number}: {error}") from error
    return [cell.strip(" \"'") for cell in line.split(separator)]


def _is_header(head: list[str]) -> bool:
    """Words where times and weights belong; of two columns both must be named."""
    person, item = (any(_name_of(cell).startswith(names) for cell in head) for names in (_USERS, _ITEMS))
    if len(head) == 2:
        return person and item
    return not any(_is_number(cell) or _seconds_of(cell) is not None for cell in head[2:])


def _name_of(cell: str) -> str:
    """Without the type that RecBole's files put behind a name: `user_id:token`."""
    return cell.lower().split(":")[0].strip()


def _sides(columns: list[str] | None) -> tuple[int, int]:
    """Which columns are the users and the items: by name, else the first two."""
    names = columns or []
    person = next((place for place, name in enumerate(names) if name.startswith(_USERS)), None)
    item = next((place for place, name in enumerate(names) if place != person and name.startswith(_ITEMS)), None)
    if person is None:
        person = 1 if item == 0 else 0
    if item is None:
        item = 1 if person == 0 else 0
    return person, item


def _times_and_weights(
    name: str, rows: list[list[str]], columns: list[str] | None, others: list[int]
) -> tuple[NDArray[np.float64] | None, NDArray[np.float32] | None]:
    """By the names of the columns; without, by what a time looks like: a lone column may be either."""
    if columns is not None and any(columns[place] in _TIME_NAMES | _WEIGHT_NAMES for place in others):
        time = next((place for place in others if columns[place] in _TIME_NAMES), None)
        weight = next((place for place in others if columns[place] in _WEIGHT_NAMES), None)
        numbers = {place: _numbers(name, rows, place) for place in (time, weight) if place is not None}
    else:
        numbers = {place: _numbers(name, rows, place) for place in others[:2]}
        time, weight = others[0] if others else None, others[1] if len(others) > 1 else None
        late = [place for place in others[:2] if numbers[place].min() >= _EARLIEST]
        if time is not None and time not in late and (late or weight is None):
            # MovieLens and others put the rating before the time.
            time, weight = weight, time
    times = None if time is None else _seconds(numbers[time])
    if weight is None:
        return times, None
    if np.abs(numbers[weight]).max() > np.finfo(np.float32).max:
        raise Unreadable(f"{name}: column {weight + 1} has a value that is too large")
    return times, numbers[weight].astype(np.float32)


def _numbers(name: str, rows: list[list[str]], place: int) -> NDArray[np.float64]:
    """One column of numbers, or of times in ISO 8601 as seconds since 1970."""
    try:
        numbers = np.array([cells[place] for cells in rows], dtype=np.float64)
    except ValueError:
        moments = [_seconds_of(cells[place]) for cells in rows]
        if None in moments:
            raise Unreadable(f"{name}: column {place + 1} is neither a number nor a time") from None
        numbers = np.array(moments, dtype=np.float64)
    if not np.isfinite(numbers).all():
        raise Unreadable(f"{name}: column {place + 1} has a value that is not finite")
    return numbers


def _seconds_of(text: str) -> float | None:
    """A time in ISO 8601, in UTC where it names no zone; None: it is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except OverflowError:
        return None


def _seconds(times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Milli-, micro- and nanoseconds since 1970 become seconds."""
    for limit, unit in ((1e17, 1e9), (1e14, 1e6), (1e11, 1e3)):
        if np.median(times) >= limit:
            return times / unit
    return times


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
