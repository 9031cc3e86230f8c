"""The live channel comes back by itself, and brings what was missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
