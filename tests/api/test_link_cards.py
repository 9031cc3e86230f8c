"""From a link in a post to its card: a real page on another address, fetched as the worker does."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest_asyncio

from app.db import Database
from app.jobs.link_cards import fetch_card
from tests.people import checked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import asyncpg

    from app.settings import Settings
    from tests.people import People

# Of the loopback network one address counts as the outside here.
OUTSIDE = "127.0.0.3"
PAGE = b"""<!doctype html><meta charset="utf-8"><title>Plain title</title>
<meta property="og:title" content="How wool is &lt;dyed&gt;"><meta property="og:description" content="In seven steps.">
<meta property="og:site_name" content="The Dye Book">"""


@pytest_asyncio.fixture
async def site() -> AsyncIterator[str]:
    """A web server with one page."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PAGE)}\r\n\r\n"
        writer.write(head.encode() + PAGE)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, OUTSIDE, 0)
    yield f"http://{OUTSIDE}:{server.sockets[0].getsockname()[1]}"
    server.close()
    await server.wait_closed()


async def card_of(post: dict[str, Any], db: asyncpg.Connection[asyncpg.Record]) -> int | None:
    """The id of the card that a post waits for."""
    card_id: int | None = await db.fetchval("SELECT card_id FROM post_links WHERE post_id = $1", int(post["id"]))
    return card_id


async def test_a_link_gets_its_card(
    people: People, db: asyncpg.Connection[asyncpg.Record], site: str, settings: Settings
) -> None:
    ana = await people.new("ana")
    url = f"{site}/{ana.username}"
    post = await ana.post(f"Read {url} and https://example.com")
    database = Database(replace(settings, database_url=settings.direct_url))
    await database.open()
    card_id = await card_of(post, db)
    assert card_id is not None

    # The worker of the tests may have looked already: it is not allowed to read this address.
    await db.execute("UPDATE link_cards SET fetched_at = NULL WHERE id = $1", card_id)
    await db.execute("DELETE FROM jobs.pgqueuer WHERE dedupe_key = $1", f"link-card-{card_id}")
    await fetch_card(replace(settings, link_card_networks=f"{OUTSIDE}/32"), database, card_id=card_id)
    await database.close()

    assert post["link_card"] is None
    assert checked(await ana.api.get(f"/api/posts/{post['id']}"))["link_card"] == {
        "url": url,
        "site_name": "The Dye Book",
        "title": "How wool is <dyed>",
        "description": "In seven steps.",
        "image_url": None,
    }
    page = (await ana.api.get(f"/@{ana.username}/post/{post['id']}")).text
    assert "How wool is &lt;dyed&gt;" in page
    checked(await ana.api.patch(f"/api/posts/{post['id']}", json={"body": "No link any more"}))
    assert checked(await ana.api.get(f"/api/posts/{post['id']}"))["link_card"] is None


async def test_what_shows_something_else_has_no_card(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana = await people.new("ana")
    first = await ana.post("https://example.com/quoted")

    quote = await ana.post("https://example.com/a", quote_of_id=first["id"])
    poll = await ana.post("https://example.com/b", poll={"options": ["yes", "no"]})

    assert await card_of(first, db) is not None
    assert (await card_of(quote, db), await card_of(poll, db)) == (None, None)
