"""Reports as the reporting person makes them; moderators read them through store/moderation.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor

_INSERT_POST_REPORT = Query[int]("reports/insert_post_report")
_INSERT_USER_REPORT = Query[int]("reports/insert_user_report")


async def insert_post_report(db: Executor, *, viewer_id: int, post_id: int, reason: str, words: str) -> int | None:
    """The report's id; None when the post is unknown, not visible or the viewer's own."""
    report_id: int | None = await _INSERT_POST_REPORT.value(
        db, viewer_id=viewer_id, post_id=post_id, reason=reason, words=words
    )
    return report_id


async def insert_user_report(db: Executor, *, viewer_id: int, user_id: int, reason: str, words: str) -> int | None:
    """The report's id; None when the person is unknown, not visible or the viewer."""
    report_id: int | None = await _INSERT_USER_REPORT.value(
        db, viewer_id=viewer_id, user_id=user_id, reason=reason, words=words
    )
    return report_id
