"""The operators' numbers."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel


class InsightsQuery(BaseModel):
    """How far back."""

    range: Literal["24h", "7d", "30d"] = "24h"


class Batching(BaseModel):
    """Calls and events of the range; `saving` against one call per event, null without events."""

    calls: int
    events: int
    saving: float | None


class TrainedModel(BaseModel):
    """A trained model."""

    version: str
    created_at: str
    trained_seconds: float
    people: int
    posts: int
    events: int
    is_current: bool


class CurrentModel(TrainedModel):
    """The one that serves."""

    age_seconds: int


class EventRate(BaseModel):
    """One step of time."""

    at: str
    calls: int
    events: int
    per_minute: float


class OfflineScore(BaseModel):
    """One measured figure."""

    name: str
    value: float
    model_version: str | None
    measured_at: str


class OpenedPosts(BaseModel):
    """How many posts of a list were seen and opened on a day (UTC)."""

    day: str
    source: Literal["for_you", "following"]
    views: int
    clicks: int
    rate: float | None


class ForYouSource(BaseModel):
    """How many posts were seen in For you under one ranking."""

    source: str
    views: int


class InsightsAnswer(BaseModel):
    """Events, batching, models, offline scores, and how often posts were opened."""

    range: str
    generated_at: str
    events_per_minute: float
    batching: Batching
    model: CurrentModel | None
    models: list[TrainedModel]
    events: list[EventRate]
    scores: list[OfflineScore]
    opened: list[OpenedPosts]
    for_you_sources: list[ForYouSource]
