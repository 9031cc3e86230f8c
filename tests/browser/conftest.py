"""One Chromium for all browser tests; a context for each person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.browser.visits import Visits

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.people import People

CHROMIUM = Path(__file__).parent / "chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest_asyncio.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """The browser of this test worker."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        await browser.close()


@pytest_asyncio.fixture
async def visits(chromium: Browser, people: People) -> AsyncIterator[Visits]:
    """Opens browsers, and fails the test when something went wrong in one that nobody expected."""
    opened = Visits(chromium, people)
    yield opened
    problems = await opened.close()
    assert not problems, "\n".join(problems)
