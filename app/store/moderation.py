"""The moderators' queue, their log, and what their acts change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.query import Query
from app.store.paging import NEWEST

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report as moderators see it; `post_body` is what the post said when it was reported."""

    id: int
    reason: str
    words: str
    reporter_username: str | None
    user_id: int
    username: str
    display_name: str
    avatar_key: str | None
    state: str
    is_limited: bool
    post_id: int | None
    post_body: str | None
    is_post_deleted: bool
    is_post_hidden: bool
    other_reports_count: int
    created_at: datetime
    closed_at: datetime | None
    closed_by_username: str | None


@dataclass(frozen=True, slots=True)
class OpenRow:
    """How much waits for a moderator."""

    reports_count: int
    appeals_count: int


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A post of the conversation around a reported one."""

    id: int
    username: str
    body: str


@dataclass(frozen=True, slots=True)
class ActRow:
    """A line of the log; a name is None when the account was erased."""

    id: int
    act: str
    moderator_id: int
    moderator_username: str | None
    user_id: int
    username: str | None
    post_id: int | None
    report_id: int | None
    about_id: int | None
    reason: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class LockedReportRow:
    """A report about to be acted on, and the person whom it is about."""

    user_id: int
    username: str
    email_canonical: str
    post_id: int | None
    is_open: bool
    role: str
    state: str


@dataclass(frozen=True, slots=True)
class AppealRow:
    """An appeal with the act it is against."""

    act_id: int
    act: str
    moderator_id: int
    moderator_username: str | None
    user_id: int
    username: str
    post_id: int | None
    report_id: int | None
    reason: str
    appeal: str
    appealed_at: datetime
    decision: str | None
    answer: str | None


@dataclass(frozen=True, slots=True)
class LockedAppealRow:
    """An appeal about to be answered."""

    user_id: int
    username: str
    email_canonical: str
    act: str
    post_id: int | None
    report_id: int | None
    moderator_id: int
    is_appealed: bool
    is_decided: bool
    has_other_moderator: bool


_LIST_REPORTS = Query("moderation/list_reports", ReportRow)
_COUNT_OPEN = Query("moderation/count_open", OpenRow)
_LIST_THREAD = Query("moderation/list_thread", ThreadRow)
_LIST_LOG = Query("moderation/list_log", ActRow)
_INSERT_ACT = Query[int]("moderation/insert_act")
_INSERT_NOTICE = Query[None]("moderation/insert_notice")
_LOCK_REPORT = Query("moderation/lock_report", LockedReportRow)
_CLOSE_REPORTS = Query[None]("moderation/close_reports")
_UPDATE_HIDDEN = Query[None]("moderation/update_hidden")
_INSERT_LIMIT = Query[None]("moderation/insert_limit")
_DELETE_LIMIT = Query[None]("moderation/delete_limit")
_UPDATE_STATE = Query[None]("moderation/update_state")
_LIST_APPEALS = Query("moderation/list_appeals", AppealRow)
_LOCK_APPEAL = Query("moderation/lock_appeal", LockedAppealRow)
_UPDATE_DECISION = Query[None]("moderation/update_decision")


async def list_reports(
    db: Executor,
    *,
    is_open: bool | None = None,
    report_id: int | None = None,
    user_id: int | None = None,
    before_id: int = NEWEST,
    page_size: int = 1,
) -> list[ReportRow]:
    """Reports, one more than the page: all, open or closed ones, one, or those about a person."""
    return await _LIST_REPORTS.many(
        db, is_open=is_open, report_id=report_id, user_id=user_id, before_id=before_id, page_size=page_size
    )


async def count_open(db: Executor) -> OpenRow:
    """How much waits for a moderator."""
    return await _COUNT_OPEN.one(db)


async def list_thread(db: Executor, *, post_id: int) -> list[ThreadRow]:
    """What a reported post answers, from the first post down, and the post itself."""
    return await _LIST_THREAD.many(db, post_id=post_id)


async def list_log(
    db: Executor, *, user_id: int | None = None, before_id: int = NEWEST, page_size: int
) -> list[ActRow]:
    """What moderators did, one more than the page."""
    return await _LIST_LOG.many(db, user_id=user_id, before_id=before_id, page_size=page_size)


async def insert_act(
    db: Executor,
    *,
    moderator_id: int,
    act: str,
    user_id: int,
    reason: str,
    post_id: int | None = None,
    report_id: int | None = None,
    about_id: int | None = None,
) -> int:
    """Write down what a moderator does; gives its id."""
    return int(
        await _INSERT_ACT.value(
            db,
            moderator_id=moderator_id,
            act=act,
            user_id=user_id,
            post_id=post_id,
            report_id=report_id,
            about_id=about_id,
            reason=reason,
        )
    )


async def insert_notice(db: Executor, *, act_id: int, user_id: int) -> None:
    """Tell the person."""
    await _INSERT_NOTICE.none(db, act_id=act_id, user_id=user_id)


async def lock_report(db: Executor, *, report_id: int) -> LockedReportRow | None:
    """A report, locked with its person; None when unknown."""
    return await _LOCK_REPORT.maybe(db, report_id=report_id)


async def close_reports(
    db: Executor, *, moderator_id: int, user_id: int, post_id: int | None, is_about_all: bool
) -> int:
    """Close the open reports about the same post or person, or all about the person; gives how many."""
    return await _CLOSE_REPORTS.none(
        db, moderator_id=moderator_id, user_id=user_id, post_id=post_id, is_about_all=is_about_all
    )


async def update_hidden(db: Executor, *, post_id: int, is_hidden: bool) -> None:
    """Hide a post, or show it again."""
    await _UPDATE_HIDDEN.none(db, post_id=post_id, is_hidden=is_hidden)


async def insert_limit(db: Executor, *, user_id: int) -> None:
    """Keep an account out of what strangers are shown."""
    await _INSERT_LIMIT.none(db, user_id=user_id)


async def delete_limit(db: Executor, *, user_id: int) -> None:
    """Show an account to strangers again."""
    await _DELETE_LIMIT.none(db, user_id=user_id)


async def update_state(db: Executor, *, user_id: int, state: str) -> None:
    """Suspend an account (`suspended`), or end that (`active`)."""
    await _UPDATE_STATE.none(db, user_id=user_id, state=state)


async def list_appeals(db: Executor, *, act_id: int | None = None) -> list[AppealRow]:
    """Appeals that wait, the oldest first; or the one against an act."""
    return await _LIST_APPEALS.many(db, act_id=act_id)


async def lock_appeal(db: Executor, *, act_id: int) -> LockedAppealRow | None:
    """What an appeal is about, locked; None when nobody was told of such an act."""
    return await _LOCK_APPEAL.maybe(db, act_id=act_id)


async def update_decision(db: Executor, *, act_id: int, decision: str, answer: str) -> None:
    """Answer an appeal."""
    await _UPDATE_DECISION.none(db, act_id=act_id, decision=decision, answer=answer)
