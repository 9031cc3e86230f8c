"""How good the recommender is on the live database: split by time, against baselines; the figures are kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import asyncpg
import structlog

from app.db import CONNECT_SECONDS
from app.jobs.train import model_settings_of
from app.jobs.train_events import read_acts
from app.store import recommendations, training
from recsys.evaluate import METRICS, compare, split_by_time

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.settings import Settings
    from recsys.evaluate import Score

log = structlog.get_logger()

MLFLOW_VARIABLE = "MLFLOW_TRACKING_URI"
EXPERIMENT = "skein-recommender"
# The row of the table whose figures are kept without a prefix.
OURS = "blend"
MEASURED_EVERY_SECONDS = 86_400.0


class NothingToMeasure(Exception):
    """There are too few acts; the message is one line."""


async def evaluate(settings: Settings, k: int = 20, progress: Callable[[int, int], None] | None = None) -> list[Score]:
    """Learn from the earlier acts, measure on the later ones, keep the figures.

    Raises:
        NothingToMeasure: nobody acted both before and after the split.
    """
    connection = await asyncpg.connect(settings.direct_url, timeout=CONNECT_SECONDS)
    try:
        acts = await read_acts(connection, max_days=settings.train_max_days)
        try:
            scores = compare(split_by_time(acts.events), model_settings_of(settings), k, progress, binary=False)
        except (ValueError, IndexError) as error:
            raise NothingToMeasure(f"There are too few acts to measure anything ({len(acts.events)}).") from error
        await _keep(connection, scores, k)
    finally:
        await connection.close()
    return scores


async def evaluate_when_due(settings: Settings) -> bool:
    """Measure, unless that was done within a day; whether it was done."""
    connection = await asyncpg.connect(settings.direct_url, timeout=CONNECT_SECONDS)
    try:
        last = await training.select_last_measured(connection)
    finally:
        await connection.close()
    if last is not None and last < MEASURED_EVERY_SECONDS:
        return False
    try:
        await evaluate(settings)
    except NothingToMeasure as error:
        log.info("not measured", reason=str(error))
        return False
    return True


async def _keep(connection: asyncpg.Connection[asyncpg.Record], scores: Sequence[Score], k: int) -> None:
    models = await recommendations.list_models(connection)
    version = next((row.version for row in models if row.is_current), None)
    async with connection.transaction():
        for score in scores:
            for name, value in figures_of(score, k).items():
                await training.insert_score(connection, model_version=version, name=name, value=value)


def figures_of(score: Score, k: int) -> dict[str, float]:
    """`recall@20` for our model, `popularity recall@20` for a baseline."""
    prefix = "" if score.name == OURS else f"{score.name} "
    return {f"{prefix}{metric}{f'@{k}' if metric in METRICS[:3] else ''}": score.values[metric] for metric in METRICS}


def log_to_mlflow(scores: Sequence[Score], k: int) -> bool:
    """One run with all figures, where MLFLOW_TRACKING_URI is set; False: it is not.

    Raises:
        ImportError: the extra `skein[mlflow]` is not installed.
    """
    if not os.environ.get(MLFLOW_VARIABLE):
        return False
    import mlflow  # type: ignore[import-not-found,unused-ignore]

    mlflow.set_experiment(EXPERIMENT)
    with mlflow.start_run():
        mlflow.log_param("k", k)
        mlflow.log_param("people", scores[0].people)
        for score in scores:
            for name, value in figures_of(score, k).items():
                # MLflow takes letters, digits, spaces and a few signs; not the at.
                mlflow.log_metric(name.replace("@", "_at_"), value)
    return True
