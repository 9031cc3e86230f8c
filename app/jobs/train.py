"""Training: read what people did, learn a model, write it beside the others, and switch to it in one transaction.

One trainer at a time, by a session lock on a direct connection; PostgreSQL frees it when the trainer dies. Until the
switch nothing refers to the new files, so a trainer may be killed at any moment.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import asyncpg
import structlog

from app.db import CONNECT_SECONDS
from app.errors import Unavailable
from app.feeds.model_files import TrainedModel, remove_models, remove_unfinished, write_model
from app.feeds.model_storage import delete_archives, upload_model
from app.jobs.train_events import read_acts, read_posts
from app.jobs.train_lists import write_lists
from app.store import recommendations, training
from recsys import Builder, fit
from recsys import Settings as ModelSettings
from recsys.cluster import ClusterMissing, workers

if TYPE_CHECKING:
    from app.jobs.train_events import Acts
    from app.settings import Settings
    from recsys import Interactions, Model

log = structlog.get_logger()

KEPT_MODELS = 3
WAIT_SECONDS = 0.5
# From fewer there is nothing to learn.
LEAST_EVENTS = 20
# Taste lasts longer than news; how fresh a post is counts when it is shown.
HALF_LIFE_SECONDS = 90 * 86_400.0
# A model of a live site is made again and again, and a page folds in within a millisecond: fewer neighbours than the
# library's default, and every pair of posts compared only where they are few.
NEIGHBOURS = 200
DENSE_ITEMS = 4_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a training came to; without a `version` it made no model, and `reason` says why."""

    version: str | None
    reason: str = ""
    seconds: float = 0.0
    people: int = 0
    posts: int = 0
    events: int = 0
    lists: int = 0

    def __str__(self) -> str:
        """One line for the person at the terminal."""
        if self.version is None:
            return f"No new model: {self.reason}."
        return (
            f"Model {self.version}: {self.people} people, {self.posts} posts, {self.events} acts, "
            f"{self.lists} lists written, {self.seconds:.1f} s."
        )


class TrainingFailed(Exception):
    """The model could not be written; the one in use serves on. The message is one line."""


async def train(settings: Settings, *, waits: bool = False) -> Outcome:
    """Train once; while another trainer is at work, give up or wait for it.

    Raises:
        TrainingFailed: the model cannot be written (a full disk, a folder without permission), or the cluster that the
            settings name is not there.
    """
    connection = await asyncpg.connect(settings.direct_url, timeout=CONNECT_SECONDS)
    try:
        while not await training.lock(connection):
            if not waits:
                return Outcome(None, "another trainer is at work")
            await asyncio.sleep(WAIT_SECONDS)
        try:
            return await _train(connection, settings)
        except ClusterMissing as error:
            raise TrainingFailed(str(error)) from error
        except Unavailable as error:
            raise TrainingFailed("the model could not be stored: the bucket cannot be reached") from error
        except OSError as error:
            log.warning("training failed", reason=str(error))
            raise TrainingFailed(f"the model could not be written: {error}") from error
    finally:
        await connection.close()


async def _train(connection: asyncpg.Connection[asyncpg.Record], settings: Settings) -> Outcome:
    started = time.monotonic()
    folder = settings.models_dir
    await asyncio.to_thread(remove_unfinished, folder)
    acts = await read_acts(connection, max_days=settings.train_max_days)
    if len(acts.events) < LEAST_EVENTS:
        return Outcome(None, f"there are {len(acts.events)} acts to learn from, and it takes {LEAST_EVENTS}")
    trained = await _learn(connection, settings, acts)
    checksum = await asyncio.to_thread(write_model, folder, trained)
    await upload_model(settings, trained.version, checksum)
    outcome = Outcome(
        trained.version,
        seconds=round(time.monotonic() - started, 3),
        people=len(trained.model.people),
        posts=len(trained.model.items),
        events=len(acts.events),
    )
    lists = await _publish(connection, settings, trained, outcome, checksum)
    await _forget_old(connection, settings)
    log.info("model trained", version=outcome.version, seconds=outcome.seconds, posts=outcome.posts)
    return replace(outcome, lists=lists)


async def _learn(connection: asyncpg.Connection[asyncpg.Record], settings: Settings, acts: Acts) -> TrainedModel:
    model = await asyncio.to_thread(_fit, settings, acts)
    authors, topics, names = await read_posts(connection, model.items.values)
    # Sorts by time, also within a second: `remove_older` goes by names. There is one trainer at a time.
    version = f"{datetime.now(UTC):%Y%m%dT%H%M%S-%f}"
    return TrainedModel(version, model, authors, topics, names, acts.read_until)


def _fit(settings: Settings, acts: Acts) -> Model:
    model_settings = model_settings_of(settings)
    with workers(address=settings.dask_scheduler_address or None) as executor:
        return fit(interactions_of(acts, model_settings), model_settings, executor)


def model_settings_of(settings: Settings) -> ModelSettings:
    """How models of a live site are made."""
    return ModelSettings(
        neighbours=NEIGHBOURS,
        half_life=HALF_LIFE_SECONDS,
        block_bytes=settings.train_memory_mb * 2**20,
        dense_items=DENSE_ITEMS,
    )


def interactions_of(acts: Acts, settings: ModelSettings) -> Interactions:
    """The person × post matrix of acts, weighted by kind and age."""
    builder = Builder(settings.half_life, settings.recent_half_life)
    events = acts.events
    builder.add(events.people, events.items, events.weights, events.times)
    return builder.build()


async def _publish(
    connection: asyncpg.Connection[asyncpg.Record],
    settings: Settings,
    trained: TrainedModel,
    outcome: Outcome,
    checksum: str,
) -> int:
    """Model row, lists and switch appear together or not at all."""
    people = await training.list_active_people(connection, days=settings.train_active_days)
    async with connection.transaction():
        await training.insert_model(
            connection,
            version=trained.version,
            trained_seconds=outcome.seconds,
            people=outcome.people,
            posts=outcome.posts,
            events=outcome.events,
            trained_until=trained.trained_until,
            checksum=checksum,
        )
        lists = await write_lists(connection, trained, people)
        await training.switch_model(connection, version=trained.version)
    return lists


async def _forget_old(connection: asyncpg.Connection[asyncpg.Record], settings: Settings) -> None:
    """Keep the last models for going back, the one in use among them, and the lists of two."""
    rows = sorted(await recommendations.list_models(connection), key=lambda row: row.created_at, reverse=True)
    kept = {row.version for row in rows[:KEPT_MODELS]} | {row.version for row in rows if row.is_current}
    old = [row for row in rows if row.version not in kept]
    try:
        # First: what the database has forgotten nobody would remove.
        await delete_archives(settings, [row.checksum for row in old])
    except Unavailable:
        log.warning("old models stay in the bucket until the next training")
        return
    for row in old:
        await training.delete_model(connection, version=row.version)
    # Also folders whose trainer died before it could note them.
    await asyncio.to_thread(remove_models, settings.models_dir, kept)
    # Processes that have not switched yet still read the lists of the model before.
    await training.delete_recommendations(connection, kept_versions=[row.version for row in rows[:2]])


async def use_model(settings: Settings, version: str) -> bool:
    """Make a kept model the current one; False: there is no such model."""
    connection = await asyncpg.connect(settings.direct_url, timeout=CONNECT_SECONDS)
    try:
        async with connection.transaction():
            if await training.switch_model(connection, version=version):
                return True
            raise _NoSuchModel
    except _NoSuchModel:
        return False
    finally:
        await connection.close()


class _NoSuchModel(Exception):
    """Rolls the switch back."""
