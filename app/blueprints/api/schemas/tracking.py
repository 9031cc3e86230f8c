"""Tracking, and what a person decides about it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, SkipValidation, model_validator

from app.blueprints.api.schemas.posts import Id

MAX_BATCH = 100
Kind = Literal["view", "click", "like", "reply", "repost", "share", "profile_visit", "hide"]


class InteractionMetadata(BaseModel):
    """More about an event. What is not listed here is ignored."""

    # Made by the client; an event counts once per person.
    event_id: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    dwell_ms: Annotated[int, Field(ge=0, le=86_400_000)] | None = None
    # for_you or following, and how For you was ranked: model, trending or newest.
    source: Any = None
    ranking: Any = None


class Interaction(BaseModel):
    """One event: `post_id`, or for a profile_visit `user_id`."""

    interaction_type: Kind
    post_id: Id | None = None
    user_id: Id | None = None
    metadata: InteractionMetadata | None = None

    @model_validator(mode="after")
    def _is_about_something(self) -> Interaction:
        if self.interaction_type == "profile_visit":
            if self.user_id is None:
                raise ValueError("A profile_visit needs user_id.")
        elif self.post_id is None:
            raise ValueError(f"A {self.interaction_type} needs post_id.")
        return self


class TrackRequest(BaseModel):
    """One event, or up to 100 of them in `interactions`, each judged by itself."""

    interaction_type: Kind | None = None
    post_id: Id | None = None
    user_id: Id | None = None
    metadata: InteractionMetadata | None = None
    interactions: Annotated[list[SkipValidation[Interaction]], Field(max_length=MAX_BATCH)] | None = None

    @model_validator(mode="after")
    def _holds_something(self) -> TrackRequest:
        if self.interactions is None and self.interaction_type is None:
            raise ValueError("Send interaction_type, or a list of interactions.")
        return self


class TrackError(BaseModel):
    """Why the event at this place of the batch was not stored."""

    index: int
    error: str
    message: str


class TrackAnswer(BaseModel):
    """How many events were new, and which were refused."""

    tracked: int
    errors: list[TrackError]


class RecommenderSettings(BaseModel):
    """Whether For you learns from the person; acts before `history_since` do not count."""

    is_on: bool
    history_since: str | None


class RecommenderChange(BaseModel):
    """What can be changed about it."""

    is_on: bool


class HideAnswer(BaseModel):
    """After hiding or its undoing."""

    hidden: bool


class LessAnswer(BaseModel):
    """After asking for less like a post, or its undoing."""

    less: bool
