"""Fetches what links lead to."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import structlog

from app.actions.cut_pictures import cut_picture
from app.actions.media import delete_files
from app.errors import SkeinError
from app.media.decoder import Decoder
from app.media.sniffing import sniff
from app.media.uploads import Upload, work_folder
from app.security.outside import OutsideError, read_page
from app.storage.choose import opened_storage
from app.storage.files import new_key
from app.store import link_cards
from app.store.link_cards import LinkCard
from app.text.link_cards import PageWords, read_page_words

if TYPE_CHECKING:
    from pgqueuer import PgQueuer
    from pgqueuer.models import Job, Schedule

    from app.db import Database
    from app.settings import Settings
    from app.storage.files import Storage

log = structlog.get_logger()

MAX_PAGE_BYTES = 512 * 1024
PAGE_TYPES = "text/html,application/xhtml+xml"
MAX_PICTURE_BYTES = 5_000_000
PICTURE_TYPES = "image/*"
# What is smaller is an icon, which nobody wants to see across a post.
MIN_PICTURE_WIDTH = 200
UNUSED_DAYS = 7
SWEPT_AT_ONCE = 100


def register_link_cards(queue: PgQueuer, settings: Settings, database: Database) -> None:
    """Let the worker fetch link cards, a few at a time."""

    @queue.entrypoint("fetch_link_card", concurrency_limit=4)
    async def fetch_link_card(job: Job) -> None:
        await fetch_card(settings, database, card_id=int(job.payload or b"0"))

    @queue.schedule("sweep_link_cards", "47 * * * *", clean_old=True)
    async def sweep(_schedule: Schedule) -> None:
        await sweep_link_cards(settings, database)


async def fetch_card(settings: Settings, database: Database, *, card_id: int) -> None:
    """Fetch one card; what cannot be read has none, and is tried again when somebody posts it after a week."""
    url = await link_cards.select_url(database.pool, card_id=card_id)
    if url is None:
        return
    async with opened_storage(settings) as storage:
        try:
            words = await _read_words(url, settings.link_card_networks)
        except OutsideError as error:
            log.info("no link card", card_id=card_id, reason=str(error))
            card = LinkCard()
        else:
            card = LinkCard(words.site_name, words.title, words.description)
            if card.title and words.image_url:
                card = await _with_picture(settings, storage, card, words.image_url)
        await _keep(database, storage, card_id, card)


async def _read_words(url: str, allowed_networks: str) -> PageWords:
    page = await read_page(url, max_bytes=MAX_PAGE_BYTES, accept=PAGE_TYPES, allowed_networks=allowed_networks)
    return read_page_words(page.body, url=page.url, charset=page.charset)


async def _keep(database: Database, storage: Storage, card_id: int, card: LinkCard) -> None:
    """Note the card, and remove the picture that it had before, or that is not noted."""
    unwanted = card.image_key
    try:
        async with database.transaction() as db:
            former = await link_cards.update_card(db, card_id=card_id, card=card)
        unwanted = former
    finally:
        if unwanted is not None:
            await delete_files(storage, [unwanted])


async def _with_picture(settings: Settings, storage: Storage, card: LinkCard, url: str) -> LinkCard:
    """The card with a copy of the page's picture; without, where that cannot be read, is no picture or too large."""
    decoder = Decoder(1)
    try:
        answer = await read_page(
            url,
            max_bytes=MAX_PICTURE_BYTES + 1,
            accept=PICTURE_TYPES,
            allowed_networks=settings.link_card_networks,
        )
        if len(answer.body) > MAX_PICTURE_BYTES:
            return card
        name = f"{new_key()}.webp"
        async with work_folder(settings.uploads_dir) as folder:
            path = folder / "source"
            await asyncio.to_thread(path.write_bytes, answer.body)
            upload = Upload(path, len(answer.body), sniff(answer.body))
            cut = await cut_picture(storage, decoder, upload, "card", name)
    except (OutsideError, SkeinError) as error:
        log.info("no picture for a link card", reason=str(error))
        return card
    finally:
        await decoder.close()
    if cut.width < MIN_PICTURE_WIDTH:
        await delete_files(storage, [name])
        return card
    return replace(card, image_key=name, image_width=cut.width, image_height=cut.height)


async def sweep_link_cards(settings: Settings, database: Database) -> None:
    """Remove the pictures of cards that no post shows any more."""
    removed = 0
    async with opened_storage(settings) as storage:
        while names := await link_cards.forget_unused(database.pool, min_days=UNUSED_DAYS, page_size=SWEPT_AT_ONCE):
            await delete_files(storage, names)
            removed += len(names)
    log.info("link cards swept", pictures=removed)
