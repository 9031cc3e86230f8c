"""The side column of a page, in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import current_app

from app.blueprints.current import database, parts, viewer_id, wants_fragment
from app.feeds.side import SideColumns

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.present.pages import SideColumn

EXTENSION = "skein_side"


async def side_column(*, shown_people: Collection[int] = (), shown_topics: Collection[str] = ()) -> SideColumn | None:
    """What stands beside the page of this request, without what the page shows; None for a fragment."""
    if wants_fragment():
        return None
    return await _columns().column(database().pool, viewer_id(), shown_people=shown_people, shown_topics=shown_topics)


async def forget_side(*viewer_ids: int) -> None:
    """Call it after a follow, block or mute of these people."""
    await _columns().forget(*viewer_ids)


async def forget_everyones_side() -> None:
    """Call it when an account closes or is taken out of sight."""
    await _columns().forget_everyone()


def _columns() -> SideColumns:
    columns: SideColumns | None = current_app.extensions.get(EXTENSION)
    if columns is None:
        columns = current_app.extensions[EXTENSION] = SideColumns(parts().hub)
    return columns
