"""From nobody to the first post, in a browser."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.people import PASSWORD

if TYPE_CHECKING:
    from tests.browser.visits import Visits


async def test_sign_up_set_up_and_post(visits: Visits) -> None:
    name = f"ida_{secrets.token_hex(4)}"
    # For you shows what others of this name have said, too.
    words = f"The first stitch of {name}"
    visit = await visits.of()
    page = await visit.open("/auth/sign-up")

    await page.locator("[name=username]").fill(name)
    await page.locator("[name=email]").fill(f"{name}@example.com")
    await page.locator("[name=password]").fill(PASSWORD)
    await page.locator("main form button:not([type=button]), form button:not([type=button])").last.click()
    await page.wait_for_url("**/settings/profile?welcome=1")
    await page.locator("[name=display_name]").fill("Ida Strand")
    await page.locator("[name=bio]").fill("Knits in the rain")
    await page.locator("form:has([name=bio]) button:not([type=button])").last.click()
    await page.wait_for_url(lambda url: "/settings/profile" not in url)
    await visit.open("/")
    await page.get_by_role("textbox", name="What's new?").fill(words)
    await page.get_by_role("button", name="Post", exact=True).first.click()

    article = page.get_by_role("article", name="Ida Strand").filter(has_text=words)
    await expect(article).to_be_visible()
    await expect(article.get_by_role("button", name="Like")).to_be_visible()
    await expect(page.get_by_role("textbox", name="What's new?")).to_have_value("")
