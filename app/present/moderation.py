"""Reports, acts and appeals as pages and JSON show them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.present.people import Avatar, avatar_of
from app.present.reports import REASON_WORDS
from app.present.times import full_time, rfc3339

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.store.account_notices import NoticeRow
    from app.store.moderation import ActRow, AppealRow, ReportRow, ThreadRow

# What each act is called on its button, and in the log.
ACT_WORDS = {
    "dismiss": "Dismiss",
    "warn": "Warn",
    "hide_post": "Hide post",
    "limit": "Limit account",
    "suspend": "Suspend account",
    "uphold": "Appeal refused",
    "overturn": "Appeal granted",
}
# What the person concerned reads.
NOTICE_WORDS = {
    "warn": "A moderator warned you",
    "hide_post": "A moderator hid a post of yours",
    "limit": "Your account is shown to your followers only",
    "suspend": "Your account is suspended",
}


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in the queue and on its own page."""

    id: int
    reason: str
    words: str
    reporter: str
    user_id: int
    username: str
    name: str
    url: str
    avatar: Avatar
    # As "Suspended" or "Limited"; empty: neither.
    standing: str
    post_id: int | None
    post_url: str
    post_body: str
    # As "Hidden" or "Deleted"; empty: neither.
    post_state: str
    other_reports_count: int
    time_full: str
    time_iso: str
    is_open: bool
    closed_by: str


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """A post of the conversation around a reported one."""

    username: str
    body: str
    is_reported: bool


@dataclass(frozen=True, slots=True)
class ActLine:
    """A line of the log."""

    id: int
    words: str
    moderator: str
    username: str
    post_id: int | None
    report_id: int | None
    reason: str
    time_full: str
    time_iso: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    """`moderation/queue.html`."""

    reports: list[ReportLine]
    next_url: str | None
    # open or closed.
    state: str
    reports_count: int
    appeals_count: int


@dataclass(frozen=True, slots=True)
class ReportContextPage:
    """`moderation/context.html`: one report with what a moderator has to know."""

    report: ReportLine
    thread: list[ThreadLine]
    acts: list[ActLine]
    others: list[ReportLine]
    # Value and word of each act that is offered.
    choices: list[tuple[str, str]]
    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LogPage:
    """`moderation/log.html`."""

    acts: list[ActLine]
    next_url: str | None


@dataclass(frozen=True, slots=True)
class AppealLine:
    """An appeal that waits."""

    act_id: int
    act: str
    moderator: str
    username: str
    url: str
    reason: str
    appeal: str
    report_id: int | None
    time_full: str
    time_iso: str


@dataclass(frozen=True, slots=True)
class AppealsPage:
    """`moderation/appeals.html`."""

    appeals: list[AppealLine]
    # Of the appeal that `act_id` names.
    act_id: int | None = None
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """What the person concerned reads of an act."""

    id: int
    title: str
    reason: str
    post_body: str
    time_full: str
    time_iso: str
    can_appeal: bool
    appeal: str
    # As "Your appeal was granted"; empty: not answered.
    outcome: str
    answer: str


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """`account/notices.html`; with `key`, of a suspended person who cannot sign in."""

    notices: list[NoticeLine]
    key: str = ""
    act_id: int | None = None
    errors: dict[str, str] = field(default_factory=dict)


def report_line(row: ReportRow) -> ReportLine:
    """A report for a page."""
    standing = "Suspended" if row.state == "suspended" else "Limited" if row.is_limited else ""
    return ReportLine(
        id=row.id,
        reason=REASON_WORDS[row.reason],
        words=row.words,
        reporter=row.reporter_username or "",
        user_id=row.user_id,
        username=row.username,
        name=row.display_name or row.username,
        url=f"/@{row.username}",
        avatar=avatar_of(row.username, row.display_name, row.avatar_key),
        standing=standing,
        post_id=row.post_id,
        post_url="" if row.post_id is None else f"/@{row.username}/post/{row.post_id}",
        post_body=row.post_body or "",
        post_state="Deleted" if row.is_post_deleted else "Hidden" if row.is_post_hidden else "",
        other_reports_count=row.other_reports_count,
        time_full=full_time(row.created_at),
        time_iso=rfc3339(row.created_at),
        is_open=row.closed_at is None,
        closed_by=row.closed_by_username or "",
    )


