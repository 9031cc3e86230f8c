"""Notifications in the API."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import BaseModel

from app.blueprints.api.schemas.paging import PageQuery
from app.blueprints.api.schemas.posts import Post
from app.blueprints.api.schemas.users import User

# `email`: in the app, and in a mail that gathers what is unread. `off`: no notification is made.
Delivery: TypeAlias = Literal["in_app", "email", "off"]
Frequency: TypeAlias = Literal["daily", "weekly", "off"]


class NotificationsQuery(PageQuery):
    """Which page, and of which kinds: `replies`, `mentions` (and quotes), `likes` (and reposts) or `follows`."""

    filter: Literal["all", "replies", "mentions", "likes", "follows"] = "all"


class Notification(BaseModel):
    """A group: likes or reposts of one post, follows, or one of the other acts alone."""

    # Of the newest act in the group; the id of any act in it can be marked read.
    id: str
    kind: Literal[
        "like",
        "reply",
        "repost",
        "quote",
        "mention",
        "follow",
        "follow_request",
        "request_accepted",
        "poll_ended",
        "post",
        "alt_suggestion",
    ]
    # The newest three, newest first.
    actors: list[User]
    actors_count: int
    # The post that was liked or reposted, or the new reply, quote or mention.
    post: Post | None
    read: bool
    created_at: str


class Notifications(BaseModel):
    """A page of groups, newest first."""

    items: list[Notification]
    next_cursor: str | None


class UnreadCount(BaseModel):
    """Unread groups; 100 means that many or more."""

    unread_count: int


class NotificationPreferences(BaseModel):
    """How each kind is told, and how often the digest comes."""

    like: Delivery
    reply: Delivery
    repost: Delivery
    quote: Delivery
    mention: Delivery
    follow: Delivery
    follow_request: Delivery
    request_accepted: Delivery
    poll_ended: Delivery
    post: Delivery
    alt_suggestion: Delivery
    digest: Frequency


class NotificationPreferenceChanges(BaseModel):
    """What to change; what is left out stays."""

    like: Delivery | None = None
    reply: Delivery | None = None
    repost: Delivery | None = None
    quote: Delivery | None = None
    mention: Delivery | None = None
    follow: Delivery | None = None
    follow_request: Delivery | None = None
    request_accepted: Delivery | None = None
    poll_ended: Delivery | None = None
    post: Delivery | None = None
    alt_suggestion: Delivery | None = None
    digest: Frequency | None = None
