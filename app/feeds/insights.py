"""Reads what /insights shows, for pages and API alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.present.insights import SCORES, SPANS, Insights
from app.store import insights

if TYPE_CHECKING:
    from app.db import Executor

MODELS = 10
# Some weeks of one measurement per training.
MEASUREMENTS = 60
# A day alone would be one pair of bars.
LEAST_DAYS = 7


async def read_insights(db: Executor, span_name: str, now: datetime | None = None) -> Insights:
    """Everything about the time until now; `span_name` is a key of `SPANS`."""
    now = now or datetime.now(UTC)
    span = SPANS[span_name]
    step = timedelta(seconds=span.step_seconds)
    # Steps begin at full ones, so that a reload does not shift the whole curve.
    until = datetime.fromtimestamp(now.timestamp() // span.step_seconds * span.step_seconds, UTC) + step
    since = until - step * span.steps
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    first_day = today - timedelta(days=max(LEAST_DAYS, span.days) - 1)
    scores = await insights.list_scores(db, names=list(SCORES), page_size=MEASUREMENTS * len(SCORES))
    return Insights(
        span=span,
        now=now,
        since=since,
        first_day=first_day,
        totals=await insights.select_totals(db, since=since),
        rates=await insights.list_rates(db, since=since, step_seconds=span.step_seconds),
        opened=await insights.list_opened(db, since=first_day),
        rankings=await insights.list_rankings(db, since=now - timedelta(days=span.days)),
        models=await insights.list_models(db, page_size=MODELS),
        scores=scores[::-1],
    )
