"""The queries of feeds, profiles and search walk along indexes, and cost no more where a reader follows many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg
import orjson
import pytest
import pytest_asyncio

from app.blueprints.search_words import parse_post_query
from app.query import Query
from app.store import (  # noqa: F401  they fill the registry
    feeds,
    follows,
    interactions,
    people,
    recommendations,
    topics,
    unwanted,
)
from app.store.paging import NEWEST
from app.store.search import LONG_WALK, PostSearch
from tests.conftest import copied_database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

BIG_TABLES = {
    "posts", "users", "follows", "home_feed", "likes", "saves", "post_topics", "post_words",
    "hidden_posts", "less_like",
}  # fmt: skip
FEW, MANY, MIXED = 1, 2, 3

# 2,000 people with 25 posts each, a millisecond apart. Reader 1 follows 20 people, reader 2 everybody; reader 3
# follows 300, five of whom are large accounts.
SEED = """
    ALTER TABLE posts DISABLE TRIGGER ALL;
    ALTER TABLE follows DISABLE TRIGGER ALL;
    ALTER TABLE likes DISABLE TRIGGER ALL;
    INSERT INTO users (id, username, email, email_canonical, display_name, followers_count)
    SELECT i, 'person_' || i, i || '@example.com', i || '@example.com', 'Person ' || i, i % 97
    FROM generate_series(1, 2000) AS i;
    INSERT INTO posts (id, author_id, body, root_id, is_reply, has_media, is_fanned_out, likes_count)
    SELECT
        id_at(now()) - (50000 - i) * 4194304::bigint, i % 2000 + 1, 'wool number ' || i, i, i % 5 = 0, i % 7 = 0,
        i % 2000 + 1 NOT BETWEEN 11 AND 15, i % 11
    FROM generate_series(1, 50000) AS i;
    INSERT INTO post_words (post_id, words) SELECT p.id, rules.words_of(p.body, 'simple') FROM posts AS p;
    INSERT INTO follows (follower_id, followee_id, is_pulled)
    SELECT reader, i, i BETWEEN 11 AND 15 AND reader = 3
    FROM (VALUES (1, 20), (2, 2000), (3, 300)) AS r (reader, many), generate_series(1, many) AS i
    WHERE i <> reader;
    INSERT INTO follows (follower_id, followee_id)
    SELECT i, (i * k) % 2000 + 1 FROM generate_series(10, 1999) AS i, generate_series(2, 12) AS k
    WHERE (i * k) % 2000 + 1 <> i
    ON CONFLICT DO NOTHING;
    INSERT INTO home_feed (user_id, post_id, author_id)
    SELECT f.follower_id, p.id, p.author_id FROM follows AS f INNER JOIN posts AS p ON p.author_id = f.followee_id
    WHERE f.follower_id <= 3 AND NOT f.is_pulled;
    INSERT INTO home_feed (user_id, post_id, author_id)
    SELECT r, p.id, p.author_id FROM generate_series(100, 120) AS r, posts AS p WHERE p.author_id % 10 = 0;
    INSERT INTO post_topics (topic, post_id) SELECT 'topic' || p.author_id % 50, p.id FROM posts AS p;
    INSERT INTO likes (post_id, user_id) SELECT p.id, p.author_id % 100 + 1 FROM posts AS p;
    INSERT INTO saves (post_id, user_id) SELECT p.id, p.author_id % 100 + 1 FROM posts AS p;
    INSERT INTO hidden_posts (post_id, user_id) SELECT p.id, p.author_id % 50 + 50 FROM posts AS p WHERE p.is_reply;
    INSERT INTO less_like (post_id, user_id) SELECT p.id, p.author_id % 50 + 50 FROM posts AS p WHERE p.is_reply;
"""


@pytest_asyncio.fixture(scope="module")
async def seeded(template_database: str) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    """A database of its own with 50,000 posts."""
    connection = await asyncpg.connect(await copied_database(template_database, "seeded_feeds"))
    await connection.execute(SEED)
    await connection.execute("VACUUM ANALYZE")
    yield connection
    await connection.close()


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every node of a plan."""
    yield plan
    for child in plan.get("Plans", []):
        yield from nodes(child)


