"""People over the API, and what a private account shows to a stranger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People


async def test_a_person_is_found_by_id_and_by_name(people: People) -> None:
    ana = await people.new("ana", bio="Knits.")

    by_id = checked(await people.signed_out().get(f"/api/users/{ana.id}"))
    by_name = checked(await people.signed_out().get(f"/api/users/by-name/{ana.username.upper()}"))

    assert by_id == by_name
    assert by_id["bio"] == "Knits."


@pytest.mark.parametrize(
    "path", ["1", "by-name/nobody_here", "by-name/%00", "by-name/%F0%9F%98%80", "x/posts", "1/followers"]
)
async def test_unknown_people_are_not_found(path: str, people: People) -> None:
    assert (await people.signed_out().get(f"/api/users/{path}")).status_code == 404


async def test_tabs_hold_what_their_names_say(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post, other = await ana.post("mine"), await ben.post("his")
    answer = await ana.reply(other, "a reply")
    await ana.repost(other)

    async def tab(name: str) -> list[dict[str, object]]:
        items: list[dict[str, object]] = checked(await ben.api.get(f"/api/users/{ana.id}/posts?tab={name}"))["items"]
        return items

    assert [item["id"] for item in await tab("posts")] == [post["id"]]
    assert [item["id"] for item in await tab("replies")] == [answer["id"]]
    assert await tab("media") == []
    assert [item["repost_of"]["id"] for item in await tab("reposts")] == [other["id"]]  # type: ignore[index]
    assert (await ben.api.get(f"/api/users/{ana.id}/posts?tab=secrets")).status_code == 400


async def test_a_private_account_shows_a_stranger_its_card_only(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    await ana.post("marker of ana #wool")
    await ana.go_private()

    card = checked(await cleo.api.get(f"/api/users/{ana.id}"))

    assert (card["followers_count"], card["following_count"], card["posts_count"]) == (None, None, None)
    assert card["can_request"] is True
    for path in ("posts", "posts?tab=replies", "followers", "following"):
        assert (await cleo.api.get(f"/api/users/{ana.id}/{path}")).status_code == 404
    for path in (
        "/api/feeds?limit=100",
        "/api/timeline",
        "/api/topics/wool/posts?limit=100",
        "/api/search?q=marker&type=posts&limit=100",
        "/api/saved",
        "/api/liked",
    ):
        assert f'"{ana.id}"' not in (await cleo.api.get(path)).text, path
    assert len(checked(await ben.api.get(f"/api/users/{ana.id}/posts"))["items"]) == 1


async def test_saved_and_liked_hold_what_one_kept(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    first, second = await ana.post("one"), await ana.post("two")
    for post in (second, first):
        await ben.like(post)
        checked(await ben.api.post(f"/api/posts/{post['id']}/save"))

    for path in ("/api/saved", "/api/liked"):
        page = checked(await ben.api.get(path, params={"limit": 1}))
        assert [item["id"] for item in page["items"]] == [first["id"]]
        page = checked(await ben.api.get(path, params={"limit": 1, "cursor": page["next_cursor"]}))
        assert [item["id"] for item in page["items"]] == [second["id"]]
        assert checked(await ana.api.get(path))["items"] == []
        assert (await people.signed_out().get(path)).status_code == 401
