"""Notifications in the browser: number, list, dropdown, reading, and several pages of one person that agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page, WebSocketRoute

    from tests.browser.visits import Visits
    from tests.people import People


def badge(page: Page) -> Locator:
    """The number at the bell."""
    return page.get_by_test_id("unread-count").first


def entries(page: Page) -> Locator:
    """The sentences of the list, in order."""
    return page.locator("main [data-notification-words]")


async def test_like_comment_repost_and_mention_are_counted_listed_and_lead_to_the_post(
    visits: Visits, people: People
) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("Red wool")
    visit = await visits.of(ana)
    page = await visit.open("/notifications")
    await visit.live()
    icon = page.locator("link[rel=icon]")
    await expect(icon).to_have_attribute("href", re.compile(r"favicon\.svg$"))

    await ben.like(post)
    await expect(badge(page)).to_have_text("1")
    await ben.reply(post, "Where from?")
    await ben.repost(post)
    await ben.post(f"Look, @{ana.username}")
    await expect(badge(page)).to_have_text("4")
    await cleo.like(post)

    await expect(entries(page)).to_have_text(
        [
            "Cleo and Ben liked your post",
            "Ben mentioned you",
            "Ben reposted your post",
            "Ben replied",
        ]
    )
    await expect(badge(page)).to_have_text("4")
    await expect(page).to_have_title("(4) Notifications · Skein")
    await expect(icon).to_have_attribute("href", re.compile(r"favicon-unread\.svg$"))
    await page.get_by_role("button", name="Cleo and Ben liked your post").click()
    await page.wait_for_url(re.compile(rf"/@{ana.username}/post/{post['id']}$"))
    await visit.ready()
    await expect(badge(page)).to_have_text("3")
    await expect(page).to_have_title(re.compile(r"^\(3\) "))


async def test_what_the_bell_marks_read_is_read_on_every_page(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.like(await ana.post("Red wool"))
    await ben.follow(ana)
    visit = await visits.of(ana)
    page = await visit.open("/")
    await visit.live()
    other = await visit.context.new_page()
    visit.watch(other)
    await other.goto(f"{visit.base_url}/notifications")
    await other.wait_for_selector('html[data-live-state="open"]', state="attached")
    await expect(badge(other)).to_have_text("2")
    await expect(other.locator("main [data-dot]")).to_have_count(2)

    await page.get_by_role("link", name="Notifications").first.click()
    panel = page.get_by_role("dialog", name="Latest notifications")
    await expect(panel.locator("[data-notification-words]")).to_have_text(["Ben followed you", "Ben liked your post"])
    await panel.get_by_role("button", name="Mark all as read").click()

    await expect(badge(page)).to_have_text("")
    await expect(panel.locator("[data-dot]")).to_have_count(0)
    await expect(badge(other)).to_have_text("")
    await expect(other.locator("main [data-dot]")).to_have_count(0)
    await expect(other).to_have_title("Notifications · Skein")
    await expect(other.get_by_role("button", name="Mark all as read")).to_have_count(0)


async def test_without_the_socket_the_number_is_asked_for_every_30_seconds(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")
    visit = await visits.of(ana)
    await visit.page.route_web_socket("**/live", lambda socket: socket.close(code=1012))
    await visit.stop_the_clock()
    page = await visit.open("/")
    await page.wait_for_selector('html[data-live-state="away"]', state="attached")

    await ben.like(post)
    await page.clock.run_for(29_000)
    await expect(badge(page)).to_have_text("")
    await page.clock.run_for(1_500)

    await expect(badge(page)).to_have_text("1")


async def test_a_gap_in_the_stream_reads_list_and_number_again(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")
    visit = await visits.of(ana)
    sockets: list[WebSocketRoute] = []

    def hold_back(socket: WebSocketRoute) -> None:
        # Greets the page, confirms, and is silent from then on.
        sockets.append(socket)
        socket.send('{"type": "hello", "seq": "1-0"}')
        socket.send(f'{{"type": "subscribed", "topic": "user:{ana.id}"}}')

    await visit.page.route_web_socket("**/live", hold_back)
    page = await visit.open("/notifications")
    await visit.live()
    await ben.like(post)
    await ben.reply(post, "Where from?")

    sockets[0].send('{"type": "resync"}')

    await expect(entries(page)).to_have_text(["Ben replied", "Ben liked your post"])
    await expect(badge(page)).to_have_text("2")


async def test_what_is_taken_back_leaves_number_and_list(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")
    await ben.like(post)
    await ben.follow(ana)
    visit = await visits.of(ana)
    page = await visit.open("/notifications")
    await visit.live()
    await expect(badge(page)).to_have_text("2")

    await ben.api.delete(f"/api/posts/{post['id']}/like")

    await expect(badge(page)).to_have_text("1")
    await expect(entries(page)).to_have_text(["Ben followed you"])


async def test_a_notification_is_announced_once(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    visit = await visits.of(ana)
    heard: list[str] = []
    sockets: list[WebSocketRoute] = []

    def listen(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        sockets.append(socket)

        def pass_on(message: str | bytes) -> None:
            heard.append(str(message))
            socket.send(message)

        server.on_message(pass_on)

    await visit.page.route_web_socket("**/live", listen)
    page = await visit.open("/")
    await visit.live()
    toast = page.get_by_role("status").get_by_text("Ben followed you")
    await ben.follow(ana)
    await expect(toast).to_have_count(1)
    await page.locator("[data-toast]").evaluate_all("toasts => toasts.forEach(toast => toast.remove())")

    sockets[0].send(next(message for message in heard if "notification.created" in message))
    sockets[0].send('{"type": "notification.read", "notification_ids": [], "unread_count": 7}')

    await expect(badge(page)).to_have_text("7")
    await expect(toast).to_have_count(0)


async def test_acts_that_are_told_the_other_way_round_stand_in_their_order(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")
    visit = await visits.of(ana)
    told: list[str | bytes] = []

    def turn_round(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def pass_on(message: str | bytes) -> None:
            if "notification.created" not in str(message):
                socket.send(message)
                return
            told.append(message)
            if len(told) == 2:
                for late in reversed(told):
                    socket.send(late)

        server.on_message(pass_on)

    await visit.page.route_web_socket("**/live", turn_round)
    page = await visit.open("/notifications")
    await visit.live()

    await ben.follow(ana)
    await ben.like(post)

    await expect(entries(page)).to_have_text(["Ben liked your post", "Ben followed you"])


async def test_an_edit_is_seen_on_the_open_post(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wol")
    visit = await visits.of(ben)
    page = await visit.open(f"/@{ana.username}/post/{post['id']}")
    await visit.live()

    assert (await ana.api.patch(f"/api/posts/{post['id']}", json={"body": "Red wool"})).status_code == 200

    await expect(page.get_by_test_id("post-body")).to_have_text("Red wool")


async def test_a_phone_shares_by_the_system_and_reads_again_when_pulled(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    post = await ana.post("Red wool")
    visit = await visits.of(ben, size={"width": 390, "height": 844}, touch=True)
    await visit.page.add_init_script("navigator.share = async (what) => { window.shared = what.url; }")
    page = await visit.open("/following")

    await page.locator(f"#post-{post['id']}").get_by_role("button", name="Share").tap()
    # A function: the page's policy forbids to evaluate an expression a second time.
    await page.wait_for_function("() => window.shared !== undefined")
    assert (await page.evaluate("window.shared")).endswith(f"/@{ana.username}/post/{post['id']}")
    await ana.post("Blue wool")
    fingers = await page.context.new_cdp_session(page)
    await fingers.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": 200, "y": 120}]})
    for y in range(140, 300, 20):
        await fingers.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": 200, "y": y}]})
    await fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    await expect(page.get_by_test_id("post-body")).to_have_text(["Blue wool", "Red wool"])


async def test_a_muted_conversation_leaves_the_feed_and_comes_back(visits: Visits, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    post = await ana.post("Loud")
    visit = await visits.of(ben)
    await visit.stop_the_clock()
    page = await visit.open("/following")
    article = page.locator(f"#post-{post['id']}")

    await article.get_by_label("More about this post").click()
    await article.get_by_role("button", name="Mute this conversation").click()
    await expect(article).to_be_hidden()
    await page.get_by_role("button", name="Undo").click()

    await expect(article).to_be_visible()
    await expect(article.get_by_role("button", name="Unmute this conversation")).to_have_count(0)
