"""Finding posts, as ids. The one place where SQL is built (by pypika): filters multiply here.

Common words are found by walking the newest rows of `post_words`, rare ones by its GIN index; each alone would be slow
for the other kind. So a search walks a few rows first. Where these say that more would fill the page it walks on, and
else it asks the index.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from pypika import Order, Parameter, PostgreSQLQuery, Table
from pypika.enums import Comparator
from pypika.terms import BasicCriterion, CustomFunction

from app.errors import Unavailable
from app.pool import AWAY
from app.store.feeds import FeedEntry
from app.store.paging import NEWEST

if TYPE_CHECKING:
    from datetime import datetime

    from pypika.queries import QueryBuilder
    from pypika.terms import Term

    from app.db import Executor

# Rows of post_words that are walked at most: about 1 ms, and about 20 ms.
SHORT_WALK, LONG_WALK = 5_000, 100_000
# So many matches of the index are looked at for each post that is wanted; few posts have pictures.
SPARE, SPARE_WITH_MEDIA = 2, 16
# "Top" is chosen among so many of the newest matches.
RANKED_MATCHES = 500

_SEARCH_OF = CustomFunction("rules.search_of", ["typed"])
# Milliseconds of 2026-01-01, where ids begin (id_at in migrations/0001_core.sql).
_FIRST_MS = 1_767_225_600_000


class _TextSearch(Comparator):
    matches = " @@ "


class _FoundPosts(Table):
    """`rules.found_posts(viewer)`, visible posts that searches show; pypika cannot say that by itself."""

    def __init__(self, viewer: Parameter) -> None:
        super().__init__("found_posts", alias="p")
        self._viewer = viewer

    def get_sql(self, **_arguments: Any) -> str:
        return f'"rules"."found_posts"({self._viewer.get_sql()}::bigint) "p"'


@dataclass(frozen=True, slots=True)
class PostQuery:
    """A search for posts. Times are UTC; `until` is the first moment that no longer counts."""

    words: str = ""
    from_username: str | None = None
    has_media: bool = False
    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing was asked: words that only say what is not meant ask nothing."""
        return not (self.has_words or self.from_username or self.has_media or self.since or self.until)

    @property
    def has_words(self) -> bool:
        """Whether some word has to be there."""
        return any(re.search(r"\w", word) and not word.startswith("-") for word in self.words.split())


@dataclass(frozen=True, slots=True)
class RankedPost:
    """A post found, and what "top" sorts by."""

    id: int
    repost_of_id: int | None
    score: int


async def list_recent(
    db: Executor, *, viewer_id: int | None, query: PostQuery, before_id: int, page_size: int
) -> list[FeedEntry]:
    """Posts that match, newest first, one more than the page."""
    rows = await _list_matches(db, viewer_id=viewer_id, query=query, before_id=before_id, size=page_size + 1)
    return [FeedEntry(row.id, row.repost_of_id) for row in rows]


async def list_top(
    db: Executor, *, viewer_id: int | None, query: PostQuery, before: tuple[int, int], page_size: int
) -> list[RankedPost]:
    """The newest RANKED_MATCHES posts that match, most liked, reposted and answered first; one more than the page."""
    rows = await _list_matches(db, viewer_id=viewer_id, query=query, before_id=NEWEST, size=RANKED_MATCHES)
    ranked = sorted(rows, key=lambda row: (row.score, row.id), reverse=True)
    return [row for row in ranked if (row.score, row.id) < before][: page_size + 1]


async def _list_matches(
    db: Executor, *, viewer_id: int | None, query: PostQuery, before_id: int, size: int
) -> list[RankedPost]:
    if not query.has_words or query.from_username:
        return await _run(db, statement=PostSearch(viewer_id, query, before_id, size).by_post())
    found = await _run(db, statement=PostSearch(viewer_id, query, before_id, size).by_walk(SHORT_WALK))
    if size > len(found) >= size * SHORT_WALK / LONG_WALK:
        found = await _run(db, statement=PostSearch(viewer_id, query, before_id, size).by_walk(LONG_WALK))
    if len(found) < size:
        rows = size * (SPARE_WITH_MEDIA if query.has_media else SPARE)
        found = await _run(db, statement=PostSearch(viewer_id, query, before_id, size).by_index(rows))
    if len(found) < size:
        # There are no more, or most are not for this viewer: look at all.
        found = await _run(db, statement=PostSearch(viewer_id, query, before_id, size).by_index(None))
    return found


