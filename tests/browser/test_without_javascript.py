"""The same journey by forms and reloads, with scripts switched off."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.people import PASSWORD

if TYPE_CHECKING:
    from tests.browser.visits import Visits
    from tests.people import People


async def test_sign_up_and_post(visits: Visits) -> None:
    name = f"ida_{secrets.token_hex(4)}"
    visit = await visits.of(script=False)
    page = await visit.open("/auth/sign-up")

    await page.locator("[name=username]").fill(name)
    await page.locator("[name=email]").fill(f"{name}@example.com")
    await page.locator("[name=password]").fill(PASSWORD)
    await page.locator("form:has([name=email]) button:not([type=button])").last.click()
    await page.wait_for_url("**/settings/profile?welcome=1")
    await visit.open("/compose")
    await page.get_by_role("textbox", name="What's new?").fill("The first stitch")
    await page.get_by_role("button", name="Post", exact=True).click()
    await page.wait_for_url("**/post/**")

    await visit.open("/following")
    await expect(page.get_by_test_id("post-body").filter(has_text="The first stitch")).to_have_count(1)


async def test_like_repost_save_and_reply(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("How is the wool?")
    visit = await visits.of(ben, script=False)
    page = await visit.open(f"/@{ana.username}/post/{post['id']}")
    article = page.locator(f"#post-{post['id']}")

    for before, after in [("Like", "Unlike, 1"), ("Repost", "Undo repost, 1"), ("Save", "Unsave")]:
        await article.get_by_role("button", name=before).click()
        await expect(article.get_by_role("button", name=after)).to_be_visible()
    await page.get_by_role("textbox", name="Write a reply").fill("Warm and blue")
    await page.locator("#reply").get_by_role("button", name="Reply").click()
    await expect(page.get_by_test_id("post-body").filter(has_text="Warm and blue")).to_have_count(1)

    await visit.open(f"/@{ana.username}/post/{post['id']}")
    await expect(page.get_by_test_id("post-body").filter(has_text="Warm and blue")).to_have_count(1)
    await expect(article.locator("[data-count=comments]")).to_have_text("1")


async def test_more_is_a_link(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    for number in range(25):
        await ana.post(f"Words {number}")
    visit = await visits.of(ana, script=False)
    page = await visit.open("/following")

    await page.get_by_role("link", name="More", exact=True).click()

    await expect(page.get_by_test_id("post-body").filter(has_text="Words 0")).to_have_count(1)


async def test_delete_asks_first(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("Not for long")
    visit = await visits.of(ana, script=False)
    page = await visit.open(f"/@{ana.username}/post/{post['id']}")

    await page.get_by_label("More about this post").click()
    await page.get_by_role("button", name="Delete").click()
    await page.wait_for_url("**/delete?*")
    await page.get_by_role("button", name="Delete").click()
    await page.wait_for_url(lambda url: "/delete" not in url)

    await visit.open("/following")
    await expect(page.get_by_text("Not for long")).to_have_count(0)
