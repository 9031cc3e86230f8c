"""Which replies enter Following: those to oneself, to the author, or to somebody followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People, Person


async def has(person: Person, post: dict[str, object]) -> bool:
    page = checked(await person.api.get("/api/timeline"))
    return post["id"] in [entry["id"] for entry in page["items"]]


async def test_a_reply_to_a_stranger_stays_out(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)

    answer = await ana.reply(await cleo.post("hello"), "hi cleo")

    assert not await has(ben, answer)
    assert not await has(ana, answer)


async def test_a_reply_to_somebody_followed_enters(people: People) -> None:
    ana, ben, eve = await people.new("ana"), await people.new("ben"), await people.new("eve")
    await ben.follow(ana)
    await ben.follow(eve)

    answer = await ana.reply(await eve.post("hello"), "hi eve")

    assert await has(ben, answer)


async def test_a_reply_to_oneself_enters(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)

    answer = await ana.reply(await ben.post("hello"), "hi ben")

    assert await has(ben, answer)


async def test_a_continuation_of_ones_own_enters(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)

    answer = await ana.reply(await ana.post("first"), "second")

    assert await has(ben, answer)
    assert await has(ana, answer)


async def test_following_later_brings_the_replies_in(people: People) -> None:
    ana, ben, eve = await people.new("ana"), await people.new("ben"), await people.new("eve")
    await ben.follow(ana)
    answer = await ana.reply(await eve.post("hello"), "hi eve")
    assert not await has(ben, answer)

    await ben.follow(eve)

    assert await has(ben, answer)
