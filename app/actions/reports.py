"""Reporting posts and people to the moderators. The reported person is never told by whom, or that it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from app.errors import Invalid, NotFound
from app.store import posts, reports
from app.text.normalise import clean_bio

if TYPE_CHECKING:
    from app.db import Database

Reason = Literal[
    "spam",
    "harassment",
    "hate",
    "violence",
    "nudity",
    "self_harm",
    "false_information",
    "impersonation",
    "illegal",
    "other",
]
REASONS: tuple[str, ...] = get_args(Reason)


async def report(
    database: Database,
    *,
    viewer_id: int,
    reason: str,
    text: str = "",
    post_id: int | None = None,
    user_id: int | None = None,
) -> int:
    """Report a post or a person; gives the id of the report. The same again while it is open adds nothing.

    Raises:
        Invalid: not one of the reasons, a text too long, oneself, or not exactly one thing to report.
        NotFound: unknown or not visible.
    """
    if (post_id is None) == (user_id is None):
        raise Invalid(post_id="Report one post or one person.")
    if reason not in REASONS:
        raise Invalid(reason="Choose a reason.")
    words = clean_bio(text, "text")
    if user_id == viewer_id:
        raise Invalid(user_id="You can't report yourself.")
    async with database.transaction() as db:
        if post_id is not None:
            target = await posts.require_target(db, viewer_id=viewer_id, post_id=post_id)
            if target.author_id == viewer_id:
                raise Invalid(post_id="You can't report yourself.")
            report_id = await reports.insert_post_report(
                db, viewer_id=viewer_id, post_id=post_id, reason=reason, words=words
            )
        else:
            assert user_id is not None  # noqa: S101  one of the two is given
            report_id = await reports.insert_user_report(
                db, viewer_id=viewer_id, user_id=user_id, reason=reason, words=words
            )
        if report_id is None:
            raise NotFound
        return report_id
