"""From a link in a post to its card: a real page on another address, fetched by the worker."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest_asyncio

from app.actions.polls import NewPoll
from app.actions.posts import publish_post
from app.db import Database
from tests.people import checked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import asyncpg

    from app.settings import Settings
    from tests.people import People, Person

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


@pytest_asyncio.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    """The server's database, to publish as the routes do where the setting is on."""
    opened = Database(replace(settings, database_url=settings.direct_url))
    await opened.open()
    yield opened
    await opened.close()


async def publish(database: Database, person: Person, body: str, **fields: Any) -> int:
    """Publish a post whose link gets a card; gives its id."""
    published = await publish_post(database, viewer_id=int(person.id), body=body, has_link_cards=True, **fields)
    return published.post_ids[0]


async def test_the_worker_fetches_the_card_of_a_link(people: People, database: Database, site: str) -> None:
    ana = await people.new("ana")
    url = f"{site}/{ana.username}"
    post_id = await publish(database, ana, f"Read {url} and https://example.com")

    card = None
    async with asyncio.timeout(30):
        while card is None:
            card = checked(await ana.api.get(f"/api/posts/{post_id}"))["link_card"]

    assert card == {
        "url": url,
        "site_name": "The Dye Book",
        "title": "How wool is <dyed>",
        "description": "In seven steps.",
        "image_url": None,
    }
    page = (await ana.api.get(f"/@{ana.username}/post/{post_id}")).text
    assert "How wool is &lt;dyed&gt;" in page
    checked(await ana.api.patch(f"/api/posts/{post_id}", json={"body": "No link any more"}))
    assert checked(await ana.api.get(f"/api/posts/{post_id}"))["link_card"] is None


async def test_what_shows_something_else_has_no_card(
    people: People, database: Database, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana = await people.new("ana")
    link = f"http://{OUTSIDE}/{ana.username}"
    first = await publish(database, ana, link)

    quote = await publish(database, ana, link, quote_of_id=first)
    poll = await publish(database, ana, link, poll=NewPoll(("yes", "no")))

    rows = await db.fetch("SELECT post_id FROM post_links WHERE post_id = ANY($1::bigint[])", [first, quote, poll])
    assert [row["post_id"] for row in rows] == [first]