async def plan_of(
    db: asyncpg.Connection[asyncpg.Record], query_name: str, mode: str, **parameters: Any
) -> list[dict[str, Any]]:
    """What runs, with the buffers that it reads."""
    query = Query.registry[query_name]
    return await plan_of_statement(db, query.sql.text, query._arguments(parameters), mode)


async def plan_of_statement(
    db: asyncpg.Connection[asyncpg.Record], sql: str, arguments: list[Any], mode: str
) -> list[dict[str, Any]]:
    """The same for the text of a statement."""
    await db.execute(f"SET plan_cache_mode = {mode}")
    text = await db.fetchval(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", *arguments)
    return list(nodes(orjson.loads(text)[0]["Plan"]))


PAGE = {"before_id": NEWEST, "page_size": 20}
NOBODYS: dict[str, Any] = {"token_hash": b"", "idle_days": 1, "max_days": 1, "with_unread": True}
INPUTS = {"after_id": NEWEST, "acts_size": 30, "seen_size": 3_000, "followed_size": 20}
QUERIES: list[tuple[str, dict[str, Any]]] = [
    *(("feeds/list_following", {"viewer_id": reader, "after_id": 0, **PAGE}) for reader in (FEW, MANY, MIXED)),
    *(
        ("feeds/list_following_cards", {"viewer_id": reader, "with_follows": True, **NOBODYS, **PAGE})
        for reader in (FEW, MANY, MIXED)
    ),
    ("feeds/count_following_new", {"viewer_id": MANY, "after_id": 0}),
    ("feeds/list_newest", {"viewer_id": None, **PAGE}),
    ("feeds/list_fresh", {"viewer_id": MANY, "after_id": 0, "page_size": 100}),
    *(
        (f"feeds/list_tab_{tab}", {"viewer_id": MANY, "author_id": 500, **PAGE})
        for tab in ("posts", "replies", "media", "reposts")
    ),
    ("feeds/list_saved", {"viewer_id": 50, "folder_id": None, "typed": None, **PAGE}),
    ("feeds/list_saved", {"viewer_id": 50, "folder_id": 1, "typed": "wool", **PAGE}),
    ("feeds/list_liked", {"viewer_id": 50, **PAGE}),
    ("follows/list_followers", {"viewer_id": MANY, "user_id": 500, **PAGE}),
    ("follows/list_following", {"viewer_id": MANY, "user_id": 500, **PAGE}),
    ("people/list_popular", {"page_size": 12}),
    ("people/search_prefix", {
        "viewer_id": FEW, "prefix": "person_19", "before_rank": NEWEST, "before_id": NEWEST, "page_size": 20,
    }),
    ("topics/list_posts", {"viewer_id": MANY, "topic": "topic7", **PAGE}),
    ("topics/search_prefix", {"viewer_id": MANY, "prefix": "topic1", "page_size": 10}),
    ("unwanted/list_hidden", {"viewer_id": 50, **PAGE}),
    ("unwanted/list_less", {"viewer_id": 50, **PAGE}),
    # Without a stamp the posts are read, with a wrong one what makes the stamp.
    *(
        ("recommendations/list_cards", {
            "viewer_id": MANY, "post_ids": list(range(1, 21)), "reason_ids": [21], "followed_ids": [1],
            "with_follows": True, "stamp": stamp, **INPUTS, **NOBODYS,
        })
        for stamp in (None, -1)
    ),
    ("recommendations/select_inputs", {"viewer_id": MANY, "model_version": "1", "fresh_size": 100, **INPUTS}),
    ("interactions/insert_batch", {
        "viewer_id": MANY, "event_ids": [UUID(int=number) for number in range(100)], "kinds": ["view"] * 100,
        "entry_ids": list(range(1, 101)), "subject_ids": [None] * 100, "dwell_times": [1000] * 100,
        "sources": ["for_you"] * 100, "rankings": ["model"] * 100,
    }),
]  # fmt: skip


@pytest.mark.parametrize("mode", ["force_custom_plan", "force_generic_plan"])
async def test_no_big_table_is_read_from_end_to_end(mode: str, seeded: asyncpg.Connection[asyncpg.Record]) -> None:
    for name, parameters in QUERIES:
        plan = await plan_of(seeded, name, mode, **parameters)

        scanned = {node["Relation Name"] for node in plan if node["Node Type"] == "Seq Scan"}
        assert not scanned & BIG_TABLES, (name, parameters, scanned)


@pytest.mark.parametrize("mode", ["force_custom_plan", "force_generic_plan"])
@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("wool", "by_walk"),
        ("wool has:media since:2026-01-01 until:2030-01-01", "by_walk"),
        ("4321", "by_index"),
        ('"number 4321" -cotton since:2026-01-01', "by_index"),
        ("wool from:person_5", "by_post"),
        ("from:person_5 until:2030-01-01", "by_post"),
        ("has:media", "by_post"),
    ],
)
async def test_a_search_for_posts_walks_along_indexes(
    typed: str, way: str, mode: str, seeded: asyncpg.Connection[asyncpg.Record]
) -> None:
    search = PostSearch(MANY, parse_post_query(typed), NEWEST, 21)
    rows = {"by_walk": [LONG_WALK], "by_index": [42], "by_post": []}[way]
    sql, arguments = getattr(search, way)(*rows)

    plan = await plan_of_statement(seeded, sql, arguments, mode)

    assert plan[0]["Actual Rows"] > 0
    assert plan[0]["Shared Hit Blocks"] + plan[0]["Shared Read Blocks"] < 6_000
    assert not {node["Relation Name"] for node in plan if node["Node Type"] == "Seq Scan"} & BIG_TABLES


