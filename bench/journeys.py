"""From one person's act to what another sees in an open browser: badge, banner, counts and replies."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
from playwright.async_api import async_playwright

from bench.network import COOKIE, sign_in, sign_up
from bench.report import AtMost, percentile
from bench.screenshots import ARGUMENTS, CHROMIUM
from bench.server import Server

if TYPE_CHECKING:
    import argparse
    from collections.abc import Awaitable, Callable

    from playwright.async_api import Browser, Page

    from bench.report import Report

ROUNDS = 15
BADGE = "count => document.querySelector('[data-testid=unread-count]')?.textContent.trim() === String(count)"
BANNER = """count => [...document.querySelectorAll('button')].some(
    button => new RegExp(`^\\\\D*${count} new posts?`).test(button.textContent))"""
LIKES = "count => document.querySelector('main article [data-count=likes]')?.textContent.trim() === String(count)"
REPLY = "count => document.querySelector('main').textContent.includes(`answer ${count}.`)"


@dataclass(frozen=True, slots=True)
class Journey:
    """Ben acts; Ana, at the page of this path (`{}`: the id of her first post), sees it when `seen` holds."""

    name: str
    path: str
    seen: str
    act: Callable[[httpx.AsyncClient, list[str], int], Awaitable[httpx.Response]]


JOURNEYS = (
    Journey("like → badge", "/saved", BADGE, lambda ben, ids, n: ben.post(f"/api/posts/{ids[n]}/like")),
    Journey("repost → badge", "/saved", BADGE, lambda ben, ids, n: ben.post(f"/api/posts/{ids[n]}/repost")),
    Journey(
        "reply → badge",
        "/saved",
        BADGE,
        lambda ben, ids, n: ben.post(f"/api/posts/{ids[n]}/comments", json={"body": f"Yes, {n}."}),
    ),
    Journey(
        "mention → badge",
        "/saved",
        BADGE,
        lambda ben, _ids, n: ben.post("/api/posts", json={"body": f"Look, @ana, number {n}."}),
    ),
    Journey(
        "post → banner",
        "/following",
        BANNER,
        lambda ben, _ids, n: ben.post("/api/posts", json={"body": f"Rain again, day {n}."}),
    ),
    Journey(
        "reply → open post",
        "/@ana/post/{}",
        REPLY,
        lambda ben, ids, n: ben.post(f"/api/posts/{ids[0]}/comments", json={"body": f"My answer {n}."}),
    ),
)


def run(report: Report, _arguments: argparse.Namespace) -> None:
    """Measure every journey ROUNDS times, one act at a time."""
    with Server() as server:
        times = asyncio.run(_measure(server))
    report.table(
        f"From one person's act to the other's open browser, ms after sending the request ({ROUNDS} each)",
        ("what", "p50", "max"),
        [(name, f"{percentile(seen, 0.5):.0f}", f"{max(seen):.0f}") for name, seen in times.items()],
    )
    report.judge("act → other's browser, slowest", max(map(max, times.values())), AtMost(1_000, " ms"))


async def _measure(server: Server) -> dict[str, list[float]]:
    tokens = {name: sign_up(server, name) for name in ("ana", "ben", "cleo")}
    async with (
        _client(server, tokens["ana"]) as ana,
        _client(server, tokens["ben"]) as ben,
        _client(server, tokens["cleo"]) as cleo,
        async_playwright() as playwright,
    ):
        (await ana.post(f"/api/users/{(await ben.get('/api/me')).json()['id']}/follow")).raise_for_status()
        ids = [await _post(ana, number) for number in range(ROUNDS)]
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        times: dict[str, list[float]] = {}
        for journey in JOURNEYS:
            (await ana.patch("/api/notifications/read-all")).raise_for_status()
            page = await _open(browser, server, journey.path.format(ids[0]))
            times[journey.name] = [await _time(page, journey, ben, ids, number) for number in range(ROUNDS)]
            await page.context.close()
        times["like → count of an open post"] = await _time_likes(browser, server, ids[-1], [ben, cleo])
        await browser.close()
    return times


async def _time(page: Page, journey: Journey, ben: httpx.AsyncClient, ids: list[str], number: int) -> float:
    shown = number + 1 if journey.seen in {BADGE, BANNER} else number
    started = time.perf_counter()
    (await journey.act(ben, ids, number)).raise_for_status()
    await page.wait_for_function(journey.seen, arg=shown, polling="raf")
    return (time.perf_counter() - started) * 1000


async def _time_likes(browser: Browser, server: Server, post_id: str, people: list[httpx.AsyncClient]) -> list[float]:
    page = await _open(browser, server, f"/@ana/post/{post_id}")
    (await people[0].delete(f"/api/posts/{post_id}/like")).raise_for_status()
    times: list[float] = []
    for number in range(ROUNDS):
        person, is_second = people[number % 2], number % 2
        # One stays, the other comes: the number goes 1, 2, 1, 2.
        started = time.perf_counter()
        (await person.post(f"/api/posts/{post_id}/like")).raise_for_status()
        await page.wait_for_function(LIKES, arg=1 + is_second, polling="raf")
        times.append((time.perf_counter() - started) * 1000)
        if is_second:
            (await people[0].delete(f"/api/posts/{post_id}/like")).raise_for_status()
            (await people[1].delete(f"/api/posts/{post_id}/like")).raise_for_status()
    await page.context.close()
    return times


def _client(server: Server, token: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=server.base_url, headers={"Authorization": f"Bearer {token}"}, timeout=30)


async def _post(author: httpx.AsyncClient, number: int) -> str:
    answer: dict[str, Any] = (await author.post("/api/posts", json={"body": f"Wool {number}"})).json()
    return str(answer["id"])


async def _open(browser: Browser, server: Server, path: str) -> Page:
    """Ana at a page that hears live events."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900})
    cookie = sign_in(server, "ana").partition("=")[2].partition(";")[0]
    await context.add_cookies([{"name": COOKIE, "value": cookie, "url": server.base_url}])
    page = await context.new_page()
    await page.goto(server.base_url + path)
    await page.wait_for_selector('html[data-live-state="open"]', state="attached")
    return page
