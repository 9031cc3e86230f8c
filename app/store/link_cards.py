"""Link cards: what the links of posts lead to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query
from app.store.media import FileNameRow

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class LinkCard:
    """What was found behind a link; no title: nothing that could be shown."""

    site_name: str = ""
    title: str = ""
    description: str = ""
    image_key: str | None = None
    image_width: int | None = None
    image_height: int | None = None


_UPSERT_POST_LINK = Query[None]("link_cards/upsert_post_link")
_DELETE_POST_LINK = Query[None]("link_cards/delete_post_link")
_SELECT_URL = Query[str]("link_cards/select_url")
_UPDATE_CARD = Query[str]("link_cards/update_card")
_FORGET_UNUSED = Query("link_cards/forget_unused", FileNameRow)


async def upsert_post_link(db: Executor, *, post_id: int, url: str) -> None:
    """Give a post the card of this link; the worker fetches it if need be."""
    await _UPSERT_POST_LINK.none(db, post_id=post_id, url=url)


async def delete_post_link(db: Executor, *, post_id: int) -> None:
    """Take a post's card away."""
    await _DELETE_POST_LINK.none(db, post_id=post_id)


async def select_url(db: Executor, *, card_id: int) -> str | None:
    """The address of a card that has to be fetched now."""
    url: str | None = await _SELECT_URL.value(db, card_id=card_id)
    return url


async def update_card(db: Executor, *, card_id: int, card: LinkCard) -> str | None:
    """Keep what was found, and tell the open pages that show it; gives the picture that the card had."""
    former: str | None = await _UPDATE_CARD.value(
        db,
        card_id=card_id,
        state="ready" if card.title else "none",
        site_name=card.site_name,
        title=card.title,
        description=card.description,
        image_key=card.image_key,
        image_width=card.image_width,
        image_height=card.image_height,
    )
    return former


async def forget_unused(db: Executor, *, min_days: int, page_size: int) -> list[str]:
    """Forget some cards that no post shows any more; gives their pictures."""
    return [row.name for row in await _FORGET_UNUSED.many(db, min_days=min_days, page_size=page_size)]
