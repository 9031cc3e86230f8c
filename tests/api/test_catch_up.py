"""Catch-up: what mattered among the people one follows since the last visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People, Person

PATH = "/api/catch-up"


async def bodies(person: Person, **asked: str | int) -> list[str]:
    page = checked(await person.api.get(PATH, params=asked))
    assert page["next_cursor"] is None
    return [post["body"] for post in page["items"]]


async def test_what_mattered_most_comes_first_and_nobody_crowds_out_the_others(people: People) -> None:
    ana, ben, cleo, eve = [await people.new(name) for name in ("ana", "ben", "cleo", "eve")]
    for followed in (ana, cleo):
        await ben.follow(followed)
    loud = [await ana.post(f"loud {number}") for number in range(4)]
    quiet = await cleo.post("quiet")
    stranger = await eve.post("passed on")
    await ana.repost(stranger)
    await ben.post("my own")
    for post in loud:
        await eve.like(post)
        await cleo.like(post)
    await eve.like(quiet)
    await eve.reply(loud[2], "indeed")

    # Weights 5, 3, 3, 3 of ana (halved, thirded …), 2 of cleo; of what was reposted 4.
    assert await bodies(ben) == ["loud 2", "passed on", "quiet", "loud 3", "loud 1", "loud 0"]
    assert await bodies(ben, limit=2) == ["loud 2", "passed on"]


async def test_it_begins_where_the_last_visit_ended(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    read = await ana.post("read")
    checked(await ben.api.put("/api/timeline/marker", json={"last_read_id": read["id"]}))
    assert await bodies(ben) == []
    await ana.post("missed")

    assert await bodies(ben) == ["missed"]
    assert set(await bodies(ben, period="day")) == set(await bodies(ben, period="week")) == {"read", "missed"}


async def test_it_shows_no_more_than_the_feed_may(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    await ana.post("wool")
    await cleo.post("not followed")
    assert await bodies(ben) == ["wool"]

    await ben.api.post(f"/api/users/{ana.id}/mute")
    assert await bodies(ben) == []
    await ben.api.delete(f"/api/users/{ana.id}/mute")
    await ana.api.post(f"/api/users/{ben.id}/block")
    assert await bodies(ben) == []


async def test_the_page_and_who_may_ask(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    post = await ana.post("wool")
    browser, nobody = await people.browser_client(ben), people.signed_out()

    page = await browser.get("/catch-up?period=day")
    assert f"post-{post['id']}" in page.text
    assert 'href="/catch-up"' in (await browser.get("/following")).text
    assert (await browser.get("/catch-up?period=ever")).status_code == 200
    assert (await nobody.get("/catch-up")).headers["Location"].startswith("/auth/sign-in")
    assert (await nobody.get(PATH)).status_code == 401
    for name, value in (("period", "ever"), ("limit", "0")):
        assert name in (await ben.api.get(PATH, params={name: value})).json()["fields"]
