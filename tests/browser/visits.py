"""Somebody at a real browser, and what went wrong there without being seen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Page, Request, Response, expect

if TYPE_CHECKING:
    from playwright.async_api import ConsoleMessage, WebSocket

    from tests.people import People, Person

WAIT_MS = 30_000
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
expect.set_options(timeout=WAIT_MS)


@dataclass
class Visit:
    """A page of one person's browser. `problems` has to be empty at the end; `allow` names what a test provokes."""

    base_url: str
    context: BrowserContext
    page: Page
    has_script: bool
    problems: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, pattern: str) -> None:
        """Problems that match this regular expression belong to the test."""
        self.allowed.append(pattern)

    def unexpected(self) -> list[str]:
        """What nobody asked for."""
        return [line for line in self.problems if not any(re.search(pattern, line) for pattern in self.allowed)]

    async def open(self, path: str) -> Page:
        """Go to a page and wait until its scripts are connected."""
        await self.page.goto(self.base_url + path)
        await self.ready()
        return self.page

    async def ready(self) -> None:
        """Wait until the scripts of the page are connected."""
        if self.has_script:
            await self.page.wait_for_selector("html[data-ready]", state="attached")

    async def live(self) -> None:
        """Wait until the page hears live events."""
        await self.page.wait_for_selector('html[data-live-state="open"]', state="attached")

    async def stop_the_clock(self) -> None:
        """From now on time passes for the page by `page.clock.run_for` only, however long the rest takes."""
        await self.page.clock.install()
        # A moment that is still to come when the browser hears of it.
        await self.page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))

    def watch(self, page: Page) -> None:
        """Note errors, failures and calls to other places."""
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.problems.append(f"uncaught: {error}"))
        page.on("request", self._on_request)
        page.on("requestfailed", self._on_failure)
        page.on("response", self._on_response)
        page.on("websocket", self._on_websocket)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(f"console: {message.text}")

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.netloc != urlsplit(self.base_url).netloc:
            self.problems.append(f"other host: {request.url}")

    def _on_websocket(self, websocket: WebSocket) -> None:
        if urlsplit(websocket.url).netloc != urlsplit(self.base_url).netloc:
            self.problems.append(f"other host: {websocket.url}")

    def _on_failure(self, request: Request) -> None:
        # A page that is left drops what it was still reading.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"failed: {request.method} {request.url} {request.failure}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"status {response.status}: {response.request.method} {response.url}")


class Visits:
    """Opens browsers: `visit = await visits.of(ana)`."""

    def __init__(self, browser: Browser, people: People) -> None:
        self._browser = browser
        self._people = people
        self._made: list[Visit] = []

    async def of(
        self,
        person: Person | None = None,
        *,
        script: bool = True,
        size: dict[str, int] | None = None,
        dark: bool = False,
        calm: bool = True,
        touch: bool = False,
    ) -> Visit:
        """A browser of its own, signed in as the person; None: nobody. `calm`: no movement; `touch`: a phone's."""
        size = size or DESKTOP
        context = await self._browser.new_context(
            java_script_enabled=script,
            viewport={"width": size["width"], "height": size["height"]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if calm else "no-preference",
            locale="en-GB",
            timezone_id="UTC",
            has_touch=touch,
            is_mobile=touch,
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(WAIT_MS)
        if person is not None:
            client = await self._people.browser_client(person)
            await context.add_cookies(
                [
                    {"name": cookie.name, "value": cookie.value or "", "url": self._people.base_url}
                    for cookie in client.cookies.jar
                ]
            )
        page = await context.new_page()
        visit = Visit(self._people.base_url, context, page, script)
        visit.watch(page)
        self._made.append(visit)
        return visit

    async def close(self) -> list[str]:
        """Close all browsers; gives what went wrong in them."""
        problems = [line for visit in self._made for line in visit.unexpected()]
        for visit in self._made:
            await visit.context.close()
        return problems
