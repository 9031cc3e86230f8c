"""Pictures and video in the browser: pick, drop, paste, order, describe, refuse, look, play."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from playwright.async_api import expect

from tests.browser.visits import PHONE
from tests.media.samples import picture, upload, video
from tests.people import checked

if TYPE_CHECKING:
    from playwright.async_api import FilePayload, Page

    from tests.browser.visits import Visits
    from tests.people import People

# How a file gets onto the page by another way than the button.
GIVE = """([kind, content]) => {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], `${kind}.png`, {type: "image/png"}));
    const form = document.querySelector("form[data-behaviour~=uploads]");
    const event = kind === "paste"
        ? new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})
        : new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true});
    form.querySelector("textarea").dispatchEvent(event);
}"""


# What moves by itself, as long as the page is there.
SHIFTS = """(() => {
    const shifts = [];
    const note = (entries) => { shifts.push(...entries.map((entry) => entry.value)); };
    const observer = new PerformanceObserver((list) => note(list.getEntries()));
    observer.observe({type: "layout-shift", buffered: true});
    window.shifts = () => {
        note(observer.takeRecords());
        return shifts;
    };
})();"""


def chosen(number: int) -> FilePayload:
    """A picture as somebody picks it."""
    return {"name": f"{number}.png", "mimeType": "image/png", "buffer": picture("PNG", (30 + number, 20))}


async def tiles(page: Page, count: int) -> None:
    await expect(page.locator('.upload[data-state="ready"]')).to_have_count(count)


async def test_pick_drop_and_paste_then_order_and_describe(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    visit = await visits.of(ana)
    page = await visit.open("/following")
    await page.get_by_role("textbox", name="What's new?").fill("Three ways")
    content = base64.b64encode(picture("PNG", (32, 20))).decode()

    await page.get_by_label("Add pictures or a video").set_input_files([chosen(0)])
    await tiles(page, 1)
    await page.evaluate(GIVE, ["drop", content])
    await tiles(page, 2)
    await page.evaluate(GIVE, ["paste", content])
    await tiles(page, 3)
    await page.locator(".upload").nth(2).focus()
    await page.keyboard.press("ArrowLeft")
    await page.locator(".upload").nth(0).get_by_role("button", name="Add alt text").click()
    dialog = page.get_by_role("dialog", name="Alt text")
    await dialog.get_by_label("Description").fill("A wall")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)
    await page.get_by_role("button", name="Remove drop.png").click()
    await page.get_by_role("button", name="Post", exact=True).click()

    article = page.get_by_role("article").filter(has_text="Three ways")
    await expect(article.get_by_role("link", name="Open picture")).to_have_count(2)
    await expect(page.locator(".upload")).to_have_count(0)
    post = checked(await ana.api.get(f"/api/users/{ana.id}/posts?tab=media"))["items"][0]
    assert [item["alt"] for item in post["media"]] == ["A wall", ""]


async def test_ten_pictures_and_no_more(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    visit = await visits.of(ana, size=PHONE)
    page = await visit.open("/compose")

    await page.get_by_label("Add pictures or a video").set_input_files([chosen(number) for number in range(11)])
    await expect(page.get_by_role("alert").filter(has_text="A post holds up to 10 pictures.")).to_be_visible()
    await tiles(page, 10)
    # The sentence with the button leaves after some seconds.
    await visit.stop_the_clock()
    await page.get_by_role("button", name="Post", exact=True).click()
    await page.get_by_role("button", name="View").click()

    await expect(page.get_by_role("link", name="Open picture")).to_have_count(10)
    await expect(page.get_by_role("group", name="10 pictures")).to_be_visible()


async def test_a_refused_type_keeps_the_text_and_a_cancelled_upload_goes(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    visit = await visits.of(ana)
    visit.allow("415|ERR_FAILED")
    page = await visit.open("/compose")
    box = page.get_by_role("textbox", name="What's new?")
    await box.fill("Still here")
    pick = page.get_by_label("Add pictures or a video")
    drawing: FilePayload = {"name": "a.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}
    disguised: FilePayload = {"name": "b.png", "mimeType": "image/png", "buffer": b"<svg></svg>" * 9}

    await pick.set_input_files(drawing)
    await expect(page.get_by_role("alert").filter(has_text="a.svg can't be used.")).to_be_visible()
    await pick.set_input_files(disguised)
    await expect(page.locator('.upload[data-state="failed"]')).to_have_count(1)
    await page.get_by_role("button", name="Post", exact=True).click()
    await expect(page.get_by_role("alert").filter(has_text="Not everything is uploaded.")).to_be_visible()
    await page.get_by_role("button", name="Remove b.png").click()
    await page.route("**/api/media", lambda _route: None)  # never answered
    await pick.set_input_files([chosen(1)])
    await expect(page.locator('.upload[data-state="uploading"]')).to_have_count(1)
    await page.get_by_role("button", name="Remove 1.png").click()

    await expect(page.locator(".upload")).to_have_count(0)
    await expect(box).to_have_value("Still here")
    await page.get_by_role("button", name="Post", exact=True).click()
    await expect(page.get_by_role("status").filter(has_text="Posted")).to_be_visible()


async def test_a_failed_upload_is_tried_again(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    visit = await visits.of(ana)
    visit.allow("ERR_FAILED")
    page = await visit.open("/compose")
    await page.route("**/api/media", lambda route: route.abort())
    await page.get_by_label("Add pictures or a video").set_input_files([chosen(1)])
    retry = page.get_by_role("button", name="Retry")
    await expect(retry).to_be_visible()
    await page.unroute("**/api/media")

    await retry.click()

    await tiles(page, 1)


async def test_the_viewer_has_keys_zoom_and_words(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    ids = [(await upload(ana, picture(size=(300, 200)), alt=alt))["id"] for alt in ("One wall", "Two walls")]
    await ana.post("Walls", media_ids=ids)
    visit = await visits.of(size=PHONE)
    page = await visit.open(f"/@{ana.username}")
    first = page.get_by_role("link", name="Open picture: One wall")

    await first.click()
    viewer = page.get_by_role("dialog", name="Pictures")
    await expect(viewer.get_by_text("1 of 2")).to_be_visible()
    await page.keyboard.press("ArrowRight")
    await expect(viewer.get_by_role("img", name="Two walls")).to_be_visible()
    await expect(viewer.get_by_role("button", name="Next picture")).to_be_hidden()
    await viewer.get_by_role("button", name="Zoom in").click()
    await expect(viewer.get_by_role("button", name="Zoom out")).to_be_visible()
    await page.keyboard.press("Escape")

    await expect(viewer).to_have_count(0)
    await expect(first).to_be_focused()


async def test_fingers_swipe_and_pinch_in_the_viewer(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    ids = [(await upload(ana, picture(size=(300, 200)), alt=alt))["id"] for alt in ("One wall", "Two walls")]
    await ana.post("Walls", media_ids=ids)
    visit = await visits.of(size=PHONE, touch=True)
    page = await visit.open(f"/@{ana.username}")
    await page.get_by_role("link", name="Open picture: One wall").tap()
    viewer = page.get_by_role("dialog", name="Pictures")
    await expect(viewer.get_by_text("1 of 2")).to_be_visible()
    session = await visit.context.new_cdp_session(page)

    async def move(*fingers: tuple[int, int]) -> None:
        """Put fingers down, draw each from one x to another, and lift them."""
        for kind, share in (("touchStart", 0.0), ("touchMove", 0.3), ("touchMove", 0.7), ("touchMove", 1.0)):
            points = [
                {"x": start + (end - start) * share, "y": 420, "id": number}
                for number, (start, end) in enumerate(fingers)
            ]
            await session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        await session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    await move((320, 80))
    await expect(viewer.get_by_role("img", name="Two walls")).to_be_visible()
    await move((80, 320))
    await expect(viewer.get_by_role("img", name="One wall")).to_be_visible()
    await move((180, 60), (210, 330))

    await expect(viewer.get_by_role("button", name="Zoom out")).to_be_visible()


async def test_a_video_shows_its_poster_then_plays_while_it_is_seen(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    await ana.post("Film", media_ids=[(await upload(ana, video("mp4", (320, 180), 2)))["id"]])
    for number in range(6):
        await ana.post(f"Filler {number}\n\n\n\n\n\n.")
    visit, calm = await visits.of(calm=False), await visits.of()
    page = await visit.open(f"/@{ana.username}")
    film = page.locator("video")

    await expect(film).to_have_attribute("poster", re.compile(r"\.webp$"))
    await film.scroll_into_view_if_needed()
    await expect(film).to_have_js_property("paused", False)
    await expect(film).to_have_js_property("muted", True)
    await page.evaluate("scrollTo(0, 0)")
    await expect(film).to_have_js_property("paused", True)
    still = await calm.open(f"/@{ana.username}")
    await still.locator("video").scroll_into_view_if_needed()
    await expect(still.locator("video")).to_have_js_property("paused", True)


async def test_a_feed_of_pictures_does_not_shift_and_loads_what_is_near(visits: Visits, people: People) -> None:
    ana = await people.new("ana")
    for number in range(8):
        await ana.post(f"Picture {number}", media_ids=[(await upload(ana, picture(size=(400, 300 + number))))["id"]])
    visit = await visits.of(size=PHONE)
    await visit.context.add_init_script(SHIFTS)
    page = await visit.open(f"/@{ana.username}")

    images = page.locator(".media picture img")
    await expect(images.first).to_have_js_property("complete", True)
    for _ in range(8):
        await page.mouse.wheel(0, 500)
    await expect(images.last).to_have_js_property("complete", True)

    assert await page.evaluate("window.shifts()") == []
    assert await page.locator(".media picture img:not([loading=lazy])").count() == 0
