"""Names while typing `@`: by keyboard, by pointer, in the middle of a text, and with an input method."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from playwright.async_api import Route

    from tests.browser.visits import Visits
    from tests.people import People


async def test_names_are_chosen_with_the_keyboard_in_the_middle_of_a_text(visits: Visits, people: People) -> None:
    letters = f"w{secrets.token_hex(3)}"
    ana, ben, cleo = await people.new("ana"), await people.new(f"{letters}b"), await people.new(f"{letters}c")
    await ana.follow(ben)
    visit = await visits.of(ana)
    page = await visit.open("/following")
    box = page.get_by_role("textbox", name="What's new?")
    options = page.get_by_role("listbox", name="People").get_by_role("option")

    await box.press_sequentially("@")
    await expect(options.first).to_contain_text(f"@{ben.username} · Following")
    await box.fill("Hello , how is the wool?")
    await box.evaluate("box => box.setSelectionRange(6, 6)")
    # At once: each letter would bring a list of its own, which begins at its first name again.
    await page.keyboard.insert_text(f"@{letters}")
    await expect(options).to_have_count(2)
    await expect(options.first).to_contain_text(f"@{ben.username} · Following")
    await expect(options.first).to_have_attribute("aria-selected", "true")
    await box.press("ArrowDown")
    chosen = await options.nth(1).get_attribute("id")
    await expect(box).to_have_attribute("aria-activedescendant", chosen or "")
    await box.press("Enter")

    await expect(box).to_have_value(f"Hello @{cleo.username} , how is the wool?")
    await expect(page.get_by_role("listbox")).to_have_count(0)
    assert await box.evaluate("box => box.selectionStart") == len(f"Hello @{cleo.username} ")
    await box.press("Control+z")
    await expect(box).to_have_value(f"Hello @{letters}, how is the wool?")


async def test_a_tap_chooses_and_escape_closes_only_the_list(visits: Visits, people: People) -> None:
    letters = f"w{secrets.token_hex(3)}"
    ana, ben = await people.new("ana"), await people.new(letters)
    visit = await visits.of(ana)
    page = await visit.open("/search")
    await page.get_by_role("link", name="New post").first.click()
    dialog = page.get_by_role("dialog", name="New post")
    box = dialog.get_by_role("textbox", name="What's new?")
    people_list = dialog.get_by_role("listbox", name="People")
    # The dialog is there before its scripts.
    await expect(box).to_have_attribute("aria-autocomplete", "list")

    await box.press_sequentially(f"@{letters}")
    await expect(people_list).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(people_list).to_have_count(0)
    await expect(dialog).to_be_visible()
    await box.press("Backspace")
    await people_list.get_by_role("option").click()

    await expect(box).to_have_value(f"@{ben.username} ")
    await expect(box).to_be_focused()


async def test_an_input_method_is_left_alone_until_it_is_done(visits: Visits, people: People) -> None:
    name = f"ぁ{secrets.token_hex(3)}"
    ana, ben = await people.new("ana"), await people.new("ben", display_name=name)
    visit = await visits.of(ana)
    await visit.stop_the_clock()
    page = await visit.open("/following")
    box = page.get_by_role("textbox", name="What's new?")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/mentions?" in request.url else None)
    held: asyncio.Future[Route] = asyncio.get_running_loop().create_future()
    await page.route("**/mention_list.js", lambda route: held.set_result(route))
    await box.press_sequentially("@")
    script = await asyncio.wait_for(held, 30)
    keyboard = await page.context.new_cdp_session(page)

    await keyboard.send("Input.imeSetComposition", {"text": name, "selectionStart": 7, "selectionEnd": 7})
    await expect(box).to_have_value(f"@{name}")
    # The script of the list comes while the name is being composed.
    await script.continue_()
    await page.evaluate("script => import(script).then(() => null)", script.request.url)
    await page.clock.run_for(1_000)
    await expect(page.get_by_role("listbox")).to_have_count(0)
    assert asked == []
    await keyboard.send("Input.insertText", {"text": name})
    await page.clock.run_for(1_000)
    await expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(1)
    await page.keyboard.press("Tab")

    await expect(box).to_have_value(f"@{ben.username} ")
