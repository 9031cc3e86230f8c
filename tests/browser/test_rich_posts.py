"""Polls, threads, drafts and times at a real browser."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.people import checked

if TYPE_CHECKING:
    from tests.browser.visits import Visits
    from tests.people import People


async def test_a_thread_with_a_poll_is_written_voted_in_and_counted_live(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    visit = await visits.of(ana)
    page = await visit.open("/following")
    await page.get_by_role("textbox", name="What's new?").fill("Which one?")
    await page.get_by_label("Poll", exact=True).click()
    await page.get_by_label("Choice 1").fill("Wool")
    await page.get_by_label("Choice 2").fill("Cotton")
    await page.get_by_role("button", name="Add to thread").click()
    await page.get_by_label("Post 2 of the thread").fill("x" * 501)
    await expect(page.get_by_role("button", name="Post", exact=True)).to_be_disabled()
    await page.get_by_label("Post 2 of the thread").fill("I like both")
    await page.get_by_role("button", name="Post", exact=True).click()
    await expect(page.get_by_test_id("post-body").filter(has_text="Which one?")).to_have_count(1)
    await expect(page.get_by_label("Post 2 of the thread")).to_have_count(0)
    await expect(page.get_by_label("Choice 1")).to_be_hidden()

    posts = checked(await ana.api.get(f"/api/users/{ana.id}/posts"))["items"]
    assert posts[0]["comments_count"] == 1
    await visit.open(posts[0]["url"].removeprefix(people.base_url))
    await visit.live()
    other = await visits.of(ben)
    voting = await other.open(posts[0]["url"].removeprefix(people.base_url))
    await voting.get_by_role("button", name="Cotton").click()

    await expect(voting.get_by_text("100%")).to_be_visible()
    await expect(page.get_by_text("1 vote ·")).to_be_visible()
    await expect(page.get_by_role("button", name="Cotton")).to_be_visible()


async def test_a_draft_and_a_time_lead_to_their_pages(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    visit = await visits.of(ana)
    page = await visit.open("/following")
    await page.get_by_role("textbox", name="What's new?").fill("Half a thought")
    await page.get_by_role("button", name="Save draft").click()
    await page.get_by_role("link", name="Half a thought").click()
    # In the dialog scripts come after the form.
    await expect(page.get_by_text("In your own time.")).to_be_attached()

    await page.get_by_label("Schedule", exact=True).click()
    at = f"{datetime.now(UTC) + timedelta(hours=3):%Y-%m-%dT%H:%M}"
    await page.get_by_label("Post it at").fill(at)
    await page.get_by_role("button", name="Post", exact=True).click()
    await page.wait_for_url(re.compile(r"/scheduled"))

    await expect(page.get_by_role("link", name="Half a thought")).to_be_visible()
    waiting = checked(await ana.api.get("/api/me/scheduled"))["items"][0]
    assert waiting["publish_at"].startswith(at)
    assert checked(await ana.api.get("/api/me/drafts"))["items"] == []
    await visit.open("/following")
    await expect(page.get_by_role("textbox", name="What's new?")).to_have_value("")