@pytest.mark.parametrize("mode", ["force_custom_plan", "force_generic_plan"])
async def test_following_costs_no_more_for_who_follows_many(
    mode: str, seeded: asyncpg.Connection[asyncpg.Record]
) -> None:
    read = {}
    for reader in (FEW, MANY):
        plan = await plan_of(seeded, "feeds/list_following", mode, viewer_id=reader, after_id=0, **PAGE)
        read[reader] = plan[0]["Shared Hit Blocks"] + plan[0]["Shared Read Blocks"]

    assert read[MANY] <= 2 * read[FEW], read


async def test_following_is_what_a_plain_query_says(seeded: asyncpg.Connection[asyncpg.Record]) -> None:
    for reader in (FEW, MANY, MIXED):
        before, found = NEWEST, []
        for _ in range(5):
            rows = await feeds.list_following(seeded, viewer_id=reader, before_id=before, after_id=0, page_size=20)
            read = await feeds.list_following_cards(
                seeded, viewer_id=reader, before_id=before, page_size=20, with_follows=False
            )
            assert list(read.entry_ids) == [row.id for row in rows]
            assert {stamp.id for stamp in read.stamps} >= set(read.entry_ids[:20])
            found += [row.id for row in rows[:20]]
            before = found[-1]

        expected = await seeded.fetch(
            "SELECT p.id FROM posts AS p INNER JOIN follows AS f ON f.followee_id = p.author_id "
            "WHERE f.follower_id = $1 AND NOT (f.is_pulled AND p.is_reply) "
            "ORDER BY p.id DESC LIMIT 100",
            reader,
        )
        assert found == [row["id"] for row in expected]


async def test_a_short_beginning_of_a_name_does_not_rank_everybody(
    seeded: asyncpg.Connection[asyncpg.Record],
) -> None:
    plan = await plan_of(
        seeded, "people/search_prefix", "force_generic_plan",
        viewer_id=FEW, prefix="p", before_rank=NEWEST, before_id=NEWEST, page_size=20,
    )  # fmt: skip

    ranked = max(node["Actual Rows"] for node in plan if node.get("Subplan Name") == "CTE ranked")
    assert ranked < 1700
