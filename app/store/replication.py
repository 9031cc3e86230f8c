"""How far the primary and a read replica have come in the write-ahead log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor

_SELECT_WRITTEN = Query[int]("replication/select_written")
_SELECT_REPLAYED = Query[int]("replication/select_replayed")


async def select_written(primary: Executor) -> int | None:
    """Bytes of log that the primary has written; None when it is none."""
    written: int | None = await _SELECT_WRITTEN.value(primary)
    return written


async def select_replayed(replica: Executor) -> int | None:
    """Bytes of log that the replica has replayed; None when it is none."""
    replayed: int | None = await _SELECT_REPLAYED.value(replica)
    return replayed
