"""Mentions: who is linked and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People


async def told(db: asyncpg.Connection[asyncpg.Record], user_id: str) -> int:
    """How many mentions the person was told of."""
    count: int = await db.fetchval(
        "SELECT count(*) FROM notifications WHERE user_id = $1 AND kind = 'mention'", int(user_id)
    )
    return count


async def test_a_mention_is_linked_and_told(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")

    post = await ana.post(f"hello @{ben.username.upper()} and @nobody_has_this")

    assert f'<a href="/@{ben.username}" class="mention">@{ben.username.upper()}</a>' in post["body_html"]
    assert "nobody_has_this</a>" not in post["body_html"]
    assert await told(db, ben.id) == 1


async def test_a_block_in_either_direction_leaves_the_name_plain(
    people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana, ben, dan = await people.new("ana"), await people.new("ben"), await people.new("dan")
    await db.execute(
        "INSERT INTO blocks (blocker_id, blocked_id) VALUES ($1, $2), ($3, $1)", int(ana.id), int(dan.id), int(ben.id)
    )

    post = await ana.post(f"@{dan.username} @{ben.username}")

    assert "<a" not in post["body_html"]
    assert (await told(db, dan.id), await told(db, ben.id)) == (0, 0)


async def test_a_private_mention_is_not_told_to_strangers(
    people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    await ana.go_private()

    await ana.post(f"@{cleo.username} cannot see this")

    assert await told(db, cleo.id) == 0
