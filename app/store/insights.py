"""What operators see: counts of calls and views, models and their scores."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.db import Executor


@dataclass(frozen=True, slots=True)
class TotalsRow:
    """Calls and events of a range, and of ten minutes now and a day ago."""

    calls: int
    events: int
    recent_events: int
    earlier_events: int


@dataclass(frozen=True, slots=True)
class RateRow:
    """Calls and events of one step of time."""

    starts_at: datetime
    calls: int
    events: int


@dataclass(frozen=True, slots=True)
class OpenedRow:
    """How many posts of a list were seen and opened on a day."""

    day: datetime
    source: str
    views: int
    clicks: int


@dataclass(frozen=True, slots=True)
class RankingRow:
    """How many posts were seen in For you under one ranking."""

    ranking: str
    views: int


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A trained model."""

    version: str
    created_at: datetime
    trained_seconds: float
    people: int
    posts: int
    events: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One offline figure."""

    model_version: str | None
    name: str
    value: float
    measured_at: datetime


_SELECT_TOTALS = Query("insights/select_totals", TotalsRow)
_LIST_RATES = Query("insights/list_rates", RateRow)
_LIST_OPENED = Query("insights/list_opened", OpenedRow)
_LIST_RANKINGS = Query("insights/list_rankings", RankingRow)
_LIST_MODELS = Query("insights/list_models", ModelRow)
_LIST_SCORES = Query("insights/list_scores", ScoreRow)


async def select_totals(db: Executor, *, since: datetime) -> TotalsRow:
    """Calls and events since a moment, and how many there were just now."""
    return await _SELECT_TOTALS.one(db, since=since)


async def list_rates(db: Executor, *, since: datetime, step_seconds: int) -> list[RateRow]:
    """Calls and events in steps of time, the earliest first."""
    return await _LIST_RATES.many(db, since=since, step_seconds=step_seconds)


async def list_opened(db: Executor, *, since: datetime) -> list[OpenedRow]:
    """Seen and opened posts by day and list, the earliest first."""
    return await _LIST_OPENED.many(db, since=since)


async def list_rankings(db: Executor, *, since: datetime) -> list[RankingRow]:
    """Seen posts of For you by ranking, the most first."""
    return await _LIST_RANKINGS.many(db, since=since)


async def list_models(db: Executor, *, page_size: int) -> list[ModelRow]:
    """The latest models, the newest first."""
    return await _LIST_MODELS.many(db, page_size=page_size)


async def list_scores(db: Executor, *, names: Sequence[str], page_size: int) -> list[ScoreRow]:
    """The latest figures of these names, the newest first."""
    return await _LIST_SCORES.many(db, names=list(names), page_size=page_size)
