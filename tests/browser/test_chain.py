"""A thread written in one go: its draft, its boxes, and what an error leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.people import checked

if TYPE_CHECKING:
    from playwright.async_api import Page

    from tests.browser.visits import Visits
    from tests.people import People, Person


async def write(page: Page, *texts: str) -> None:
    """Fill the boxes of a thread, from the keyboard after the first."""
    await page.get_by_role("textbox", name="What's new?").fill(texts[0])
    for number, text in enumerate(texts[1:], 2):
        await page.get_by_role("button", name="Add to thread").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("textbox", name=f"Post {number} of the thread")).to_be_focused()
        await page.keyboard.insert_text(text)


async def boxes(page: Page) -> list[str]:
    return [await box.input_value() for box in await page.locator("textarea[name=body]").all()]


async def thread_of(person: Person) -> list[str]:
    """The texts of somebody's newest chain."""
    post = checked(await person.api.get(f"/api/users/{person.id}/posts"))["items"][0]
    found = [post["body"]]
    while post["comments_count"]:
        post = checked(await person.api.get(f"/api/posts/{post['id']}/comments"))["items"][0]
        found.append(post["body"])
    return found


async def test_the_draft_of_a_thread_keeps_every_box_in_order(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    visit = await visits.of(ana)
    page = await visit.open("/following")
    await write(page, "One", "Two", "Three", "Four")
    await page.get_by_role("button", name="Remove post 3").click()
    await expect(page.get_by_role("textbox", name="Post 2 of the thread")).to_be_focused()

    await page.reload()
    await visit.ready()
    assert await boxes(page) == ["One", "Two", "Four"]
    await expect(page.locator("[data-chain-box]").last.get_by_test_id("characters-left")).to_have_text("496")
    await page.get_by_role("textbox", name="Post 3 of the thread").press("Control+Enter")
    await expect(page.get_by_test_id("post-body").filter(has_text="One")).to_have_count(1)

    assert await thread_of(ana) == ["One", "Two", "Four"]
    await page.reload()
    await visit.ready()
    assert await boxes(page) == [""]


async def test_an_error_in_one_box_loses_none(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    visit = await visits.of(ana)
    visit.allow("400|/posts")
    page = await visit.open("/compose")
    await write(page, "One", "Two", "x" * 501)
    third = page.get_by_role("textbox", name="Post 3 of the thread")

    await expect(page.get_by_role("alert").filter(has_text="Post 3 is too long.")).to_be_visible()
    await expect(third).to_have_attribute("aria-invalid", "true")
    await expect(page.get_by_role("button", name="Post", exact=True)).to_be_disabled()
    # What only the server notices.
    await third.fill("Bell \u0007")
    await page.get_by_role("button", name="Post", exact=True).click()
    await expect(page.get_by_role("alert").filter(has_text="Post 3:")).to_be_visible()

    assert await boxes(page) == ["One", "Two", "Bell \u0007"]
    await third.fill("Three")
    await page.get_by_role("button", name="Post", exact=True).click()
    await expect(page.get_by_role("status").filter(has_text="Posted")).to_be_visible()
    assert await thread_of(ana) == ["One", "Two", "Three"]


async def test_a_draft_kept_in_the_dialog_outlives_the_page_behind_it(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    visit = await visits.of(ana)
    page = await visit.open("/following")
    await page.get_by_role("link", name="New post").first.click()
    dialog = page.get_by_role("dialog", name="New post")
    await dialog.get_by_role("button", name="Add to thread").click()
    await dialog.get_by_role("textbox", name="Post 2 of the thread").fill("Only the second")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Keep draft").click()
    await expect(dialog).to_have_count(0)

    await page.reload()
    await visit.ready()

    assert await boxes(page) == ["", "Only the second"]


async def test_a_thread_without_javascript(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    visit = await visits.of(ana, script=False)
    visit.allow("400")
    page = await visit.open("/compose")

    await page.get_by_role("textbox", name="What's new?").fill("One")
    await page.get_by_role("button", name="Add to thread").click()
    await page.get_by_role("textbox", name="Post 2 of the thread").fill("y" * 501)
    await page.get_by_role("button", name="Post", exact=True).click()
    await expect(page.get_by_role("alert").filter(has_text="Post 2:")).to_be_visible()
    assert await boxes(page) == ["One", "y" * 501]
    await page.get_by_role("textbox", name="Post 2 of the thread").fill("Two")
    await page.get_by_role("button", name="Post", exact=True).click()

    await page.wait_for_url("**/post/**")
    assert await thread_of(ana) == ["One", "Two"]