def thread_lines(rows: Iterable[ThreadRow], post_id: int) -> list[ThreadLine]:
    """The conversation around a reported post."""
    return [ThreadLine(row.username, row.body, row.id == post_id) for row in rows]


def act_line(row: ActRow) -> ActLine:
    """A line of the log for a page."""
    return ActLine(
        id=row.id,
        words=ACT_WORDS[row.act],
        moderator=row.moderator_username or str(row.moderator_id),
        username=row.username or str(row.user_id),
        post_id=row.post_id,
        report_id=row.report_id,
        reason=row.reason,
        time_full=full_time(row.created_at),
        time_iso=rfc3339(row.created_at),
    )


def appeal_line(row: AppealRow) -> AppealLine:
    """An appeal for a page."""
    return AppealLine(
        act_id=row.act_id,
        act=ACT_WORDS[row.act],
        moderator=row.moderator_username or str(row.moderator_id),
        username=row.username,
        url=f"/@{row.username}",
        reason=row.reason,
        appeal=row.appeal,
        report_id=row.report_id,
        time_full=full_time(row.appealed_at),
        time_iso=rfc3339(row.appealed_at),
    )


def notice_line(row: NoticeRow) -> NoticeLine:
    """A notice for the person concerned."""
    outcome = {None: "", "upheld": "Your appeal was refused", "overturned": "Your appeal was granted"}[row.decision]
    return NoticeLine(
        id=row.id,
        title=NOTICE_WORDS[row.act],
        reason=row.reason,
        post_body=row.post_body or "",
        time_full=full_time(row.created_at),
        time_iso=rfc3339(row.created_at),
        can_appeal=row.appeal is None,
        appeal=row.appeal or "",
        outcome=outcome,
        answer=row.answer or "",
    )


def choices_for(report: ReportLine) -> list[tuple[str, str]]:
    """The acts that a report offers, the mildest first."""
    hidden = {"uphold", "overturn"} | ({"hide_post"} if report.post_id is None else set())
    return [(act, words) for act, words in ACT_WORDS.items() if act not in hidden]


def report_json(row: ReportRow) -> dict[str, Any]:
    """A report of the moderators' API."""
    return {
        "id": str(row.id),
        "state": "open" if row.closed_at is None else "closed",
        "reason": row.reason,
        "text": row.words,
        "reporter": row.reporter_username,
        "user": {
            "id": str(row.user_id),
            "username": row.username,
            "display_name": row.display_name,
            "is_limited": row.is_limited,
            "is_suspended": row.state == "suspended",
        },
        "post": None
        if row.post_id is None
        else {
            "id": str(row.post_id),
            "body": row.post_body,
            "is_deleted": row.is_post_deleted,
            "is_hidden": row.is_post_hidden,
        },
        "other_reports_count": row.other_reports_count,
        "created_at": rfc3339(row.created_at),
        "closed_at": None if row.closed_at is None else rfc3339(row.closed_at),
        "closed_by": row.closed_by_username,
    }


def act_json(row: ActRow) -> dict[str, Any]:
    """A line of the log in the API."""
    return {
        "id": str(row.id),
        "action": row.act,
        "moderator": {"id": str(row.moderator_id), "username": row.moderator_username},
        "user": {"id": str(row.user_id), "username": row.username},
        "post_id": None if row.post_id is None else str(row.post_id),
        "report_id": None if row.report_id is None else str(row.report_id),
        "about_id": None if row.about_id is None else str(row.about_id),
        "reason": row.reason,
        "created_at": rfc3339(row.created_at),
    }


def appeal_json(row: AppealRow) -> dict[str, Any]:
    """An appeal of the moderators' API."""
    return {
        "id": str(row.act_id),
        "action": row.act,
        "moderator": row.moderator_username,
        "user": {"id": str(row.user_id), "username": row.username},
        "reason": row.reason,
        "text": row.appeal,
        "created_at": rfc3339(row.appealed_at),
        "decision": row.decision,
        "answer": row.answer,
    }


def notice_json(row: NoticeRow) -> dict[str, Any]:
    """A notice in the API, for the person concerned."""
    return {
        "id": str(row.id),
        "action": row.act,
        "reason": row.reason,
        "post_id": None if row.post_id is None else str(row.post_id),
        "created_at": rfc3339(row.created_at),
        "appeal": row.appeal,
        "decision": row.decision,
        "answer": row.answer,
    }
