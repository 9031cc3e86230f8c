"""Live updates never disturb somebody who writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.people import PASSWORD

if TYPE_CHECKING:
    from tests.browser.visits import Visits
    from tests.people import People

STATE = """() => {
  const box = document.activeElement;
  const top = Math.round(box.getBoundingClientRect().top);
  return [box.name, box.value, box.selectionStart, box.selectionEnd, top];
}"""


async def test_reply_in_the_making_is_left_alone(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("How is the wool?")
    visit = await visits.of(ana)
    page = await visit.open(f"/@{ana.username}/post/{post['id']}")
    await visit.live()
    await page.get_by_role("textbox", name="Write a reply").press_sequentially("Half a sen")
    await page.keyboard.press("ArrowLeft")
    await page.keyboard.press("Shift+ArrowLeft")
    before = await page.evaluate(STATE)

    await ben.like(post)
    await ben.reply(post, "Warm and blue")
    await expect(page.get_by_text("Warm and blue")).to_be_visible()
    await expect(page.locator(f"#post-{post['id']} [data-count=likes]")).to_have_text("1")

    assert await page.evaluate(STATE) == before


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("/api/posts/{post}", None, "This post was deleted."),
        ("/api/me", {"password": PASSWORD}, "This post isn’t available any more."),
    ],
    ids=["post deleted", "account closed"],
)
async def test_reply_in_the_making_outlives_the_post(
    path: str, body: dict[str, str] | None, words: str, visits: Visits, people: People
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("How is the wool?")
    visit = await visits.of(ben)
    page = await visit.open(f"/@{ana.username}/post/{post['id']}")
    await visit.live()
    reply = page.get_by_role("textbox", name="Write a reply")
    await reply.press_sequentially("Half a sentence")

    assert (await ana.api.request("DELETE", path.format(post=post["id"]), json=body)).is_success

    article = page.locator(f"#post-{post['id']}")
    await expect(article).to_have_text(words)
    await expect(page.get_by_role("status").get_by_text(words)).to_be_visible()
    await expect(reply).to_have_value("Half a sentence")
    await expect(reply).to_be_focused()


async def test_post_in_the_making_is_left_alone(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    await ana.post("Old words")
    visit = await visits.of(ben)
    page = await visit.open("/following")
    await visit.live()
    await page.get_by_role("textbox", name="What's new?").press_sequentially("Half a sen")
    await page.keyboard.press("Shift+Home")
    before = await page.evaluate(STATE)

    await ana.post("New words")
    await expect(page.get_by_role("button", name="Show new posts, 1")).to_be_visible()

    assert await page.evaluate(STATE) == before
