"""Following over the API: what enters it and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People, Person


async def timeline(person: Person) -> list[str]:
    """The ids of the first page."""
    page = checked(await person.api.get("/api/timeline"))
    return [post["id"] for post in page["items"]]


async def test_followers_get_a_post_and_strangers_do_not(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)

    post = await ana.post("hello")

    assert await timeline(ben) == [post["id"]]
    assert await timeline(ana) == [post["id"]]
    assert await timeline(cleo) == []


async def test_the_newest_is_first(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)

    first, second = await ana.post("one"), await ana.post("two")

    assert await timeline(ben) == [second["id"], first["id"]]


async def test_following_brings_what_was_written_before(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")

    await ben.follow(ana)

    assert await timeline(ben) == [post["id"]]


async def test_unfollowing_takes_posts_and_answers_out(people: People) -> None:
    ana, ben, eve = await people.new("ana"), await people.new("ben"), await people.new("eve")
    await ben.follow(ana)
    await ben.follow(eve)
    post = await ana.post("hello")
    answer = await eve.reply(post, "hi ana")
    assert await timeline(ben) == [answer["id"], post["id"]]

    await ben.api.delete(f"/api/users/{ana.id}/follow")

    assert await timeline(ben) == []


async def test_a_repost_enters_with_its_original(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    post = await cleo.post("mine")

    await ana.repost(post)

    page = checked(await ben.api.get("/api/timeline"))
    assert [entry["repost_of"]["id"] for entry in page["items"]] == [post["id"]]
    assert page["items"][0]["author"]["id"] == ana.id
    assert page["items"][0]["id"] != post["id"]


async def test_a_deleted_post_is_gone(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    post = await ana.post("hello")

    await ana.api.delete(f"/api/posts/{post['id']}")

    assert await timeline(ben) == []


async def test_signed_out_there_is_none(people: People) -> None:
    assert (await people.signed_out().get("/api/timeline")).status_code == 401


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "cursor=nonsense", "cursor=%00", "cursor=AAA"])
async def test_bad_queries_are_refused(query: str, people: People) -> None:
    ana = await people.new("ana")

    response = await ana.api.get(f"/api/timeline?{query}")

    assert response.status_code == 400
    assert response.json()["fields"]


async def walk(person: Person, path: str, limit: int) -> list[dict[str, Any]]:
    """All items of a list, page by page."""
    items: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = checked(await person.api.get(f"{path}?limit={limit}{cursor}"))
        assert len(page["items"]) <= limit
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        cursor = f"&cursor={page['next_cursor']}"


async def test_pages_join_without_gap_or_repetition(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    posts = [(await ana.post(f"post {number}"))["id"] for number in range(12)]

    assert [item["id"] for item in await walk(ben, "/api/timeline", 5)] == posts[::-1]
    assert [item["id"] for item in await walk(ben, "/api/timeline", 12)] == posts[::-1]


async def test_new_posts_while_paging_neither_shift_nor_repeat(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    posts = [(await ana.post(f"post {number}"))["id"] for number in range(9)]

    seen: list[str] = []
    cursor = ""
    while True:
        page = checked(await ben.api.get(f"/api/timeline?limit=2{cursor}"))
        seen += [post["id"] for post in page["items"]]
        await ana.post("meanwhile")
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"

    assert seen == posts[::-1]
