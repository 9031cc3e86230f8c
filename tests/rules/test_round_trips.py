"""A page asks PostgreSQL a fixed, small number of times, however much it shows."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from quart import Quart

    from tests.people import People, Person
    from tests.rules.counting import Counter

MOST = 5
PAGES = (
    "/",
    "/following",
    "/@{ana}",
    "/@{ana}/replies",
    "/@{ana}/followers",
    "/@{ana}/post/{post}",
    "/notifications",
    "/saved",
    "/liked",
    "/search?q=ana",
    "/topics/wool",
    "/api/timeline",
    "/api/feeds",
    "/api/posts/{post}",
    "/api/posts/{post}/comments",
    "/api/posts/{post}/likes",
    "/api/users/{ana_id}/posts",
    "/api/users/{ana_id}/followers",
    "/api/notifications",
)


async def queries_of(app: Quart, counter: Counter, path: str, token: str) -> list[str]:
    counter.names.clear()
    response = await app.test_client().get(path, headers={"Authorization": f"Bearer {token}"})
    assert response.status_code == 200, (path, response.status_code, await response.get_data(as_text=True))
    return list(counter.names)


async def make_more(ana: Person, ben: Person, people: People) -> None:
    """Three more posts, replies, likes and followers for ana."""
    for number in range(3):
        post = await ana.post(f"more #wool {number}")
        await ben.like(post)
        await ana.reply(post, "myself")
        cleo = await people.new("cleo")
        await cleo.follow(ana)
        await cleo.like(post)
        await cleo.reply(post, "yes")


@pytest.mark.parametrize("path", PAGES)
async def test_round_trips_are_few_and_do_not_grow_with_the_page(
    path: str, app: Quart, counter: Counter, people: People
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    post = await ana.post("first #wool")
    await ben.like(post)
    await ben.reply(post, "a reply")
    await ana.reply(post, "mine")
    address = path.format(ana=ana.username, ana_id=ana.id, post=post["id"])
    await queries_of(app, counter, address, ben.token)  # fills what a process keeps for some seconds

    few = await queries_of(app, counter, address, ben.token)
    await make_more(ana, ben, people)
    # What the process has not read before takes one more, and For you makes a list anew.
    changed = await queries_of(app, counter, address, ben.token)
    many = await queries_of(app, counter, address, ben.token)

    assert len(few) <= MOST, few
    assert len(changed) <= MOST, changed
    assert len(many) == len(few), (few, many)


@pytest.mark.parametrize("path", ["/", "/api/feeds"])
async def test_for_you_is_one_statement_while_nothing_changes(
    path: str, app: Quart, counter: Counter, people: People
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ana.post("first #wool")

    # What all lists share may be read anew just now.
    async with asyncio.timeout(30):
        while await queries_of(app, counter, path, ben.token) != ["recommendations/list_cards"]:
            pass
