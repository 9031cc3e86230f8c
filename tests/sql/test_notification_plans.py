"""The queries of the notifications walk along indexes, whatever one person's pile of them is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import asyncpg
import orjson
import pytest_asyncio

from app.query import Query
from app.store import notifications
from app.store.paging import NEWEST, before_id
from tests.conftest import copied_database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

BIG_TABLES = {"notifications", "posts", "users", "follows", "blocks", "mutes"}

# One reader with 20,000 notifications (half of them likes of one post), and 1,000 readers with 30 each.
SEED = """
    ALTER TABLE notifications DISABLE TRIGGER ALL;
    ALTER TABLE posts DISABLE TRIGGER ALL;
    ALTER TABLE follows DISABLE TRIGGER ALL;
    ALTER TABLE blocks DISABLE TRIGGER ALL;
    INSERT INTO users (id, username, email, email_canonical)
    SELECT i, 'person_' || i, i || '@example.com', i || '@example.com' FROM generate_series(1, 20001) AS i;
    INSERT INTO posts (id, author_id, body, root_id)
    SELECT i, (i - 1) / 20 + 1, 'wool', i FROM generate_series(1, 20000) AS i;
    INSERT INTO follows (follower_id, followee_id) SELECT i, i + 1 FROM generate_series(1, 20000) AS i;
    INSERT INTO blocks (blocker_id, blocked_id) SELECT i, i + 7 FROM generate_series(1, 5000) AS i;
    INSERT INTO mutes (muter_id, muted_id) SELECT i, i + 9 FROM generate_series(1, 5000) AS i;
    INSERT INTO notifications (id, user_id, kind, actor_id, post_id)
    SELECT 1000000 + i, 1, 'like', i + 1, 1 FROM generate_series(1, 10000) AS i;
    INSERT INTO notifications (id, user_id, kind, actor_id, post_id)
    SELECT 900000 + i, 1, 'mention', i / 20 + 2, i + 20 FROM generate_series(1, 10000) AS i;
    INSERT INTO notifications (id, user_id, kind, actor_id, post_id)
    SELECT
        2000000 + i, i % 1000 + 2, CASE i % 3 WHEN 0 THEN 'like' WHEN 1 THEN 'follow' ELSE 'mention' END,
        i % 1000 + 10 + i / 1000, CASE i % 3 WHEN 1 THEN NULL ELSE (i % 1000 + 1) * 20 + 1 END
    FROM generate_series(1, 30000) AS i;
    UPDATE notifications SET read_at = now(), closed_group_id = id WHERE id % 2 = 0 AND user_id > 1;
"""


@pytest_asyncio.fixture(scope="module")
async def seeded(template_database: str) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    """A database of its own with 50,000 notifications."""
    connection = await asyncpg.connect(await copied_database(template_database, "seeded_notifications"))
    await connection.execute(SEED)
    await connection.execute("VACUUM ANALYZE")
    yield connection
    await connection.close()


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every node of a plan."""
    yield plan
    for child in plan.get("Plans", []):
        yield from nodes(child)


