"""The live channel comes back by itself, and brings what was missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from playwright.async_api import WebSocketRoute

    from tests.browser.visits import Visits
    from tests.people import People


async def test_what_was_missed_comes_after_a_cut(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    await ana.post("Old words")
    visit = await visits.of(ben)
    is_cut = False
    sockets: list[WebSocketRoute] = []

    def through_unless_cut(socket: WebSocketRoute) -> None:
        if is_cut:
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
