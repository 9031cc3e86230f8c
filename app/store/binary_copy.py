"""PostgreSQL's binary COPY format from and to numpy arrays: no Python object for a row or a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"
_PIECE_BYTES = 2**20


class IntegerRows:
    """Takes a COPY of `columns` bigint columns, none of them NULL, piece by piece as asyncpg brings it.

    `take` gets the rows of about a megabyte at a time, int64 (rows, columns).
    """

    def __init__(self, columns: int, take: Callable[[NDArray[np.int64]], None]) -> None:
        self._row = np.dtype([("fields", ">i2"), ("values", [("bytes", ">i4"), ("value", ">i8")], (columns,))])
        self._take = take
        self._waiting = bytearray()
        self._has_header = False

    async def add(self, piece: bytes) -> None:
        """The next bytes."""
        self._waiting += piece
        if len(self._waiting) >= _PIECE_BYTES:
            self._read()

    def finish(self) -> None:
        """All bytes have come.

        Raises:
            ValueError: they are no COPY of such columns.
        """
        self._read()
        if bytes(self._waiting) != TRAILER:
            raise ValueError("a COPY that ends within a row")

    def _read(self) -> None:
        start = 0
        if not self._has_header:
            if not self._waiting.startswith(HEADER):
                raise ValueError("not a binary COPY")
            start, self._has_header = len(HEADER), True
        count = (len(self._waiting) - start) // self._row.itemsize
        rows = np.frombuffer(bytes(self._waiting[start : start + count * self._row.itemsize]), self._row)
        if (rows["values"]["bytes"] != 8).any():
            raise ValueError("a column that is not bigint, or NULL")
        del self._waiting[: start + count * self._row.itemsize]
        if count:
            self._take(rows["values"]["value"].astype(np.int64))


def packed_rows(*fields: NDArray[Any] | str | None) -> bytes:
    """Rows for a COPY, without header and trailer, from equally long arrays, one a column.

    An array is sent in its own width (int16, int64, float32 …); a text is the same in every row, None is NULL.
    """
    kinds: list[tuple[str, Any]] = [("fields", ">i2")]
    for place, field in enumerate(fields):
        kinds.append((f"bytes{place}", ">i4"))
        if isinstance(field, str):
            kinds.append((f"value{place}", f"S{len(field.encode())}"))
        elif field is not None:
            kinds.append((f"value{place}", field.dtype.newbyteorder(">")))
    rows = np.empty(next(len(field) for field in fields if isinstance(field, np.ndarray)), np.dtype(kinds))
    rows["fields"] = len(fields)
    for place, field in enumerate(fields):
        rows[f"bytes{place}"] = -1 if field is None else rows.dtype[f"value{place}"].itemsize
        if field is not None:
            rows[f"value{place}"] = field.encode() if isinstance(field, str) else field
    return rows.tobytes()