async def plan_of(db: asyncpg.Connection[asyncpg.Record], name: str, **parameters: Any) -> list[dict[str, Any]]:
    """What would run, with the general plan that a prepared query falls back to."""
    query = Query.registry[name]
    await db.execute("SET plan_cache_mode = force_generic_plan")
    text = await db.fetchval(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {query.sql.text}", *query._arguments(parameters))
    return list(nodes(orjson.loads(text)[0]["Plan"]))


async def scans(db: asyncpg.Connection[asyncpg.Record]) -> dict[str, tuple[int, int]]:
    """Sequential scans, and rows read by index, of each big table in this transaction."""
    rows = await db.fetch(
        "SELECT relname, seq_scan, idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = ANY($1)",
        list(BIG_TABLES),
    )
    return {row["relname"]: (row["seq_scan"], row["idx_tup_fetch"]) for row in rows}


async def test_the_plans(seeded: asyncpg.Connection[asyncpg.Record]) -> None:
    everything = list(notifications.FILTERS["all"])
    queries: list[tuple[str, dict[str, Any]]] = [
        (
            "notifications/list_groups",
            {
                "viewer_id": reader,
                "kinds": kinds,
                "before_id": before,
                "row_limit": 21,
                "window_size": 1000,
                "with_unread": True,
            },
        )
        for reader in (1, 500)
        for kinds in (everything, ["mention", "quote"])
        for before in (NEWEST, 905_000)
    ]
    queries += [
        ("notifications/select_target", {"viewer_id": 1, "notification_id": 1_000_005}),
        ("notifications/update_group_read", {"viewer_id": 1, "notification_id": 900_005}),
        ("notifications/update_all_read", {"viewer_id": 500}),
    ]

    for name, parameters in queries:
        plan = await plan_of(seeded, name, **parameters)

        scanned = {node["Relation Name"] for node in plan if node["Node Type"] == "Seq Scan"}
        assert not scanned & BIG_TABLES, (name, parameters, scanned)
    plan = await plan_of(seeded, *queries[0][:1], **queries[0][1])
    used = {node.get("Index Name") for node in plan}
    assert {"notifications_newest", "notifications_group"} <= used


async def test_the_count_of_every_request_steps_over_the_rows_of_a_group(
    seeded: asyncpg.Connection[asyncpg.Record],
) -> None:
    for mode in ("force_custom_plan", "force_generic_plan"):
        await seeded.execute(f"SET plan_cache_mode = {mode}")
        async with seeded.transaction():
            before = await scans(seeded)

            assert await seeded.fetchval("SELECT rules.count_unread_groups(1)") == 100

            after = await scans(seeded)
        assert all(after[table][0] == before[table][0] for table in BIG_TABLES), after
        assert after["notifications"][1] - before["notifications"][1] <= 500, after


async def test_a_group_of_an_earlier_page_is_not_counted_again(seeded: asyncpg.Connection[asyncpg.Record]) -> None:
    for mode in ("force_custom_plan", "force_generic_plan"):
        await seeded.execute(f"SET plan_cache_mode = {mode}")
        async with seeded.transaction():
            before = await scans(seeded)

            # In the middle of the 10,000 likes of one post.
            page = await notifications.load_page(
                seeded, viewer_id=1, kinds=("like",), before_id=1_005_000, page_size=20
            )

            after = await scans(seeded)
        assert page.items == []
        assert after["users"][1] - before["users"][1] <= 50, after


async def test_a_post_that_everybody_likes_is_one_group_and_hides_nothing(
    seeded: asyncpg.Connection[asyncpg.Record],
) -> None:
    first = await notifications.load_page(seeded, viewer_id=1, page_size=20)

    assert [group.kind for group in first.items] == ["like"] + ["mention"] * 19
    assert first.items[0].actors_count == 1_000


async def test_paging_shows_each_group_once(seeded: asyncpg.Connection[asyncpg.Record]) -> None:
    everything = await notifications.load_page(seeded, viewer_id=1, page_size=300)

    paged: list[int] = []
    before = NEWEST
    while len(paged) < 300:
        page = await notifications.load_page(seeded, viewer_id=1, before_id=before, page_size=25)
        paged += [group.id for group in page.items]
        before = before_id(page.next_cursor)

    assert paged == [group.id for group in everything.items]


# A reader who muted every third of the actors: likes of ten posts and follows, in no order, some of them read.
MIXED = """
    INSERT INTO mutes (muter_id, muted_id) SELECT 20001, i FROM generate_series(3, 90, 3) AS i;
    INSERT INTO notifications (id, user_id, kind, actor_id, post_id)
    SELECT
        3000000 + 7 * i, 20001, CASE WHEN i % 11 = 0 THEN 'follow' WHEN i % 5 = 0 THEN 'mention' ELSE 'like' END,
        1 + (i * 37) % 97, CASE WHEN i % 11 = 0 THEN NULL WHEN i % 5 = 0 THEN 1000 + i ELSE 1 + 20 * ((i * i) % 10) END
    FROM generate_series(1, 300) AS i
    ON CONFLICT DO NOTHING;
    UPDATE notifications SET read_at = now(), closed_group_id = 3000700
    WHERE user_id = 20001 AND id < 3000700 AND kind <> 'mention';
"""
PLAINLY = """
    SELECT max(n.id) AS id, count(*) AS actors_count, (array_agg(n.actor_id ORDER BY n.id DESC))[1:3] AS actor_ids
    FROM rules.shown_notifications(20001) AS n
    GROUP BY n.kind, n.group_key, n.closed_group_id
    ORDER BY 1 DESC
"""


async def test_pages_hold_what_may_be_shown_and_are_full(seeded: asyncpg.Connection[asyncpg.Record]) -> None:
    await seeded.execute(MIXED)
    expected = [tuple(row) for row in await seeded.fetch(PLAINLY)]
    hidden = await seeded.fetchval(
        "SELECT count(*) FROM notifications AS n WHERE n.user_id = 20001"
        " AND n.id NOT IN (SELECT s.id FROM rules.shown_notifications(20001) AS s)"
    )
    assert len(expected) > 30
    assert hidden > 50

    for page_size in (1, 3, 8):
        paged: list[notifications.Group] = []
        cursor: str | None = None
        while True:
            page = await notifications.load_page(
                seeded, viewer_id=20001, before_id=before_id(cursor), page_size=page_size
            )
            paged += page.items
            cursor = page.next_cursor
            if cursor is None:
                break
            assert len(page.items) == page_size

        assert [(group.id, group.actors_count, group.actor_ids) for group in paged] == expected
