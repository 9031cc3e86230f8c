"""The page of notifications, the bell's list, and what a tap on an entry does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.api.notification_reading import groups_of, unread_of

if TYPE_CHECKING:
    import httpx

    from tests.people import People


def sentences(response: httpx.Response) -> list[str]:
    """Each entry's sentence and preview, in order."""
    assert response.status_code == 200, response.text[:500]
    found = re.findall(r'<span class="notice-words">(.*?)<span class="notice-when">', response.text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", words).split()) for words in found]


def path_of(post: dict[str, str]) -> str:
    """The path of the post's page."""
    return "/" + post["url"].split("/", 3)[3]


async def test_entries_say_who_did_what(people: People) -> None:
    ana, ben, cleo, dan = [await people.new(name) for name in ("ana", "ben", "cleo", "dan")]
    post = await ana.post("Red wool\nand a second line")
    for fan in (ben, cleo, dan):
        await fan.like(post)
    await ben.repost(post)
    await cleo.repost(post)
    await ben.reply(post, "Where <b>from</b>?")
    await cleo.follow(ana)

    page = await ana.api.get("/notifications")

    assert sentences(page) == [
        "Cleo followed you",
        "Ben replied Where &lt;b&gt;from&lt;/b&gt;?",
        "Cleo and Ben reposted your post Red wool and a second line",
        "Dan and 2 others liked your post Red wool and a second line",
    ]
    assert page.text.count("data-dot") == 4
    assert re.search(r'data-testid="unread-count"[^>]*>4<', page.text)


async def test_people_to_follow_stand_beside_them(people: People) -> None:
    ana, ben, cleo = [await people.new(name) for name in ("ana", "ben", "cleo")]
    await ana.follow(ben)
    await ben.follow(cleo)

    page = await ana.api.get("/notifications")

    assert f"@{cleo.username}" in page.text.partition('aria-label="People to follow"')[2]


async def test_an_empty_page_says_so(people: People) -> None:
    ana = await people.new("ana")

    assert "Nothing here yet" in (await ana.api.get("/notifications")).text
    assert "Nothing here yet" in (await ana.api.get("/notifications/latest")).text


async def test_a_tap_reads_the_group_and_leads_to_the_post(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")
    await ben.like(post)
    reply = await ben.reply(post, "hm")
    browser = await people.browser_client(ana)

    for group, target in zip(await groups_of(ana), (reply, post), strict=True):
        answer = await browser.post(f"/notifications/{group['id']}/open")
        assert (answer.status_code, answer.headers["Location"]) == (303, path_of(target))

    assert await unread_of(ana) == 0
    assert "data-dot" not in (await browser.get("/notifications")).text


async def test_a_tap_on_a_follow_leads_to_the_person_and_on_a_request_to_the_requests(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    await ana.go_private()
    await cleo.follow(ana)
    request, follow = await groups_of(ana)

    first = await ana.api.post(f"/notifications/{follow['id']}/open")
    second = await ana.api.post(f"/notifications/{request['id']}/open")

    assert first.headers["Location"] == f"/@{ben.username}"
    assert second.headers["Location"] == "/follow-requests"


async def test_a_request_can_be_answered_on_the_page_and_in_the_bell(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ana.go_private()
    await ben.follow(ana)

    for path in ("/notifications", "/notifications/latest"):
        page = await ana.api.get(path)

        assert sentences(page) == ["Ben asked to follow you"]
        assert f'action="/follow-requests/{ben.id}/accept"' in page.text


async def test_somebody_elses_and_unknown_ones_are_404(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.like(await ana.post("Red wool"))
    [group] = await groups_of(ana)

    assert (await cleo.api.post(f"/notifications/{group['id']}/open")).status_code == 404
    assert (await ana.api.post("/notifications/1/open")).status_code == 404
    assert (await ana.api.post("/notifications/abc/open")).status_code == 404
    assert await unread_of(ana) == 1


async def test_looking_never_reads(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.like(await ana.post("Red wool"))
    [group] = await groups_of(ana)

    await ana.api.get("/notifications")
    await ana.api.get("/notifications/latest")

    assert (await ana.api.get(f"/notifications/{group['id']}/open")).status_code == 405
    assert await unread_of(ana) == 1


async def test_mark_all_as_read_goes_back_or_tells_a_script_the_number(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.like(await ana.post("Red wool"))
    browser = await people.browser_client(ana)
    assert "Mark all as read" in (await browser.get("/notifications")).text

    answer = await browser.post("/notifications/read-all", data={"back": "/notifications?filter=likes"})
    elsewhere = await browser.post("/notifications/read-all", data={"back": "//evil.example/"})
    script = await browser.post("/notifications/read-all", headers={"X-Fragment": "1"})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/notifications?filter=likes")
    assert elsewhere.headers["Location"] == "/notifications"
    assert script.json() == {"unread_count": 0}


async def test_the_bell_shows_the_newest_five(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")
    for number in range(7):
        await ben.reply(post, f"reply {number}")

    latest = await ana.api.get("/notifications/latest")

    assert sentences(latest) == [f"Ben replied reply {number}" for number in (6, 5, 4, 3, 2)]
    assert "<html" not in latest.text


async def test_more_goes_on_with_the_filter_kept(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")
    await ben.like(post)
    for number in range(22):
        await ben.reply(post, f"reply {number}")

    first = await ana.api.get("/notifications?filter=replies")
    link = re.search(r'rel="next"\s+href="([^"]+)"', first.text)
    assert link is not None
    address = link.group(1).replace("&amp;", "&")
    second, piece = await ana.api.get(address), await ana.api.get(address, headers={"X-Fragment": "1"})

    assert len(sentences(first)) == 20
    assert sentences(second) == sentences(piece) == ["Ben replied reply 1", "Ben replied reply 0"]
    assert 'rel="next"' not in second.text
    assert "<html" not in piece.text


async def test_signed_out_leads_to_sign_in(people: People) -> None:
    visitor = people.signed_out()

    for method, path in (
        ("GET", "/notifications"),
        ("GET", "/notifications/latest"),
        ("POST", "/notifications/1/open"),
        ("POST", "/notifications/read-all"),
    ):
        answer = await visitor.request(method, path)
        assert answer.status_code == 303, path
        assert answer.headers["Location"].startswith("/auth/sign-in"), path


async def test_another_site_cannot_mark_anything_read(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.like(await ana.post("Red wool"))
    browser = await people.browser_client(ana)

    answer = await browser.post("/notifications/read-all", headers={"Origin": "https://evil.example"})

    assert answer.status_code == 403
    assert await unread_of(ana) == 1


async def test_an_unknown_filter_shows_all_and_a_bad_cursor_is_refused(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.like(await ana.post("Red wool"))

    assert len(sentences(await ana.api.get("/notifications?filter=cats"))) == 1
    assert (await ana.api.get("/notifications?cursor=%25%25")).status_code == 400
