"""Feeds, topics and search in the API."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from app.blueprints.api.schemas.paging import PageQuery
from app.blueprints.api.schemas.posts import Id, Post
from app.blueprints.api.schemas.users import User
from app.feeds.catch_up import Period
from app.store.paging import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE


class FeedMetadata(BaseModel):
    """Where the list came from."""

    source: Literal["model", "trending", "newest"]
    model_version: str | None
    generated_at: str


class RecommendedPost(Post):
    """A post of For you, why it is there, and how it was rated."""

    reason: str
    score: float


class ForYouPage(BaseModel):
    """A page of For you; its cursor pins the list for ten minutes."""

    items: list[RecommendedPost]
    next_cursor: str | None
    metadata: FeedMetadata


class RecommendationsQuery(BaseModel):
    """How many."""

    limit: int = Field(DEFAULT_PAGE_SIZE, ge=1, le=MAX_PAGE_SIZE)


class Recommendation(BaseModel):
    """A post for somebody, how it was rated, and why."""

    post_id: str
    score: float
    reason: str


class Recommendations(BaseModel):
    """The best posts for a person, best first."""

    user_id: str
    recommendations: list[Recommendation]
    metadata: FeedMetadata


class CatchUpQuery(RecommendationsQuery):
    """Since when, and how many."""

    period: Period = "visit"


class TabQuery(PageQuery):
    """Which of somebody's posts."""

    tab: Literal["posts", "replies", "media", "reposts"] = "posts"


class Topic(BaseModel):
    """A topic and how many posts carry it."""

    name: str
    url: str
    posts_count: int


class TopicPage(BaseModel):
    """Some topics."""

    items: list[Topic]
    next_cursor: str | None


class SearchQuery(PageQuery):
    """What to look for, among what."""

    q: str = ""
    type: Literal["posts", "users", "topics"] = "posts"
    sort: Literal["top", "recent"] = "recent"


class SearchPage(BaseModel):
    """What was found: users, topics or posts, as asked for."""

    items: list[User | Topic | Post]
    next_cursor: str | None


class NewMarker(BaseModel):
    """The entry of Following that was read last: `id` of an item of the timeline."""

    last_read_id: Id


class Marker(BaseModel):
    """Where one was in Following; both null where no place was noted."""

    last_read_id: str | None
    read_at: str | None
