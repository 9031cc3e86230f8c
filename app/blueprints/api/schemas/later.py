"""Drafts and scheduled posts."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from app.blueprints.api.schemas.posts import Audience, Id, MoreBodies, NullIsAbsent, PollRequest


class DraftRequest(NullIsAbsent, BaseModel):
    """What a draft holds. Only its size is checked before it is published."""

    body: str = ""
    more_bodies: MoreBodies = []
    reply_to_id: Id | None = None
    quote_of_id: Id | None = None
    media_ids: list[str] = []
    reply_audience: Audience = "everyone"
    content_note: str = ""
    poll: PollRequest | None = None
    is_closed_to_quotes: bool = False


class ScheduledChange(DraftRequest):
    """What waits instead from now on, and when it is published."""

    publish_at: datetime


class Draft(DraftRequest):
    """A draft."""

    id: str
    updated_at: str


class DraftPage(BaseModel):
    """A page of drafts, newest first."""

    items: list[Draft]
    next_cursor: str | None


class Scheduled(DraftRequest):
    """A post that waits. `problem` says why it could not be published at its time."""

    id: str
    publish_at: str
    problem: str | None


class ScheduledPage(BaseModel):
    """What waits, the next first."""

    items: list[Scheduled]
    next_cursor: str | None
