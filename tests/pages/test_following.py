"""The pages of posts: Following, For you, Saved, Liked, a topic."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People

FRAGMENT = {"X-Fragment": "1"}


async def test_following_shows_posts_and_leads_on(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    for number in range(22):
        await ana.post(f"wool number {number}.")
    browser = await people.browser_client(ben)

    first = await browser.get("/following")
    assert first.status_code == 200
    assert "wool number 21." in first.text
    assert "wool number 1." not in first.text
    link = re.search(r'rel="next"\s+href="([^"]+)"', first.text)
    assert link is not None

    rest = await browser.get(unescape(link[1]), headers=FRAGMENT)
    assert "wool number 1." in rest.text
    assert "<html" not in rest.text
    assert 'rel="next"' not in rest.text


async def test_a_post_stands_once_on_a_page_with_its_repost(people: People) -> None:
    ana, ben, eve = await people.new("ana"), await people.new("ben"), await people.new("eve")
    await ben.follow(ana)
    await ben.follow(eve)
    post = await ana.post("wool")
    await eve.repost(post)
    browser = await people.browser_client(ben)

    assert (await browser.get("/following")).text.count(f'id="post-{post["id"]}"') == 1


async def test_an_empty_following_suggests_people(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    cleo = await people.new("cleo")
    browser = await people.browser_client(cleo)

    assert "Nothing here yet" in (await browser.get("/following")).text


async def test_new_posts_are_counted_and_fetched(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    old = await ana.post("old wool")
    await ana.post("new wool")
    browser = await people.browser_client(ben)

    polled = checked(await browser.get(f"/live/poll?since={old['id']}"))
    fragment = await browser.get(f"/following/new?since={old['id']}", headers=FRAGMENT)

    assert polled["new_posts_count"] == 1
    assert polled["unread_count"] == 0
    assert "new wool" in fragment.text
    assert "old wool" not in fragment.text


@pytest.mark.parametrize("since", ["x", "-1", "9" * 30, "%00"])
async def test_bad_entries_are_refused(since: str, people: People) -> None:
    browser = await people.browser_client(await people.new("ben"))

    assert (await browser.get(f"/live/poll?since={since}")).status_code == 400
    assert (await browser.get(f"/following/new?since={since}", headers=FRAGMENT)).status_code == 400


@pytest.mark.parametrize("path", ["/following", "/saved", "/liked", "/follow-requests", "/profile"])
async def test_signed_out_personal_pages_lead_to_sign_in(path: str, people: People) -> None:
    response = await people.signed_out().get(path)

    assert response.status_code == 303
    assert response.headers["Location"].startswith("/auth/sign-in")


async def test_for_you_is_open_to_everybody(people: People) -> None:
    ana = await people.new("ana")
    await ana.like(await ana.post("a popular post"))
    browser = await people.browser_client(ana)

    for client in (browser, people.signed_out()):
        response = await client.get("/")
        assert response.status_code == 200
        assert "<article" in response.text


async def test_saved_liked_and_topic_pages(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("about #knitting")
    await ana.like(post)
    await ana.api.post(f"/api/posts/{post['id']}/save")
    browser = await people.browser_client(ana)

    for path in ("/saved", "/liked", "/topics/Knitting"):
        assert f'id="post-{post["id"]}"' in (await browser.get(path)).text, path
    assert (await browser.get("/topics/!")).status_code == 404
