"""Following and unfollowing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.people import checked

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People, Person


async def follow(person: Person, other: Person) -> dict[str, object]:
    return checked(await person.api.post(f"/api/users/{other.id}/follow"))


async def unfollow(person: Person, other: Person) -> dict[str, object]:
    return checked(await person.api.delete(f"/api/users/{other.id}/follow"))


async def counts(db: asyncpg.Connection[asyncpg.Record], person: Person) -> tuple[int, ...]:
    row = await db.fetchrow(
        "SELECT followers_count, (SELECT count(*) FROM follows WHERE followee_id = u.id), following_count, "
        "(SELECT count(*) FROM follows WHERE follower_id = u.id) FROM users AS u WHERE id = $1",
        int(person.id),
    )
    assert row is not None
    return tuple(row)


async def test_following_is_told_and_counted(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")

    answer = await follow(ben, ana)

    assert answer == {"following": True, "requested": False, "followers_count": 1}
    shown = checked(await ben.api.get(f"/api/users/{ana.id}"))
    assert shown["viewer"]["following"] is True
    assert shown["followers_count"] == 1
    assert checked(await ana.api.get(f"/api/users/{ben.id}"))["viewer"]["followed_by"] is True


async def test_following_twice_is_harmless(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await follow(ben, ana)

    assert (await follow(ben, ana))["followers_count"] == 1


async def test_unfollowing_twice_is_harmless(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await follow(ben, ana)

    assert await unfollow(ben, ana) == {"following": False, "requested": False, "followers_count": 0}
    assert await unfollow(ben, ana) == {"following": False, "requested": False, "followers_count": 0}


async def test_nobody_follows_themselves(people: People) -> None:
    ana = await people.new("ana")

    assert (await ana.api.post(f"/api/users/{ana.id}/follow")).status_code == 400


async def test_signed_out_nobody_follows(people: People) -> None:
    ana = await people.new("ana")

    assert (await people.signed_out().post(f"/api/users/{ana.id}/follow")).status_code == 401
    assert (await people.signed_out().delete(f"/api/users/{ana.id}/follow")).status_code == 401


async def test_unknown_people_are_not_found(people: People) -> None:
    ana = await people.new("ana")

    for user_id in ("1", "abc", "9" * 30, "%00", "-1", "1.5"):
        assert (await ana.api.post(f"/api/users/{user_id}/follow")).status_code == 404
        assert (await ana.api.delete(f"/api/users/{user_id}/follow")).status_code == 404


async def test_a_blocked_person_cannot_follow(people: People) -> None:
    ana, dan = await people.new("ana"), await people.new("dan")
    await ana.api.post(f"/api/users/{dan.id}/block")

    assert (await dan.api.post(f"/api/users/{ana.id}/follow")).status_code == 404


async def test_counts_are_right_after_many_at_once(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana = await people.new("ana")
    others = await asyncio.gather(*(people.new("ben") for _ in range(8)))

    acts = [
        (follow if (number + turn) % 2 else unfollow)(*pair)
        for turn in range(13)
        for number, other in enumerate(others)
        for pair in ((other, ana), (ana, other))
    ]
    assert len(acts) >= 200
    await asyncio.gather(*acts)

    for person in (ana, *others):
        followers, counted_followers, following, counted_following = await counts(db, person)
        assert followers == counted_followers
        assert following == counted_following
