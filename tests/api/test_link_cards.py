"""From a link in a post to its card: a real page on another address, fetched by the worker."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from PIL import Image

from app.actions.polls import NewPoll
from app.actions.posts import publish_post
from app.db import Database
from app.jobs.link_cards import fetch_card, sweep_link_cards
from tests.media.samples import picture
from tests.media.test_hostile_files import bomb
from tests.people import checked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    import asyncpg

    from app.settings import Settings
    from tests.people import People, Person

# Of the loopback network one address counts as the outside here.
OUTSIDE = "127.0.0.3"
PAGE = b"""<!doctype html><meta charset="utf-8"><title>Plain title</title>
<meta property="og:title" content="How wool is &lt;dyed&gt;"><meta property="og:description" content="In seven steps.">
<meta property="og:site_name" content="The Dye Book">"""
# What the picture of a page can be, by the first word of the page's path.
PICTURES: dict[str, Callable[[], bytes]] = {
    "wide": lambda: picture(size=(1_600, 600), exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0"),
    "icon": lambda: picture("PNG", (64, 64)),
    "drawing": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "bomb": bomb,
    "cut": lambda: picture(size=(900, 900), quality=95)[:3_000],
    "huge": lambda: picture() + bytes(5_000_000),
    "inside": lambda: b"",
}


def answer_to(path: str) -> tuple[str, bytes]:
    """The type and the body that the outside answers with."""
    word, _, rest = path.strip("/").partition("/")
    if rest == "picture":
        return "image/jpeg", PICTURES[word]()
    if word not in PICTURES:
        return "text/html", PAGE
    address = "http://127.0.0.1:1/picture" if word == "inside" else f"/{word}/picture"
    return "text/html", PAGE + f'<meta property="og:image" content="{address}">'.encode()


@pytest_asyncio.fixture
async def site() -> AsyncIterator[str]:
    """A web server with pages and their pictures."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = (await reader.readuntil(b"\r\n\r\n")).decode()
        content_type, body = answer_to(request.split(" ")[1])
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        with suppress(ConnectionError):  # what is too large is not read to its end
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


async def card_of(person: Person, post_id: int) -> dict[str, Any]:
    """The card of a post, as soon as there is one."""
    async with asyncio.timeout(30):
        while True:
            card: dict[str, Any] | None = checked(await person.api.get(f"/api/posts/{post_id}"))["link_card"]
            if card is not None:
                return card
            # A slow worker must not be asked so often that the calls of five minutes are used up.
            await asyncio.sleep(0.05)


async def test_the_worker_fetches_the_card_of_a_link(people: People, database: Database, site: str) -> None:
    ana = await people.new("ana")
    url = f"{site}/{ana.username}"
    post_id = await publish(database, ana, f"Read {url} and https://example.com")

    card = await card_of(ana, post_id)

    assert card == {
        "url": url,
        "site_name": "The Dye Book",
        "title": "How wool is <dyed>",
        "description": "In seven steps.",
        "image_url": None,
        "image_width": None,
        "image_height": None,
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


async def test_the_picture_of_a_page_is_kept_by_us_and_goes_when_no_post_shows_it(
    people: People,
    database: Database,
    db: asyncpg.Connection[asyncpg.Record],
    settings: Settings,
    site: str,
) -> None:
    ana = await people.new("ana")
    post_id = await publish(database, ana, f"{site}/wide/{ana.username}")

    card = await card_of(ana, post_id)

    assert (card["image_width"], card["image_height"]) == (1_000, 524)
    answer = await people.signed_out().get(card["image_url"])
    assert answer.headers["Content-Type"] == "image/webp"
    with Image.open(BytesIO(answer.content)) as stored:
        assert (stored.size, dict(stored.getexif())) == ((1_000, 524), {})
    page = (await ana.api.get(f"/@{ana.username}/post/{post_id}")).text
    shown = page[page.index(card["image_url"]) :]
    assert shown[: shown.index(">")].split() == [
        card["image_url"] + '"',
        'width="1000"',
        'height="524"',
        'alt=""',
        'loading="lazy"',
        'decoding="async"',
    ]

    card_id = await db.fetchval("SELECT card_id FROM post_links WHERE post_id = $1", post_id)
    await db.execute("UPDATE link_cards SET fetched_at = now() - interval '8 days' WHERE id = $1", card_id)
    await sweep_link_cards(settings, database)
    assert (await ana.api.get(card["image_url"])).status_code == 200
    await fetch_card(settings, database, card_id=card_id)
    again = await card_of(ana, post_id)
    assert again["image_url"] != card["image_url"]
    assert (await ana.api.get(card["image_url"])).status_code == 404

    await ana.api.delete(f"/api/posts/{post_id}")
    await db.execute("UPDATE link_cards SET fetched_at = now() - interval '8 days' WHERE id = $1", card_id)
    await sweep_link_cards(settings, database)
    assert (await ana.api.get(again["image_url"])).status_code == 404
    state = await db.fetchrow("SELECT state, image_key FROM link_cards WHERE id = $1", card_id)
    assert tuple(state or ()) == ("waiting", None)


@pytest.mark.parametrize("word", ["icon", "drawing", "bomb", "cut", "huge", "inside"])
async def test_a_bad_picture_leaves_a_card_without_one(
    database: Database, settings: Settings, site: str, word: str, tmp_path: Path
) -> None:
    # A folder of its own: in the servers' the worker may still be at the files of other tests.
    own = replace(settings, storage_dir=str(tmp_path))
    add = "INSERT INTO link_cards (url) VALUES ($1) RETURNING id"
    card_id = await database.pool.fetchval(add, f"{site}/{word}/page")

    await fetch_card(own, database, card_id=card_id)

    card = await database.pool.fetchrow("SELECT state, title, image_key FROM link_cards WHERE id = $1", card_id)
    assert tuple(card or ()) == ("ready", "How wool is <dyed>", None)
    assert not list(own.media_dir.rglob("*.*"))
