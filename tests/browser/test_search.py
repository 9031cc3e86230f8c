"""The search box: suggestions by keyboard, and the searches of this browser."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from tests.browser.visits import Visits
    from tests.people import People


async def test_suggestions_are_walked_by_keyboard_and_searches_remembered(visits: Visits, people: People) -> None:
    word = f"wool{secrets.token_hex(4)}"
    ana, ben = await people.new("ana", display_name=word), await people.new("ben")
    await ana.post(f"A jacket of #{word}")
    visit = await visits.of(ben)
    page = await visit.open("/search")
    box = page.get_by_role("combobox", name="Search")

    await box.press_sequentially(word[:8])
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    await expect(options.first).to_have_text(word[:8])
    await expect(options).to_have_count(4)
    await box.press("ArrowDown")
    await expect(options.first).to_have_attribute("aria-selected", "true")
    await box.press("ArrowDown")
    await box.press("ArrowDown")
    await expect(options.nth(2)).to_contain_text(f"#{word}")
    await expect(options.nth(2)).to_have_attribute("aria-selected", "true")
    await box.press("Enter")
    await expect(page).to_have_url(f"{people.base_url}/topics/{word}")

    await visit.open("/search")
    await box.fill(word)
    await box.press("Enter")
    await expect(page.get_by_test_id("post-body").filter(has_text=word)).to_have_count(1)

    await visit.open("/search")
    await box.click()
    recent = page.get_by_role("region", name="Recent searches")
    await expect(recent.get_by_role("link", name=word)).to_be_visible()
    await recent.get_by_role("button", name=f"Remove {word}").click()
    await expect(recent).to_be_hidden()
