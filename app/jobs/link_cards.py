"""Fetches what links lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from app.security.outside import OutsideError, read_page
from app.store import link_cards
from app.store.link_cards import LinkCard
from app.text.link_cards import read_page_words

if TYPE_CHECKING:
    from pgqueuer import PgQueuer
    from pgqueuer.models import Job

    from app.db import Database
    from app.settings import Settings

log = structlog.get_logger()

MAX_PAGE_BYTES = 512 * 1024
PAGE_TYPES = "text/html,application/xhtml+xml"


def register_link_cards(queue: PgQueuer, settings: Settings, database: Database) -> None:
    """Let the worker fetch link cards, a few at a time."""

    @queue.entrypoint("fetch_link_card", concurrency_limit=4)
    async def fetch_link_card(job: Job) -> None:
        await fetch_card(settings, database, card_id=int(job.payload or b"0"))


async def fetch_card(settings: Settings, database: Database, *, card_id: int) -> None:
    """Fetch one card; what cannot be read has none, and is tried again when somebody posts it after a week."""
    url = await link_cards.select_url(database.pool, card_id=card_id)
    if url is None:
        return
    try:
        card = await read_card(url, allowed_networks=settings.link_card_networks)
    except OutsideError as error:
        log.info("no link card", card_id=card_id, reason=str(error))
        card = LinkCard()
    async with database.transaction() as db:
        await link_cards.update_card(db, card_id=card_id, card=card)


async def read_card(url: str, *, allowed_networks: str) -> LinkCard:
    """What a page says of itself.

    Raises:
        OutsideError: it cannot or may not be read.
    """
    page = await read_page(url, max_bytes=MAX_PAGE_BYTES, accept=PAGE_TYPES, allowed_networks=allowed_networks)
    words = read_page_words(page.body, url=page.url, charset=page.charset)
    return LinkCard(words.site_name, words.title, words.description)
