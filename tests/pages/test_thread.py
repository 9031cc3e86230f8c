"""The page of a post: ancestors, replies, the right address, what is hidden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.people import checked

if TYPE_CHECKING:
    import asyncpg
    import httpx

    from tests.people import People


def path_of(post: dict[str, str]) -> str:
    """The path of the post's page."""
    return "/" + post["url"].split("/", 3)[3]


def shown(response: httpx.Response) -> list[str]:
    """The texts of the posts on a page, in order."""
    assert response.status_code == 200, response.text[:500]
    return re.findall(r'data-testid="post-body">(.*?)</div>', response.text)


async def test_ancestors_the_post_and_its_replies_stand_in_order(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    root = await ana.post("one")
    middle = await ben.reply(root, "two")
    post = await ana.reply(middle, "three")
    await ben.reply(post, "four")
    await ana.reply(post, "five")

    assert shown(await ben.api.get(path_of(post))) == ["one", "two", "three", "five", "four"]
    assert shown(await people.signed_out().get(path_of(post))) == ["one", "two", "three", "five", "four"]


async def test_replies_are_paged(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("root")
    for number in range(22):
        await ana.reply(post, f"reply {number}")

    first = await ana.api.get(path_of(post))
    link = re.search(r'rel="next"\s+href="([^"]+)"', first.text)
    assert link is not None
    address = link[1].replace("&amp;", "&")

    assert shown(first)[1:] == [f"reply {number}" for number in range(20)]
    assert shown(await ana.api.get(address))[1:] == ["reply 20", "reply 21"]
    more = await ana.api.get(address, headers={"X-Fragment": "1"})
    assert shown(more) == ["reply 20", "reply 21"]
    assert "Replying to" not in more.text


async def test_a_reply_that_was_answered_leads_on(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("one")
    answered = await ben.reply(post, "two")
    await ana.reply(answered, "three")
    await ben.reply(post, "four")

    page = await ana.api.get(path_of(post))

    assert re.findall(r'class="twist" href="([^"]+)"', page.text) == [path_of(answered)]
    assert 'class="twist"' not in (await ana.api.get(path_of(answered))).text


async def test_top_replies(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("root")
    await ben.reply(post, "first")
    await ben.like(await ben.reply(post, "liked"))

    assert shown(await ana.api.get(path_of(post), params={"sort": "top"})) == ["root", "liked", "first"]


async def test_a_hidden_ancestor_leaves_a_placeholder(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    root = await ana.post("root")
    middle = await ben.reply(root, "secret marker")
    post = await cleo.reply(middle, "three")
    await ben.go_private()

    page = await cleo.api.get(path_of(post))

    assert shown(page) == ["root", "three"]
    assert "available" in page.text
    assert "marker" not in page.text


async def test_another_name_leads_to_the_right_address(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("hello")

    response = await ana.api.get(f"/@somebody/post/{post['id']}", params={"sort": "top"})

    assert (response.status_code, response.headers["Location"]) == (303, f"{path_of(post)}?sort=top")


async def test_a_reposts_address_leads_to_the_original(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")
    await ben.repost(post)
    repost_id = await db.fetchval("SELECT id FROM posts WHERE author_id = $1", int(ben.id))

    response = await ana.api.get(f"/@{ben.username}/post/{repost_id}")

    assert (response.status_code, response.headers["Location"]) == (303, path_of(post))


@pytest.mark.parametrize("page", ["", "/likes", "/reposts"])
async def test_a_private_post_and_an_unknown_one_are_the_same_404(people: People, page: str) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    post = await ana.post("marker")
    await ana.go_private()

    hidden = await cleo.api.get(path_of(post) + page)
    unknown = await cleo.api.get(f"/@{ana.username}/post/1{page}")

    assert (hidden.status_code, unknown.status_code) == (404, 404)
    assert "marker" not in hidden.text


@pytest.mark.parametrize("path", ["/@{name}/post/{id}/likes", "/@{name}/post/{id}/reposts"])
async def test_the_people_of_a_post_have_a_page(people: People, path: str) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")
    await ben.like(post)
    await ben.repost(post)

    response = await people.signed_out().get(path.format(name=ana.username, id=post["id"]))
    piece = await ana.api.get(path.format(name=ana.username, id=post["id"]), headers={"X-Fragment": "1"})
    elsewhere = await ana.api.get(path.format(name="x", id=post["id"]))

    assert response.status_code == 200
    assert f"@{ben.username}" in response.text
    assert f"@{ben.username}" in piece.text
    assert "<html" not in piece.text
    assert elsewhere.headers["Location"] == path.format(name=ana.username, id=post["id"])


async def test_a_closed_conversation_says_why(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello", reply_audience="mentioned")

    assert f"Only people @{ana.username} mentions can reply." in (await ben.api.get(path_of(post))).text
    assert "Write a reply" in (await ana.api.get(path_of(post))).text
    assert (await ben.api.get(f"/compose?reply={post['id']}")).status_code == 403


async def test_a_chain_of_60_shows_the_nearest_50(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("0")
    for number in range(1, 60):
        post = await ana.reply(post, str(number))

    assert shown(await ana.api.get(path_of(post))) == [str(number) for number in range(9, 60)]


async def test_the_history_is_readable_by_all_who_see_the_post(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("red wool")
    checked(await ana.api.patch(f"/api/posts/{post['id']}", json={"body": "blue wool"}))

    post_id = post["id"]
    response = await people.signed_out().get(f"/posts/{post_id}/history")

    assert response.status_code == 200
    assert response.text.index("blue wool") < response.text.index("red wool")


async def test_the_open_post_is_marked_for_live_events(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("hello")

    page = (await ana.api.get(f"/@{ana.username}/post/{post['id']}")).text

    assert page.count(" data-live-post aria-labelledby=") == 1
