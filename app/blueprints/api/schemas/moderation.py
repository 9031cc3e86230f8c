"""Moderation in the API."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from app.actions.reports import Reason
from app.blueprints.api.schemas.paging import PageQuery


class ReportsQuery(PageQuery):
    """Which reports."""

    state: Literal["open", "closed"] = "open"


class ReportedUser(BaseModel):
    """The reported person."""

    id: str
    username: str
    display_name: str
    is_limited: bool
    is_suspended: bool


class ReportedPost(BaseModel):
    """The reported post, as it was then."""

    id: str
    body: str | None
    is_deleted: bool
    is_hidden: bool


class Report(BaseModel):
    """A report, as moderators see it."""

    id: str
    state: Literal["open", "closed"]
    reason: Reason
    text: str
    reporter: str | None
    user: ReportedUser
    post: ReportedPost | None
    other_reports_count: int
    created_at: str
    closed_at: str | None
    closed_by: str | None


class ReportPage(BaseModel):
    """Reports, the last first, and where the list goes on."""

    items: list[Report]
    next_cursor: str | None


class NamedUser(BaseModel):
    """A person by id; the name is null when the account was erased."""

    id: str
    username: str | None


class ModerationAct(BaseModel):
    """A line of the log."""

    id: str
    action: Literal["dismiss", "warn", "hide_post", "limit", "suspend", "uphold", "overturn"]
    moderator: NamedUser
    user: NamedUser
    post_id: str | None
    report_id: str | None
    about_id: str | None
    reason: str
    created_at: str


class ModerationActPage(BaseModel):
    """The log, the last first, and where it goes on."""

    items: list[ModerationAct]
    next_cursor: str | None


class ThreadPost(BaseModel):
    """A post of the conversation around a reported one."""

    id: str
    username: str
    body: str


class ReportInContext(Report):
    """A report with what one has to know to decide."""

    thread: list[ThreadPost]
    history: list[ModerationAct]
    other_reports: list[Report]


class NewAct(BaseModel):
    """What to do about a report, and why; the person reads the reason."""

    action: Literal["dismiss", "warn", "hide_post", "limit", "suspend"]
    reason: str = ""


class DoneAct(BaseModel):
    """What was done."""

    id: str
    action: str
    reason: str


class NewDecision(BaseModel):
    """The answer to an appeal, and why; the person reads the reason."""

    decision: Literal["uphold", "overturn"]
    reason: str


class Appeal(BaseModel):
    """An appeal; its id is that of the act."""

    id: str
    action: str
    moderator: str | None
    user: NamedUser
    reason: str
    text: str
    created_at: str
    decision: Literal["upheld", "overturned"] | None
    answer: str | None


class AppealPage(BaseModel):
    """Appeals that wait, the oldest first."""

    items: list[Appeal]
    next_cursor: None = None


class AccountNotice(BaseModel):
    """What a moderator did about oneself, why, and what became of the appeal."""

    id: str
    action: Literal["warn", "hide_post", "limit", "suspend"]
    reason: str
    post_id: str | None
    created_at: str
    appeal: str | None
    decision: Literal["upheld", "overturned"] | None
    answer: str | None


class AccountNoticePage(BaseModel):
    """Notices, the last first, and where the list goes on."""

    items: list[AccountNotice]
    next_cursor: str | None


class NewAppeal(BaseModel):
    """Why one sees it differently."""

    text: str
