"""Somebody new likes two posts of one taste, and the next page begins with that taste and says truly why."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest_asyncio
from playwright.async_api import expect

from app.jobs.train import train
from tests.browser.visits import Visits
from tests.people import People, checked
from tests.recommender.world import tastes_database
from tests.web_server import WebServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser

    from app.settings import Settings
    from tests.people import Person

WAIT_SECONDS = 30


@pytest_asyncio.fixture
async def tastes(settings: Settings, template_database: str) -> AsyncIterator[People]:
    """A Skein of two tastes, with a model, for this test alone."""
    # One process: each looks for the model by itself, and another might be asked for the page than said that it has it.
    own = replace(
        settings, database_url=await tastes_database(template_database), database_direct_url="", web_workers=1
    )
    await train(own)
    with WebServer(own, with_worker=False) as server:
        async with People(server.base_url) as builder:
            yield builder


async def until_the_model_ranks(person: Person) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while checked(await person.api.get("/api/feeds"))["metadata"]["source"] != "model":
        assert time.monotonic() < deadline
        await asyncio.sleep(0.1)


async def test_two_likes_turn_the_next_page_to_their_taste(tastes: People, chromium: Browser) -> None:
    ben = await tastes.new("ben")
    visits = Visits(chromium, tastes)
    visit = await visits.of(ben)
    page = await visit.open("/")
    posts = page.get_by_role("article").filter(has=page.get_by_test_id("post-body").filter(has_text="wool number"))
    authors = set()

    for place in range(2):
        post = posts.nth(place)
        authors.update(re.findall(r"@(wool_author_\d)", await post.inner_html()))
        # The button says so at once, the next page when the server knows.
        async with page.expect_response("**/like"):
            await post.get_by_role("button", name=re.compile("^Like")).click()
        await expect(post.get_by_role("button", name=re.compile("^Unlike"))).to_be_visible()
    await until_the_model_ranks(ben)
    await page.reload()
    await visit.ready()

    bodies = page.get_by_test_id("post-body")
    for place in range(5):
        await expect(bodies.nth(place)).to_contain_text("wool number")
    first = page.get_by_role("article").first
    await first.locator("details.reason summary").click()
    note = first.locator("details.reason p").first
    one = "|".join(sorted(authors))
    await expect(note).to_have_text(
        re.compile(
            rf"^(You liked a post by @({one}), and people who liked that one liked this one too\."
            r"|People who liked the same posts as you liked this one too\.)$"
        )
    )
    problems = await visits.close()
    assert not problems, "\n".join(problems)
