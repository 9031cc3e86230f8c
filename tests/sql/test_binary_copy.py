"""Whole numbers come out of a COPY as they went in, in pieces of any size, and other columns are refused."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest

from app.store.binary_copy import HEADER, TRAILER, IntegerRows, packed_rows

if TYPE_CHECKING:
    import asyncpg
    from numpy.typing import NDArray

NUMBERS = np.array([0, -1, 2**62, -(2**62), 7], np.int64)


async def test_rows_come_back_from_postgresql(db: asyncpg.Connection[asyncpg.Record]) -> None:
    await db.execute("CREATE TEMPORARY TABLE copied (one bigint, text text, three real, four smallint)")
    parts = (
        packed_rows(NUMBERS, "wool", NUMBERS.astype(np.float32), NUMBERS.astype(np.int16)),
        packed_rows(NUMBERS, None, NUMBERS.astype(np.float32), None),
    )
    await db.copy_to_table("copied", source=BytesIO(b"".join((HEADER, *parts, TRAILER))), format="binary")
    found: list[NDArray[np.int64]] = []
    rows = IntegerRows(2, found.append)

    await db.copy_from_query("SELECT one, 2 * four::bigint FROM copied WHERE text = $1", "wool", output=rows.add,
                             format="binary")  # fmt: skip
    rows.finish()

    assert np.concatenate(found).tolist() == np.stack((NUMBERS, 2 * NUMBERS.astype(np.int16)), axis=1).tolist()
    assert await db.fetchval("SELECT count(*) FROM copied WHERE text IS NULL AND four IS NULL") == len(NUMBERS)


@pytest.mark.parametrize("size", [1, 7, 1000])
async def test_pieces_may_be_cut_anywhere(size: int) -> None:
    content = HEADER + packed_rows(NUMBERS, NUMBERS) + TRAILER
    found: list[NDArray[np.int64]] = []
    rows = IntegerRows(2, found.append)

    for start in range(0, len(content), size):
        await rows.add(content[start : start + size])
    rows.finish()

    assert np.concatenate(found).tolist() == [[number, number] for number in NUMBERS.tolist()]


@pytest.mark.parametrize("content", [b"", HEADER, HEADER + packed_rows(NUMBERS, NUMBERS)[:-3] + TRAILER,
                                     HEADER + packed_rows(NUMBERS.astype(np.int32), NUMBERS) + TRAILER])  # fmt: skip
async def test_what_is_no_such_copy_is_refused(content: bytes) -> None:
    rows = IntegerRows(2, lambda _rows: None)
    await rows.add(content)

    with pytest.raises(ValueError, match=r"COPY|column"):
        rows.finish()
