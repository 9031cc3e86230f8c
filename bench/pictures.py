"""A feed of picture posts on a phone in Chromium: layout shift, what loads before scrolling, and bytes on the wire."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import httpx
import numpy as np
from PIL import Image
from playwright.async_api import async_playwright

from bench.network import sign_up_author
from bench.report import AtMost
from bench.screenshots import ARGUMENTS, CHROMIUM
from bench.server import Server

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from playwright.async_api import Browser, Page

    from bench.report import Report

POSTS = 20
SHAPES = ((3_000, 2_000), (2_000, 2_500), (2_400, 2_400))
SCREEN = {"width": 390, "height": 844}
# Pixels of the screen for one of the page: a plain one, and a phone's.
DENSITIES = (1, 3)
KILOBYTE = 1_000
QUIET_MS = 1_000
SCROLL_PX = 400
_WATCH_SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
        window.shift += entry.value;
    }
}).observe({type: "layout-shift", buffered: true});
"""


@dataclass(slots=True)
class Visit:
    """What one look at the feed cost: pictures and bytes before scrolling and at the end, and the layout shift."""

    first_pictures: int
    first_bytes: int
    pictures: int
    all_bytes: int
    page_bytes: int
    shift: float
    is_all_lazy: bool


def a_photo(number: int) -> bytes:
    """A JPEG whose detail falls off as in photographs (1/f noise), with a little of a sensor's grain."""
    random = np.random.default_rng(number)
    width, height = SHAPES[number % len(SHAPES)]
    rows, columns = np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None, :]
    falling = 1 / np.maximum(np.hypot(rows, columns), 1 / width) ** 1.2
    channels = []
    for _ in range(3):
        phases = np.exp(2j * np.pi * random.random(falling.shape))
        plane = np.fft.irfft2(falling * phases, (height, width))
        plane = (plane - plane.mean()) / plane.std() * 48 + 120
        channels.append(plane + random.normal(0, 3, plane.shape))
    pixels = np.clip(np.stack(channels, axis=-1), 0, 255).astype(np.uint8)
    target = BytesIO()
    Image.fromarray(pixels).save(target, "JPEG", quality=90)
    return target.getvalue()


def run(report: Report, _arguments: argparse.Namespace) -> None:
    """Post the pictures and look at them."""
    with Server() as server:
        sent = post_pictures(server)
        visits = asyncio.run(look(server.base_url))
    report.table(
        f"A feed of {POSTS} picture posts at {SCREEN['width']} px; the originals are {sent / KILOBYTE:,.0f} KB",
        ("screen", "before scrolling", "KB", "at the end", "KB", "of the originals", "page, KB", "layout shift"),
        [
            (
                f"{density} ×",
                f"{visit.first_pictures} of {POSTS}",
                f"{visit.first_bytes / KILOBYTE:,.0f}",
                f"{visit.pictures} of {POSTS}",
                f"{visit.all_bytes / KILOBYTE:,.0f}",
                f"{100 * visit.all_bytes / sent:.1f} %",
                f"{visit.page_bytes / KILOBYTE:,.0f}",
                f"{visit.shift:.4f}",
            )
            for density, visit in visits.items()
        ],
    )
    report.judge("layout shift of a picture feed", max(visit.shift for visit in visits.values()), AtMost(0))
    eager = sum(not visit.is_all_lazy for visit in visits.values())
    report.judge("pages of a picture feed with a picture that is not lazy", eager, AtMost(0))


def post_pictures(server: Server) -> int:
    """One picture in each post; gives the bytes that were uploaded."""
    sent = 0
    headers = {"Authorization": f"Bearer {sign_up_author(server)}"}
    with httpx.Client(base_url=server.base_url, headers=headers, timeout=60) as author:
        for number in range(POSTS):
            photo = a_photo(number)
            sent += len(photo)
            made = author.post("/api/media", files={"file": ("photo.jpg", photo)}, data={"alt": f"Photo {number}"})
            made.raise_for_status()
            post = {"body": f"Photo {number}", "media_ids": [made.json()["id"]]}
            author.post("/api/posts", json=post).raise_for_status()
    return sent


async def look(base_url: str) -> Mapping[int, Visit]:
    """The feed on each screen."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        visits = {density: await look_once(browser, base_url, density) for density in DENSITIES}
        await browser.close()
    return visits


async def look_once(browser: Browser, base_url: str, density: int) -> Visit:
    """Open the feed, wait, scroll to its end."""
    context = await browser.new_context(
        viewport={"width": SCREEN["width"], "height": SCREEN["height"]}, device_scale_factor=density, is_mobile=True
    )
    page = await context.new_page()
    await page.add_init_script(_WATCH_SHIFTS)
    wire = _Wire()
    await wire.watch(page)
    await page.goto(f"{base_url}/@author")
    await wire.is_quiet(page)
    first = wire.pictures()
    while not await page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 1"):
        await page.mouse.wheel(0, SCROLL_PX)
        await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    await wire.is_quiet(page)
    last = wire.pictures()
    shift = float(await page.evaluate("window.shift"))
    eager = await page.locator(".media picture img:not([loading=lazy])").count()
    await context.close()
    others = sum(wire.sizes.values()) - sum(last)
    return Visit(len(first), sum(first), len(last), sum(last), others, shift, eager == 0)


class _Wire:
    """Bytes that a page received, by address: bodies as they were sent, with their heads."""

    def __init__(self) -> None:
        self.sizes: Counter[str] = Counter()
        self._addresses: dict[str, str] = {}
        self._open = 0

    async def watch(self, page: Page) -> None:
        """Listen from now on."""
        session = await page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.loadingFailed", self._failed)
        await session.send("Network.enable")

    async def is_quiet(self, page: Page) -> None:
        """Wait until nothing has come for a while."""
        before = -1
        while before != sum(self.sizes.values()) or self._open > 0:
            before = sum(self.sizes.values())
            await page.wait_for_timeout(QUIET_MS)

    def pictures(self) -> list[int]:
        """The bytes of each picture that came."""
        return [size for address, size in self.sizes.items() if "/media/" in address]

    def _sent(self, event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):
            self._addresses[event["requestId"]] = event["request"]["url"]
            self._open += 1

    def _finished(self, event: dict[str, Any]) -> None:
        address = self._addresses.get(event["requestId"])
        if address is not None:
            self.sizes[address] += int(event["encodedDataLength"])
            self._open -= 1

    def _failed(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self._addresses:
            self._open -= 1
