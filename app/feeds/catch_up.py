"""Catch-up: what mattered among the people one follows, since the last visit or in the last days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from app.store import feeds, markers

if TYPE_CHECKING:
    from app.db import Executor

Period = Literal["visit", "day", "week"]
# Nobody wants to catch up on more.
MOST_DAYS = 7
_DAYS: dict[Period, int] = {"visit": MOST_DAYS, "day": 1, "week": MOST_DAYS}


async def catch_up_ids(db: Executor, *, viewer_id: int, period: Period, page_size: int) -> list[int]:
    """Posts of a period, what mattered most first, as many as fit on one page.

    The last visit ended at the place noted in Following; whoever has none catches up on the last week.
    """
    marker = await markers.select_marker(db, viewer_id=viewer_id) if period == "visit" else None
    return await feeds.list_catch_up(
        db,
        viewer_id=viewer_id,
        after_id=0 if marker is None else marker.entry_id,
        days=_DAYS[period],
        page_size=page_size,
    )