async def _run(db: Executor, *, statement: tuple[str, list[Any]]) -> list[RankedPost]:
    sql, arguments = statement
    try:
        records = await db.fetch(sql, *arguments)
    except AWAY as error:
        raise Unavailable from error
    return [RankedPost(*record) for record in records]


class PostSearch:
    """One statement and its arguments, newest matches first."""

    def __init__(self, viewer_id: int | None, query: PostQuery, before_id: int, size: int) -> None:
        self._query = query
        self._arguments: list[Any] = []
        self._posts = _FoundPosts(self._parameter(viewer_id))
        self._before = self._parameter(_earliest(before_id, query.until))
        self._from = None if query.since is None else self._parameter(_id_at(query.since))
        self._size = size

    def by_walk(self, rows: int) -> tuple[str, list[Any]]:
        """Among so many newest rows of post_words, along its primary key; it ends where enough are found."""
        words = Table("post_words").as_("w")
        newest = (
            self._within(PostgreSQLQuery.from_(words), words.post_id)
            .select(words.post_id, words.words)
            .orderby(words.post_id, order=Order.desc)
            .limit(rows)
        ).as_("w")
        joined = PostgreSQLQuery.from_(newest).join(self._posts).on(self._posts.id == newest.post_id)
        return self._finish(joined.where(self._matches(newest.words)), self._posts.id)

    def by_index(self, rows: int | None) -> tuple[str, list[Any]]:
        """Among so many of the newest matches (None: all), by the index of words.

        `+ 0` keeps the planner from walking the primary key for rare words.
        """
        words = Table("post_words").as_("w")
        newest = (
            self._within(PostgreSQLQuery.from_(words), words.post_id)
            .where(self._matches(words.words))
            .select(words.post_id)
            .orderby(words.post_id + 0, order=Order.desc)
        )
        found = (newest if rows is None else newest.limit(rows)).as_("w")
        joined = PostgreSQLQuery.from_(found).join(self._posts).on(self._posts.id == found.post_id)
        return self._finish(joined, self._posts.id + 0)

    def by_post(self) -> tuple[str, list[Any]]:
        """Somebody's posts, or posts without words to look for, along an index of posts."""
        statement = self._within(PostgreSQLQuery.from_(self._posts), self._posts.id)
        if self._query.has_words:
            words = Table("post_words").as_("w")
            statement = statement.join(words).on(words.post_id == self._posts.id).where(self._matches(words.words))
        if self._query.from_username:
            users = Table("users").as_("u")
            author = PostgreSQLQuery.from_(users).select(users.id)
            author = author.where(users.username == self._parameter(self._query.from_username))
            statement = statement.where(self._posts.author_id == author)
        return self._finish(statement.where(self._posts.repost_of_id.isnull()), self._posts.id)

    def _matches(self, column: Term) -> BasicCriterion:
        # A scalar subquery is made once for the statement, not once for each row.
        typed = PostgreSQLQuery.select(_SEARCH_OF(self._parameter(self._query.words)))
        return BasicCriterion(_TextSearch.matches, column, typed)

    def _within(self, statement: QueryBuilder, column: Term) -> QueryBuilder:
        statement = statement.where(column < self._before)
        return statement if self._from is None else statement.where(column >= self._from)

    def _finish(self, statement: QueryBuilder, order: Term) -> tuple[str, list[Any]]:
        posts = self._posts
        if self._query.has_media:
            statement = statement.where(posts.has_media)
        score = posts.likes_count + posts.reposts_count * 2 + posts.comments_count
        statement = statement.select(posts.id, posts.repost_of_id, score)
        statement = statement.orderby(order, order=Order.desc).limit(cast("int", self._parameter(self._size)))
        return statement.get_sql(), self._arguments

    def _parameter(self, value: Any) -> Parameter:
        self._arguments.append(value)
        return Parameter(f"${len(self._arguments)}")


def _id_at(moment: datetime) -> int:
    return (int(moment.timestamp() * 1000) - _FIRST_MS) << 22


def _earliest(before_id: int, until: datetime | None) -> int:
    return before_id if until is None else min(before_id, _id_at(until))
