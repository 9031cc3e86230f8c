"""The live channel comes back by itself, and brings what was missed."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.async_api import expect

if TYPE_CHECKING:
    from playwright.async_api import WebSocketRoute

    from tests.browser.visits import Visits
    from tests.people import People

# Longer than a page waits for an answer, and for its next attempt after that.
SILENCE_MS = 17_000


async def test_what_was_missed_comes_after_a_cut(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    await ana.post("Old words")
    visit = await visits.of(ben)
    is_cut = False
    sockets: list[WebSocketRoute] = []

    async def through_unless_cut(socket: WebSocketRoute) -> None:
        if is_cut:
            # Left alone it would look open to the page.
            await socket.close(code=1012)
            return
        socket.connect_to_server()
        sockets.append(socket)

    await visit.page.route_web_socket("**/live", through_unless_cut)
    page = await visit.open("/following")
    await visit.live()

    is_cut = True
    await sockets[0].close(code=1012)
    await page.wait_for_selector('html[data-live-state="away"]', state="attached")
    await ana.post("New words")
    is_cut = False
    await page.evaluate("window.dispatchEvent(new Event('online'))")

    await expect(page.get_by_role("button", name="Show new posts, 1")).to_be_visible()


async def test_a_half_open_connection_is_given_up(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    visit = await visits.of(ana)
    is_dead = False
    sockets: list[WebSocketRoute] = []

    def first_silent_then_dying(socket: WebSocketRoute) -> None:
        sockets.append(socket)
        if len(sockets) == 1:
            return
        server = socket.connect_to_server()
        if len(sockets) == 2:
            socket.on_message(lambda message: None if is_dead else server.send(message))
            server.on_message(lambda message: None if is_dead else socket.send(message))

    await visit.page.route_web_socket("**/live", first_silent_then_dying)
    await visit.stop_the_clock()
    page = await visit.open("/")
    await page.clock.run_for(SILENCE_MS)
    await visit.live()

    is_dead = True
    await ben.follow(ana)
    await page.evaluate("window.dispatchEvent(new Event('online'))")
    await page.clock.run_for(SILENCE_MS)

    await expect(page.get_by_test_id("unread-count").first).to_have_text("1")
    assert len(sockets) >= 3


async def test_what_happens_before_the_first_greeting_is_told(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    post = await ben.post("Red wool")
    await ana.post("Old words")
    visit = await visits.of(ben)
    may_open = asyncio.Event()

    async def held_back(socket: WebSocketRoute) -> None:
        await may_open.wait()
        socket.connect_to_server()

    await visit.page.route_web_socket("**/live", held_back)
    # Twice: the second comes out of the frame that was kept for the first.
    await visit.open("/following")
    page = await visit.open("/following")
    badge = page.get_by_test_id("unread-count").first
    await expect(badge).to_have_text("")

    await ana.like(post)
    await ana.post("New words")
    may_open.set()

    await expect(badge).to_have_text("1")
    await expect(page.get_by_role("button", name="Show new posts, 1")).to_be_visible()


async def test_what_the_page_shows_already_is_not_shown_twice(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ben.post("Red wool")
    visit = await visits.of(ben)

    def from_the_start(socket: WebSocketRoute) -> None:
        # As if all of it had happened while the page was made.
        server = socket.connect_to_server()
        socket.on_message(lambda message: server.send(re.sub(r'"since":"[^"]*"', f'"since":"{seq}"', str(message))))

    first = await visit.open("/notifications")
    seq = await first.locator("body").get_attribute("data-live-seq")
    await ana.like(post)
    await ana.reply(post, "Where from?")
    await visit.page.route_web_socket("**/live", from_the_start)

    for path, entry in (("/notifications", "[data-notification]"), (urlsplit(post["url"]).path, "[data-post]")):
        page = await visit.open(path)
        await visit.live()
        await expect(page.locator(f"main {entry}")).to_have_count(2)
        # An act of now is told after what was replayed.
        await ana.post(f"@{ben.username} look")
        await expect(page.get_by_test_id("unread-count").first).to_have_text(re.compile("[34]"))
        await expect(page.locator(f"main {entry}:not([data-kind=mention])")).to_have_count(2)
