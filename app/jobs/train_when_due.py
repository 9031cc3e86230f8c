"""The worker's side of training: looks whether it is time, and runs the trainer as a process of its own."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import structlog

from app.errors import Unavailable
from app.launch.processes import start_process, stop_process
from app.launch.services import environment_of
from app.pool import AWAY
from app.store import training

if TYPE_CHECKING:
    from app.db import Database
    from app.settings import Settings
    from app.store.training import StateRow

log = structlog.get_logger()

# Beyond what a web process meets: a schema that is just being migrated.
TRAINING_AWAY: tuple[type[BaseException], ...] = (Unavailable, asyncpg.PostgresError, *AWAY)

PROJECT_DIR = Path(__file__).parent.parent.parent
FIRST_LOOK_SECONDS = 2.0
STOP_SECONDS = 2.0
# The first model does not wait for the full number of acts: demo data has a few hundred.
FIRST_ACTS = 20
# After a training the trainer rests so many times as long.
RESTS_PER_TRAINING = 4


async def train_when_due(settings: Settings, database: Database) -> None:
    """Look again and again; never, when the setting is 0."""
    if settings.train_check_seconds <= 0:
        return
    await asyncio.sleep(FIRST_LOOK_SECONDS)
    while True:
        try:
            state = await training.select_state(database.pool, most=settings.train_after_actions)
            if is_due(state, settings):
                await run_trainer(settings)
        except TRAINING_AWAY as error:
            log.warning("training waits for PostgreSQL", reason=repr(error))
        await asyncio.sleep(settings.train_check_seconds)


def is_due(state: StateRow, settings: Settings) -> bool:
    """Enough new acts, or anything new after a while; on a busy site most of the time is left for other work."""
    if state.age_seconds is None:
        return state.new_acts >= min(FIRST_ACTS, settings.train_after_actions)
    if state.age_seconds < RESTS_PER_TRAINING * (state.trained_seconds or 0):
        return False
    is_old = state.age_seconds >= settings.train_every_minutes * 60
    return state.new_acts >= settings.train_after_actions or (is_old and state.new_acts > 0)


async def run_trainer(settings: Settings) -> int:
    """Train in a process of low priority; it ends with this one. Gives its exit code."""
    process = start_process(
        [sys.executable, "-P", "-m", "app.cli", "train", "--background"],
        death_signal=signal.SIGTERM,
        cwd=PROJECT_DIR,
        env={**environment_of(settings), "PYTHONPATH": str(PROJECT_DIR)},
    )
    try:
        code = await asyncio.to_thread(process.wait)
    except asyncio.CancelledError:
        stop_process(process, (signal.SIGTERM, STOP_SECONDS))
        raise
    if code:
        log.warning("the trainer failed", exit_code=code)
    return code
