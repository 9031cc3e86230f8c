"""A small Skein of two tastes: wool people like what wool authors post, cars people what cars authors post."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import asyncpg

from tests.conftest import copied_database
from tests.people import PASSWORD

if TYPE_CHECKING:
    from quart import Quart

    from app.feeds.model_source import ModelSource
    from app.settings import Settings

TASTES = ("wool", "cars")
FANS, AUTHORS, POSTS = 12, 3, 5

# All ids are given: made at once by next_id(), their order could differ from run to run.
SEED = """
    INSERT INTO users (id, username, email, email_canonical)
    SELECT
        id_at(now() - interval '1 day') + row_number() OVER (ORDER BY t.place, names.kind, names.i),
        names.name, names.name || '@example.com', names.name || '@example.com'
    FROM unnest($1::text[]) WITH ORDINALITY AS t (taste, place),
        LATERAL (
            SELECT 1 AS kind, i, t.taste || '_author_' || i FROM generate_series(1, $2::integer) AS i
            UNION ALL
            SELECT 2 AS kind, i, t.taste || '_fan_' || i FROM generate_series(1, $3::integer) AS i
        ) AS names (kind, i, name)
"""
SEED_POSTS = """
    INSERT INTO posts (id, author_id, body, body_html, root_id)
    SELECT made.id, made.author_id, made.body, made.body, made.id
    FROM (
        SELECT
            id_at(now() - interval '12 hours') + row_number() OVER (ORDER BY u.id, i) AS id,
            u.id AS author_id,
            split_part(u.username, '_', 1) || ' number ' || i AS body
        FROM users AS u, generate_series(1, $1::integer) AS i
        WHERE u.username LIKE '%author%'
    ) AS made
"""
SEED_TOPICS = """
    INSERT INTO post_topics (topic, post_id) SELECT split_part(p.body, ' ', 1), p.id FROM posts AS p
"""
# Each fan leaves out some posts of the taste, and likes one of the other; ten seconds lie between two likes.
SEED_LIKES = """
    INSERT INTO likes (post_id, user_id, id)
    SELECT
        p.id, u.id,
        id_at(now() - make_interval(secs => 10 * row_number() OVER (ORDER BY md5(u.username || p.place))))
    FROM (SELECT id, body, row_number() OVER (ORDER BY id) AS place FROM posts) AS p
    CROSS JOIN (SELECT id, username, row_number() OVER (ORDER BY id) AS place FROM users) AS u
    WHERE u.username LIKE '%fan%'
        AND (
            (split_part(u.username, '_', 1) = split_part(p.body, ' ', 1) AND (p.place + u.place) % 3 <> 0)
            OR (p.place + 7 * u.place) % 31 = 0
        )
"""


async def make_tastes(db: asyncpg.Connection[asyncpg.Record]) -> None:
    """Write people, posts, topics and likes."""
    await db.execute(SEED, list(TASTES), AUTHORS, FANS)
    await db.execute(SEED_POSTS, POSTS)
    await db.execute(SEED_TOPICS)
    await db.execute(SEED_LIKES)


async def tastes_database(template: str) -> str:
    """The address of a new database with the world in it."""
    address = await copied_database(template, "tastes")
    db = await asyncpg.connect(address)
    await make_tastes(db)
    await db.close()
    return address


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody signed up in the world."""

    app: Quart
    id: int
    username: str
    token: str

    async def call(self, path: str, status: int = 200, *, method: str = "GET", **arguments: Any) -> Any:
        """Call the API; gives the JSON."""
        response = await self.app.test_client().open(
            path, method=method, headers={"Authorization": f"Bearer {self.token}"}, **arguments
        )
        text = await response.get_data(as_text=True)
        assert response.status_code == status, (path, response.status_code, text[:500])
        return await response.get_json()

    async def like(self, post_id: int) -> None:
        """Like a post."""
        await self.call(f"/api/posts/{post_id}/like", method="POST")

    async def feed(self, limit: int = 20) -> dict[str, Any]:
        """The first page of For you."""
        page: dict[str, Any] = await self.call(f"/api/feeds?limit={limit}")
        return page

    async def every_door(self) -> set[str]:
        """The ids that come out of any door of the recommender, all pages of it, and the texts of its page."""
        page = await self.feed(7)
        ids = {item["id"] for item in page["items"]}
        while page["next_cursor"]:
            page = await self.call(f"/api/feeds?limit=7&cursor={page['next_cursor']}")
            ids |= {item["id"] for item in page["items"]}
        found = await self.call(f"/api/recommendations/{self.id}?limit=100")
        return ids | {item["post_id"] for item in found["recommendations"]}


@dataclass(frozen=True, slots=True)
class World:
    """The app of this process on a database of its own."""

    app: Quart
    settings: Settings
    db: asyncpg.Connection[asyncpg.Record]

    @property
    def models(self) -> ModelSource:
        """Where the app looks for models."""
        source: ModelSource = self.app.extensions["skein"].models
        return source

    async def reader(self) -> Reader:
        """A new person."""
        name = f"reader_{secrets.token_hex(4)}"
        response = await self.app.test_client().post(
            "/api/auth/sign-up", json={"username": name, "email": f"{name}@example.com", "password": PASSWORD}
        )
        answer = await response.get_json()
        assert response.status_code == 201, answer
        return Reader(self.app, int(answer["user"]["id"]), name, answer["token"])

    async def posts_of(self, taste: str) -> list[int]:
        """The posts of a taste, oldest first."""
        rows = await self.db.fetch(
            "SELECT id FROM posts WHERE body LIKE $1 || ' number%' AND deleted_at IS NULL ORDER BY id", taste
        )
        return [row["id"] for row in rows]

    async def current(self) -> str | None:
        """The version that the database calls current."""
        version: str | None = await self.db.fetchval("SELECT version FROM recommender_models WHERE is_current")
        return version
