"""How good the recommender is on the live database: split by time, against baselines; the figures are kept."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import asyncpg
import numpy as np
import structlog

from app.db import CONNECT_SECONDS
from app.jobs.train import model_settings_of
from app.jobs.train_events import read_acts
from app.store import recommendations, training
from recsys.evaluate import METRICS, compare, split_by_time
from recsys.tune import tune

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.settings import Settings
    from recsys import Settings as ModelSettings
    from recsys.evaluate import Score
    from recsys.read import Events

log = structlog.get_logger()

MLFLOW_VARIABLE = "MLFLOW_TRACKING_URI"
EXPERIMENT = "skein-recommender"
# The row of the table whose figures are kept without a prefix.
OURS = "blend"
MEASURED_EVERY_SECONDS = 86_400.0
# Of fewer people, or where a list holds a good part of all posts, figures say nothing: they are not kept.
LEAST_PEOPLE = 50
LEAST_POSTS = 200


class NothingToMeasure(Exception):
    """There are too few acts; the message is one line."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """The figures of all models, and from how many posts they could choose."""

    scores: list[Score]
    posts: int

    @property
    def is_telling(self) -> bool:
        """Whether there is enough data for the figures to mean something."""
        return self.scores[0].people >= LEAST_PEOPLE and self.posts >= LEAST_POSTS


async def evaluate(settings: Settings, k: int = 20, progress: Callable[[int, int], None] | None = None) -> Measurement:
    """Learn from the earlier acts, measure on the later ones, keep the figures if they are telling.

    What is popular has the voice that suits an earlier part of the acts.

    Raises:
        NothingToMeasure: nobody acted both before and after the split.
    """
    connection = await asyncpg.connect(settings.direct_url, timeout=CONNECT_SECONDS)
    try:
        acts = await read_acts(connection, max_days=settings.train_max_days)
        try:
            found = await asyncio.to_thread(_measure, acts.events, model_settings_of(settings), k, progress)
        except (ValueError, IndexError) as error:
            raise NothingToMeasure(f"There are too few acts to measure anything ({len(acts.events)}).") from error
        if found.is_telling:
            await _keep(connection, found.scores, k)
    finally:
        await connection.close()
    return found


def _measure(
    events: Events, settings: ModelSettings, k: int, progress: Callable[[int, int], None] | None
) -> Measurement:
    split = split_by_time(events)
    tuned, _ = tune(split.train, settings, voice_only=True, k=k, binary=False)
    return Measurement(compare(split, tuned, k, progress, binary=False), len(np.unique(split.train.items)))


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
