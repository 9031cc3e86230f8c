"""Who is offered while somebody types a name after an @."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from tests.people import checked

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People, Person


async def offered(person: Person, letters: str) -> list[str]:
    answer = await person.api.get("/api/users/search", params={"q": letters, "for": "mention", "limit": 6})
    return [user["username"] for user in checked(answer)["items"]]


async def test_followed_people_come_first_then_others_and_blocked_ones_never(people: People) -> None:
    letters = f"w{secrets.token_hex(4)}"
    ana = await people.new("ana")
    stranger, followed = await people.new(f"{letters}a"), await people.new(f"{letters}b")
    dan, fan = await people.new(f"{letters}d"), await people.new("ben")
    await fan.follow(stranger)
    await fan.follow(dan)
    await ana.follow(followed)

    assert await offered(ana, letters) == [followed.username, *popular_first(stranger, dan)]
    assert (await ana.api.post(f"/api/users/{dan.id}/block")).status_code == 204

    assert await offered(ana, f"@{letters.upper()}") == [followed.username, stranger.username]
    assert await offered(dan, fan.username) == [fan.username]
    assert ana.username not in await offered(dan, ana.username)


async def test_limited_and_suspended_people_are_not_offered(
    people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    letters = f"w{secrets.token_hex(4)}"
    ana, ben = await people.new("ana"), await people.new("ben")
    limited, suspended = await people.new(f"{letters}l"), await people.new(f"{letters}s")
    await ben.follow(limited)

    await db.execute("INSERT INTO limited_users VALUES ($1)", int(limited.id))
    await db.execute("UPDATE users SET state = 'suspended' WHERE id = $1", int(suspended.id))

    assert await offered(ana, letters) == []
    assert await offered(ben, letters) == [limited.username]


def popular_first(*people: Person) -> list[str]:
    """With equally many followers the newer account comes first."""
    return [person.username for person in sorted(people, key=lambda person: int(person.id), reverse=True)]


async def test_a_name_finds_as_a_username_does_and_never_oneself(people: People) -> None:
    name = f"Zoë {secrets.token_hex(4)}"
    ana = await people.new("ana", display_name=name)
    ben = await people.new("ben", display_name=name)

    assert await offered(ana, name[:8]) == [ben.username]


async def test_an_at_alone_offers_who_is_followed_first(people: People) -> None:
    ana, ben, dan = await people.new("ana"), await people.new("ben"), await people.new("dan")
    await ana.follow(ben)
    await ana.follow(dan)
    assert (await ana.api.post(f"/api/users/{dan.id}/block")).status_code == 204

    for letters in ("@", ""):
        first, *others = await offered(ana, letters)
        assert first == ben.username
        assert not {ana.username, dan.username} & set(others)


async def test_only_who_is_signed_in_is_offered_names(people: People) -> None:
    nobody = people.signed_out()

    assert (await nobody.get("/api/users/search?q=a&for=mention")).status_code == 401
    assert (await nobody.get("/search/mentions?q=a")).status_code in {303, 401}
    assert (await nobody.get("/api/users/search?q=a&for=else")).status_code == 400
