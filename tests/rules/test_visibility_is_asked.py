"""Queries that show posts or people read them through the visibility functions, not from the table."""

from __future__ import annotations

import re

from app.query import SQL_DIR, read_sql

FILES = sorted(path.relative_to(SQL_DIR).with_suffix("").as_posix() for path in SQL_DIR.rglob("*.sql"))

# Reads the bare table on purpose; each with its reason.
BARE_POSTS = {
    "media/list_abandoned": "finds files of posts that nobody may see",
    "moderation/list_reports": "moderators judge what was reported, whoever may read it; the routes ask for the role",
    "moderation/list_thread": "the conversation around a reported post, for moderators only",
    "posts/lock_own": "locks one's own post, and shows nothing",
    "recommendations/_stamp": "makes one number of ids, and shows nothing",
}


def reads_past_visibility(name: str) -> bool:
    sql = re.sub(r"--[^\n]*", "", read_sql(name))
    is_bare = re.search(r"\b(FROM|JOIN)\s+posts\b", sql, re.IGNORECASE) is not None
    asks = (
        re.search(r"rules\.(visible_posts|feed_posts|for_you_posts|following_posts|shown_notifications)", sql)
        is not None
    )
    writes = re.search(r"^\s*(WITH\b.*?)?\b(INSERT|UPDATE|DELETE)\b", sql, re.IGNORECASE | re.DOTALL) is not None

    return is_bare and not asks and not writes


def test_posts_are_read_through_the_visibility_functions() -> None:
    assert FILES
    bare = {name for name in FILES if reads_past_visibility(name) and not name.startswith("jobs/")}

    assert bare <= set(BARE_POSTS), "read posts past the visibility functions"


def test_the_list_of_exceptions_is_not_longer_than_needed() -> None:
    assert not [name for name in BARE_POSTS if name not in FILES]
