"""Valkey restarts and a web process is killed in the middle of 500 notifications: in the end the open page shows what
the database holds, each once.
"""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.browser.conftest import chromium as chromium
from tests.browser.visits import Visits
from tests.people import checked

if TYPE_CHECKING:
    from playwright.async_api import Browser

    from tests.faults.conftest import Town
    from tests.people import Person

POSTS, FANS = 25, 20
LIMIT_SECONDS = 120
# Entries beyond the first page come with "More"; after a gap the page begins anew with the first 20.
FIRST_PAGE = 20
IDS = "[...document.querySelectorAll('main [data-notification]')].map(entry => entry.dataset.notification)"
SHOWS = f"""([ids, count]) => {{
  const badge = document.querySelector('[data-unread]')?.textContent;
  return badge === count && {IDS}.slice(0, ids.length).join() === ids.join();
}}"""


async def like_all(fan: Person, posts: list[dict[str, Any]], progress: asyncio.Semaphore) -> None:
    """Like every post; a connection that was cut is tried again."""
    for post in posts:
        answer = None
        while answer is None:
            with suppress(httpx.TransportError):
                answer = await fan.api.post(f"/api/posts/{post['id']}/like")
        checked(answer)
        progress.release()


async def wait_for(progress: asyncio.Semaphore, count: int) -> None:
    """Return when so many more likes were made."""
    for _ in range(count):
        await progress.acquire()


async def stored(ana: Person) -> tuple[list[str], str]:
    """The groups that the database holds, newest first, and the number at the bell."""
    groups = checked(await ana.api.get("/api/notifications", params={"limit": 100}))["items"]
    assert {group["actors_count"] for group in groups} == {FANS}
    count = checked(await ana.api.get("/api/notifications/unread-count"))["unread_count"]
    return [group["id"] for group in groups], str(count)


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

    progress = asyncio.Semaphore(0)
    async with asyncio.timeout(LIMIT_SECONDS), asyncio.TaskGroup() as likes:
        for fan in fans:
            likes.create_task(like_all(fan, posts, progress))
        await wait_for(progress, POSTS * FANS // 4)
        town.valkey.kill()
        town.valkey.start()
        await wait_for(progress, POSTS * FANS // 4)
        os.kill(max(town.web_processes()), signal.SIGKILL)

    ids, count = await stored(ana)
    assert count == str(POSTS)
    await page.wait_for_function(SHOWS, arg=[ids[:FIRST_PAGE], count], timeout=LIMIT_SECONDS * 1000)
    shown = await page.evaluate(IDS)
    assert len(shown) == len(set(shown)), "something is shown twice"
    assert await visits.close() == []
