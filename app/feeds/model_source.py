"""The model that a web process serves: looks for a new one every few seconds and opens it beside the old one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from app.errors import Unavailable
from app.feeds.model_storage import open_model, remove_older
from app.store import recommendations
from app.tasks import end_tasks
from recsys import ModelCorrupt

if TYPE_CHECKING:
    from app.db import Database
    from app.feeds.model_files import TrainedModel
    from app.settings import Settings
    from app.store.recommendations import ModelRow

log = structlog.get_logger()

CHECK_SECONDS = 3.0


class ModelSource:
    """`current` is the model in use; None: there is none, and For you falls back."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self.current: TrainedModel | None = None
        self._refused: set[tuple[str, str]] = set()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Look for models from now on."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Look no more."""
        if self._task is not None:
            await end_tasks([self._task])

    async def check(self) -> None:
        """Take over the model that the database calls current; where it cannot be opened, the old one serves on.

        A process without any model takes the newest that can be opened.

        Raises:
            Unavailable: PostgreSQL, or the bucket of the models, is away.
        """
        rows = await recommendations.list_models(self._database.pool)
        versions = [row.version for row in rows]
        if self.current is not None:
            rows = [row for row in rows if row.is_current]
        for row in rows:
            if self.current is not None and row.version == self.current.version:
                return
            if (row.version, row.checksum) not in self._refused and await self._open(row):
                if self._settings.s3_bucket:
                    await asyncio.to_thread(remove_older, self._settings.models_dir, versions)
                return

    async def _open(self, row: ModelRow) -> bool:
        try:
            found = await open_model(self._settings, row.version, row.checksum)
        except ModelCorrupt as error:
            self._refused.add((row.version, row.checksum))
            log.warning("a model was refused", version=row.version, reason=str(error))
            return False
        self.current = found
        log.info("model loaded", version=row.version, posts=row.posts)
        return True

    async def _run(self) -> None:
        while True:
            try:
                await self.check()
            except Unavailable:
                pass
            except Exception:
                log.exception("models could not be looked for")
            await asyncio.sleep(CHECK_SECONDS)
