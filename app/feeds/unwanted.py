"""Lists of what a person hid, or wants less of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store import unwanted
from app.store.paging import Page, before_id, page_of

if TYPE_CHECKING:
    from app.db import Executor

UNWANTED = {"hidden": unwanted.list_hidden, "less": unwanted.list_less}


async def unwanted_page(db: Executor, name: str, *, viewer_id: int, cursor: str | None, page_size: int) -> Page[int]:
    """Ids of what the viewer has `hidden`, or wants `less` of, the latest first."""
    rows = await UNWANTED[name](db, viewer_id=viewer_id, before_id=before_id(cursor), page_size=page_size)
    return page_of(rows, page_size, key=lambda row: row.key).map(lambda row: row.post_id)
