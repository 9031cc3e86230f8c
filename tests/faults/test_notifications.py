"""Valkey restarts and a web process is killed in the middle of 500 notifications: in the end the open page shows what
the database holds, each once.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections import Counter
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.browser.conftest import chromium as chromium
from tests.browser.visits import Visits
from tests.faults.conftest import children
from tests.people import checked

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

    from tests.faults.conftest import Town
    from tests.people import Person

POSTS, FANS = 25, 20
LIMIT_SECONDS = 60
SHOWN = """() => [...document.querySelectorAll('main [data-notification]')].map(entry => entry.dataset.notification)"""


async def like_all(fan: Person, posts: list[dict[str, Any]], done: Counter[str]) -> None:
    """Like every post; a connection that was cut is tried again."""
    for post in posts:
        while True:
            try:
                answer = await fan.api.post(f"/api/posts/{post['id']}/like")
            except httpx.TransportError:
                continue
            if answer.status_code == httpx.codes.OK:
                break
        done["likes"] += 1


async def until(done: Counter[str], count: int) -> None:
    """Return when so many likes were made."""
    async with asyncio.timeout(LIMIT_SECONDS):
        while done["likes"] < count:
            await asyncio.sleep(0.01)


async def stored(ana: Person) -> tuple[list[str], str]:
    """The groups that the database holds, newest first, and the number at the bell."""
    groups = checked(await ana.api.get("/api/notifications", params={"limit": 100}))["items"]
    assert {group["actors_count"] for group in groups} == {FANS}
    count = checked(await ana.api.get("/api/notifications/unread-count"))["unread_count"]
    return [group["id"] for group in groups], str(count)


async def shown(page: Page, length: int) -> tuple[list[str], str]:
    """What the page shows of it."""
    ids: list[str] = await page.evaluate(SHOWN)
    assert len(ids) == len(set(ids)), "something is shown twice"
    return ids[:length], await page.get_by_test_id("unread-count").first.inner_text()


@pytest.mark.slow
@pytest.mark.browser
async def test_lists_and_badge_equal_the_database_after_faults(town: Town, chromium: Browser) -> None:
    ana = await town.people.new("ana")
    posts = [await ana.post(f"Number {number}") for number in range(POSTS)]
    fans = [await town.people.new("ben") for _ in range(FANS)]
    visits = Visits(chromium, town.people)
    visit = await visits.of(ana)
    visit.allow("WebSocket|/live|ERR_")
    page = await visit.open("/notifications")
    await visit.live()

    done: Counter[str] = Counter()
    likes = [asyncio.ensure_future(like_all(fan, posts, done)) for fan in fans]
    await until(done, POSTS * FANS // 4)
    town.valkey.kill()
    town.valkey.start()
    await until(done, POSTS * FANS // 2)
    os.kill(max(children(town.server.web_pid)), signal.SIGKILL)
    await asyncio.gather(*likes)

    # Entries beyond the first page come with "More"; after a gap the page begins anew with the first 20.
    ids, count = await stored(ana)
    async with asyncio.timeout(LIMIT_SECONDS):
        while (await shown(page, 20)) != (ids[:20], count) or await town.waiting_events():
            await asyncio.sleep(0.1)
    assert count == str(POSTS)
    assert await visits.close() == []
